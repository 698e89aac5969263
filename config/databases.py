"""How the site talks to its database, whatever address it was given."""

from typing import Any

# IMMEDIATE takes the write lock at the start of a transaction, so that two writers wait for each
# other instead of failing half-way; WAL lets readers go on; FULL survives a power cut.
# 20 s is longer than any single write of ours takes, bulk imports commit in batches.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database(config: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings for a parsed `DATABASE_URL`.

    Connections stay open (`CONN_MAX_AGE=None`): opening one costs more than a cached page.
    """
    config = {**config, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
        config["CONN_HEALTH_CHECKS"] = False
    return config
