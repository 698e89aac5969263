"""The revisions of directory entries: each keeps all fields as they were, in JSON."""

import copy
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models.actors import Actor
from districts.models.dates import Date
from districts.models.networks import Network
from districts.models.projects import Project
from versions.models import AbstractRevision


class EntryRevision(AbstractRevision):
    """One state of an entry. `fields` maps names to plain values; relations are primary keys.

    `districts.entries.revision_values` says what is in it and puts it into words. `taken_back`
    names the fields that were blanked since, see `districts.entries.personal_values`.
    """

    fields = models.JSONField(default=dict)
    taken_back = models.JSONField(default=list, editable=False)

    #: Fields that came later, with what they were before: older states say nothing of them.
    LATER: ClassVar[dict[str, Any]] = {}

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Read a state; what it does not know yet is as it was then."""
        row = super().from_db(*args, **kwargs)
        if cls.LATER and "fields" in row.__dict__:
            row.fields = {**copy.deepcopy(cls.LATER), **row.fields}
        return row


def _meta(kind: str) -> dict[str, Any]:
    return {
        "constraints": [
            models.UniqueConstraint(fields=[kind, "number"], name=f"districts_{kind}_revision"),
        ],
        "indexes": [
            models.Index(fields=["state", "-created"], name=f"districts_{kind}_rev_state"),
            models.Index(fields=["author", "-created"], name=f"districts_{kind}_rev_author"),
        ],
    }


class ActorRevision(EntryRevision):
    """One state of an actor."""

    thing_field: ClassVar[str] = "actor"
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="revisions")

    class Meta:
        verbose_name = _("revision of an actor")
        verbose_name_plural = _("revisions of actors")
        ordering = ["-number"]
        constraints = _meta("actor")["constraints"]
        indexes = _meta("actor")["indexes"]


class ProjectRevisionQuerySet(models.QuerySet["ProjectRevision"]):
    """Reads of the revisions of projects."""

    def listed(self) -> Self:
        """Return what may stand beside its author's name: nothing of a project without names."""
        return self.filter(project__nameless=False)


class ProjectRevision(EntryRevision):
    """One state of a project."""

    thing_field: ClassVar[str] = "project"
    LATER: ClassVar[dict[str, Any]] = {"failed_because": ""}
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="revisions")

    objects: ClassVar[ProjectRevisionQuerySet] = ProjectRevisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("revision of a project")
        verbose_name_plural = _("revisions of projects")
        ordering = ["-number"]
        constraints = _meta("project")["constraints"]
        indexes = _meta("project")["indexes"]


class DateRevision(EntryRevision):
    """One state of a date. Its foreign key is not called `date`, to be told from its time."""

    thing_field: ClassVar[str] = "entry"
    LATER: ClassVar[dict[str, Any]] = {"changes": {}}
    entry = models.ForeignKey(Date, on_delete=models.CASCADE, related_name="revisions")

    class Meta:
        verbose_name = _("revision of a date")
        verbose_name_plural = _("revisions of dates")
        ordering = ["-number"]
        constraints = _meta("entry")["constraints"]
        indexes = _meta("entry")["indexes"]


class NetworkRevision(EntryRevision):
    """One state of a network."""

    thing_field: ClassVar[str] = "network"
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="revisions")

    class Meta:
        verbose_name = _("revision of a network")
        verbose_name_plural = _("revisions of networks")
        ordering = ["-number"]
        constraints = _meta("network")["constraints"]
        indexes = _meta("network")["indexes"]
