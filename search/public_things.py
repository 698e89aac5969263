"""What does search know of single things that everybody may find? For who shows them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from search.hits import terms
from search.models import Entry
from search.request import PublicThing, Term


def public_thing(kind: str, pk: int) -> PublicThing | None:
    """Return what everybody may know of a thing now, None where that is nothing. One query."""
    return next(iter(_things(Entry.objects.visible().filter(kind=kind, object_id=pk))), None)


def changed_things(known: Subquery, most: int) -> list[PublicThing]:
    """Return those that were changed last and are not `known` in their present version. One query.

    `known` is the version known of the thing at `OuterRef("kind")` and `OuterRef("object_id")`.
    """
    rows = Entry.objects.visible().filter(stale=False).annotate(known=Coalesce(known, -1))
    return list(_things(rows.exclude(known=F("version")).order_by("-updated_at", "-pk")[:most]))


def hidden_since(known: QuerySet[Any]) -> QuerySet[Any]:
    """Return of rows with `kind` and `object_id` those whose things nobody may find any more."""
    there = Entry.objects.visible().filter(kind=OuterRef("kind"), object_id=OuterRef("object_id"))
    return known.filter(~Exists(there))


def _things(rows: Iterable[Entry]) -> Iterable[PublicThing]:
    for entry in rows:
        yield PublicThing(
            kind=entry.kind,
            pk=entry.object_id,
            version=entry.version,
            title=entry.title,
            language=entry.language,
            city=Term(entry.city, entry.city_label),
            districts=terms(entry, "district"),
        )
