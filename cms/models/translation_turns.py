"""Who is translating a page at this moment."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TranslationTurn(models.Model):
    """One person writes in one translation; others wait until it is finished or left alone.

    The form of a translation saves each sentence by itself and names no state that it saw.
    """

    translation = models.OneToOneField(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="turn"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translation_turns"
    )
    at = models.DateTimeField(_("last written"), default=timezone.now)

    class Meta:
        verbose_name = _("turn at a translation")
        verbose_name_plural = _("turns at translations")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.translation} – {self.user}"
