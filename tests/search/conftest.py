"""Sources that live in memory, for every test of search."""

from collections.abc import Iterator

import pytest

from search import contract
from search.engines import choose
from search.models import Entry
from search.synonyms import forget
from tests.search.fake_source import MemorySource, only_sources


class Sources(dict[str, MemorySource]):
    """One source per kind."""


@pytest.fixture
def sources(db: None) -> Iterator[Sources]:
    """Every kind with an empty source of its own; the real ones are out of the way."""
    Entry.objects.all().delete()
    made = Sources((kind, MemorySource(kind)) for kind in contract.kinds())
    with only_sources(*made.values()):
        yield made


@pytest.fixture
def articles(sources: Sources) -> MemorySource:
    """The source of wiki articles."""
    return sources["article"]


@pytest.fixture
def engine(engine: str) -> str:
    """Each engine in turn, with nothing remembered of an earlier server or its synonyms."""
    choose.breaker.reset()
    forget()
    return engine
