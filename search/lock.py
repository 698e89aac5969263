"""One process at a time makes, swaps and removes indexes; a dead one holds nothing up."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

#: Any number, the same in every process: PostgreSQL's advisory locks are numbered.
NUMBER = 720_014_015


#: PostgreSQL gives a lock twice to one session; so we remember that this process has it.
_here = threading.Lock()


class Busy(Exception):
    """Another process (or another part of this one) is at it."""


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock of this site's database. Raises `Busy`. The lock dies with its process."""
    if not _here.acquire(blocking=False):
        raise Busy
    try:
        with _postgresql() if connection.vendor == "postgresql" else _file():
            yield
    finally:
        _here.release()


@contextmanager
def _postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])


@contextmanager
def _file() -> Iterator[None]:
    name = hashlib.sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"quartierswissen-{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy from None
        yield
