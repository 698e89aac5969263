"""What all faults start from: search's own boundary, and an index of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pytest_django.fixtures import Settings

from search import sync
from search.engines import choose
from search.engines.elasticsearch import client, index
from search.models import Entry
from tests.faults.proxy import Proxy
from tests.search.both_engines import no_index
from tests.search.fake_source import MemorySource, only_sources


@pytest.fixture
def articles(db: None) -> Iterator[MemorySource]:
    """The one source there is, in memory, and nothing in the projections yet."""
    Entry.objects.all().delete()
    source = MemorySource("article")
    with only_sources(source):
        yield source


@pytest.fixture
def own_index(elasticsearch: str) -> Iterator[None]:
    """No index and no memory of earlier failures; what is made goes at the end."""
    no_index()
    start_afresh()
    yield
    no_index()
    start_afresh()


@pytest.fixture
def proxy(own_index: None, elasticsearch: str, settings: Settings) -> Iterator[Proxy]:
    """A proxy in front of the server, through which everything goes."""
    made = Proxy(urlsplit(elasticsearch).port or 9200)
    settings.ELASTICSEARCH_URL = [made.url]
    start_afresh()
    yield made
    made.close()
    settings.ELASTICSEARCH_URL = [elasticsearch]


def start_afresh() -> None:
    """Forget what a process remembers of its search server."""
    client._connect.cache_clear()
    choose.breaker.reset()
    sync.patience.answered()


def texts_in_index() -> dict[str, str]:
    """What the index holds of every public document; nothing of tombstones."""
    index.refresh()
    with client.unavailable_on_error():
        found = client.for_work().search(
            index=client.alias(), query={"term": {"public": True}}, size=1_000
        )
    return {hit["_id"]: hit["_source"]["text"] for hit in found["hits"]["hits"]}


def texts_wanted() -> dict[str, str]:
    """What it has to hold."""
    rows = Entry.objects.visible().select_related("words")
    return {entry.key: entry.words.text for entry in rows}
