"""When an index counts as broken: titles that do not find their own things."""

from __future__ import annotations

from collections.abc import Container

import pytest

from search import golden
from search.engines.base import EngineAnswer, FoundEntry, ReaderScope
from search.models import Entry
from search.question import Question
from search.request import MAX_QUERY_LETTERS, SearchRequest
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource

pytestmark = pytest.mark.django_db


class Engine:
    """Finds every thing by its title, but for those with these titles."""

    name = "one that forgets"

    def __init__(self, forgotten: Container[str] = ()) -> None:
        self.forgotten = forgotten
        self.asked: list[SearchRequest] = []
        self.questions: list[Question] = []

    def search(
        self, request: SearchRequest, question: Question, scope: ReaderScope
    ) -> EngineAnswer:
        self.asked.append(request)
        self.questions.append(question)
        found = Entry.objects.filter(title__startswith=request.query)
        entries = [
            FoundEntry(e.kind, e.object_id, 1) for e in found if e.title not in self.forgotten
        ]
        return EngineAnswer(len(entries), tuple(entries))

    def suggest(self, folded: object, language: object, limit: object) -> tuple[()]:
        return ()

    def similar(self, likeness: object, limit: object) -> tuple[()]:
        return ()


@pytest.mark.parametrize(
    ("things", "forgotten", "broken"),
    [
        (0, 0, False),
        (1, 0, False),
        (1, 1, True),
        (2, 1, False),
        (2, 2, True),
        (3, 2, False),
        (3, 3, True),
        (10, golden.TOLERATED, False),
        (10, golden.TOLERATED + 1, True),
    ],
)
def test_a_few_may_be_missed_but_never_all(
    articles: MemorySource, things: int, forgotten: int, broken: bool
) -> None:
    for pk in range(1, things + 1):
        articles.put(pk, title=f"Ding {pk}.")
    publish(articles, *articles.things)
    gone = [f"Ding {pk}." for pk in range(1, forgotten + 1)]
    assert sorted(golden.failed_titles(Engine(gone))) == (sorted(gone) if broken else [])


def test_only_what_readers_may_find_is_asked_for_in_its_own_language(
    articles: MemorySource,
) -> None:
    articles.put(1, title="Verborgen")
    articles.put(2, title="")
    articles.put(3, title="Garden", language="en")
    articles.put(4, title="x" * (MAX_QUERY_LETTERS - 200 + 50))
    publish(articles, 1, 2, 3, 4)
    Entry.objects.filter(object_id=1).update(hidden=True)
    engine = Engine()
    assert golden.failed_titles(engine) == []
    asked = {request.query[:6]: request for request in engine.asked}
    assert set(asked) == {"Garden", "xxxxxx"}
    assert asked["Garden"].language == "en"


def test_a_sample_is_enough(articles: MemorySource) -> None:
    for pk in range(1, golden.SAMPLE + 3):
        articles.put(pk, title=f"Ding {pk}.")
    publish(articles, *articles.things)
    engine = Engine()
    golden.failed_titles(engine)
    assert len(engine.asked) == golden.SAMPLE


def test_a_dash_in_a_title_leaves_no_word_out(articles: MemorySource) -> None:
    articles.put(1, title="Mittagstisch -Hafen und -Werft")
    publish(articles, 1)
    engine = Engine()
    golden.failed_titles(engine)
    (question,) = engine.questions
    assert not question.excluded
    assert {"mittagstisch", "hafen", "werft"} <= {word.folded for word in question.words}
