"""What councils deal with, by district."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models.entries import Entry, external_id_constraints, list_indexes
from districts.querysets import PaperQuerySet


class CouncilPaper(Entry):
    """A paper of a council (Ratspapier), imported from its information system.

    `refers_to` are the papers it belongs to or answers; `referred_by` is the other way round.
    `files` lists the originals as `{"name", "url"}`.
    """

    KIND: ClassVar[str] = "paper"

    title = models.CharField(_("title"), max_length=400)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    paper_type = models.CharField(_("type"), max_length=120, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    original_url = models.URLField(_("original"), max_length=400, blank=True)
    files = models.JSONField(default=list, blank=True)
    districts = models.ManyToManyField(  # type: ignore[assignment]
        "districts.District",
        blank=True,
        through="districts.PaperDistrict",
        related_name="papers",
        verbose_name=_("districts"),
    )
    topics = models.ManyToManyField(  # type: ignore[assignment]
        "districts.Topic", blank=True, related_name="papers", verbose_name=_("topics")
    )
    bodies = models.ManyToManyField("districts.Actor", blank=True, related_name="papers")
    meetings = models.ManyToManyField("districts.Date", blank=True, related_name="papers")
    projects = models.ManyToManyField(
        "districts.Project", blank=True, related_name="papers", verbose_name=_("projects")
    )
    refers_to = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="referred_by"
    )

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("council paper")
        verbose_name_plural = _("council papers")
        ordering = ["-date", "-pk"]
        constraints = external_id_constraints("paper")
        indexes = list_indexes("paper", "-date", counted=["paper_type", "date"])

    def __str__(self) -> str:
        return self.title


class PaperDistrict(models.Model):
    """That a paper is about a district (`primary`), or only names it."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="+")
    district = models.ForeignKey("districts.District", on_delete=models.CASCADE, related_name="+")
    primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "district"], name="districts_paper_district"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.district_id}"
