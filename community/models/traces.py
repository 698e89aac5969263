"""What is kept for a day or two and then forgotten: counted attempts, texts not yet sent."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """One attempt that counts against a limit; `key` is a keyed hash, rows go after 24 hours."""

    key = models.CharField(max_length=32)
    action = models.CharField(max_length=20)
    when = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("counted attempt")
        verbose_name_plural = _("counted attempts")
        indexes = [models.Index(fields=["key", "action", "when"]), models.Index(fields=["when"])]


class KeptText(models.Model):
    """What somebody has typed and not sent yet, kept while they sign in; goes after 14 days.

    The secret in the address is the only key to it; only its hash is stored.
    """

    digest = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500, help_text=_("the form it belongs to"))
    fields = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")

    def __str__(self) -> str:
        return self.path
