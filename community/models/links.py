"""A link in a mail that does something once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailLink(models.Model):
    """One link that we have mailed; see `community.mails.links`.

    Of the secret and of the address only hashes are kept. `state` is what the thing was like when
    the link was made: the link is worthless once that has changed. `done` says what it was used
    for, or why it does nothing any more. `asked_by` is who had it sent.
    """

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    object_kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    state = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=32, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    details = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    done = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("mailed link")
        verbose_name_plural = _("mailed links")
        indexes = [models.Index(fields=["purpose", "object_kind", "object_pk"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_kind} {self.object_pk}"
