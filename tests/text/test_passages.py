"""Pieces of a text that can be found and quoted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from text.passages import excerpt, passages


def test_passages_know_their_way() -> None:
    found = passages("Vorweg *kurz*\n\n# A\n\n## B\n\nb [[C]]\n\n# D\n\nd\n")
    assert [(p.number, p.anchor, p.path, p.text) for p in found] == [
        (0, "", (), "Vorweg kurz"),
        (2, "b", ("A", "B"), "b C"),
        (3, "d", ("D",), "d"),
    ]


def test_excerpt_is_cut_at_a_word() -> None:
    assert excerpt("Ein  kurzer\nText") == "Ein kurzer Text"
    assert excerpt("Ein Wort, dann noch eines", 11) == "Ein Wort…"
    assert excerpt("Donaudampfschifffahrt", 6) == "Donau…"


@laws
@given(st.text(), st.integers(min_value=2, max_value=50))
def test_excerpt_is_never_too_long(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length
