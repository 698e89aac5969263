"""Which stems does the index know, and which known one is like an unknown one?

SQLite's FTS5 lists its own words; on PostgreSQL the worker keeps a table (`KnownStem`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from search.engines import corrections as near
from search.engines.database.fulltext import is_postgresql
from search.engines.database.sql import Sql, concatenated, one_of, rows
from search.models import KnownStem
from search.question import Question

#: FTS5 takes .1 ms to look up a term and less than .01 ms to go on to the next one. A word has
#: about 500 neighbours, most of which share its first letters.
BEGINNING, CROWDED = 3, 20
#: Behind every letter of a stem.
LAST = "\uffff"


def corrections(question: Question) -> tuple[tuple[str, str], ...]:
    """Return pairs of an unknown word of the question and the most frequent known one beside it.

    One query for the words of the question, a second one only if one of them is unknown.
    """
    doubtful = [word for word in question.content if near.can_be_corrected(word.folded)]
    known = _known(stem for word in doubtful for stem in (*word.stems, *word.parts))
    around = {
        word.folded: near.stems_around(word.folded)
        for word in doubtful
        if not any(stem in known for stem in word.stems)
        # All parts known: a compound that nobody has written yet is no error.
        and not (word.parts and all(part in known for part in word.parts))
    }
    found = _known(stem for stems in around.values() for stem in stems) if around else {}
    pairs = ((word, near.best(stems, found)) for word, stems in around.items())
    return tuple((word, instead) for word, instead in pairs if instead)


def refresh() -> int:
    """Make PostgreSQL's list of known stems anew; return how many. Nothing to do on SQLite."""
    if not is_postgresql():
        return 0
    visible = """SELECT tsv FROM search_entrytext JOIN search_entry ON id = entry_id
        WHERE public AND NOT hidden"""
    with transaction.atomic(), connection.cursor() as cursor:
        KnownStem.objects.all().delete()
        cursor.execute(
            """INSERT INTO search_knownstem (stem, entries)
            SELECT word, ndoc FROM ts_stat(%s) WHERE length(word) BETWEEN 4 AND 40""",
            [visible],
        )
        return int(cursor.rowcount)


def _known(stems: Iterable[str]) -> dict[str, int]:
    """Return in how many entries each of these stems occurs; unknown ones are left out."""
    wanted = list(dict.fromkeys(stems))
    if not wanted:
        return {}
    if is_postgresql():
        # One parameter: with one for each of 500 stems the planner takes longer than the look-up.
        return dict(
            rows(Sql("SELECT stem, entries FROM search_knownstem WHERE stem = ANY(%s)", (wanted,)))
        )
    single, crowded = _by_beginning(wanted)
    pieces = [one_of("term", single)] if single else []
    pieces += [Sql("term >= %s AND term < %s", (begin, f"{begin}{LAST}")) for begin in crowded]
    sought = set(wanted)
    read = Sql("SELECT term, doc FROM search_fts_words WHERE ")
    found = rows(concatenated(" UNION ALL ", [read + piece for piece in pieces]))
    return {term: entries for term, entries in found if term in sought}


def _by_beginning(stems: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part stems into those to look up one by one, and beginnings that very many share."""
    groups: dict[str, list[str]] = {}
    for stem in stems:
        groups.setdefault(stem[:BEGINNING], []).append(stem)
    crowded = [begin for begin, group in groups.items() if len(group) > CROWDED]
    return [s for s in stems if s[:BEGINNING] not in crowded], crowded
