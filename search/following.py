"""Which of these things does a question find? For whoever follows a search.

Whoever follows one wants to know what of the things that changed belongs to it. Its filters are
compared with the entries of these things; only where it has words an engine is asked, and what it
finds best counts: what stands on its tenth page is not what was looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial

from search import places
from search.canonical import request_of
from search.engines import choose
from search.engines.base import Engine, EngineAnswer, ReaderScope
from search.models import Entry
from search.querysets import EntryQuerySet
from search.question import Question, understand
from search.request import MAX_SIZE, PublicName, SearchRequest
from search.synonyms import vocabulary

#: Kind and primary key of a thing.
Key = tuple[str, int]
#: So many pages of the largest size are looked at.
PAGES = 2


def named(keys: Collection[Key]) -> dict[Key, PublicName]:
    """Return name and address of those things that everybody may find now; one query."""
    columns = ("kind", "object_id", "title", "url", "language")
    rows = _rows(keys).values_list(*columns) if keys else ()
    return {(kind, pk): PublicName(title, url, lang) for kind, pk, title, url, lang in rows}


def found_by(parameters: Iterable[str], keys: Collection[Key]) -> dict[str, set[Key]]:
    """Return for each search, by its canonical parameters, which of these things it finds.

    One query for all of them, and two questions to the engine for each search that has words.
    """
    return found_and_named(parameters, keys)[0]


def found_and_named(
    parameters: Iterable[str], keys: Collection[Key]
) -> tuple[dict[str, set[Key]], dict[Key, PublicName]]:
    """Return what `found_by` and `named` return, with one query for both."""
    only = ("kind", "object_id", "title", "url", "language", "city", "citywide", "facets")
    entries = list(_rows(keys).only(*only)) if keys else []
    asked = {one: request_of(one) for one in parameters} if entries else {}
    found = {one: _those_found(request, entries) for one, request in asked.items()}
    names = {
        (one.kind, one.object_id): PublicName(one.title, one.url, one.language) for one in entries
    }
    return found, names


def _those_found(request: SearchRequest, entries: Iterable[Entry]) -> set[Key]:
    cities = _cities(request.filters.get("district", ()))
    fitting = {(one.kind, one.object_id) for one in entries if _fits(one, request.filters, cities)}
    return fitting & _best(request, cities) if fitting and request.query else fitting


def _rows(keys: Iterable[Key]) -> EntryQuerySet:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    return Entry.objects.visible().of_any(by_kind)


def _cities(districts: Iterable[str]) -> frozenset[str]:
    """Return the cities of districts: what is city-wide there belongs to each of them."""
    known = places.known(("district", value) for value in districts)
    return frozenset(place.city for place in known.values() if place.city)


def _fits(entry: Entry, filters: Mapping[str, tuple[str, ...]], cities: frozenset[str]) -> bool:
    own = {"kind": {entry.kind}, "language": {entry.language}}
    for facet, chosen in filters.items():
        values = own.get(facet) or {str(one[0]) for one in entry.facets.get(facet, ())}
        everywhere = facet == "district" and entry.citywide and entry.city in cities
        if chosen and not everywhere and values.isdisjoint(chosen):
            return False
    return True


def _best(request: SearchRequest, cities: frozenset[str]) -> set[Key]:
    """Ask an engine; nothing is noted of the question, since nobody has just asked it."""
    question = understand(request.query, vocabulary(), request.language)
    if question.unanswerable:
        return set()
    scope = ReaderScope(chosen_cities=tuple(sorted(cities)))
    found: set[Key] = set()
    for page in range(1, PAGES + 1):
        asked = replace(request, page=page, size=MAX_SIZE, facets=False)
        answer, _engine, _degraded = choose.ask(partial(_search, asked, question, scope))
        found |= {(one.kind, one.pk) for one in answer.entries}
        if len(answer.entries) < MAX_SIZE:
            break
    return found


def _search(
    request: SearchRequest, question: Question, scope: ReaderScope, engine: Engine
) -> EngineAnswer:
    return engine.search(request, question, scope)
