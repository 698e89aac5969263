"""How the server takes apart what Python has prepared: asked of the server itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from search.engines.elasticsearch import client, index

LONG = "donaudampfschifffahrt"
Tokens = Callable[[str, str], list[str]]


@pytest.fixture
def tokens(elasticsearch: str) -> Iterator[Tokens]:
    """What an analyser of a new index makes of a text."""
    name = index.create(scratch=True)

    def asked(analyser: str, text: str) -> list[str]:
        answer = client.body(
            client.for_work().indices.analyze(index=name, analyzer=analyser, text=text)
        )
        return [token["token"] for token in answer["tokens"]]

    yield asked
    index.remove(name)


def test_every_analyser_cuts_as_it_says(tokens: Tokens) -> None:
    for analyser, text, wanted in (
        ("blanks", "gart 12a _ab_", ["gart", "12a", "_ab_"]),
        ("blanks", "", []),
        # N-grams reach over the borders of words; a shorter text has none.
        ("grams", "_ab_cd_", ["_ab_c", "ab_cd", "b_cd_"]),
        ("grams", "_ab_", []),
        ("letter_words", "_haus_am_see_", ["haus", "am", "see"]),
        ("letter_words", "__", []),
        ("pairs", "haus am see", ["haus am", "am see"]),
        ("pairs", "haus", []),
        ("beginnings", "bad", ["b", "ba", "bad"]),
        ("shown", "Bürger:innen", ["burg"]),
        ("shown", "Straße", ["strass"]),
    ):
        assert tokens(analyser, text) == wanted, (analyser, text)


def test_each_beginning_stands_once_and_long_words_are_cut_on_both_sides(tokens: Tokens) -> None:
    begun = tokens("beginnings", f"{LONG} {LONG}")
    assert len(begun) == len(set(begun))
    assert begun[-1] == LONG[: len(begun)]
    # Who types the whole word, or more of it than is kept, still finds it.
    for typed in (LONG, LONG[:16], LONG[:3]):
        assert set(tokens("beginning", typed)) <= set(begun)


def test_gender_forms_are_shown_as_the_word_they_belong_to(tokens: Tokens) -> None:
    plain = tokens("shown", "Bürgerinnen")
    for sign in (":", "*", "_", "·", "/"):
        assert tokens("shown", f"Bürger{sign}innen") == plain, sign
    assert tokens("shown", "um 9:in Ruhe") != tokens("shown", "um 9in Ruhe")
