"""How is an entry told to programs? Plain values, the same in the API and in downloads."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Manager, Prefetch

from districts.lists.facets import Rows
from districts.map.geometry import reduced_or_none
from districts.models import (
    Actor,
    City,
    District,
    Entry,
    OutcomeNotice,
    TargetGroup,
    Topic,
)

FACTS = "CC0-1.0"
TEXTS = "CC-BY-SA-4.0"
Record = dict[str, Any]
#: What has an address and a name.
Linked = Entry | City | District | Topic | TargetGroup
L = TypeVar("L", bound=Linked)


def with_links(rows: Rows, *more: str) -> Rows:
    """Fetch along what records need, in a fixed number of queries."""
    known: dict[str, Any] = {
        "actors": Prefetch("actors", Actor.objects.live().order_by("sort_key", "pk")),
        "target_groups": "target_groups",
        "conditions": "conditions",
        "hosts": Prefetch("hosts", District.objects.order_by("name", "pk")),
        "replies": Prefetch("notices", OutcomeNotice.objects.select_related("actor")),
    }
    places = Prefetch("districts", District.objects.order_by("name", "pk"))
    links: list[Any] = [places, "topics", *(known[name] for name in more)]
    found: Rows = rows.select_related("city").prefetch_related(*links)
    return found


def named(row: Linked | None) -> Record | None:
    """Return slug and name of something, None for nothing."""
    return None if row is None else {"slug": row.slug, "name": str(row)}


def names(rows: Manager[L]) -> list[Record | None]:
    return [named(row) for row in rows.all()]


def common(entry: Entry, licence: str) -> Record:
    return {
        "id": entry.pk,
        "slug": entry.slug,
        "url": entry.get_absolute_url(),
        "city": named(entry.city),
        "city_wide": entry.city_wide,
        "districts": names(entry.districts),
        "topics": names(entry.topics),
        "updated_at": entry.updated_at.isoformat(),
        "licence": entry.licence or licence,
    }


def district(row: District) -> Record:
    """Return a district without its outline."""
    city: City = row.city
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "url": row.get_absolute_url(),
        "city": named(city),
        "term": city.district_term,
        "parent": named(row.parent),
        "sentence": row.sentence,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "schematic": row.schematic,
        "neighbours": sorted(near.slug for near in row.neighbours.all()),
        "licence": FACTS,
    }


def district_with_outline(row: District) -> Record:
    """Return a district with its outline, which was fetched along; None where there is none.

    A restored table may hold shapes that came in before they were all reduced.
    """
    return district(row) | {"geometry": reduced_or_none(row.outline)}


def topic(row: Topic) -> Record:
    """Return a topic."""
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "url": row.get_absolute_url(),
        "parent": named(row.parent),
        "synonyms": row.synonyms.splitlines(),
    }
