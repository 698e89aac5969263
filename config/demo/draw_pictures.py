"""Draws the demo's pictures: `python -m config.demo.draw_pictures` writes the files in drawings/.

One function a picture, named in `PICTURES` by its slug. What a picture shows is said in
pictures.toml for those who do not see it: change both.
"""

from collections.abc import Callable

from PIL import Image

from config.demo.cut_paper import HEIGHT, WIDTH, Sheet
from config.demo.read import FOLDER

WHITE, CREAM, SAND, YELLOW = "#fdf8ef", "#f3e4c3", "#dcc690", "#f4c142"
ORANGE, RED, ROSE = "#e07b39", "#b8432f", "#e8b7a6"
SKY, TEAL, NAVY, COAL = "#d0e7e6", "#3b7f87", "#0f4350", "#2e3a3c"
LEAF, GREEN, BROWN, GREY = "#8fb56b", "#4c7c45", "#7a5134", "#a3b2b1"


def _row_of_houses(sheet: Sheet, *, ground: float) -> None:
    """Lay a street of houses from edge to edge, standing on `ground`."""
    colours = (RED, CREAM, TEAL, ROSE, YELLOW, WHITE, NAVY, RED, CREAM, TEAL)
    heights = (190, 225, 170, 205, 240, 180, 215, 250, 175, 210)
    for number, (colour, height) in enumerate(zip(colours, heights, strict=True)):
        _house(sheet, colour, x=number * 132 - 18, ground=ground, width=126, height=height)


def _house(
    sheet: Sheet, colour: str, *, x: float, ground: float, width: float, height: float
) -> None:
    top = ground - height
    sheet.box(colour, x, top, width, height)
    sheet.piece(COAL, (x - 12, top + 2), (x + width / 2, top - 72), (x + width + 12, top + 2))
    glass = WHITE if colour in (SKY, TEAL, NAVY) else SKY
    for row in range(int(height // 80)):
        for column in (0.18, 0.58):
            left = x + width * column
            sheet.box(glass, left, top + 28 + row * 76, 31, 40, trembling=2, shadow=False)


def _tree(sheet: Sheet, *, x: float, ground: float, size: float) -> None:
    """Lay a tree whose trunk stands at x, ground; `size` is half the width of its crown."""
    sheet.box(BROWN, x - size * 0.13, ground - size * 1.9, size * 0.26, size * 1.9)
    sheet.disc(GREEN, x + size * 0.16, ground - size * 2.4, size * 0.92, size, trembling=size / 30)
    sheet.disc(
        LEAF, x - size * 0.52, ground - size * 1.95, size * 0.6, size * 0.56, trembling=size / 30
    )


def _meadow(sheet: Sheet) -> None:
    hills = (0, 500), (230, 455), (520, 490), (840, 440), (1090, 480), (1290, 455)
    sheet.piece(LEAF, *hills, (1290, 810), (-10, 810))
    sheet.piece(CREAM, (-10, 720), (1290, 700), (1290, 810), (-10, 810))


def bench() -> Sheet:
    """Draw a red bench below a tree, before a row of houses."""
    sheet = Sheet(SKY, seed="bank")
    sheet.disc(YELLOW, 210, 120, 82)
    _row_of_houses(sheet, ground=440)
    _meadow(sheet)
    _tree(sheet, x=830, ground=640, size=185)
    for x in (420, 765):
        sheet.box(COAL, x, 470, 24, 265, trembling=2)
    for top in (478, 526, 592):
        sheet.box(RED, 385, top, 440, 34)
    sheet.box(YELLOW, 560, 548, 74, 48)
    for x, y in ((160, 610), (205, 645), (1080, 600), (1130, 640), (1015, 655)):
        sheet.disc(WHITE, x, y, 11, trembling=2)
    return sheet


def playground() -> Sheet:
    """Draw a slide and a swing, before a row of houses."""
    sheet = Sheet(SKY, seed="spielplatz")
    sheet.disc(YELLOW, 1090, 110, 80)
    _row_of_houses(sheet, ground=450)
    _meadow(sheet)
    sheet.piece(SAND, (170, 745), (300, 650), (1120, 640), (1240, 745), shadow=False)
    for foot in (250, 420):
        sheet.strip(BROWN, (foot, 715), (foot + (335 - foot) * 0.35, 335), 26)
    for step in (430, 500, 570, 640):
        sheet.strip(BROWN, (275, step), (400, step), 14, trembling=2)
    sheet.box(RED, 255, 345, 165, 22)
    sheet.piece(NAVY, (235, 345), (337, 250), (440, 345))
    sheet.strip(ORANGE, (415, 352), (660, 705), 38)
    sheet.strip(ORANGE, (645, 703), (765, 703), 30)
    for foot, top in ((860, 910), (960, 910), (1120, 1070), (1020, 1070)):
        sheet.strip(NAVY, (foot, 715), (top, 385), 18)
    sheet.box(NAVY, 885, 372, 215, 24)
    for rope in (950, 1030):
        sheet.strip(COAL, (rope, 392), (rope, 590), 7, trembling=1)
    sheet.box(RED, 930, 586, 122, 22)
    _tree(sheet, x=105, ground=700, size=115)
    return sheet


def lunch() -> Sheet:
    """Draw two plates of soup on a striped table cloth, and a steaming pot between them."""
    sheet = Sheet(ROSE, seed="mittagstisch")
    sheet.box(WHITE, -20, 245, WIDTH + 40, HEIGHT)
    for number in range(9):
        x = 20 + number * 150
        sheet.piece(CREAM, (x, 252), (x + 62, 252), (x + 22, 810), (x - 50, 810), shadow=False)
    for x, high in ((590, 90), (640, 130), (690, 85)):
        sheet.piece(WHITE, (x - 18, 205), (x + 4, 205 - high), (x + 16, 205), trembling=4)
    sheet.box(NAVY, 480, 300, 330, 26)
    sheet.box(NAVY, 515, 240, 260, 190)
    sheet.disc(TEAL, 645, 242, 134, 36)
    sheet.disc(YELLOW, 645, 242, 106, 24, shadow=False)
    for x, soup in ((280, ORANGE), (1010, YELLOW)):
        sheet.disc(TEAL, x, 565, 195, 125)
        sheet.disc(WHITE, x, 562, 158, 98, shadow=False)
        sheet.disc(soup, x, 562, 120, 70, shadow=False)
        for aside, down, colour in (
            (-40, -18, GREEN),
            (22, 6, RED),
            (-8, 24, LEAF),
            (48, -24, GREEN),
        ):
            sheet.disc(colour, x + aside, 562 + down, 17, 11, trembling=2)
        sheet.strip(GREY, (x + 228, 480), (x + 228, 660), 18)
        sheet.disc(GREY, x + 228, 470, 20, 34)
    sheet.disc(BROWN, 640, 640, 92, 46)
    sheet.disc(ORANGE, 640, 622, 88, 44)
    for x, colour in ((110, RED), (1130, GREEN)):
        sheet.box(colour, x, 310, 72, 100)
    return sheet


def repair_cafe() -> Sheet:
    """Draw a red toaster and a lamp on a table, screws and a screwdriver before them."""
    sheet = Sheet(SKY, seed="repair-cafe")
    sheet.box(CREAM, -20, 330, WIDTH + 40, 300)
    for x in (130, 540, 950):
        sheet.box(WHITE, x, 55, 220, 205)
        for left in (18, 118):
            sheet.box(TEAL, x + left, 75, 84, 165, trembling=5, shadow=False)
    sheet.box(BROWN, -20, 520, WIDTH + 40, 300)
    for x in (205, 330):
        sheet.box(SAND, x, 300, 95, 90)
    for x in (190, 400):
        sheet.box(COAL, x, 548, 44, 28)
    sheet.box(RED, 155, 345, 320, 210)
    sheet.box(COAL, 475, 395, 34, 22)
    sheet.disc(YELLOW, 420, 490, 26)
    sheet.disc(NAVY, 800, 585, 98, 24)
    sheet.strip(NAVY, (800, 580), (740, 430), 20)
    sheet.strip(NAVY, (738, 440), (850, 320), 20)
    sheet.disc(YELLOW, 912, 372, 46)
    sheet.piece(ORANGE, (815, 300), (875, 240), (995, 335), (890, 425))
    for x, y in ((250, 670), (370, 640), (330, 735), (480, 700)):
        sheet.strip(GREY, (x, y), (x + 78, y + 20), 13, trembling=2)
        sheet.strip(WHITE, (x - 7, y - 18), (x + 3, y + 18), 15, trembling=2)
    sheet.strip(GREY, (880, 722), (1050, 662), 18, trembling=2)
    sheet.strip(YELLOW, (740, 770), (890, 718), 46)
    return sheet


def tree_in_street() -> Sheet:
    """Draw a tree in a street with flowers around its trunk, and a watering can."""
    sheet = Sheet(CREAM, seed="baumscheibe")
    _row_of_houses(sheet, ground=520)
    sheet.box(GREY, -20, 518, WIDTH + 40, 300)
    sheet.piece(BROWN, (330, 640), (860, 632), (930, 785), (260, 788))
    _tree(sheet, x=590, ground=700, size=200)
    for number, x in enumerate((370, 435, 500, 690, 755, 820)):
        low = 745 if number % 2 else 715
        sheet.strip(GREEN, (x, low), (x, low - 48), 8, trembling=1)
        sheet.disc((RED, WHITE, YELLOW)[number % 3], x, low - 58, 23, trembling=4)
        sheet.disc(COAL, x, low - 58, 8, trembling=1, shadow=False)
    sheet.strip(TEAL, (1060, 560), (1180, 560), 20)
    sheet.strip(TEAL, (1172, 556), (1222, 640), 20)
    sheet.strip(TEAL, (1222, 630), (1160, 700), 20)
    sheet.strip(NAVY, (1020, 700), (925, 565), 30)
    sheet.disc(TEAL, 918, 556, 38, 24)
    sheet.piece(NAVY, (1000, 570), (1165, 570), (1180, 740), (985, 740))
    for x, y in ((870, 590), (885, 625), (860, 650)):
        sheet.disc(SKY, x, y, 8, 12, trembling=1)
    return sheet


def language_cafe() -> Sheet:
    """Draw two cups of coffee on a table and two speech bubbles above them."""
    sheet = Sheet(TEAL, seed="sprachcafe")
    sheet.box(BROWN, -20, 560, WIDTH + 40, 260)
    bubble = (120, 90), (640, 70), (660, 330), (330, 338), (262, 425), (258, 340), (135, 340)
    sheet.piece(WHITE, *bubble)
    for top, length in ((140, 310), (190, 410), (240, 230)):
        sheet.box(NAVY, 185, top, length, 20, trembling=2, shadow=False)
    sheet.piece(
        YELLOW,
        (690, 190),
        (1175, 178),
        (1172, 428),
        (1062, 430),
        (1050, 505),
        (968, 432),
        (700, 436),
    )
    for top, length in ((240, 380), (290, 260), (340, 330)):
        sheet.box(RED, 745, top, length, 20, trembling=2, shadow=False)
    for x, colour in ((400, RED), (950, ORANGE)):
        sheet.disc(WHITE, x, 715, 165, 34)
        sheet.disc(colour, x + 105, 615, 52)
        sheet.disc(BROWN, x + 105, 615, 27, shadow=False)
        sheet.piece(colour, (x - 105, 545), (x + 105, 545), (x + 78, 712), (x - 78, 712))
        sheet.disc(WHITE, x, 543, 108, 30)
        sheet.disc(COAL, x, 543, 88, 20, shadow=False)
    sheet.box(GREEN, 610, 640, 160, 110)
    for top, length in ((665, 110), (695, 70)):
        sheet.box(WHITE, 632, top, length, 14, trembling=2, shadow=False)
    return sheet


PICTURES: dict[str, Callable[[], Sheet]] = {
    "bank": bench,
    "baumscheibe": tree_in_street,
    "mittagstisch": lunch,
    "repair-cafe": repair_cafe,
    "spielplatz": playground,
    "sprachcafe": language_cafe,
}


def drawn(slug: str) -> Image.Image:
    """Return the picture of a slug, made anew."""
    return PICTURES[slug]().finished()


if __name__ == "__main__":
    for name in PICTURES:
        drawn(name).save(FOLDER / "drawings" / f"{name}.png", optimize=True)
