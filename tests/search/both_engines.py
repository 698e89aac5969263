"""Both engines behind one set of behaviours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from search import evaluate, outbox, sync
from search.engines.base import Engine
from search.engines.database import vocabulary
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import client, index
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import Entry
from tests.search.fake_source import MemorySource


def publish(source: MemorySource, *pks: int) -> None:
    """Say that these things changed, and bring them to whichever engine is in use."""
    for pk in pks:
        outbox.changed(source.kind, pk)
    settle()


def no_index() -> None:
    """Remove what earlier tests have put into the index, if there is one in use."""
    for name in index.all_names() if client.configured() else ():
        index.remove(name)


def settle() -> None:
    """Wait until nothing is due, and make it findable."""
    sync.sync_all()
    vocabulary.refresh()
    if client.configured() and index.current():
        index.refresh()


@contextmanager
def holding(name: str, docs: Sequence[Mapping[str, Any]]) -> Iterator[Engine]:
    """The engine of this name with these documents alone, as `evaluate.prepared` takes them."""
    if name == "database":
        Entry.objects.all().delete()
        evaluate.fill_database(docs)
        vocabulary.refresh()
        yield DatabaseEngine()
        return
    scratch = index.create(scratch=True)
    try:
        evaluate.fill_index(scratch, docs)
        yield ElasticsearchEngine(scratch)
    finally:
        index.remove(scratch)
