"""How is a question put to the full-text index of SQLite (FTS5) and of PostgreSQL (tsvector)?

Stems consist of letters and digits only (`search.words`), so quoting is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from search import words
from search.engines.database.sql import Sql
from search.question import Question

#: Title, summary, text and parts of compounds; FTS5's bm25() takes them in this order, names last.
FTS_WEIGHTS = "4.0, 2.0, 1.0, 0.4, 0.0"
_COLUMNS = "{title_stems summary_stems text_stems parts}"


def is_postgresql() -> bool:
    """Whether the database is PostgreSQL (else it is SQLite)."""
    return connection.vendor == "postgresql"


def matched(question: Question, *, tolerant: bool) -> Sql:
    """Return a subselect of `id` and `rank` (higher is better) of everything that matches."""
    if question.everything:
        return Sql("SELECT id, 1.0 AS rank FROM search_entry")
    found = expression(question, tolerant=tolerant)
    if not found:
        without = _any([_phrase(stems) for stems in question.excluded])
        return (
            Sql("SELECT id, 1.0 AS rank FROM search_entry WHERE id NOT IN (")
            + _having(without)
            + Sql(")")
        )
    if is_postgresql():
        # Norm 1 divides by the logarithm of the length; without it long papers always win.
        return Sql(
            "SELECT entry_id AS id, ts_rank(tsv, to_tsquery('simple', %s), 1) AS rank "
            "FROM search_entrytext WHERE tsv @@ to_tsquery('simple', %s)",
            (found, found),
        )
    return Sql(
        f"SELECT rowid AS id, -bm25(search_fts, {FTS_WEIGHTS}) AS rank "
        "FROM search_fts WHERE search_fts MATCH %s",
        (f"{_COLUMNS} : ({found})",),
    )


def _having(found: str) -> Sql:
    if is_postgresql():
        return Sql(
            "SELECT entry_id FROM search_entrytext WHERE tsv @@ to_tsquery('simple', %s)", (found,)
        )
    return Sql(
        "SELECT rowid FROM search_fts WHERE search_fts MATCH %s", (f"{_COLUMNS} : ({found})",)
    )


def expression(question: Question, *, tolerant: bool = False) -> str:
    """Return what a hit has to fulfil, in the database's own language; empty for no demand.

    `tolerant` takes any part of a compound for the compound, unless that is all that is asked: who
    seeks a Rathaus is not helped with a Schulhaus.
    """
    tolerant = tolerant and len(question.content) > 1
    single = [stem for word in question.content for stem in word.stems]
    single += [words.stem(known) for _unknown, known in question.corrections]
    if tolerant:
        single += [part for word in question.content for part in word.parts]
    ways: list[str] = [_word(stem) for stem in dict.fromkeys(single)]
    ways += [
        _all(dict.fromkeys(word.parts))
        for word in question.content
        if len(set(word.parts)) > 1 and not tolerant
    ]
    ways += [_phrase(stems) for stems in question.alternatives]
    every = [_phrase(stems) for stems in question.phrases]
    if ways:
        every.append(_any(ways))
    if not every:
        return ""
    found = _join(every, " & ", " AND ")
    without = [_phrase(stems) for stems in question.excluded]
    if not without:
        return found
    if is_postgresql():
        return f"({found}) & !({_any(without)})"
    return f"({found}) NOT ({_any(without)})"


def any_of(stems: Iterable[str]) -> str:
    """Return the expression for things that have any of these stems."""
    return _any([_word(stem) for stem in stems])


def beginning(folded: Sequence[str]) -> str:
    """Return the expression for names that have words beginning with all of these."""
    if is_postgresql():
        return " & ".join(f"'{word}':*" for word in folded)
    return "names : (" + " AND ".join(f'"{word}"*' for word in folded) + ")"


def matching(found: str, *, names: bool = False) -> RawSQL:
    """Return the primary keys of the entries that fulfil an expression, as a subquery."""
    if is_postgresql():
        column = "names_tsv" if names else "tsv"
        sql = f"SELECT entry_id FROM search_entrytext WHERE {column} @@ to_tsquery('simple', %s)"
        return RawSQL(sql, [found])  # noqa: S611  (a constant; what varies is a parameter)
    columns = "" if names else f"{_COLUMNS} : "
    return RawSQL("SELECT rowid FROM search_fts WHERE search_fts MATCH %s", [f"{columns}({found})"])


def ranked(found: str, among: Any, limit: int) -> list[int]:
    """Return the primary keys of the best entries of a queryset, best first."""
    sql, parameters = among.order_by().values("pk").query.sql_with_params()
    if is_postgresql():
        # Norm 1 divides by the logarithm of the length; without it long papers always win.
        statement = f"""SELECT entry_id FROM search_entrytext
            WHERE tsv @@ to_tsquery('simple', %s) AND entry_id IN ({sql})
            ORDER BY ts_rank(tsv, to_tsquery('simple', %s), 1) DESC, entry_id LIMIT %s"""
        values = [found, *parameters, found, limit]
    else:
        # Materialised, because FTS5 asked row by row takes a hundred times as long.
        statement = f"""WITH m AS MATERIALIZED (
                SELECT rowid AS id, bm25(search_fts, {FTS_WEIGHTS}) AS rank
                FROM search_fts WHERE search_fts MATCH %s)
            SELECT id FROM m WHERE id IN ({sql}) ORDER BY rank, id LIMIT %s"""
        values = [f"{_COLUMNS} : ({found})", *parameters, limit]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def _word(stem: str) -> str:
    return f"'{stem}'" if is_postgresql() else f'"{stem}"'


def _phrase(stems: Sequence[str]) -> str:
    if is_postgresql():
        return "(" + " <-> ".join(f"'{stem}'" for stem in stems) + ")"
    return '"' + " ".join(stems) + '"'


def _all(stems: Iterable[str]) -> str:
    return "(" + _join([_word(stem) for stem in stems], " & ", " AND ") + ")"


def _any(ways: Sequence[str]) -> str:
    return "(" + _join(ways, " | ", " OR ") + ")"


def _join(parts: Sequence[str], postgresql: str, sqlite: str) -> str:
    return (postgresql if is_postgresql() else sqlite).join(parts)
