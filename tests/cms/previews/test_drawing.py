"""Words stand within their room, whatever they are, and the shape where it belongs. Pure."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from cms.previews.drawing import EDGE, SHAPE_AT, Card, _font, draw, said
from cms.previews.wrapping import lines_of, whole
from districts.map.sign_shapes import Shapes, rings_of, shapes_of

SVG = (
    '<svg><symbol id="city" viewBox="0 0 100 100"><path d="M0 0L40 0L40 40ZM50 50L90 50L90 90Z"/>'
    '</symbol><symbol id="d-west" viewBox="0 0 100 100" data-at="1 2 3 o"><path '
    'd="M0 0L40 0L40 40Z"/></symbol><symbol id="d-ost" viewBox="0 0 100 100"><circle cx="9" '
    'cy="8" r="6"/></symbol></svg>'
)
LONG = "Nachbarschaftshilfegenossenschaftsgründungsversammlungsprotokoll"


def font(size: int = 52) -> ImageFont.FreeTypeFont:
    return _font("Bold", size)


@given(st.text(max_size=300), st.integers(60, 700))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_its_room(text: str, width: int) -> None:
    lines = lines_of(said(text), font(), width, 4)
    assert len(lines) <= 4
    widest = max((font().getlength(letter) for letter in said(text)), default=0)
    assert all(font().getlength(line) <= max(width, widest * 2) for line in lines)


def test_words_are_kept_whole_where_there_is_room() -> None:
    assert lines_of("Mittagstisch am Dienstag", font(), 400, 4) == ["Mittagstisch am", "Dienstag"]
    assert whole("Mittagstisch am Dienstag", font(), 400, 4)
    assert lines_of("Straßenfest-/Quartiersmanagement", font(), 640, 4)[0] == "Straßenfest-/"


def test_a_long_word_is_cut_where_a_syllable_begins() -> None:
    lines = lines_of(LONG, font(), 600, 9)
    assert "".join(line.removesuffix("-") for line in lines) == LONG
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])
    assert lines[0] == "Nachbarschaftshilfege-"
    assert not whole(LONG, font(), 600, 9)


def test_what_is_too_much_ends_in_an_ellipsis() -> None:
    lines = lines_of("viele Worte, " * 30, font(), 600, 4)
    assert len(lines) == 4
    assert lines[-1].removesuffix("…").split()[-1] in ("viele", "Worte")
    assert lines_of("Donaudampfschifffahrt" * 9, font(), 600, 2)[-1].endswith("…")


@pytest.mark.parametrize("text", ["„Größe“ – ÄÖÜ äöüß ẞ · …", "Şişli ğı", "Łódź", "Привет"])
def test_the_font_has_what_is_written_here(text: str) -> None:
    assert said(text) == text


def test_what_the_font_has_not_is_left_out() -> None:
    assert said("Fest 🎉 am\n\tPlatz 中") == "Fest am Platz"
    assert len(draw(Card("", "🎉", "Quartierswissen"))) > 1000


def test_shapes_are_read_from_the_sprite() -> None:
    assert len(shapes_of(SVG).rings) == 2
    assert shapes_of(SVG, "west").rings == ([(0, 0), (40, 0), (40, 40)],)
    assert shapes_of(SVG, "ost").dots == ((9, 8, 6),)
    for slug in ("sued", "we.t", "(", "x" * 999):
        assert not shapes_of(SVG, slug)
    assert not shapes_of("")
    assert rings_of("M-1.5 2L3 4Z") == [[(-1.5, 2), (3, 4)]]


def colours(png: bytes, box: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    found = Image.open(io.BytesIO(png)).convert("RGB").crop(box).getcolors(10**6) or []
    return {colour for count, colour in found if count > 2000}


def close(found: set[tuple[int, ...]], wanted: tuple[int, int, int]) -> bool:
    return any(all(abs(a - b) < 12 for a, b in zip(one, wanted, strict=True)) for one in found)


def test_the_district_is_brick_on_its_pale_city() -> None:
    brick, pale = (0xA4, 0x3A, 0x1E), (0xAE, 0xC3, 0xC0)
    right, left = (SHAPE_AT, 0, 1200, 600), (0, 0, SHAPE_AT, 600)
    city, own = shapes_of(SVG), shapes_of(SVG, "west")
    both = draw(Card("Projekt", "Bank", "Wissen", city, own))
    assert close(colours(both, right), brick)
    assert not close(colours(both, left), brick)
    assert close(colours(draw(Card("Thema", "Bank", "Wissen", city)), right), pale)
    assert not close(colours(draw(Card("Thema", "Bank", "Wissen", city)), right), brick)
    nowhere = draw(Card("Thema", "Bank", "Wissen", Shapes()))
    assert Image.open(io.BytesIO(nowhere)).size == (1200, 630)
    assert EDGE < SHAPE_AT
