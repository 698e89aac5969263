"""The content version: read before rendering, raised after every public change.

One number counts all changes. Beside it stands, for each thing that has changed, the number of its
last change, unless that is long ago. What was made when the number was n is as it should be as long
as nothing that it shows has changed later.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from pagecache.noting import without_waiting_for_the_disk

#: What changes when nobody says what: whatever says what it shows, shows this, too.
EVERYTHING = "everything"
#: What changes with each thing: shown by what does not say what it shows.
ANYTHING = "anything"
# More than any single write of people changes. A page has to be made anew in time, an import of
# thousands must not hold up everybody who reads.
MANY = 500

READ = "SELECT version FROM pagecache_contentversion WHERE id = 1"
SEE = """
SELECT now.version, floor, raised.version FROM pagecache_contentversion AS now
LEFT JOIN pagecache_raised AS raised ON key = %s WHERE id = 1
"""
UNCHANGED = """
SELECT version >= %s AND floor <= %s AND NOT EXISTS (
  SELECT 1 FROM pagecache_raised WHERE version > %s AND key IN ({})
) FROM pagecache_contentversion WHERE id = 1
"""
CHANGES = """
SELECT now.version, floor, key, raised.version FROM pagecache_contentversion AS now
LEFT JOIN pagecache_raised AS raised ON raised.version > %s AND key IN ({}) WHERE id = 1
"""
RAISE_FLOOR = (
    "UPDATE pagecache_contentversion SET floor = next_floor, next_floor = version WHERE id = 1"
)
FORGET = (
    "DELETE FROM pagecache_raised"
    " WHERE version <= (SELECT floor FROM pagecache_contentversion WHERE id = 1)"
)
RAISE = "UPDATE pagecache_contentversion SET version = version + 1 WHERE id = 1"
# The row of the one number is locked first, so that who raises waits for whoever does: no number is
# given twice, and whoever reads it sees all that was raised until then. Nobody waits for the disk:
# a crash of the machine that loses the number also ends the server, whose start empties what is
# kept (`pagecache.pages.forget_all`); PostgreSQL empties its table itself.
RAISE_ON_POSTGRESQL = f"""
WITH now AS ({RAISE} RETURNING version),
no_wait AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO pagecache_raised (key, version)
SELECT raised.key, now.version FROM unnest(%s::text[]) AS raised (key), now, no_wait ORDER BY 1
ON CONFLICT (key) DO UPDATE SET version = excluded.version
"""
NOTE_ON_SQLITE = f"""
INSERT INTO pagecache_raised (key, version) VALUES (%s, ({READ}))
ON CONFLICT (key) DO UPDATE SET version = excluded.version
"""


class _Change:
    """What one transaction changes; held by what follows its commit, so a rollback ends it."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    def raise_all(self) -> None:
        """Raise the version of all; called again it has nothing left to do."""
        _owed.keys |= self.keys
        self.keys.clear()
        if _owed.keys:
            _raise(sorted(_owed.keys))
            _owed.keys.clear()


class _Owed(threading.local):
    """What was committed and could not be raised; this thread's next change raises it, too."""

    def __init__(self) -> None:
        self.keys: set[str] = set()


_owed = _Owed()


class SeenVersion(int):
    """A content version, and the one at which `EVERYTHING` had last ended before it."""

    ended: int

    def spares(self, since: int) -> bool:
        """Say whether what was made then shows it as it was, if it shows but what is everywhere."""
        return self.ended <= since <= self


def current() -> SeenVersion:
    """Return the content version with one raw query; 0 when the row is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(SEE, [EVERYTHING])
        row = cursor.fetchone()
    version, floor, ended = row or (0, 1, None)  # without the row nothing is known
    seen = SeenVersion(version)
    seen.ended = max(floor, ended or 0)
    return seen


def unchanged(keys: Collection[str], *, since: int) -> bool:
    """Say whether none of these things has changed since the content version was `since`.

    False where the version has never been as high: then an older database has been put back. And
    where it was below the floor: then nobody knows any more.
    """
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(UNCHANGED.format(marks), [since, since, since, *keys])
        row = cursor.fetchone()
    return bool(row and row[0])


@dataclass(frozen=True, slots=True)
class Changes:
    """What is known of the last changes of some things: `raised` maps keys to versions."""

    version: int
    floor: int
    raised: Mapping[str, int]

    def spared(self, keys: Iterable[str], *, since: int) -> bool:
        """Say what `unchanged` says of these things, which must be among those that were asked."""
        is_known = self.floor <= since <= self.version
        return is_known and all(self.raised.get(key, 0) <= since for key in keys)


def changes(keys: Collection[str], *, since: int) -> Changes:
    """Return what has changed of these things since then, to judge many parts by; one query."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(CHANGES.format(marks), [since, *keys])
        rows = cursor.fetchall()
    version, floor = rows[0][:2] if rows else (0, 1)  # without the row nothing is known
    return Changes(version, floor, {key: at for *_now, key, at in rows if key})


def forget() -> None:
    """Forget what changed long ago; a job of the worker, each time up to when it last ran.

    What was made before that is not shown any more, once all is forgotten that would have ended it:
    both in one transaction, and whoever asks reads both in one statement.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAISE_FLOOR)
        cursor.execute(FORGET)


def bump(keys: Iterable[str] = (EVERYTHING,), *, only_said: bool = False) -> None:
    """Make stale, once the running transaction is committed, what is kept and shows these things.

    So is what does not say what it shows, unless `only_said`: then no page shows them that does not
    say so. Without `keys` all becomes stale.

    Never inside the transaction: a page rendered between the raise and the commit would be stored
    with old content under the new version.
    """
    raised = {*keys}
    if raised and not only_said:
        raised.add(ANYTHING)
    change = _of_transaction()
    change.keys |= raised
    # Each time, because a savepoint that is rolled back takes along what was to follow it. The
    # first that is called raises all; keys of a savepoint that was rolled back do no harm.
    transaction.on_commit(change.raise_all)


def _of_transaction() -> _Change:
    """Return what the running transaction has changed so far."""
    for hook in reversed(connection.run_on_commit):
        change = getattr(hook[1], "__self__", None)
        if isinstance(change, _Change):
            return change
    return _Change()


def _raise(keys: list[str]) -> None:
    if len(keys) > MANY:
        keys = [ANYTHING, EVERYTHING]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(RAISE_ON_POSTGRESQL, [keys])
    else:
        with without_waiting_for_the_disk(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RAISE)
            cursor.executemany(NOTE_ON_SQLITE, [(key,) for key in keys])
