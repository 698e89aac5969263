"""What a page says of itself: HTML loses its tags, what people typed loses nothing."""

from __future__ import annotations

import json

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from text.captured import LONGEST, data_block, in_a_line

TYPED = [
    "HTML: <main> und <nav>",
    "a<b und c>d",
    "3 &lt; 5 &amp; 7",
    "Wo ist <!-- das --> hin?",
    "Was ist das ?",
]


@pytest.mark.parametrize("words", TYPED)
def test_plain_text_stays_what_was_typed(words: str) -> None:
    assert in_a_line(words) == words


@pytest.mark.parametrize("words", TYPED[:4])
def test_what_was_typed_comes_through_a_block(words: str) -> None:
    """There it is escaped, and so HTML."""
    source = (
        '{% load captured %}{% captured "kept" %}<b>{{ words }}</b> {% endcaptured %}'
        '<meta content="{{ kept|in_a_line }}"><meta content="{{ words|in_a_line }}">'
    )
    html = engines["django"].from_string(source).render({"words": words})
    one, other = html.removeprefix('<meta content="').removesuffix('">').split('"><meta content="')
    assert one == other
    assert "<" not in one


def test_white_space_around_a_block_is_not_kept() -> None:
    """What is inside stays HTML, and is not escaped a second time."""
    source = (
        '{% load captured %}{% captured "kept" %}\n'
        "  <b>{{ words }}</b>\n"
        "{% endcaptured %}[{{ kept }}]"
    )
    html = engines["django"].from_string(source).render({"words": "a < b"})
    assert html == "[<b>a &lt; b</b>]"


def test_html_loses_its_tags_and_parts_words() -> None:
    html = mark_safe("<p>Am&nbsp;Bach</p><ul><li>Bank<li>Baum &amp; <b>Strauch</b>.</ul>")
    assert in_a_line(html) == "Am Bach Bank Baum & Strauch."


@pytest.mark.parametrize("words", ["Wort " * 100, mark_safe("Wort <b>Wort</b> " * 100)])
def test_both_are_cut_between_words(words: str) -> None:
    found = in_a_line(words)
    assert found.endswith("Wort …")
    assert LONGEST - 10 < len(found) <= LONGEST + 2


def test_nothing_ends_a_block_of_data() -> None:
    html = data_block({"name": "</script><script>alert(1)</script>", "url": "<!-- & -->"})
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert len(html) - len(inside) == len('<script type="application/ld+json"></script>')
    assert "<" not in inside
    assert json.loads(inside)["name"] == "</script><script>alert(1)</script>"
