"""A database of its own for measuring: empty but for search's tables, gone afterwards.

The database engine asks the connection that the site uses, so for the time of a measurement that
connection leads elsewhere. Only for commands, never in a process that serves.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from search import synonyms


@contextmanager
def database() -> Iterator[None]:
    """Let the connection lead to an empty database with search's tables."""
    place = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with place as name:
        usual = connection.settings_dict["NAME"]
        _lead_to(name)
        synonyms.forget()
        try:
            _make_tables()
            yield
        finally:
            _lead_to(usual)
            synonyms.forget()


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="quartierswissen-eval-") as folder:
        yield str(Path(folder) / "eval.sqlite3")


@contextmanager
def _postgresql() -> Iterator[str]:
    name = f"eval_{secrets.token_hex(6)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def _make_tables() -> None:
    """Run search's own migrations; nothing else is needed, and all of them would take long."""
    executor = MigrationExecutor(connection)
    leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "search"]
    executor.migrate(leaves)
