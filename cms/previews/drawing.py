"""How does a page look as a picture of 1200 × 630 pixels? Pure: words and shapes in, PNG out.

Its colours are those of `static/css/tokens.css`. The letters come with a package (Source Serif Pro,
SIL Open Font License), since no system is sure to have any.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import font_source_serif_pro
from PIL import Image, ImageChops, ImageDraw, ImageFont

from cms.previews.wrapping import lines_of, whole
from districts.map.sign_shapes import Ring, Shapes

#: To be raised when anything is drawn otherwise: what was kept before is then drawn anew.
FORMAT = 1
WIDTH, HEIGHT = 1200, 630
PAPER, INK, PETROL = "#f8f7f2", "#16262b", "#0d4450"
CITY, OWN, BETWEEN = "#aec3c0", "#a43a1e", "#f8f7f2"
SOFT, EDGE_OF_TILE = "#4a5a5e", "#083640"
EDGE = 64
#: The strip of the mosaic at the bottom.
STRIP = 28
#: Where the shape begins; words end before.
SHAPE_AT, FADE = 740, 90
#: A large title is read at the size of a thumb; a long one gets smaller letters before it is cut.
SIZES = (80, 70, 60, 52)
LINES, LEADING = 4, 1.12
#: Edges of shapes are drawn so many times larger and made smaller, which smooths them.
FINER = 2
#: Between districts, in pixels.
GAP = 4
#: How much of the city is around a district (in its widths), and the least and most that is shown,
#: in units of the sprite.
AROUND, LEAST, MOST = 2.0, 22.0, 130.0
#: The whole city has an edge around it.
WITH_EDGE = 1.18


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says: what it is, what it is called, on which site; and where that is.

    `own` is the district on its `city`. Without it the whole city is shown, pale or as what is
    meant (`is_whole`). `tiles` are those of the mosaic, with their colours, on a strip of 360 × 12.
    """

    kicker: str
    title: str
    site: str
    city: Shapes = Shapes()  # noqa: RUF009  (frozen)
    own: Shapes = Shapes()  # noqa: RUF009  (frozen)
    tiles: Sequence[tuple[str, Sequence[Ring]]] = ()
    is_whole: bool = False


def draw(card: Card) -> bytes:
    """Return a PNG; what no letter of the font says is left out."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    if card.city or card.own:
        _draw_place(image, card)
    _draw_strip(image, card.tiles)
    _draw_words(ImageDraw.Draw(image), card, _room(card))
    out = io.BytesIO()
    # Few flat colours and their smoothed edges: a palette is half the size, and nobody sees it.
    image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _room(card: Card) -> int:
    return (SHAPE_AT if card.city or card.own else WIDTH - EDGE) - EDGE


def _draw_words(pen: ImageDraw.ImageDraw, card: Card, room: int) -> None:
    small, name = _font("Semibold", 32), _font("Semibold", 34)
    pen.text((EDGE, 56), _one_line(card.kicker, small, room), PETROL, small)
    title = said(card.title) or said(card.site)
    fonts = [_font("Bold", size) for size in SIZES]
    font = next((one for one in fonts if whole(title, one, room, LINES)), fonts[-1])
    for number, line in enumerate(lines_of(title, font, room, LINES)):
        pen.text((EDGE, 118 + number * font.size * LEADING), line, INK, font)
    pen.text((EDGE, HEIGHT - STRIP - 72), _one_line(card.site, name, room), SOFT, name)


def _one_line(text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    return next(iter(lines_of(said(text), font, room, 1)), "")


def _draw_place(image: Image.Image, card: Card) -> None:
    """Draw the district large, with as much of its city as there is room for."""
    width, height = (WIDTH - SHAPE_AT) * FINER, (HEIGHT - STRIP) * FINER
    left, top, scale = _window(card.own or card.city, bool(card.own), width, height)

    def at(ring: Iterable[tuple[float, float]]) -> Ring:
        return [((x - left) * scale, (y - top) * scale) for x, y in ring]

    panel = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(panel)
    below = OWN if card.is_whole else CITY
    for ring in card.city.rings:
        pen.polygon(at(ring), below, BETWEEN, width=GAP * FINER)
    for x, y, r in card.city.dots:
        pen.ellipse([*at([(x - r, y - r), (x + r, y + r)])], below)
    panel.paste(OWN, mask=_mask((width, height), [at(ring) for ring in card.own.rings]))
    for x, y, r in card.own.dots:
        pen.ellipse([*at([(x - r, y - r), (x + r, y + r)])], OWN)
    small = panel.reduce(FINER)
    shown = Image.new("L", small.size, 255)
    if card.own:  # the city goes on to the left: it fades, and is not cut off beside the words
        fade = Image.new("L", (FADE, 1))
        fade.putdata([255 * x // FADE for x in range(FADE)])
        shown.paste(fade.resize((FADE, small.height)), (0, 0))
    image.paste(small, (SHAPE_AT, 0), shown)


def _window(shapes: Shapes, is_part: bool, width: int, height: int) -> tuple[float, float, float]:
    """Return the west and north edge of what is shown, and pixels for a unit."""
    points = [point for ring in shapes.rings for point in ring]
    points += [(x + s * r, y + s * r) for x, y, r in shapes.dots for s in (-1, 1)]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    north, south = min(y for _x, y in points), max(y for _x, y in points)
    across = max(east - west, (south - north) * width / height)
    shown = max(LEAST, min(MOST, across * AROUND)) if is_part else across * WITH_EDGE
    scale = width / shown
    return (west + east) / 2 - shown / 2, (north + south) / 2 - height / scale / 2, scale


def _mask(size: tuple[int, int], rings: Iterable[Ring]) -> Image.Image:
    """Return where an area is; a ring within another one is a hole."""
    mask = Image.new("L", size, 0)
    for ring in rings:
        one = Image.new("L", size, 0)
        ImageDraw.Draw(one).polygon(ring, 255)
        mask = ImageChops.difference(mask, one)
    return mask


def _draw_strip(image: Image.Image, tiles: Sequence[tuple[str, Sequence[Ring]]]) -> None:
    across, down = WIDTH * FINER, STRIP * FINER
    strip = Image.new("RGB", (across, down), PETROL)
    pen = ImageDraw.Draw(strip)
    for colour, rings in tiles:
        for ring in rings:
            points = [(x * across / 360, y * down / 12) for x, y in ring]
            pen.polygon(points, colour, EDGE_OF_TILE, width=FINER)
    image.paste(strip.reduce(FINER), (0, HEIGHT - STRIP))


def said(text: str) -> str:
    """Return a text in one line without the signs that the font has no picture of."""
    return " ".join("".join(c for c in text if c.isspace() or _has(c)).split())


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    font = _font("Bold", 20)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=16)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    folder = Path(font_source_serif_pro.font_directory)
    # The library that shapes letters is not on every system. Without it those of the .otf stand as
    # they should, and those of the .ttf run into „quotation marks“.
    return ImageFont.truetype(
        str(folder / f"SourceSerifPro-{weight}.otf"), size, layout_engine=ImageFont.Layout.BASIC
    )
