"""A new index is built while people write, search and take down; nobody notices."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from search import check, contract, outbox, rebuild, sync
from search.engines.base import Unavailable
from search.engines.elasticsearch import client, index
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import Entry
from search.request import SearchRequest
from tests.faults.conftest import start_afresh
from tests.faults.town import Town
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.faults,
    pytest.mark.long("waits for a search server that is in trouble"),
]


def fill(articles: MemorySource, number: int) -> None:
    """Make so many things and bring them into the first index."""
    for pk in range(number):
        place = (CANNSTATT,) if pk % 2 else (VAIHINGEN,)
        articles.put(pk, title=f"Haus {pk}", text=f"Nachbarschaft {pk}. " * 20, districts=place)
    outbox.changed_many("article", range(number))
    while not sync.sync_once().idle:
        pass
    index.refresh()


def test_nobody_notices_a_rebuild(
    own_index: None, articles: MemorySource, proof_size: Callable[[int, int], int]
) -> None:
    number = proof_size(160, 20_000)
    fill(articles, number)
    chance, hidden = random.Random(3), set[int]()
    problems: list[str] = []

    # Even numbers are written and odd ones hidden: who writes does not bring back what was hidden.
    def write() -> None:
        pk = chance.randrange(0, number, 2)
        articles.put(pk, text=f"Geändert {time.monotonic()}")
        outbox.changed("article", pk)

    def take_down() -> None:
        pk = chance.randrange(1, number, 2)
        articles.things.pop(pk, None)
        outbox.changed_many("article", [pk], hidden=True)
        hidden.add(pk)

    def search() -> None:
        # Only what was hidden before the question was asked must not be in the answer.
        gone = frozenset(hidden)
        result = contract.find(SearchRequest(query="Haus", size=50, facets=False))
        shown = {hit.pk for hit in result.hits}
        if result.degraded or len(shown) < 20:
            problems.append(f"{len(shown)} hits, degraded: {result.degraded}")
        if shown & gone:
            problems.append(f"hidden and shown: {shown & gone}")

    # Five writes and one that hides in a second; in the short proof the second is shorter.
    second = proof_size(1, 10) / 10
    town = [
        Town(write, second / 5),
        Town(take_down, second),
        Town(search, second / 10),
        Town(sync.sync_once, second / 3),
    ]
    for part in town:
        part.start()
    for part in town:
        part.wait_until_done(1)
    before = index.current()
    public = rebuild.rebuild()
    for part in town:
        part.wait_until_done(part.times + 2)
    for part in town:
        part.end()
    print(
        f"{number} things, {public} of them public in the new index; meanwhile: "
        + ", ".join(f"{part.times} × {part.step.__name__}" for part in town)
    )
    assert [problem for part in town for problem in part.problems] == []
    assert problems == []
    assert public >= (number - len(hidden)) * rebuild.ENOUGH
    sync.sync_all()
    index.refresh()
    assert check.check().clean
    assert index.current() != before
    assert index.all_names() == [index.current()]


def test_an_index_that_lost_documents_is_not_swapped_in(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Several batches are under way when the first one is done; most are not.
    monkeypatch.setattr(rebuild, "BATCH", 10)
    fill(articles, 40)
    before = index.current()

    def write_protect(done: int, total: int) -> None:
        # A full disk makes a server do this to an index.
        blocks = {"index.blocks.write": True}
        client.for_work().indices.put_settings(index=index.building(), settings=blocks)

    for pk in range(40, 200):
        articles.put(pk, title=f"Haus {pk}")
    outbox.changed_many("article", range(40, 200))
    while sync.project_stale():
        pass
    with pytest.raises(rebuild.IndexRefused, match="public documents of"):
        rebuild.rebuild(write_protect)
    assert (index.current(), index.all_names()) == (before, [before])


@pytest.mark.any_database
def test_an_index_that_finds_nothing_is_not_swapped_in(
    own_index: None, articles: MemorySource
) -> None:
    fill(articles, 40)
    before = index.current()

    def empty(done: int, total: int) -> None:
        # Documents are there and count, but say nothing: a broken mapping would do this.
        name = index.building()
        index.write(
            [
                index.Write(entry.key, entry.version, {"public": True, "kind": "article"})
                for entry in Entry.objects.all()
            ],
            [name],
        )

    with pytest.raises(rebuild.IndexRefused, match="titles"):
        rebuild.rebuild(empty)
    assert (index.current(), index.all_names()) == (before, [before])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_rebuild_leaves_nothing_behind(
    own_index: None, articles: MemorySource, number: signal.Signals
) -> None:
    """What is told to stop tidies up; after what is killed the next worker does."""
    fill(articles, 20)
    before = index.current()
    connections.close_all()
    client._connect.cache_clear()
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            rebuild._fill = lambda *_args: (os.kill(os.getpid(), number), time.sleep(5))
            call_command("search_rebuild")
        finally:
            os._exit(1)
    os.waitpid(pid, 0)
    start_afresh()
    assert index.current() == before
    if number == signal.SIGKILL:
        assert index.building()
        articles.put(1, title="Neu")
        outbox.changed("article", 1)
        sync.sync_all()
    assert (index.all_names(), index.building()) == ([before], "")
    index.refresh()
    assert check.check().clean


def test_only_one_rebuild_at_a_time(own_index: None, articles: MemorySource) -> None:
    fill(articles, 3)

    def again(done: int, total: int) -> None:
        with pytest.raises(CommandError, match="Another process"):
            call_command("search_rebuild")

    assert rebuild.rebuild(again) == 3


def test_two_workers_make_one_first_index(own_index: None, articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    outbox.changed("article", 1)
    workers = [Town(sync.sync_once, 0.01) for _ in range(4)]
    for worker in workers:
        worker.start()
    deadline = time.monotonic() + 60
    while Entry.objects.unsynced().exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    for worker in workers:
        worker.end()
    assert [problem for worker in workers for problem in worker.problems] == []
    assert index.all_names() == [index.current()]
    index.refresh()
    assert check.check().clean


@pytest.mark.any_database
def test_a_slow_server_does_not_cost_the_new_index(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers would have given up after a second; nobody reads while an index is proved."""
    fill(articles, 40)
    before = index.current()
    monkeypatch.setattr(client, "SEARCH_SECONDS", 0.001)
    assert rebuild.rebuild() == 40
    assert index.current() != before
    assert index.all_names() == [index.current()]


@pytest.mark.any_database
def test_a_pause_of_the_server_does_not_cost_the_new_index(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(articles, 40)
    monkeypatch.setattr(rebuild, "PAUSES", (0.0, 0.0))
    proved, asked = rebuild.failed_titles, []

    def away_at_first(engine: ElasticsearchEngine) -> list[str]:
        asked.append(engine)
        if len(asked) < 3:
            raise Unavailable("a pause")
        return proved(engine)

    monkeypatch.setattr(rebuild, "failed_titles", away_at_first)
    assert rebuild.rebuild() == 40
    assert len(asked) == 3


@pytest.mark.any_database
def test_a_batch_that_fails_for_a_moment_is_written_again(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first attempt at each batch gets lost, or the server has no room for part of it."""
    monkeypatch.setattr(rebuild, "BATCH", 10)
    fill(articles, 60)
    before = index.current()
    monkeypatch.setattr(rebuild, "PAUSES", (0.0,))
    write, attempts = index.write, Counter[str]()

    def badly(writes: list[index.Write], targets: list[str]) -> list[index.BulkOutcome]:
        first = writes[0].key
        attempts[first] += 1
        if attempts[first] > 1:
            return write(writes, targets)
        if len(attempts) % 2:
            raise Unavailable("a moment's trouble")
        done = write(writes[5:], targets)
        return [index.BulkOutcome(item.key, 0, False, "full", True) for item in writes[:5]] + done

    monkeypatch.setattr(index, "write", badly)
    caught_up: list[str] = []
    monkeypatch.setattr(rebuild, "_catch_up", lambda name: caught_up.append(name))
    assert rebuild.rebuild() == 60, "without what catching up would mend"
    assert set(attempts.values()) == {2}
    assert len(attempts) == 6
    assert len(caught_up) == 2
    assert index.all_names() == [index.current()] != [before]


STEPS = ("make_unseen", "make_seen", "refresh", "versions", "swap", "finish_building", "remove")
EACH = [pytest.param([name], marks=pytest.mark.full, id=name) for name in STEPS]


@pytest.mark.any_database
@pytest.mark.parametrize("names", [pytest.param(STEPS, id="all"), *EACH])
def test_no_step_fails_for_a_moments_trouble(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    """In one rebuild every step fails once; with --full each of them does so alone, too."""
    fill(articles, 20)
    before = index.current()
    # Of all at once some are part of another one, which is then asked twice more.
    monkeypatch.setattr(rebuild, "PAUSES", (0.0,) * min(len(names), 2))
    asked = Counter[str]()

    def fail_once(name: str) -> Callable[..., object]:
        step = getattr(index, name)

        def badly(*arguments: str) -> object:
            asked[name] += 1
            if asked[name] == 1:
                raise Unavailable("a moment's trouble")
            return step(*arguments)

        return badly

    for name in names:
        monkeypatch.setattr(index, name, fail_once(name))
    assert rebuild.rebuild() == 20
    assert all(asked[name] > 1 for name in names), asked
    assert (index.all_names(), index.building()) == ([index.current()], "")
    assert index.current() != before


@pytest.mark.any_database
def test_a_server_that_stays_away_costs_the_new_index_only(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(articles, 20)
    before = index.current()
    monkeypatch.setattr(rebuild, "PAUSES", (0.0, 0.0))
    asked = []

    def away(writes: list[index.Write], targets: list[str]) -> list[index.BulkOutcome]:
        asked.append(targets)
        raise Unavailable("away")

    monkeypatch.setattr(index, "write", away)
    with pytest.raises(Unavailable):
        rebuild.rebuild()
    assert len(asked) == 4, "once by the thread, then three times with pauses"
    assert index.all_names() == [before]


@pytest.mark.any_database
def test_an_index_that_is_live_is_never_removed(
    own_index: None, articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alias was swapped, and the answer that says so was lost on its way."""
    fill(articles, 40)
    monkeypatch.setattr(rebuild, "PAUSES", ())
    swap = index.swap

    def without_an_answer(new: str, old: str) -> None:
        swap(new, old)
        raise Unavailable("the answer is lost")

    monkeypatch.setattr(index, "swap", without_an_answer)
    with pytest.raises(Unavailable):
        rebuild.rebuild()
    assert index.current() in index.all_names()
    assert index.count(index.current()) == 40

    monkeypatch.setattr(rebuild, "PAUSES", (0.0,))
    before = index.current()
    assert rebuild.rebuild() == 40, "the second attempt sees that the first one has worked"
    assert index.all_names() == [index.current()] != [before]
