"""One at a time, and nobody is held up by what failed."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from search.lock import NUMBER, Busy, only_one

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two runs of these tests at once are no two processes of one site."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_the_second_one_is_told_and_may_when_the_first_is_done() -> None:
    with only_one():
        with pytest.raises(Busy), only_one():
            pass
        # Being refused takes the lock from nobody.
        with pytest.raises(Busy), only_one():
            pass
    with only_one():
        pass


def test_another_thread_is_told_too() -> None:
    told: list[type[BaseException]] = []

    def other() -> None:
        try:
            with only_one():
                pass
        except Busy as busy:
            told.append(type(busy))

    with only_one():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert told == [Busy]


def test_what_fails_inside_leaves_no_lock() -> None:
    with pytest.raises(ZeroDivisionError), only_one():
        raise ZeroDivisionError
    with only_one():
        pass


@contextmanager
def held_elsewhere() -> Iterator[None]:
    """The lock as another process with the same database has it."""
    if connection.vendor == "postgresql":
        other = connection.copy()
        with closing(other), other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
            yield
            # The server ends a closed session when it comes to it, and the lock with it.
            cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])
        return
    name = hashlib.sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"quartierswissen-{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def test_another_process_with_this_database_is_told() -> None:
    with held_elsewhere(), pytest.raises(Busy), only_one():
        pass
    with only_one():
        pass
