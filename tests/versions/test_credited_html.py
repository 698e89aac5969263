"""Stretches of a piece that is shown as it reads, with a mark behind each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.excerpted import Surroundings
from text.piece_html import piece_html
from versions.authorship import Part
from versions.credited_html import credited_html
from versions.rendered import words_of

MARK = "<sup>2</sup>"
BOLD = (
    '<p>Am Markt <span class="theirs">ist </span><em><span class="theirs">immer</span></em>'
    f'<span class="theirs"> was.</span>{MARK}</p>'
)
LINKED = (
    '<p><span class="theirs">Hier: </span><u><span class="theirs">Markt</span></u>'
    ' <small><span class="theirs">(/markt/)</span>'
)


def mark(number: int) -> str:
    return MARK if number == 2 else ""


def shown(*parts: tuple[str, int]) -> str:
    made = [Part(text, number) for text, number in parts]
    html = piece_html("".join(part.text for part in made), Surroundings())
    return credited_html(html, made, mark)


@pytest.mark.parametrize(
    ("parts", "html"),
    [
        ([("Ganz von einer.", 1)], "<p>Ganz von einer.</p>"),
        (
            [("Am ", 1), ("neuen ", 2), ("Markt.", 1)],
            f'<p>Am <span class="theirs">neuen</span>{MARK} Markt.</p>',
        ),
        (
            [("Am Markt ", 1), ("ist *immer* was.", 2)],
            BOLD,
        ),
        (
            [("Hier: [Markt](/markt/) ", 2), ("und [Hof](/hof/)", 1)],
            LINKED,
        ),
        (
            [("1 < 2 ", 1), ("& 3 > 2", 2)],
            f'<p>1 &lt; 2 <span class="theirs">&amp; 3 &gt; 2</span>{MARK}</p>',
        ),
        ([("```\nx < y\n```", 2)], '<pre><code><span class="theirs">x &lt; y'),
    ],
)
def test_words_of_others_stand_in_an_element(parts: list[tuple[str, int]], html: str) -> None:
    found = shown(*parts)
    assert found == html or (not html.endswith("</p>") and found.startswith(html))


TEXTS = st.lists(
    st.tuples(st.text("aäB 1<&>*_[](/)|`-#\n", min_size=1, max_size=14), st.integers(1, 3)),
    min_size=1,
    max_size=6,
)


@given(TEXTS)
def test_whatever_is_written_reads_as_without_marks(parts: list[tuple[str, int]]) -> None:
    made = [Part(text, number) for text, number in parts]
    html = piece_html("".join(text for text, _number in parts), Surroundings())
    found = credited_html(html, made, mark)
    assert words_of(found.replace(MARK, "")) == words_of(html)
    assert re.sub(rf'{MARK}|<span class="theirs">|</span>', "", found) == html
