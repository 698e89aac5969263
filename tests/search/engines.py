"""Both engines behind one set of behaviours."""

from __future__ import annotations

from search import outbox, sync
from search.engines.database import vocabulary
from search.engines.elasticsearch import client, index
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
