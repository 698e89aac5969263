"""A new index is filled by several requests at a time, and none of them outlives the rebuild."""

from __future__ import annotations

import pytest

from search import contract, outbox, rebuild, sync
from search.engines.base import Unavailable
from search.engines.elasticsearch import client, index
from search.request import SearchRequest
from tests.faults.proxy import Proxy
from tests.search.fake_source import MemorySource

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.faults,
    pytest.mark.any_database,
]

THINGS = 300


@pytest.fixture
def many(own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch) -> MemorySource:
    """So many things, in an index already, and written to a new one in thirty batches."""
    monkeypatch.setattr(rebuild, "BATCH", THINGS // 30)
    for pk in range(THINGS):
        articles.put(pk, title=f"Haus {pk}", text="Nachbarschaft hilft. " * 50)
    outbox.changed_many("article", range(THINGS))
    while not sync.sync_once().idle:
        pass
    return articles


def refresh_interval(name: str) -> str:
    answer = client.body(client.for_work().indices.get_settings(index=name))
    return str(answer[name]["settings"]["index"]["refresh_interval"])


def test_requests_are_under_way_side_by_side(proxy: Proxy, many: MemorySource) -> None:
    """A connection is kept and used again; only requests at the same time need several."""
    before, seen = proxy.count, list[tuple[int, int]]()
    assert rebuild.rebuild(lambda done, _total: seen.append((done, proxy.count))) == THINGS
    assert [done for done, _count in seen] == list(range(10, THINGS + 1, 10))
    # The one that wrote the first index is there already.
    assert seen[-1][1] > before
    assert contract.find(SearchRequest(query="Haus", facets=False)).total == THINGS


def test_afterwards_changes_are_findable_as_quickly_as_before(many: MemorySource) -> None:
    usual, during = refresh_interval(index.current()), set[str]()
    rebuild.rebuild(lambda done, total: during.add(refresh_interval(index.building())))
    assert (during, refresh_interval(index.current())) == ({"-1"}, usual)


def test_what_is_under_way_does_not_bring_the_index_back(many: MemorySource) -> None:
    """A bulk request that comes after an index was removed would make it anew."""
    before = index.current()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild(stop)
    assert (index.all_names(), index.building()) == ([before], "")


def test_a_server_that_refuses_ends_the_rebuild(
    proxy: Proxy, many: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is swapped; what the rebuild could not remove any more the next worker does."""
    monkeypatch.setattr(rebuild, "PAUSES", (0.0,))
    before = index.current()
    with pytest.raises(Unavailable):
        rebuild.rebuild(lambda done, total: proxy.fail("503"))
    proxy.heal()
    assert index.current() == before
    many.put(1, title="Neu")
    outbox.changed("article", 1)
    sync.sync_all()
    assert (index.all_names(), index.building()) == ([before], "")
