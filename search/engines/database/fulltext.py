"""How is a question put to the full-text index of SQLite (FTS5) and of PostgreSQL (tsvector)?

Stems consist of letters and digits only (`search.words`), so quoting is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from search.engines.database.sql import Sql
from search.engines.matching import matches, needed
from search.models import Entry
from search.question import Question

#: Title, summary, text and parts of compounds; FTS5's bm25() takes them in this order, names last.
FTS_WEIGHTS = "4.0, 2.0, 1.0, 0.4, 0.0"
#: PostgreSQL's own rank (below 1) counts about as much as a rare word, for so many of the best: it
#: takes 10 ms for a thousand texts. 3 to 30 do alike; without it two-word questions lose .012.
RANK, RANKED = 10, 500
_COLUMNS = "{title_stems summary_stems text_stems parts}"


def is_postgresql() -> bool:
    """Whether the database is PostgreSQL (else it is SQLite)."""
    return connection.vendor == "postgresql"


def matched(question: Question, *, tolerant: bool) -> Sql:
    """Return a subselect of the `id` of everything that is a hit."""
    if question.everything:
        return Sql("SELECT id FROM search_entry")
    found, least = expressions(question, tolerant=tolerant)
    if not found:
        return _without(question)
    if least < 2:
        found = [any_of(found)]
    met, parameters = _met(found)
    if len(found) == 1:
        return Sql(f"SELECT id FROM ({met}) met", parameters)
    return Sql(f"SELECT id FROM ({met}) met GROUP BY id HAVING count(*) >= {least}", parameters)


def ranked_hits(question: Question, *, tolerant: bool) -> Sql:
    """Return a subselect of `id` and `rank` (higher is better) of everything that is a hit."""
    found, least = expressions(question, tolerant=tolerant)
    if not found:
        return Sql("SELECT id, 1.0 AS rank FROM (") + matched(question, tolerant=tolerant) + ") m"
    if is_postgresql():
        return _by_rarity(found, least)
    best = Sql(
        f"SELECT rowid AS id, -bm25(search_fts, {FTS_WEIGHTS}) AS rank "
        "FROM search_fts WHERE search_fts MATCH %s",
        (f"{_COLUMNS} : ({any_of(found)})",),
    )
    if least < 2:
        return best
    # The sign keeps FTS5 from being asked row by row, which takes a hundred times as long.
    return best + Sql(" AND +rowid IN (") + matched(question, tolerant=tolerant) + ")"


def _met(found: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """A select of `id` (and `way` on PostgreSQL), once for every expression that is fulfilled."""
    if is_postgresql():
        # Joined, so that the index is always used: reading every tsvector takes ten times as long,
        # but the planner does not know what it costs to fetch them from where they are kept.
        met = (
            "SELECT w.way, t.entry_id AS id FROM (SELECT way, to_tsquery('simple', q) AS q "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS u(q, way) OFFSET 0) w "
            "JOIN search_entrytext t ON t.tsv @@ w.q"
        )
        return met, (list(found),)
    one = "SELECT rowid AS id FROM search_fts WHERE search_fts MATCH %s"
    return (
        " UNION ALL ".join([one] * len(found)),
        tuple(f"{_COLUMNS} : ({way})" for way in found),
    )


def _by_rarity(found: Sequence[str], least: int) -> Sql:
    """PostgreSQL: the rarer the words that occur, the better, which it does not know itself.

    Its own rank knows titles, but has to read every text: it is added for the best only.
    """
    met, parameters = _met(found)
    return Sql(
        f"""WITH met AS MATERIALIZED ({met}),
            worth AS (SELECT way, ln(1 + (SELECT count(*) FROM search_entry)
                / count(*)::float8) AS value FROM met GROUP BY way),
            hit AS (SELECT id, sum(value) AS rank FROM met JOIN worth USING (way)
                GROUP BY id HAVING count(*) >= {least}),
            placed AS (SELECT *, row_number() OVER (ORDER BY rank DESC, id DESC) AS place FROM hit)
        SELECT id, rank + CASE WHEN place > {RANKED} THEN 0 ELSE {RANK} * (
            SELECT ts_rank(tsv, to_tsquery('simple', %s), 1) FROM search_entrytext
            WHERE entry_id = id) END AS rank FROM placed""",
        (*parameters, any_of(found)),
    )


def _without(question: Question) -> Sql:
    """Return everything that has none of what is excluded, when nothing else is asked."""
    met, parameters = _met([_phrase(stems) for stems in question.excluded])
    return Sql(
        f"SELECT id FROM search_entry WHERE id NOT IN (SELECT id FROM ({met}) met)", parameters
    )


def expressions(question: Question, *, tolerant: bool) -> tuple[list[str], int]:
    """Return the ways in which a hit is one, and how many of them it has to fulfil.

    What has to or must not occur in any case is part of each.
    """
    every = [_phrase(stems) for stems in question.phrases]
    if not question.words and not every:
        return [], 0
    found = [
        any_of([*map(word, way.stems), *([_all(way.parts)] if way.parts else [])])
        for way in matches(question, tolerant=tolerant)
    ]
    found += [_phrase(stems) for stems in question.alternatives]
    found = [_join([*every, way], " & ", " AND ") for way in found]
    if question.excluded:
        without = any_of([_phrase(stems) for stems in question.excluded])
        found = [
            f"({way}) & !{without}" if is_postgresql() else f"({way}) NOT {without}"
            for way in found
        ]
    return found, needed(question, tolerant=tolerant)


def any_of(expressions: Sequence[str]) -> str:
    """Return the expression for things that fulfil any of these."""
    return "(" + _join(expressions, " | ", " OR ") + ")"


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


def ranked(found: str, among: QuerySet[Entry], limit: int) -> list[int]:
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


def word(stem: str) -> str:
    """Return the expression for things that have this stem."""
    return f"'{stem}'" if is_postgresql() else f'"{stem}"'


def _phrase(stems: Sequence[str]) -> str:
    if is_postgresql():
        return "(" + " <-> ".join(f"'{stem}'" for stem in stems) + ")"
    return '"' + " ".join(stems) + '"'


def _all(stems: Iterable[str]) -> str:
    return "(" + _join([word(stem) for stem in stems], " & ", " AND ") + ")"


def _join(parts: Sequence[str], postgresql: str, sqlite: str) -> str:
    return (postgresql if is_postgresql() else sqlite).join(parts)
