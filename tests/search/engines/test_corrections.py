"""Which unknown words may be errors, and which known one was meant."""

from __future__ import annotations

import pytest

from search.engines.corrections import best, can_be_corrected, stems_around
from search.words import stem
from text.fold import fold


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("bibliotek", True),
        ("hauss", True),
        ("", False),
        ("haus", False),
        ("huas", False),
        # Our own words are right wherever they occur: "Schild" is no wrong "Schuld".
        ("schild", False),
        ("welche", False),
        ("12345", False),
        ("haus12", False),
        ("日本語日本", False),
    ],
)
def test_long_plain_unknown_words_may_be_errors(word: str, may: bool) -> None:
    assert can_be_corrected(word) is may


def test_the_stems_around_a_word_leave_out_its_own() -> None:
    around = stems_around("garten")
    assert stem("garten") not in around
    assert all(stem(word) == known for known, word in around.items())


def test_of_several_words_with_one_stem_the_most_alike_stands_for_it() -> None:
    """A word as long as what was typed is likelier than a longer or a shorter one."""
    around = stems_around("reparater")
    assert around["reparatur"] == "reparatur"


@pytest.mark.parametrize(
    ("typed", "known"), [("kanall", "kanal"), ("gartn", "garten"), ("schhule", "schule")]
)
def test_only_what_can_stand_in_a_folded_text_stands_for_a_stem(typed: str, known: str) -> None:
    """Else the letters of hits are compared with "kanael", which none of them has."""
    around = stems_around(typed)
    assert stem(known) in around
    assert all(fold(word) == word for word in around.values())


@pytest.mark.parametrize(
    ("known", "meant"),
    [
        ({}, ""),
        ({"gart": 0}, ""),
        ({"gart": 1}, "garten"),
        ({"gart": 2, "kart": 3}, "karten"),
        ({"gart": 3, "kart": 3}, "karten"),
        ({"gart": 1, "stranger": 99}, "garten"),
    ],
)
def test_the_most_frequent_known_neighbour_was_meant(known: dict[str, int], meant: str) -> None:
    assert best({"gart": "garten", "kart": "karten"}, known) == meant
