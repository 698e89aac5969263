"""When and where people meet."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models.entries import VersionedEntry, external_id_constraints, list_indexes
from districts.querysets import DateQuerySet


class DateKind(models.TextChoices):
    """What kind of date."""

    FORUM = "forum", _("Forum of the districts")
    OFFER = "offer", _("Regular offer")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other date")


class Date(VersionedEntry):
    """A date (Termin), once or by a rule.

    `recurrence` is an RRULE of RFC 5545 without its name; `exceptions` lists the starts (ISO 8601,
    with offset) that are left out, `changes` what is different at single times, by their day (see
    `districts.calendar.single_times`). `start` and `end` are those of the first occurrence. `hosts`
    are the other districts in which single times will take place, kept by the services.
    `next_start` is the next occurrence that has not ended (the last one when all have), kept by the
    services; `last_end` is when the last one ends, empty for a rule without end.
    """

    KIND: ClassVar[str] = "event"

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=DateKind, default=DateKind.OTHER)
    organiser = models.ForeignKey(
        "districts.Actor",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="dates",
        verbose_name=_("organiser"),
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    recurrence = models.CharField(_("recurrence"), max_length=200, blank=True)
    exceptions = models.JSONField(default=list, blank=True)
    changes = models.JSONField(_("single times"), default=dict, blank=True)
    hosts = models.ManyToManyField(
        "districts.District", blank=True, editable=False, related_name="hosted_dates"
    )
    next_start = models.DateTimeField(editable=False, db_index=True)
    last_end = models.DateTimeField(null=True, editable=False)
    place = models.CharField(_("place"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    text = models.TextField(_("what happens"), blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    open_to = models.CharField(_("for whom"), max_length=300, blank=True)
    open_to_all = models.BooleanField(_("open to everybody"), default=False)
    costs = models.CharField(_("costs"), max_length=200, blank=True)
    access = models.JSONField(_("access"), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    link = models.URLField(_("link"), max_length=400, blank=True)
    next_topics = models.TextField(_("topics proposed for next time"), blank=True)
    next_host = models.ForeignKey(
        "districts.District",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("next host"),
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    council_meeting = models.BooleanField(default=False, editable=False)
    bodies = models.ManyToManyField("districts.Actor", blank=True, related_name="meetings")

    objects: ClassVar[DateQuerySet] = DateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["next_start", "pk"]
        constraints = [
            *external_id_constraints("date"),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="districts_date_ends_after"
            ),
        ]
        indexes = list_indexes(
            "date",
            "next_start",
            listed_by=["last_end"],
            counted=["last_end", "next_start", "kind", "open_to_all"],
        )

    def __str__(self) -> str:
        return self.title
