"""Which text fits a question best: by its letters, its words, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import words
from search.engines.database.ranking import IN_SUMMARY, IN_TITLE, by_letters, by_standing, by_words
from search.question import Question, understand
from search.synonyms import Vocabulary
from tests.text.laws import laws


def asked(text: str) -> Question:
    return understand(text, Vocabulary({}, frozenset()))


def letters(*texts: str) -> list[str]:
    return [words.letters(words.folded_words(text)) for text in texts]


GARDEN = "Nachbarschaftsgarten"


def best(scores: list[float]) -> int:
    return scores.index(max(scores))


@pytest.mark.parametrize("score", [by_letters, by_words])
def test_no_texts_have_no_scores(score: object) -> None:
    assert score(asked(GARDEN), []) == []  # type: ignore[operator]


def test_what_shares_nothing_scores_nothing() -> None:
    assert by_letters(asked(GARDEN), letters("Xyz", "")) == [0.0, 0.0]
    assert by_words(asked(GARDEN), letters("Xyz", "")) == [0.0, 0.0]


def test_more_shared_letters_are_better_also_with_a_typing_error() -> None:
    texts = letters("Nachbarschaft", "Nachbarschaftsgarten", "Kleingarten")
    assert best(by_letters(asked("Nachbarschaftsgrten"), texts)) == 1


def test_a_short_text_with_the_word_is_better_than_a_long_one() -> None:
    texts = letters("Garten " + "und noch etwas anderes " * 20, "Garten am See")
    assert best(by_letters(asked("Garten"), texts)) == 1
    assert best(by_words(asked("Garten"), texts)) == 1


def test_a_rare_word_counts_more_than_one_that_all_have() -> None:
    texts = letters("Garten und Fest", "Garten und Kompost", "Garten und Fest", "Garten und Fest")
    assert best(by_letters(asked("Fest Kompost"), texts)) == 1
    assert best(by_words(asked("Fest Kompost"), texts)) == 1


def test_words_count_where_they_begin_only() -> None:
    scores = by_words(asked("Garten"), letters("Kleingarten", "Gartenfest"))
    assert scores[0] == 0 < scores[1]


def test_a_correction_counts_as_if_it_had_been_typed() -> None:
    question = asked("Gahrten").corrected([("gahrten", "garten")])
    texts = letters("Garten", "Gahr")
    assert best(by_words(question, texts)) == 0
    assert by_letters(question, texts)[0] > by_letters(asked("Gahrten"), texts)[0]


@pytest.mark.parametrize(
    ("title", "summary", "score"),
    [
        ("", "", 0.0),
        ("gart see", "", IN_TITLE),
        ("gart", "", IN_TITLE / 2),
        ("garten", "", 0.0),
        ("", "see gart", IN_SUMMARY),
        ("gart", "see", (IN_TITLE + IN_SUMMARY) / 2),
        ("gart gart gart", "", IN_TITLE / 2),
    ],
)
def test_all_words_in_the_title_are_worth_most(title: str, summary: str, score: float) -> None:
    assert by_standing(asked("der Garten am See"), [title], [summary]) == [score]


def test_without_words_nothing_stands_anywhere() -> None:
    assert by_standing(asked("???"), ["x", ""], ["x", ""]) == [0.0, 0.0]


@laws
@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_every_text_has_a_score_that_is_not_negative(question: str, texts: list[str]) -> None:
    for score in (by_letters, by_words):
        scores = score(asked(question), letters(*texts))
        assert len(scores) == len(texts)
        assert all(value >= 0 for value in scores)
