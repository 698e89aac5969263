"""Pieces of SQL that go together with their parameters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of a statement. Values are parameters, never text."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: Sql | str) -> Sql:
        other = Sql(other) if isinstance(other, str) else other
        return Sql(self.text + other.text, self.params + other.params)


def concatenated(separator: str, pieces: Iterable[Sql]) -> Sql:
    """Put pieces together as `str.join` does."""
    every = list(pieces)
    return Sql(
        separator.join(piece.text for piece in every),
        tuple(value for piece in every for value in piece.params),
    )


def one_of(column: str, values: Sequence[Any]) -> Sql:
    """`column IN (…)`; false for no values."""
    if not values:
        return Sql("1 = 0")
    return Sql(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def rows(statement: Sql) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return list(cursor.fetchall())
