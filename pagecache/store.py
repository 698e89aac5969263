"""A cache of bytes that all processes share and that forgets by itself, without another server.

`pagecache.store_in_file` keeps it beside an SQLite database, `pagecache.store_in_database` in
PostgreSQL; both speak the statements that are here. It takes bytes alone: what was read back from a
place where somebody else could write must never be able to run as code.

What it cannot do within a moment it leaves: a page is then made instead. Nothing in it takes part
in a transaction of the database that everything else is in.
"""

from __future__ import annotations

import logging
import time
from abc import abstractmethod
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

logger = logging.getLogger(__name__)

#: Bytes that may lie there. A page is kept compressed, 4 to 7 kB of it: so these are 10,000 pages,
#: more than two processors make in half a minute, and nothing is kept for longer than a minute.
LIMIT = 64_000_000
#: A process looks for what is over after it has put in so many bytes, or after so many seconds.
#: Between two looks there may be more than the limit: so much from each thread.
SWEEP_BYTES, SWEEP_SECONDS = 4_000_000, 30

GET = "SELECT value FROM pagecache_kept WHERE name = %s AND ends > %s"
SET = (
    "INSERT INTO pagecache_kept (name, ends, value) VALUES (%s, %s, %s)"
    " ON CONFLICT (name) DO UPDATE SET ends = excluded.ends, value = excluded.value"
)
DELETE = "DELETE FROM pagecache_kept WHERE name = %s"
# What ends first goes first: everything is kept for the same time, so that is what is oldest.
SWEEP = """
DELETE FROM pagecache_kept WHERE ends <= %s OR ends <= (
  SELECT MAX(ends) FROM (
    SELECT ends, SUM(length(value)) OVER (ORDER BY ends DESC, name) AS total FROM pagecache_kept
  ) AS newest WHERE total > %s
)
"""


@cache
def _say_once(kind: str) -> None:
    logger.warning("Kept pages cannot be shared just now (%s); pages are made instead.", kind)


class StoreFailed(Exception):
    """The store did not answer, or not in time."""


class Store(BaseCache):
    """The part that is alike wherever the bytes lie."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = location
        self._put_in = 0
        self._next_sweep = time.monotonic() + SWEEP_SECONDS

    @abstractmethod
    def _read(self, statement: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a statement, or raise `StoreFailed`."""

    @abstractmethod
    def _write(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run a statement in a transaction of its own and return how many rows it took.

        Raises `StoreFailed`, after 50 ms of waiting for a lock at the latest.
        """

    def get(self, key: str, default: object = None, version: int | None = None) -> Any:
        """Return the bytes that are kept under a name; `default` when there are none."""
        name = self.make_and_validate_key(key, version)
        try:
            rows = self._read(GET, [name, time.time()])
        except StoreFailed as problem:
            _say_once(str(problem))
            return default
        return bytes(rows[0][0]) if rows else default

    def set(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep bytes for so many seconds, if that can be done at once."""
        if not isinstance(value, bytes):
            raise TypeError("Only bytes are kept here.")
        name = self.make_and_validate_key(key, version)
        ends = self.get_backend_timeout(timeout)
        self._try(SET, [name, float("inf") if ends is None else ends, value])
        self._put_in += len(value)
        if self._put_in >= SWEEP_BYTES or time.monotonic() >= self._next_sweep:
            self._put_in, self._next_sweep = 0, time.monotonic() + SWEEP_SECONDS
            self._try(SWEEP, [time.time(), LIMIT])

    def add(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep bytes under a name that nothing is kept under; say whether that was so."""
        if self.get(key, version=version) is not None:
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget what is kept under a name; say whether there was something."""
        return bool(self._try(DELETE, [self.make_and_validate_key(key, version)]))

    def clear(self) -> None:
        """Forget everything, if that can be done at once."""
        self._try("DELETE FROM pagecache_kept", [])

    def purge(self) -> None:
        """Remove what is over, so that nobody reads it where it lay. Raises `StoreFailed`."""
        self._write(SWEEP, [time.time(), LIMIT])

    def _try(self, statement: str, values: Sequence[Any]) -> int:
        try:
            return self._write(statement, values)
        except StoreFailed as problem:
            _say_once(str(problem))
            return 0
