"""What was tried, how it went, and what it would take elsewhere."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from districts.models.actors import Sector
from districts.models.entries import VersionedEntry, external_id_constraints, list_indexes
from districts.models.several import chosen
from districts.querysets import ProjectQuerySet


class Status(models.TextChoices):
    """How a project stands. Failing is worth as much as working: it spares others the way."""

    IDEA = "idea", _("Idea")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")
    PAUSED = "paused", _("Paused")
    FAILED = "failed", _("Did not hold")


class Reason(models.TextChoices):
    """Why a project did not hold. No value is a part of another: `failed_because` is searched."""

    MONEY = "money", _("Money")
    TIME = "time", _("Time")
    PEOPLE = "people", pgettext_lazy("reason", "People")
    ROOM = "room", _("Room")
    PERMIT = "permit", _("Permit")
    NO_NEED = "no_need", _("No need for it")
    UNSAID = "unsaid", _("We would rather not say")


def reasons_of(status: str, failed_because: str) -> list[Reason]:
    """Return why a project did not hold; nothing of one that has another status meanwhile."""
    return chosen(Reason, failed_because) if status == Status.FAILED else []


class Effort(models.TextChoices):
    """How much work a project is."""

    LOW = "low", _("Little effort")
    MEDIUM = "medium", _("Medium effort")
    HIGH = "high", _("Much effort")


class Project(VersionedEntry):
    """Something people do, did or tried in a district.

    `began` is the year in which it did; what is written down later than it was done is dated by
    that. Costs are in euros: `cost_base` once, `cost_year` every year. `steps` is a list of
    sentences. `family` is the first project of the family tree, empty outside of one. `nameless`
    hides every person and organisation of a project that did not hold. `failed_because` are values
    of `Reason`, joined by commas; it is told while the status is "failed", and empty where the
    project is older than the question.
    """

    KIND: ClassVar[str] = "project"

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("in two sentences"), max_length=600, blank=True)
    actors = models.ManyToManyField(
        "districts.Actor", blank=True, related_name="projects", verbose_name=_("who is involved")
    )
    target_groups = models.ManyToManyField(
        "districts.TargetGroup",
        blank=True,
        related_name="projects",
        verbose_name=_("target groups"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IDEA)
    failed_because = models.CharField(_("why it did not hold"), max_length=60, blank=True)
    effort = models.CharField(_("effort"), max_length=6, choices=Effort, blank=True)
    cost_base = models.DecimalField(
        _("cost to start, in euros"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    cost_year = models.DecimalField(
        _("cost each year, in euros"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    began = models.PositiveSmallIntegerField(_("year it began"), null=True, blank=True)
    duration = models.CharField(_("duration"), max_length=200, blank=True)
    funded_by = models.CharField(_("funded by"), max_length=300, blank=True)
    funded_until = models.DateField(_("funding ends on"), null=True, blank=True)
    steps = models.JSONField(_("steps"), default=list, blank=True)
    what_worked = models.TextField(_("what worked"), blank=True)
    what_did_not_work = models.TextField(_("what did not work"), blank=True)
    do_differently = models.TextField(_("what one would do differently"), blank=True)
    results = models.TextField(_("results"), blank=True)
    what_stays = models.TextField(_("what stays"), blank=True)
    transferable = models.BooleanField(_("can be taken over"), default=False)
    contact_willing = models.BooleanField(_("happy to answer questions"), default=False)
    transfer_project = models.BooleanField(_("transfer project"), default=False, editable=False)
    nameless = models.BooleanField(_("without names"), default=False)
    family = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[ProjectQuerySet] = ProjectQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["sort_key", "pk"]
        constraints = [
            *external_id_constraints("project"),
            models.CheckConstraint(
                condition=(models.Q(cost_base=None) | models.Q(cost_base__gte=0))
                & (models.Q(cost_year=None) | models.Q(cost_year__gte=0)),
                name="project_costs",
            ),
        ]
        indexes = list_indexes(
            "project",
            "sort_key",
            counted=[
                "status",
                "failed_because",
                "effort",
                "cost_base",
                "transferable",
                "funded_until",
                "nameless",
            ],
        )

    def __str__(self) -> str:
        return self.title

    @property
    def reasons(self) -> list["Reason"]:
        """Why it did not hold, in the order in which the product lists the reasons."""
        return reasons_of(self.status, self.failed_because)


class ConditionKind(models.TextChoices):
    """What kind of thing a project cannot do without."""

    ROOM = "room", _("Room")
    PARTNER_SECTOR = "partner_sector", _("Partner from a sector")
    HOURS = "hours", _("Hours")
    MONEY = "money", _("Money")
    PERMIT = "permit", _("Permit")
    OTHER = "other", _("Other")


class Condition(models.Model):
    """Something a project cannot do without; `sector` says which partner is meant."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(_("kind"), max_length=14, choices=ConditionKind)
    text = models.CharField(_("what is needed"), max_length=300)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
