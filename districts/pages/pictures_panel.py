"""The pictures that residents gave of an entry, on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Window
from django.urls import reverse

from accounts.person import Person
from districts.models import Entry
from pictures.models import Picture
from pictures.showing import SIDE_BY_SIDE, shown
from text import thing_keys

SHOWN = 3


def of_entry(obj: Entry, user: Person) -> Mapping[str, Any]:
    """Return the newest of an entry, and where one is added.

    Two queries; none where `knowing_pictures` said that there are no pictures.
    """
    key = thing_keys.key(obj.KIND, obj.pk)
    found = _newest(obj.KIND, obj.pk) if getattr(obj, "has_pictures", True) else None
    return {
        **(found or {}),
        "all_url": f"{reverse('pictures:gallery')}?ort={key}",
        "share_url": f"{reverse('pictures:share')}?ort={key}",
    }


def knowing_pictures(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """Return entries that know by the same query whether there is a picture of them."""
    found: QuerySet[Any] = rows.annotate(has_pictures=Exists(_of(kind, OuterRef("pk"))))
    return found


def _of(kind: str, pk: int | OuterRef) -> QuerySet[Picture]:
    found: QuerySet[Picture] = Picture.objects.shared().live().at(kind, pk)
    return found


def _newest(kind: str, pk: int) -> dict[str, Any] | None:
    counted = _of(kind, pk).prefetch_related("renditions").annotate(number=Window(Count("pk")))
    found = list(counted.order_by("-created_at", "-pk")[:SHOWN])
    if not found:
        return None
    return {
        "pictures": [shown(row, sizes=SIDE_BY_SIDE) for row in found],
        "number": found[0].number,
        "has_more": found[0].number > len(found),
    }
