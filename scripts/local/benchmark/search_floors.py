"""The floors of searching: the engine alone, without anything of ours around it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import helpers

from search import rebuild as rebuilding
from search import sync, words
from search.engines.base import ReaderScope
from search.engines.database import fulltext
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import client, index, queries
from search.models import Entry
from search.question import understand
from search.request import SearchRequest
from search.suggesting import CHOSEN_FROM
from search.synonyms import vocabulary
from search.views import SUGGESTIONS

#: As many are asked for as the site asks for, so that the best of them can be shown.
SUGGESTED = SUGGESTIONS * CHOSEN_FROM


def raw_query(questions: Sequence[str]) -> Callable[[], object]:
    """Return a call that puts our whole request to the engine, and nothing more."""
    requests = cycle([SearchRequest(query=question) for question in questions])
    if not settings.ELASTICSEARCH_URL:
        engine = DatabaseEngine()

        def ask_database() -> object:
            request = next(requests)
            question = understand(request.query, vocabulary(), request.language)
            return engine.search(request, question, ReaderScope())

        return ask_database
    bodies = cycle([_body(SearchRequest(query=question)) for question in questions])
    elastic = client.for_work()
    return lambda: elastic.search(index=client.alias(), body=next(bodies))


def _body(request: SearchRequest) -> dict[str, Any]:
    question = understand(request.query, vocabulary(), request.language)
    return queries.search(request, question, ReaderScope(), timezone.now())


def simple_query(questions: Sequence[str]) -> Callable[[], object]:
    """Return a call for the plainest search there is: these words in title or text, best first."""
    turn = cycle(questions)
    if not settings.ELASTICSEARCH_URL:
        rows = Entry.objects.visible()

        def ask_database() -> object:
            stems = understand(next(turn), vocabulary()).content
            words = [stem for word in stems for stem in word.stems]
            found = fulltext.any_of([fulltext.word(stem) for stem in words])
            return fulltext.ranked(found, rows, 20)

        return ask_database
    elastic = client.for_work()

    def ask_index() -> object:
        match = {"query": next(turn), "fields": ["title_stems^2", "stems"]}
        return elastic.search(
            index=client.alias(), query={"multi_match": match}, size=20, source=False
        )

    return ask_index


def raw_suggestions(beginnings: Sequence[str]) -> Callable[[], object]:
    """Return a call that puts our request for suggestions to the engine, and nothing more."""
    folded = cycle([words.folded_words(text) for text in beginnings])
    if not settings.ELASTICSEARCH_URL:
        engine = DatabaseEngine()
        return lambda: engine.suggest(next(folded), "de", SUGGESTED)
    elastic = client.for_work()
    return lambda: elastic.search(
        index=client.alias(), body=queries.suggest(next(folded), "de", SUGGESTED)
    )


def bulk_per_second() -> float:
    """Return how many documents a second a bare bulk writes with the same mapping.

    In parallel, from documents that are ready: what the server can take at all.
    """
    entries = list(Entry.objects.visible().order_by("pk")[:20_000])
    writes = [
        write
        for start in range(0, len(entries), 500)
        for write in sync.documents(entries[start : start + 500])
    ]
    name = index.create(scratch=True)
    try:
        actions = (index.action(item, name) for item in writes)
        began = time.perf_counter()
        bulk = helpers.parallel_bulk(client.for_work(), actions, rebuilding.WRITERS, index.CHUNK)
        for _fine, _result in bulk:
            pass
        return len(writes) / (time.perf_counter() - began)
    finally:
        index.remove(name)


def rebuild() -> int:
    """Build the index anew; return how many documents it has."""
    return rebuilding.rebuild()
