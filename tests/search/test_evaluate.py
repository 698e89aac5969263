"""How figures are made of answers: ranks and times in, measures out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from search import evaluate
from search.engines.base import EngineAnswer, FoundEntry, ReaderScope
from search.question import Question
from search.request import SearchRequest
from search.synonyms import build


class Fixed:
    """Answers each question with the numbers that stand in it."""

    name = "fixed"

    def search(
        self, request: SearchRequest, question: Question, scope: ReaderScope
    ) -> EngineAnswer:
        found = [FoundEntry("page", int(number), 1.0) for number in request.query.split()]
        return EngineAnswer(len(found), tuple(found))

    def suggest(self, folded: object, language: object, limit: object) -> tuple[()]:
        return ()

    def similar(self, likeness: object, limit: object) -> tuple[()]:
        return ()


@pytest.fixture(autouse=True)
def _own_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "vocabulary", lambda: build(()))


def measured(*queries: tuple[str, Sequence[object]]) -> evaluate.Figures:
    asked = [{"query": query, "relevant": relevant} for query, relevant in queries]
    return evaluate.measure(Fixed(), ["a", "b", "3"], asked)


@pytest.mark.parametrize(
    ("answer", "relevant", "mrr", "first", "among"),
    [
        ("1", ["a"], 1, 1, 1),
        ("2 1", ["a"], 1 / 2, 0, 1),
        ("3 2 1", ["a"], 1 / 3, 0, 1),
        # Of several relevant ones the first counts.
        ("3 2 1", ["a", "b"], 1 / 2, 0, 1),
        ("2", ["a"], 0, 0, 0),
        ("", ["a"], 0, 0, 0),
        ("1", [], 0, 0, 0),
        # Names may be numbers in one file and text in the other.
        ("3", [3], 1, 1, 1),
    ],
)
def test_the_place_of_the_first_relevant_one_counts(
    answer: str, relevant: list[object], mrr: float, first: float, among: float
) -> None:
    figures = measured((answer, relevant))
    assert (figures.mrr, figures.recall_1, figures.recall_10) == (mrr, first, among)


def test_measures_are_means_over_the_questions() -> None:
    figures = measured(("1", ["a"]), ("2 1", ["a"]), ("2", ["a"]), ("1 2 3", ["3"]))
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 0 + 1 / 3) / 4)
    assert (figures.recall_1, figures.recall_10) == (1 / 4, 3 / 4)
    assert (figures.docs, figures.queries, figures.mean_hits) == (3, 4, 7 / 4)
    assert 0 <= figures.p50_ms <= figures.p95_ms


def test_no_question_gives_zeros_not_an_error() -> None:
    figures = measured()
    assert (figures.mrr, figures.p95_ms, figures.queries, figures.mean_hits) == (0, 0, 0, 0)


def test_figures_are_rounded_for_people() -> None:
    assert evaluate.Figures(1 / 3, 0.5, 1, 1.26, 9.99, 3, 4, 2 / 3).as_json() == {
        "mrr@10": 0.3333,
        "recall@1": 0.5,
        "recall@10": 1,
        "p50_ms": 1.3,
        "p95_ms": 10.0,
        "docs": 3,
        "queries": 4,
        "mean_hits": 0.7,
    }


@pytest.mark.django_db
def test_documents_become_entries_numbered_from_one() -> None:
    (first, text), (second, _text) = evaluate.prepared(
        [{"id": "x", "title": "Bäume", "text": "Grün."}, {"id": "y", "language": "en"}]
    )
    assert (first.pk, first.key, first.title, first.language) == (1, "page:1", "Bäume", "de")
    assert (text.title_stems, text.text) == ("baum", "Grün.")
    assert (second.object_id, second.title, second.language) == (2, "", "en")
    assert first.visible
    assert list(evaluate.prepared([])) == []
