"""How the site talks to its database, whatever address it was given."""

from contextlib import suppress
from typing import Any

from django.db import Error, connections

# IMMEDIATE takes the write lock at the start of a transaction, so that two writers wait for each
# other instead of failing half-way; WAL lets readers go on; FULL survives a power cut.
# 20 s is longer than any single write of ours takes, bulk imports commit in batches.
# Each thread has a connection, which remembers compiled statements. Ours are long: of the usual 128
# they took 5 MB, of 32 they take 2, and pages are made in the same time.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "cached_statements": 32,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
# A server that has vanished without a word is noticed within half a minute, not after the two hours
# that are usual: neither the worker nor a reader may wait for it that long.
# Before a new table has been analysed the server overrates what a query costs, and compiles it each
# time: a page took 670 ms instead of 20. None of our queries is long enough to gain by that.
POSTGRESQL_OPTIONS: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "options": "-c jit=off",
}


def database(config: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings for a parsed `DATABASE_URL`.

    Connections stay open (`CONN_MAX_AGE=None`): opening one costs more than a cached page.
    """
    config = {**config, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
        config["CONN_HEALTH_CHECKS"] = False
    elif config["ENGINE"].endswith("postgresql"):
        config["OPTIONS"] = {**POSTGRESQL_OPTIONS, **config.get("OPTIONS", {})}
    return config


def renew_connections() -> None:
    """Give up connections that have broken; the next question makes new ones.

    Requests do so by themselves; a process that lives long has to. Inside a transaction nothing is
    given up.
    """
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            # Closing may fail on a full disk; whoever goes on for ever must not end by that.
            with suppress(Error, OSError):
                connection.close_if_unusable_or_obsolete()
