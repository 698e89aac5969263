"""Removing words from the index that no text has any more.

SQLite notes of a changed text which words it no longer has, and keeps those words in the index's
own blocks until it happens to merge them. Nobody finds anything by them; but what was taken back
shall not lie in the file for good. PostgreSQL keeps no such notes.
"""

from __future__ import annotations

from django.db import connection, transaction

#: Pages in one go: a few milliseconds, so that nobody waits to write.
AT_ONCE = 64
#: A merge that has nothing left to do changes fewer rows than this.
_NOTHING = 2


def forget_words() -> int:
    """Merge the index until nothing is left to forget; a job of the worker. Returns the steps."""
    if connection.vendor != "sqlite":
        return 0
    pages, steps = -AT_ONCE, 0  # below zero: begin a merge of everything
    while _merge(pages):
        pages, steps = AT_ONCE, steps + 1
    return steps


def _merge(pages: int) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        before = _changes(cursor)
        cursor.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('merge', %s)", [pages])
        return _changes(cursor) - before >= _NOTHING


def _changes(cursor: object) -> int:
    cursor.execute("SELECT total_changes()")  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
