"""What of a module are entries of the directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from districts import entries
from districts.entries import EntryKind
from districts.modules import Module
from districts.services import writing


def _kinds(module: Module) -> list[EntryKind]:
    return [kind for kind in entries.kinds() if kind.module is module]


class Entries:
    """Answers `districts.modules` for all kinds of entries."""

    def announce(self, module: Module, city: int | None, hidden: bool) -> None:
        """Tell search of the entries in a town."""
        for kind in _kinds(module):
            rows = kind.model.objects.filter(city=city)
            writing.announce_many(kind.key, rows.values_list("pk", flat=True), hidden=hidden)

    def newest(self, module: Module) -> Mapping[int, datetime]:
        """Return when an entry was last changed, by town."""
        found: dict[int, datetime] = {}
        for kind in _kinds(module):
            rows = kind.model.objects.filter(city__isnull=False).order_by().values_list("city")
            for city, when in rows.annotate(last=Max("updated_at")):
                found[city] = max(when, found.get(city, when))
        return found

    def ways(self, module: Module) -> Sequence[tuple[str, str]]:
        """Return the forms for a new entry."""
        return [
            (str(kind.written.new_title), reverse(f"districts:{kind.route}_new"))
            for kind in _kinds(module)
            if kind.writing
        ]
