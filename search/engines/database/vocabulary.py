"""Which stems does the index know, and which known one is like an unknown one?

SQLite's FTS5 lists its own words; on PostgreSQL the worker keeps a table (`KnownStem`).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from search.engines import corrections as near
from search.engines.database.fulltext import is_postgresql
from search.models import KnownStem
from search.question import Question


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
        rows = KnownStem.objects.filter(stem__in=wanted).values_list("stem", "entries")
        return dict(rows)
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT term, doc FROM search_fts_words WHERE term IN ({marks})", wanted)
        return dict(cursor.fetchall())
