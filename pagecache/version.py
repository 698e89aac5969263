"""The content version: read before rendering, raised after every public change."""

from django.db import connection, transaction

READ = "SELECT version FROM pagecache_contentversion WHERE id = 1"
RAISE = "UPDATE pagecache_contentversion SET version = version + 1 WHERE id = 1"


def current() -> int:
    """Return the content version with one raw query; 0 when the row is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return row[0] if row else 0


def bump() -> None:
    """Make every stored page stale once the running transaction is committed.

    Never inside the transaction: a page rendered between the raise and the commit would be stored
    with old content under the new version.
    """
    transaction.on_commit(_raise)


def _raise() -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAISE)
