"""How a project travels: who took over what from whom, in which state, and with what changes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models.actors import Actor
from districts.models.projects import ConditionKind, Project


class Adoption(models.Model):
    """The link from a project to the one it was taken over from.

    `source_revision` is the number of the source's revision that was read. A withdrawn adoption
    stays for the record and counts no more.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="adoptions")
    source = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="descendants")
    source_revision = models.PositiveIntegerField(default=1)
    adapted = models.TextField(_("what was adapted"), blank=True)
    why = models.TextField(_("why it was adapted"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(withdrawn_at__isnull=True),
                name="districts_adoption_one_source",
            ),
            models.CheckConstraint(
                condition=~Q(project=F("source")), name="districts_adoption_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} ← {self.source_id}"

    @property
    def has_changed(self) -> bool:
        """Whether the source has changed since it was read."""
        return self.source.published_number > self.source_revision


class Answer(models.TextChoices):
    """Whether a condition of the source is met where the project is taken over to."""

    UNKNOWN = "unknown", _("unknown")
    MET = "met", _("met")
    MISSING = "missing", _("missing")


class ConditionAnswer(models.Model):
    """One condition of the source, as it was when taken over, and the adopter's answer to it.

    `by_data` says that the answer was drawn from the directory; `evidence` are the actors it
    was drawn from.
    """

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=14, choices=ConditionKind)
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.UNKNOWN)
    by_data = models.BooleanField(default=False)
    evidence = models.ManyToManyField(Actor, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("answer to a condition")
        verbose_name_plural = _("answers to conditions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
