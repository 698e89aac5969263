"""The store that all processes share: on SQLite a file, on PostgreSQL a table."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from pagecache import store as storing
from pagecache.pages import forget_all
from pagecache.store import Store
from pagecache.store_in_file import FileStore
from tests.pagecache.elsewhere import begin, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def put(name: str, value: bytes, seconds: float = 60) -> None:
    caches["pages"].set(name, value, seconds)


def got(name: str) -> Any:
    return caches["pages"].get(name)


def test_what_one_process_keeps_another_one_has(store: Store) -> None:
    elsewhere(lambda: put("a", b"1"))
    assert got("a") == b"1"
    put("b", b"2")
    assert elsewhere(lambda: (got("a"), got("b"))) == (b"1", b"2")
    assert elsewhere(lambda: caches["pages"].delete("a")) is True
    assert (got("a"), store.delete("a"), got("b")) == (None, False, b"2")
    assert (store.add("b", b"3"), store.add("c", b"3")) == (False, True)
    assert elsewhere(store.clear) is None
    assert got("b") is None


def test_it_forgets_in_time(store: Store, time_machine: Any) -> None:
    put("a", b"1", 60)
    now = time.time()
    time_machine.move_to(now + 59)
    assert got("a") == b"1"
    time_machine.move_to(now + 61)
    assert got("a") is None
    store.set("ever", b"1", None)
    store.purge()
    assert got("ever") == b"1"


def test_nothing_but_bytes_is_taken(store: Store) -> None:
    """An object would have to be unpickled, and runs what somebody else may have written."""
    for value in ("text", {"a": 1}, 7):
        with pytest.raises(TypeError):
            store.set("a", value)


def test_of_many_only_the_newest_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "LIMIT", 50_000)
    monkeypatch.setattr(storing, "SWEEP_BYTES", 10_000)
    for number in range(100):
        put(f"{number}", bytes(1_000))
    left = [number for number in range(100) if got(f"{number}")]
    assert left == list(range(left[0], 100))
    assert 49 <= len(left) <= 60


def test_nothing_of_it_is_in_a_transaction(store: Store) -> None:
    """Neither lost with its rollback, nor does it end one, nor wait for one."""
    put("before", b"1")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put("inside", b"1")
        assert got("before") in (b"1", None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        raise ZeroDivisionError
    assert got("before") == b"1"
    # The file is another database; in PostgreSQL nothing is kept while a transaction is open.
    assert got("inside") == (b"1" if connection.vendor == "sqlite" else None)


@contextmanager
def held(store: Store, name: str) -> Iterator[None]:
    """Somebody else is writing, and does not come to an end."""
    if isinstance(store, FileStore):
        with closing(sqlite3.connect(store.location, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with held_by("UPDATE pagecache_kept SET ends = ends WHERE name LIKE %s", f"%{name}"):
        yield


@contextmanager
def held_by(statement: str, *values: str) -> Iterator[None]:
    """Somebody else has run a statement on PostgreSQL, in a transaction that does not end."""
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            begun.set()
            over.wait(30)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(30)
    yield
    over.set()
    thread.join(30)


def test_nobody_waits_for_it(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    storing._say_once.cache_clear()
    put("a", b"1")
    with held(store, "a"), caplog.at_level(logging.WARNING):
        # A busy machine may take longer to notice; the usual wait of 20 seconds is far off.
        before = time.monotonic()
        put("a", b"2")
        put("a", b"3")
        assert time.monotonic() - before < 5
        assert got("a") == b"1", "reading goes on"
    assert [record.name for record in caplog.records] == ["pagecache.store"]
    put("a", b"4")
    assert got("a") == b"4"


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="readers of a file are not locked")
def test_nobody_waits_for_who_changes_the_table(store: Store) -> None:
    """`VACUUM FULL` and a migration lock readers out as well."""
    put("a", b"1")
    with held_by("LOCK TABLE pagecache_kept IN ACCESS EXCLUSIVE MODE"):
        before = time.monotonic()
        assert got("a") is None
        assert time.monotonic() - before < 5
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",), "all else waits as before"
    assert got("a") == b"1"


def test_a_look_into_it_is_one_question(store: Store) -> None:
    put("a", b"1")
    with CaptureQueriesContext(connection) as queries:
        assert got("a") == b"1"
    assert len(queries) == (0 if isinstance(store, FileStore) else 1)


def test_many_processes_at_once_never_see_half_of_anything(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "SWEEP_BYTES", 500_000)
    monkeypatch.setattr(storing, "LIMIT", 1_000_000)

    def work() -> tuple[int, int]:
        whole = broken = 0
        for round_ in range(200):
            value = f"{os.getpid()}-{round_};".encode() * 1_000
            put(f"{round_ % 7}", value)
            found = got(f"{(round_ + 3) % 7}")
            if found is not None:
                first, _sign, _rest = found.partition(b";")
                whole += found == (first + b";") * 1_000
                broken += found != (first + b";") * 1_000
            if round_ % 50 == 49:
                caches["pages"].delete("1")
        return whole, broken

    results = [ended() for ended in [begin(work) for _number in range(4)]]
    assert all(whole > 20 and not broken for whole, broken in results), results
    if isinstance(store, FileStore):
        with closing(sqlite3.connect(store.location)) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_of_a_table_that_is_gone_nobody_hears(store: Store) -> None:
    """Migrations may not have run yet, the disk may be away: pages are made then."""
    if isinstance(store, FileStore):
        store.location = "/nowhere/at/all"
        put("a", b"1")
        assert got("a") is None
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pagecache_kept RENAME TO pagecache_away")
    try:
        put("a", b"1")
        assert got("a") is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE pagecache_away RENAME TO pagecache_kept")
    put("a", b"1")
    assert got("a") == b"1"


class TestFile:
    """What only a file has."""

    @pytest.fixture(autouse=True)
    def file(self, store: Store) -> FileStore:
        if not isinstance(store, FileStore):
            pytest.skip("PostgreSQL has a table")
        return store

    def test_only_its_owner_reads_it(self, file: FileStore, kept_file: Path) -> None:
        put("a", b"1")
        for path in kept_file.parent.glob("site*"):
            assert path.stat().st_mode & 0o777 == 0o600, path
        assert len(list(kept_file.parent.glob("*"))) == 3
        file.disconnect()
        kept_file.chmod(0o644)
        assert got("a") == b"1"
        assert kept_file.stat().st_mode & 0o777 == 0o600

    def test_a_broken_one_is_made_anew_when_a_server_starts(self, kept_file: Path) -> None:
        kept_file.write_bytes(b"no database at all" * 1_000)
        put("a", b"1")
        assert got("a") is None
        forget_all()
        put("a", b"1")
        assert got("a") == b"1"

    def test_a_process_that_is_forked_opens_its_own(self, file: FileStore) -> None:
        put("a", b"1")
        before = file._connection
        assert elsewhere(lambda: file._connection is None) is True
        assert before is not None
        with pytest.raises(sqlite3.ProgrammingError):
            before.execute("SELECT 1")
        assert got("a") == b"1"

    def test_a_database_that_writes_does_not_matter(self) -> None:
        with transaction.atomic():  # takes the lock of the other file
            put("a", b"1")
            assert elsewhere_thread(lambda: got("a")) == b"1"


def elsewhere_thread(work: Any) -> Any:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join(30)
    return found[0]
