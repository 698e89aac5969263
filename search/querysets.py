"""Reads of search's own tables that say what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import F, Q

if TYPE_CHECKING:
    from search.models import Entry  # noqa: F401  (the type below; models.py imports this module)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries by what may be done with them."""

    def visible(self) -> EntryQuerySet:
        """What anybody may find now."""
        return self.filter(public=True, hidden=False)

    def lock(self) -> EntryQuerySet:
        """Lock these rows in the order of their keys, before many of them are changed at once.

        Two writers of many rows would else wait for each other in a circle, and PostgreSQL would
        refuse one of them. SQLite has one writer at a time anyway. Call inside `atomic()`.
        """
        if connection.features.has_select_for_no_key_update:
            list(self.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        return self

    def of(self, kind: str, pks: Iterable[int]) -> EntryQuerySet:
        """The entries of these things."""
        return self.filter(kind=kind, object_id__in=list(pks))

    def of_any(self, pks: Mapping[str, Iterable[int]]) -> EntryQuerySet:
        """The entries of these things, by kind."""
        each = [Q(kind=kind, object_id__in=list(numbers)) for kind, numbers in pks.items()]
        return self.filter(reduce(or_, each)) if each else self.none()

    def unsynced(self) -> EntryQuerySet:
        """What the index has not confirmed yet.

        Stale rows wait for their record, except hidden ones: those are tombstones already.
        """
        return self.filter(version__gt=F("synced_version")).filter(Q(stale=False) | Q(hidden=True))

    def due(self, now: datetime) -> EntryQuerySet:
        """What no worker holds and whose next try has come."""
        return self.filter(
            Q(lease__isnull=True) | Q(lease__lt=now),
            Q(next_try__isnull=True) | Q(next_try__lte=now),
        )
