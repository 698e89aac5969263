"""Words that differ are marked in HTML, and nothing else of it changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.markdown import render
from versions.rendered import marked, words_of

WORDS = st.lists(
    st.sampled_from(
        [
            "Mo",
            "9 Uhr",
            "**fett**",
            "[da](/x)",
            "&",
            "<b>",
            "`a < b`",
            "\n\n",
            "- P\n",
            '"',
            "\u00a0",
        ]
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        ("<p>Bis 20 Uhr.</p>", "<p>Bis 22 Uhr.</p>", "<p>Bis <mark>20 Uhr</mark>.</p>"),
        ("<p>a <b>b</b> c</p>", "<p>a d c</p>", "<p>a <b><mark>b</mark></b> c</p>"),
        ("<p>a &amp; b</p>", "<p>a &lt; b</p>", "<p>a <mark>&amp;</mark> b</p>"),
        (
            '<p><a href="/x?a=1&gt;2">Weg</a></p>',
            "<p>Weg</p>",
            '<p><a href="/x?a=1&gt;2">Weg</a></p>',
        ),
        ("<td>Mo</td><td>9</td>", "<td>Mo</td><td>8</td>", "<td>Mo</td><td><mark>9</mark></td>"),
        ("", "<p>x</p>", ""),
    ],
)
def test_words_are_marked_where_they_stand(theirs: str, mine: str, expected: str) -> None:
    assert marked(theirs, mine)[0] == expected


def test_words_of_neighbouring_cells_are_two() -> None:
    assert words_of("<td>Mo</td><td>Sa</td>").split() == ["Mo", "Sa"]


def test_an_attribute_with_a_sign_of_tags_stays_whole() -> None:
    html = '<a title="a > b" href="/x">Weg</a>'
    assert marked(html, html)[0] == html


@given(WORDS, WORDS)
def test_without_the_marks_it_is_what_it_was(theirs: str, mine: str) -> None:
    both = render(theirs).html, render(mine).html
    for before, after in zip(both, marked(*both), strict=True):
        bare = re.sub(r"</?mark>", "", after)
        assert words_of(bare) == words_of(before)
        assert re.findall(r"<[^>]*>", bare) == re.findall(r"<[^>]*>", before)
    assert "<mark>" not in "".join(marked(both[0], both[0]))
