"""What a reader's visit leaves behind: a count, a mark, a page made ahead. Never at their cost.

Reading must go on while another program holds a lock, while a disk is full and while the database
can only be read. So such a note waits for a moment at most, and is left out when it cannot be
written; the answer is the same without it.

Only for what may get lost. What a person has sent is written by services, and fails aloud.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error, connection, transaction

logger = logging.getLogger(__name__)

#: Milliseconds to wait for a lock; a reader notices nothing of it.
WAIT = 50
#: Milliseconds that one statement may take on PostgreSQL.
LONGEST = 500


def note(write: Callable[[], object]) -> bool:
    """Call `write` if it can be done now; say whether it was. Never raises a database's error.

    Where a transaction is open already, `write` is part of it and waits as that one does.
    """
    try:
        if connection.in_atomic_block:
            with transaction.atomic():
                write()
        else:
            with impatient():
                write()
    except Error as error:
        logger.info("Not noted: %s", type(error).__name__)
        return False
    return True


@contextmanager
def impatient() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SET LOCAL lock_timeout = '{WAIT}ms'; SET LOCAL statement_timeout ="
                    f" '{LONGEST}ms'; SET LOCAL synchronous_commit = off"
                )
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
    try:
        with without_waiting_for_the_disk(), transaction.atomic():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """Let transactions inside be safe from the end of this process, not of the machine (SQLite).

    In the write-ahead log everybody sees a commit as always, and never half of it.
    """
    if connection.in_atomic_block:  # SQLite refuses to change it there
        yield
        return
    connection.ensure_connection()
    run = connection.connection.execute
    [usual] = run("PRAGMA synchronous").fetchone()
    run("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        run(f"PRAGMA synchronous = {usual}")
