"""Where something can be repaired or made."""

from typing import Any, ClassVar

from django.db import models

from districts.models import EntryRevision
from districts.models.entries import VersionedEntry
from districts.querysets import EntryQuerySet


class Workshop(VersionedEntry):
    """A workshop with some benches."""

    KIND: ClassVar[str] = "workshop"

    title = models.CharField("Name", max_length=200)
    summary = models.TextField("Was man dort kann", blank=True)
    benches = models.PositiveIntegerField("Werkbänke", default=1)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.title


class WorkshopRevision(EntryRevision):
    """One state of a workshop."""

    thing_field: ClassVar[str] = "workshop"
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="revisions")

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workshop", "number"], name="workshops_revision")
        ]
