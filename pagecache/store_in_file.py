"""The shared store in an SQLite file of its own, beside the database."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from pagecache.noting import WAIT
from pagecache.store import Store, StoreFailed

# Readers go on while somebody writes (WAL). What is deleted is overwritten, and the log is not left
# long: words that were taken back must not lie about. Nobody waits for the disk but for the one who
# moves the log into the file. Each thread has a connection; 256 kB of memory are enough for it,
# since the system keeps the file in its own.
OPEN = f"""
PRAGMA busy_timeout = {WAIT};
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = ON;
PRAGMA journal_size_limit = 4000000;
PRAGMA cache_size = -256;
CREATE TABLE IF NOT EXISTS pagecache_kept (name text PRIMARY KEY, ends real, value blob) STRICT;
CREATE INDEX IF NOT EXISTS pagecache_kept_ends ON pagecache_kept (ends);
"""


class FileStore(Store):
    """`LOCATION` is the path. Django makes one of these for each thread."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(location, params)
        self._connection: sqlite3.Connection | None = None
        _stores.add(self)

    def disconnect(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def clear(self) -> None:
        """Forget everything; make the file anew where it is none of SQLite's."""
        try:
            self._run("DELETE FROM pagecache_kept", ())
            self._empty_log()
        except sqlite3.OperationalError:
            super().clear()
        except sqlite3.DatabaseError:
            self.disconnect()
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    Path(self.location + ending).unlink(missing_ok=True)

    def purge(self) -> None:
        """Remove what is over from the file and from its log."""
        super().purge()
        try:
            self._empty_log()
        except sqlite3.Error as problem:
            raise StoreFailed(type(problem).__name__) from problem

    def _empty_log(self) -> None:
        [(busy, _pages, _moved)] = self._run("PRAGMA wal_checkpoint(TRUNCATE)", ()).fetchall()
        if busy:
            raise sqlite3.OperationalError("Somebody reads in the log.")

    def _read(self, statement: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        try:
            return self._run(statement, values).fetchall()
        except (sqlite3.Error, OSError) as problem:
            raise StoreFailed(type(problem).__name__) from problem

    def _write(self, statement: str, values: Sequence[Any] = ()) -> int:
        try:
            return self._run(statement, values).rowcount
        except (sqlite3.Error, OSError) as problem:
            raise StoreFailed(type(problem).__name__) from problem

    def _run(self, statement: str, values: Sequence[Any]) -> sqlite3.Cursor:
        """Each statement is a transaction by itself."""
        if self._connection is None:
            self._connection = self._opened()
        return self._connection.execute(statement.replace("%s", "?"), tuple(values))

    def _opened(self) -> sqlite3.Connection:
        _make_private(Path(self.location))
        connection = sqlite3.connect(self.location, timeout=WAIT / 1000, isolation_level=None)
        try:
            connection.executescript(OPEN)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _make_private(file: Path) -> None:
    """Let nobody else read the file; what SQLite puts beside it gets the same rights.

    It is never opened here: a process that closes a file loses the locks that its other threads
    have on it.
    """
    if not file.exists():
        made, new = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}-")
        os.close(made)
        try:
            with suppress(FileExistsError):
                os.link(new, file)
        finally:
            os.unlink(new)
    elif file.stat().st_mode & 0o077:
        file.chmod(0o600)


_stores: WeakSet[FileStore] = WeakSet()


def _close_before_fork() -> None:
    """SQLite forbids to take an open file into another process. Of other threads none forks."""
    for store in list(_stores):
        with suppress(sqlite3.Error):
            store.disconnect()


os.register_at_fork(before=_close_before_fork)
