"""Pieces of SQL keep their parameters in the order of their marks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.database.sql import Sql, concatenated, one_of, rows
from tests.text.laws import laws

PIECES = st.lists(st.integers(0, 3).map(lambda n: Sql("%s" * n, tuple(range(n)))), max_size=6)


def test_text_and_sql_are_put_behind() -> None:
    assert Sql("a %s ", (1,)) + "b " + Sql("c %s", (2,)) == Sql("a %s b c %s", (1, 2))


@pytest.mark.parametrize(
    ("values", "made"),
    [
        ((), Sql("1 = 0")),
        ((1,), Sql("x IN (%s)", (1,))),
        (("a", "'); DROP TABLE x; --"), Sql("x IN (%s, %s)", ("a", "'); DROP TABLE x; --"))),
    ],
)
def test_one_of_many_or_of_none(values: tuple[Any, ...], made: Sql) -> None:
    assert one_of("x", values) == made


@laws
@given(PIECES)
def test_concatenated_pieces_have_all_marks_and_parameters(pieces: list[Sql]) -> None:
    made = concatenated(" AND ", pieces)
    assert made.text.count("%s") == len(made.params)
    assert made.params == tuple(value for piece in pieces for value in piece.params)
    assert made.text == " AND ".join(piece.text for piece in pieces)


@pytest.mark.django_db
def test_values_are_parameters_whatever_they_hold() -> None:
    hostile = "'; DROP TABLE search_entry; --"
    assert rows(Sql("SELECT %s, %s", (hostile, "ä%"))) == [(hostile, "ä%")]
    assert rows(Sql("SELECT 1 WHERE ") + one_of("'x'", [hostile])) == []
    assert rows(Sql("SELECT 1 WHERE ") + one_of("'x'", [])) == []
    assert rows(Sql("SELECT 1 WHERE ") + one_of("'x'", ["y", "x"])) == [(1,)]
