"""What of a module are entries of the directory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

    def newest(self, module: Module) -> Iterator[tuple[int, datetime]]:
        """Return towns with when an entry was last changed there; a query for each kind."""
        for kind in _kinds(module):
            rows = kind.model.objects.filter(city__isnull=False).order_by().values_list("city")
            yield from rows.annotate(last=Max("updated_at"))

    def first_links(self, module: Module) -> Sequence[tuple[str, str]]:
        """Return the forms for a new entry."""
        return [
            (str(kind.written.new_title), reverse(f"districts:{kind.route}_new"))
            for kind in _kinds(module)
            if kind.writing
        ]
