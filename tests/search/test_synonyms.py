"""What stands for what: our own groups and the editors' sets."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from search import synonyms
from search.models import SynonymSet
from search.synonyms import Vocabulary, build

X, Y, TWO = ("x",), ("y",), ("ein", "wort")
SOME = Vocabulary(
    {X: frozenset({Y, TWO}), Y: frozenset({X, TWO}), TWO: frozenset({X})}, frozenset()
)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ([], []),
        (["z"], []),
        (["x"], [TWO, Y]),
        (["z", "x", "z"], [TWO, Y]),
        # Longest first, and what is asked already is no alternative.
        (["ein", "wort", "y"], [X]),
        (["x", "y"], [TWO]),
        (["wort", "ein"], []),
        (["ein"], []),
    ],
)
def test_every_part_of_a_question_has_its_alternatives_once(
    question: list[str], others: list[tuple[str, ...]]
) -> None:
    assert SOME.alternatives(question) == others


def test_nothing_has_no_longest_phrase() -> None:
    nothing = Vocabulary({}, frozenset())
    assert nothing.longest == 0
    assert nothing.alternatives(["x"]) == []
    assert SOME.longest == 2


@pytest.mark.parametrize(
    ("use", "lines", "led"),
    [
        ("equal", "Qwert\nYxcv\nAsdf", {"qwert": {"yxcv", "asdf"}, "asdf": {"qwert", "yxcv"}}),
        ("one_way", "Qwert\nYxcv\nAsdf", {"qwert": {"yxcv", "asdf"}, "yxcv": set()}),
        ("parts", "Qwert\nYxcv", {"qwert": set()}),
        # Blank lines, the same word twice, and a line that has no word in it.
        ("equal", "\n  Qwert \r\n\r\nqwert\nYxcv\n???", {"qwert": {"yxcv"}, "yxcv": {"qwert"}}),
        ("one_way", "???\nQwert\nYxcv", {"qwert": {"yxcv"}, "yxcv": set()}),
        ("equal", "", {}),
    ],
)
def test_a_set_leads_where_its_use_says(use: str, lines: str, led: dict[str, set[str]]) -> None:
    made = build(((use, lines),))
    for word, others in led.items():
        assert {phrase[0] for phrase in made.others.get((word,), ())} == others


def test_parts_are_folded_words_and_no_synonyms() -> None:
    assert build((("parts", "Flüßchen\nBlub-ber"),)).parts == {"flusschen", "blub", "ber"}
    assert build((("equal", "Flink\nBlubber"),)).parts == frozenset()


def test_a_word_of_ours_keeps_its_group_beside_an_editors_and_its_own_spelling() -> None:
    made = build((("equal", "WG\nZweckgemeinschaft"),))
    assert {("wohngemeinschaft",), ("zweckgemeinschaft",)} <= made.others[("wg",)]
    assert ("zweckgemeinschaft",) not in made.others[("wohngemeinschaft",)]
    assert made.spelled[("zweckgemeinschaft",)] == "Zweckgemeinschaft"


@pytest.mark.django_db
def test_the_vocabulary_is_remembered_until_it_is_forgotten_or_old(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    synonyms.forget()
    with django_assert_num_queries(1):
        assert synonyms.editors_parts() == frozenset()
        assert synonyms.vocabulary() is synonyms.vocabulary()
    SynonymSet.objects.bulk_create([SynonymSet(use="parts", words="Flink")])
    assert synonyms.editors_parts() == frozenset()
    synonyms.forget()
    assert synonyms.editors_parts() == {"flink"}
    SynonymSet.objects.update(active=False)
    monkeypatch.setattr(synonyms, "REMEMBER_SECONDS", -1.0)
    assert synonyms.editors_parts() == frozenset()
