"""One drawing for each topic and kind, small, in the colours of the page, and where it belongs."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from cms.starter import starter_topics
from districts import entries
from districts.models import Topic
from districts.pages.illustrations import SPRITE, drawn, for_empty_list, illustration_of

pytestmark = pytest.mark.any_database

SVG = "{http://www.w3.org/2000/svg}"
TEXT = (Path(settings.BASE_DIR) / SPRITE).read_text(encoding="utf-8")
SYMBOLS = {symbol.get("id", ""): symbol for symbol in ElementTree.fromstring(TEXT)}  # noqa: S314  our own file
TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")
SHAPES = {"path", "circle", "ellipse", "rect"}
COLOUR = re.compile(r"none|var\(--([a-z0-9-]+)\)")


def test_there_is_a_drawing_for_each_topic_kind_and_lack() -> None:
    topics = {row["slug"] for row in starter_topics()}
    kinds = {f"kind-{kind.key}" for kind in entries.kinds()} | {"kind-article", "kind-picture"}
    lacks = {f"empty-{what}" for what in ("search", "list", "inbox", "dates", "watched", "page")}
    assert len(topics) >= 29
    assert topics | kinds | lacks <= set(drawn())
    assert len(drawn()) == len(set(drawn())) == len(SYMBOLS) >= 30
    assert {for_empty_list(kind.key) for kind in entries.kinds()} <= set(drawn()) - {"empty-list"}
    assert for_empty_list("of-another-app") == "empty-list"


def test_no_two_drawings_are_the_same() -> None:
    bodies = [b"".join(map(ElementTree.tostring, symbol)) for symbol in SYMBOLS.values()]
    assert len(set(bodies)) == len(bodies)


def test_the_sprite_is_small() -> None:
    assert len(TEXT.encode()) <= 40_000
    assert all(len(ElementTree.tostring(symbol)) <= 4_000 for symbol in SYMBOLS.values())


@pytest.mark.parametrize("name", SYMBOLS)
def test_it_is_flat_shapes_in_the_colours_of_the_page(name: str) -> None:
    symbol = SYMBOLS[name]
    assert symbol.get("viewBox") == "0 0 96 64"
    for shape in symbol.iter():
        if shape is symbol:
            continue
        assert shape.tag.removeprefix(SVG) in SHAPES
        assert not (shape.text or "").strip()
        assert not any("href" in word or word.startswith("on") for word in shape.attrib)
        assert "style" not in shape.attrib
        assert "fill" in shape.attrib
        for word in ("fill", "stroke"):
            found = COLOUR.fullmatch(shape.get(word, "none"))
            assert found, (name, shape.attrib)
            assert not found[1] or f"--{found[1]}:" in TOKENS


def test_a_topic_takes_its_own_drawing_then_that_above_it() -> None:
    assert illustration_of("hitze", "klima-und-umwelt") == "hitze"
    assert illustration_of("eigenes-thema", "klima-und-umwelt") == "klima-und-umwelt"
    assert illustration_of("alltag-im-bezirk") == "alltag-im-quartier"
    assert illustration_of("eigenes-thema", None) == illustration_of() == "allgemein"


@pytest.mark.django_db
def test_topics_are_drawn_and_machines_pass_over_it(client: Client) -> None:
    above = Topic.objects.create(name="Klima und Umwelt", slug="klima-und-umwelt")
    below = Topic.objects.create(name="Ganz eigenes", slug="ganz-eigenes", parent=above)
    for address in (reverse("districts:topics"), below.get_absolute_url()):
        page = client.get(address).content.decode()
        drawing = re.findall(r'<svg class="illustration".*?</svg>', page, re.DOTALL)
        assert any("#klima-und-umwelt" in each for each in drawing)
        assert all('aria-hidden="true" focusable="false"' in each for each in drawing)


@pytest.mark.django_db
def test_where_nothing_is_a_drawing_stands(client: Client) -> None:
    assert "#empty-page" in client.get("/gibt-es-nicht/").content.decode()
    assert "#empty-dates" in client.get(reverse("districts:dates")).content.decode()
    assert "#empty-list" in render_to_string("components/empty.html", {"title": "Nichts"})


@pytest.mark.django_db
def test_the_style_guide_shows_them_all(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert all(f"#{name}" in page for name in drawn())
