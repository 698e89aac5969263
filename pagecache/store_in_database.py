"""The shared store in a table of PostgreSQL that is not written to the log (UNLOGGED).

It uses the connection that the request uses, since most servers allow a hundred. So that nothing is
lost with a transaction, and no transaction waits or fails because of it, the store is not asked
while one is open: pages are read and kept before and after a view has run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import Error, connection

from pagecache.noting import WAIT, impatient
from pagecache.store import Store, StoreFailed

# Goes in one message with the question behind it, so it costs no way to the server of its own; both
# are one transaction, with whose end it is over. Whoever changes the table locks readers out, too.
SOON = f"SET LOCAL lock_timeout = '{WAIT}ms'; "


class TableStore(Store):
    """The table `pagecache_kept`, which a migration has made."""

    def _read(self, statement: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        if connection.in_atomic_block:
            return ()
        try:
            with connection.cursor() as cursor:
                cursor.execute(SOON + statement, values)
                cursor.nextset()
                rows: list[tuple[Any, ...]] = cursor.fetchall()
                return rows
        except Error as problem:
            raise StoreFailed(type(problem).__name__) from problem

    def _write(self, statement: str, values: Sequence[Any] = ()) -> int:
        if connection.in_atomic_block:
            return 0
        try:
            with impatient(), connection.cursor() as cursor:
                cursor.execute(statement, values)
                count: int = cursor.rowcount
                return count
        except Error as problem:
            raise StoreFailed(type(problem).__name__) from problem
