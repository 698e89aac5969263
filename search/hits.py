"""How does what an engine found become what readers see?

Whatever an engine says is only a list of names: every hit is read from `Entry` again, so that a
thing that was hidden a moment ago is not shown, however old the index is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from django.db import connection
from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from search import words
from search.engines.base import FoundEntry
from search.models import Entry, EntryText
from search.querysets import EntryQuerySet
from search.question import Question
from search.request import Hit, Term
from search.snippets import as_a_line, snippet
from search.sources import acts, label, said_of_things

Key = tuple[str, int]
#: What a hit is made of; the rest of an entry is for workers.
SHOWN = (
    "kind",
    "object_id",
    "version",
    "language",
    "title",
    "summary",
    "url",
    "city",
    "city_label",
    "updated_at",
    "date",
    "facets",
    "extra",
)


@dataclass(frozen=True, slots=True)
class NamedValue:
    """What of an entry a suggestion is made of: a fraction, since each letter typed asks for it."""

    kind: str
    object_id: int
    title: str
    url: str
    language: str
    city_label: str
    facets: Mapping[str, Sequence[Sequence[str]]]


def visible(
    found: Iterable[FoundEntry], *, with_text: bool = False, with_acts: bool = False
) -> dict[Key, Entry]:
    """Read the entries that may be shown, in one query; with the text that snippets are cut from
    where the engine has made none, and with what can be done about each where that is shown.
    """
    rows = _rows(found).only(*SHOWN)
    if with_acts:
        rows = rows.annotate(said=_said_of_things(connection.vendor))
    if with_text:
        rows = rows.select_related("words").only(*SHOWN, "words__text")
    return {(entry.kind, entry.object_id): entry for entry in rows}


def named(found: Sequence[FoundEntry]) -> list[NamedValue]:
    """Read the names of what may be shown, in one query, in the order in which it was found."""
    columns = [column.name for column in fields(NamedValue)]
    rows = {(row[0], row[1]): row for row in _rows(found).values_list(*columns)}
    keys = ((item.kind, item.pk) for item in found)
    return [NamedValue(*rows[key]) for key in keys if key in rows]


@cache
def _said_of_things(vendor: str) -> RawSQL:
    """Return `said_of_things` in the words of the kind of database that is in use.

    Nothing in it depends on the reader or on what was found, and putting it together takes the ORM
    as long as half of a page of hits, each time.
    """
    query = Entry.objects.annotate(said=said_of_things()).query
    compiler = query.get_compiler(connection=connection)
    compiler.setup_query()
    sql, params = compiler.compile(query.annotations["said"])
    return RawSQL(sql, params, JSONField())  # noqa: S611  (written by the ORM)


def _rows(found: Iterable[FoundEntry]) -> EntryQuerySet:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for item in found:
        by_kind[item.kind].append(item.pk)
    return Entry.objects.visible().of_any(by_kind)


def texts(found: Sequence[FoundEntry], entries: Mapping[Key, Entry]) -> dict[int, EntryText]:
    """Read the texts of hits whose snippet is missing or was made of an older version."""
    wanted = [
        entry.pk
        for item in found
        if (entry := entries.get((item.kind, item.pk)))
        and (not item.snippet or item.version != entry.version)
    ]
    if not wanted:
        return {}
    known = {entry.pk: entry.words for entry in entries.values() if _has_text(entry)}
    if known:
        return known
    return EntryText.objects.only("entry_id", "text").in_bulk(wanted)


def _has_text(entry: Entry) -> bool:
    return Entry.words.is_cached(entry) and hasattr(entry, "words")


def hits(
    found: Iterable[FoundEntry],
    entries: Mapping[Key, Entry],
    bodies: Mapping[int, EntryText],
    question: Question,
) -> Iterable[Hit]:
    """Make the hits that may be shown; a snippet of an older version is made anew."""
    stems = _sought_stems(question)
    for item in found:
        entry = entries.get((item.kind, item.pk))
        if entry is None:
            continue
        shown = item.snippet
        if item.version != entry.version:
            text = bodies.get(entry.pk)
            shown = snippet(text.text if text else entry.summary, stems)
        yield _hit(entry, item.score, as_a_line(shown))


def _sought_stems(question: Question) -> frozenset[str]:
    stems = {stem for word in question.content for stem in word.stems}
    stems |= {stem for phrase in question.alternatives for stem in phrase}
    return frozenset(stems | {words.stem(known) for _typed, known in question.corrections})


def _hit(entry: Entry, score: float, shown: str) -> Hit:
    carried = {facet: terms(entry, facet) for facet in entry.facets}
    status = carried.get("status", ())
    return Hit(
        kind=entry.kind,
        pk=entry.object_id,
        title=entry.title,
        url=entry.url,
        language=entry.language,
        summary=entry.summary,
        snippet=shown,
        score=score,
        updated_at=entry.updated_at,
        date=entry.date,
        city=Term(entry.city, entry.city_label) if entry.city else None,
        districts=carried.get("district", ()),
        topics=carried.get("topic", ()),
        sectors=carried.get("sector", ()),
        status=status[0] if status else None,
        extra=entry.extra,
        acts=acts(entry.kind, entry.url, entry.said) if hasattr(entry, "said") else (),
    )


def terms(entry: Entry | NamedValue, facet: str) -> tuple[Term, ...]:
    """The values an entry carries of one facet."""
    rows = entry.facets.get(facet, ())
    return tuple(Term(value, label(facet, value, stored)) for value, stored in rows)
