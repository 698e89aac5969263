"""The index follows what is written, and a rebuild loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import check, golden, outbox, rebuild, sync
from search.engines.elasticsearch import index
from search.models import Entry
from tests.search.both_engines import publish, settle
from tests.search.fake_source import MemorySource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def server(elasticsearch: str) -> Iterator[None]:
    yield
    for name in index.all_names():
        index.remove(name)


def documents() -> dict[str, tuple[int, bool]]:
    index.refresh()
    return {key: (version, public) for key, version, public in index.versions(index.current())}


def test_a_change_reaches_the_index_and_is_acknowledged(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    publish(articles, 1)
    assert documents() == {"article:1": (1, True)}
    entry = Entry.objects.get()
    assert (entry.synced_version, entry.lease) == (1, None)


def test_what_a_rebuild_has_written_is_not_written_again(articles: MemorySource) -> None:
    for pk in (1, 2, 3):
        articles.put(pk, title=f"Haus {pk}")
    outbox.changed_many("article", [1, 2, 3])
    rebuild.rebuild()
    assert not Entry.objects.unsynced().exists()
    assert check.check().clean


def test_tombstones_are_documents(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    publish(articles, 1)
    del articles.things[1]
    publish(articles, 1)
    assert documents() == {"article:1": (2, False)}


def test_a_late_write_of_an_old_version_is_refused(articles: MemorySource) -> None:
    articles.put(1, title="Alt")
    publish(articles, 1)
    old = sync.documents(list(Entry.objects.all()))
    del articles.things[1]
    publish(articles, 1)
    outcomes = index.write(old)
    assert [outcome.done for outcome in outcomes] == [True]
    assert documents() == {"article:1": (2, False)}


def test_a_worker_that_died_is_replaced(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    outbox.changed("article", 1)
    Entry.objects.update(lease=timezone.now() + sync.LEASE)
    assert sync.sync_once().written == 0
    Entry.objects.update(lease=timezone.now() - sync.LEASE)
    assert sync.sync_once().written == 1


def test_one_broken_source_does_not_stop_the_queue(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    articles.put(2, title=object())
    outbox.changed_many("article", [1, 2])
    sync.sync_once()
    states = dict(Entry.objects.values_list("object_id", "stale"))
    assert states[1] is False


def test_check_finds_and_repair_mends_every_difference(articles: MemorySource) -> None:
    for pk in (1, 2, 3, 4):
        articles.put(pk, title=f"Titel {pk}")
    publish(articles, 1, 2, 3)
    articles.put(2, title="Geändert ohne ein Wort")
    del articles.things[3]
    settle()
    found = check.check()
    assert found.counts == (1, 1, 1)
    check.repair(found)
    assert check.check().counts == (0, 0, 0)


def test_check_sees_what_only_the_index_has(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    publish(articles, 1)
    Entry.objects.all().delete()
    del articles.things[1]
    found = check.check()
    assert found.counts == (0, 0, 1)
    check.repair(found)
    assert check.check().counts == (0, 0, 0)


def test_check_mends_a_database_put_back_to_an_older_state(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    for _ in range(5):
        publish(articles, 1)
    Entry.objects.update(version=2, synced_version=2)
    check.repair(check.check())
    assert check.check().counts == (0, 0, 0)


def test_the_command_says_what_is_wrong_and_exits_with_1(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("search_check", stdout=out)
    assert "1 missing, 0 stale, 0 ghosts" in out.getvalue()
    out = StringIO()
    call_command("search_check", "--repair", stdout=out)
    assert "0 missing, 0 stale, 0 ghosts" in out.getvalue()


def test_a_rebuild_swaps_and_leaves_nothing_behind(articles: MemorySource) -> None:
    for pk in range(1, 6):
        articles.put(pk, title=f"Titel {pk}")
    publish(articles, *range(1, 6))
    before = index.current()
    assert rebuild.rebuild() == 5
    assert index.current() != before
    assert index.all_names() == [index.current()]
    assert index.building() == ""
    assert check.check().counts == (0, 0, 0)


def test_changes_during_a_rebuild_are_in_both_indexes(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    publish(articles, 1)

    def meanwhile(done: int, total: int) -> None:
        articles.put(1, title="Geändert")
        outbox.changed("article", 1)
        articles.put(2, title="Neu")
        outbox.changed("article", 2)
        sync.sync_all()

    assert rebuild.rebuild(meanwhile) == 2
    wanted = {entry.key: (entry.version, True) for entry in Entry.objects.all()}
    assert documents() == wanted
    assert set(wanted) == {"article:1", "article:2"}


def test_an_interrupted_rebuild_leaves_the_old_index_alone(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    publish(articles, 1)
    before = index.current()

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild(interrupt)
    assert (index.current(), index.all_names()) == (before, [before])


def test_a_bad_index_is_not_swapped_in(
    articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles.put(1, title="Eins")
    publish(articles, 1)
    before = index.current()
    monkeypatch.setattr(golden, "TOLERATED", -1)
    monkeypatch.setattr(rebuild, "ENOUGH", 2)
    with pytest.raises(CommandError, match="stays in use"):
        call_command("search_rebuild", stdout=StringIO())
    assert (index.current(), index.all_names()) == (before, [before])
