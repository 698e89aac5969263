"""How much is known in each district? Figures with their base, never a ranking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Value
from django.utils import timezone

from districts import entries, panels
from districts.lists.facets import Rows
from districts.map.signs import sign_of
from districts.models import City, District
from districts.shown import said_by_list
from pagecache.shared import kept
from text.fold import fold

KEEP = 300


@dataclass(frozen=True, slots=True)
class DistrictFigures:
    """One district and how many of each kind it has, in words: projects, coming dates, …"""

    district: District
    lage: dict[str, str]
    counts: list[str]


def cities_with_figures() -> list[dict[str, Any]]:
    """Return every city with its districts by name; three queries, one while nothing changes."""
    found = kept("districts:figures", "", _counts, seconds=KEEP) or {}
    words = _words()
    cities: dict[int, dict[str, Any]] = {}
    for district in District.objects.select_related("city"):
        city = cities.setdefault(district.city_id, {"city": district.city, "rows": []})
        keys = [(name, district.pk) for name in words if (name, district.pk) in found]
        own = [words[name](found[name, pk]) for name, pk in keys]
        city["rows"].append(DistrictFigures(district, sign_of(district), own))
    for city in cities.values():
        city["rows"].sort(key=lambda row: fold(row.district.name))
    return sorted(cities.values(), key=lambda city: fold(_name(city["city"])))


def _name(city: City) -> str:
    return city.name


def _words() -> dict[str, Callable[[int], str]]:
    """Return how a count of each kind is said, in the order in which they are told."""
    own = {kind.key: kind.lists.count for kind in entries.listed()}
    return own | {name: figure.count for name, figure in panels.figures().items()}


def _counts() -> dict[tuple[str, int], int]:
    """Count live entries by district, all kinds of this app in one query."""
    said_by_list(*_words())
    now = timezone.now()
    parts = [_part(kind.key, kind.current(kind.listed_for(None), now)) for kind in entries.listed()]
    rows = parts[0].union(*parts[1:], all=True)
    found = {(kind, district): n for kind, district, n in rows}
    for name, figure in panels.figures().items():
        found |= {(name, district): n for district, n in figure.counter().items() if n}
    return found


def _part(kind: str, rows: Rows) -> Rows:
    named = rows.order_by().filter(districts__isnull=False)
    named = named.annotate(kind_of=Value(kind, output_field=CharField()))
    counted: Rows = named.values("kind_of", "districts").annotate(n=Count("pk"))
    return counted.values_list("kind_of", "districts", "n")
