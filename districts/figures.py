"""How much is known in each district? Figures with their base, never a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Count, Value
from django.utils import timezone

import pagecache.version
from districts import panels
from districts.models import Actor, City, CouncilPaper, Date, District, Network, Project
from districts.signs import sign_of
from text.fold import fold

KEEP = 300
KINDS = ("projects", "actors", "networks", "dates", "papers", "articles")


@dataclass(frozen=True, slots=True)
class Row:
    """One district and how many projects, actors, networks, coming dates, … it has."""

    district: District
    lage: dict[str, str]
    projects: int
    actors: int
    networks: int
    dates: int
    papers: int
    articles: int


def cities_with_figures() -> list[dict[str, Any]]:
    """Return every city with its districts by name; three queries, one while nothing changes."""
    counts = _counts()
    cities: dict[int, dict[str, Any]] = {}
    for district in District.objects.select_related("city"):
        city = cities.setdefault(district.city_id, {"city": district.city, "rows": []})
        own = (counts.get((kind, district.pk), 0) for kind in KINDS)
        city["rows"].append(Row(district, sign_of(district), *own))
    for city in cities.values():
        city["rows"].sort(key=lambda row: fold(row.district.name))
    return sorted(cities.values(), key=lambda city: fold(_name(city["city"])))


def _name(city: City) -> str:
    return city.name


def _counts() -> dict[tuple[str, int], int]:
    """Count live entries by district, all kinds of this app in one query."""
    key = f"districts:figures:{pagecache.version.current()}"
    found: dict[tuple[str, int], int] | None = cache.get(key)
    if found is None:
        now = timezone.now()
        parts = [
            _part("projects", Project.objects.live()),
            _part("actors", Actor.objects.live().listed()),
            _part("networks", Network.objects.live()),
            _part("dates", Date.objects.live().upcoming(now)),
            _part("papers", CouncilPaper.objects.live()),
        ]
        rows = parts[0].union(*parts[1:], all=True)
        found = {(kind, district): n for kind, district, n in rows}
        for kind, more in panels.figures().items():
            found |= {(kind, district): n for district, n in more.items()}
        cache.set(key, found, KEEP)
    return found


def _part(kind: str, rows: Any) -> Any:
    named = rows.order_by().filter(districts__isnull=False)
    named = named.annotate(kind_of=Value(kind, output_field=CharField()))
    counted = named.values("kind_of", "districts").annotate(n=Count("pk"))
    return counted.values_list("kind_of", "districts", "n")
