"""Who is named by a project that did not hold, was told before, and what they say to it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models.actors import Actor
from districts.models.projects import Project


class OutcomeNotice(models.Model):
    """An actor was told that a project which names it did not hold, and may answer.

    `by_mail` says that a mail went out; otherwise somebody told them in person. The answer stands
    below the project, in the actor's name, as long as the project says that it did not hold.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notices")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_mail = models.BooleanField(default=False)
    reply = models.TextField(_("answer"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply_hidden = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("notice of an outcome")
        verbose_name_plural = _("notices of outcomes")
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "actor"], name="districts_outcome_notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.actor_id}"
