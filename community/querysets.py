"""Reading cases and the log: who sees what, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case as When_
from django.db.models import Exists, OuterRef, Q, Value, When

if TYPE_CHECKING:  # the models import this module
    from community.models import Case, LogEntry, Responsibility  # noqa: F401

APPEND_ONLY = "The log is only ever added to."


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads of what waits for a decision, or did."""

    def open(self) -> Self:
        """Return what nobody has decided yet."""
        return self.filter(state="open")

    def pending(self) -> Self:
        """Return held contributions, without reports."""
        return self.filter(sort="pending")

    def objections(self, kind: str, pk: int) -> Self:
        """Return what people have confirmed who do not want to be seen, and nobody has answered."""
        rows = self.open().about(kind, pk).filter(sort="objection")
        return rows.filter(confirmed_at__isnull=False)

    def about(self, kind: str, pk: int, number: int | None = None) -> Self:
        """Return what is about a thing; with `number`, about that revision of it."""
        rows = self.filter(object_kind=kind, object_pk=pk)
        return rows if number is None else rows.filter(number=number)

    def in_scopes(self, scopes: Iterable[tuple[str, int]]) -> Self:
        """Return what belongs to one of these places."""
        return self.filter(self._belongs_to(scopes))

    def in_places(self, held: models.QuerySet[Responsibility]) -> Self:
        """Return what belongs to a place of these responsibilities; they are not asked apart."""
        there = held.filter(scope_kind=OuterRef("kind"), scope_pk=OuterRef("pk_in_kind"))
        rows: Any = self.model.scopes.rel.related_model
        return self.filter(Exists(rows.objects.filter(Exists(there), case=OuterRef("pk"))))

    def oldest_first(self, own: Iterable[tuple[str, int]] = ()) -> Self:
        """Order by age, what belongs to the `own` places before everything else."""
        own = frozenset(own)
        if not own:
            return self.order_by("created", "pk")
        first = When_(When(self._belongs_to(own), then=Value(0)), default=Value(1))
        return self.annotate(distance=first).order_by("distance", "created", "pk")

    def with_url_of_no_kind(self) -> Self:
        """Tell the pages that belong to no kind apart: `url_of_no_kind` is "" for all others."""
        own = When_(When(object_kind="", then="url"), default=Value(""))
        return self.annotate(url_of_no_kind=own)

    def _belongs_to(self, scopes: Iterable[tuple[str, int]]) -> Exists | Q:
        where = Q(pk__in=())
        for kind, pk in scopes:
            where |= Q(kind=kind, pk_in_kind=pk)
        rows: Any = self.model.scopes.rel.related_model
        return Exists(rows.objects.filter(where, case=OuterRef("pk")))


class LogQuerySet(models.QuerySet["LogEntry"]):
    """Reads of the log; it refuses to be changed."""

    def about(self, kind: str, pk: int) -> Self:
        """Return what was done to a thing."""
        return self.filter(object_kind=kind, object_pk=pk)

    def update(self, **kwargs: Any) -> int:
        """Never: `TypeError`."""
        raise TypeError(APPEND_ONLY)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never: `TypeError`."""
        raise TypeError(APPEND_ONLY)
