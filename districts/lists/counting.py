"""How many rows does a list have, and how many of them each choice of its filters?

All values that have conditions are counted while the rows are read once, from an index that holds
every column they ask for (`districts.models.entries.list_indexes`). The others are grouped by keys,
all facets in one query; a second one says what the keys mean, so that names are read for two dozen
districts and not for each of thousands of links. That is kept until a name changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language

import pagecache
from districts.lists.facets import Counted, FacetFilter, Rows
from districts.lists.filters import EntryFilter
from districts.shown import said_by_counts
from pagecache.shared import kept

#: A facet's name, a value, how it reads (empty where the facet knows), how many.
Row = tuple[str, str, str, int]
TOTAL = "total"


def counted(filters: EntryFilter, audience: str) -> tuple[int, dict[str, list[Counted]]]:
    """Return how many rows there are, and the counts of each facet; three queries or none."""
    # Everything they depend on: who asks for what, in which language.
    words = f"{audience}|{get_language()}|{sorted(filters.chosen.items())}"

    def made() -> list[Row]:
        said_by_counts(filters.queryset.model.KIND)
        return [*_by_condition(filters), *_by_key(filters)]

    counts: dict[str, list[Counted]] = {}
    for name, value, label, n in kept("districts:counts", words, made) or made():
        counts.setdefault(name, []).append((value, label, n))
    total = counts.pop(TOTAL)[0][2]
    return total, counts


def _by_condition(filters: EntryFilter) -> Iterable[Row]:
    facets = {name: facet for name, facet in filters.facets.items() if facet.conditions}
    narrowing = {name: _chosen(filters, name) for name in facets if name in filters.chosen}
    asked = [(TOTAL, "", _all(narrowing))]
    for name, facet in facets.items():
        others = _all({other: q for other, q in narrowing.items() if other != name})
        asked += [
            (name, value, condition & others) for value, condition in facet.conditions.items()
        ]
    columns = {f"n{at}": _count(condition) for at, (_name, _value, condition) in enumerate(asked)}
    found = filters.narrowed(without=facets).aggregate(**columns)
    return [(name, value, "", found[f"n{at}"]) for at, (name, value, _q) in enumerate(asked)]


def _chosen(filters: EntryFilter, name: str) -> Q:
    """Return what a row fulfils for what is chosen; nothing does for what there is not."""
    values = filters.existing(name)
    return filters.facets[name].any_of(values) if values else Q(pk__in=())


def _all(conditions: Mapping[str, Q]) -> Q:
    return Q(*conditions.values())


def _count(condition: Q) -> Count:
    return Count("pk", filter=condition) if condition else Count("pk")


def _by_key(filters: EntryFilter) -> Iterable[Row]:
    facets = {name: facet for name, facet in filters.facets.items() if not facet.conditions}
    parts = [
        part
        for name, facet in facets.items()
        for part in facet.counts(filters.narrowed(without=[name]))
    ]
    found = list(_together(parts))
    meanings = _meanings(facets, found)
    return [(name, *meanings.get((name, key), (key, key)), n) for name, key, n in found if n]


def _meanings(
    facets: Mapping[str, FacetFilter], found: Iterable[tuple[str, str, int]]
) -> dict[tuple[str, str], tuple[str, str]]:
    keys: dict[str, set[str]] = {name: set() for name in facets}
    for name, key, _n in found:
        keys[name].add(key)

    def asked() -> dict[tuple[str, str], tuple[str, str]]:
        pagecache.shows_only()  # names of what things belong to are part of every page
        parts = [part for name, facet in facets.items() for part in facet.meanings(keys[name])]
        return {(name, key): (value, label) for name, key, value, label in _together(parts)}

    words = repr({name: sorted(of_facet) for name, of_facet in keys.items()})
    return kept("districts:meanings", words, asked) or {}


def _together(parts: list[Rows]) -> Iterable[Any]:
    """Ask all of them in one query."""
    return parts[0].union(*parts[1:], all=True) if parts else ()
