"""What was done, by whom, and why."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.querysets import APPEND_ONLY, LogQuerySet


class LogEntry(models.Model):
    """One action of moderation or care. Rows are only ever added; anything else raises.

    `who` is a number without a constraint, so that erasing an account changes no row. No row holds
    the name of an account: whom it is about stands in `details["user"]`, and
    `community.inbox.logbook` reads the names when it is shown.
    """

    when = models.DateTimeField(default=timezone.now, db_index=True)
    who = models.PositiveBigIntegerField(null=True)
    action = models.CharField(max_length=30, db_index=True)
    object_kind = models.CharField(max_length=20, blank=True)
    object_pk = models.PositiveBigIntegerField(null=True)
    number = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=250, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-when", "-pk"]
        indexes = [models.Index(fields=["object_kind", "object_pk"])]

    def __str__(self) -> str:
        return f"{self.action} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; `TypeError` when it is there already."""
        if not self._state.adding:
            raise TypeError(APPEND_ONLY)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never: `TypeError`."""
        raise TypeError(APPEND_ONLY)
