"""What is wanted: a room, hours, a partner."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models.entries import Entry, external_id_constraints, list_indexes
from districts.querysets import NeedQuerySet


class Need(Entry):
    """Something wanted in a district (Gesucht); `origin` is the project that needs it."""

    KIND: ClassVar[str] = "need"

    title = models.CharField(_("what is wanted"), max_length=200)
    text = models.TextField(_("more about it"), blank=True)
    origin = models.ForeignKey(
        "districts.Project",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="needs",
        verbose_name=_("project"),
    )
    answer = models.OneToOneField(
        "districts.ConditionAnswer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="need",
    )
    mail = models.EmailField(_("mail address for messages"), blank=True)
    found_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("wanted item")
        verbose_name_plural = _("wanted items")
        ordering = ["-created_at", "-pk"]
        constraints = external_id_constraints("need")
        indexes = list_indexes("need", "-created_at")

    def __str__(self) -> str:
        return self.title
