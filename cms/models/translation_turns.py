"""Who is translating a page at this moment, and which page of the editor has written what."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TranslationTurn(models.Model):
    """One person writes in one translation; others wait until it is finished or left alone.

    It ends when the translation is published, or by itself; the words are then compared one by one
    (`cms.lost_updates.sentences`).
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


class WrittenSentence(models.Model):
    """Which page of the editor has written a sentence last, and what, by its digest.

    A page names what it has shown; what it has written itself it need not have shown.
    """

    translation = models.ForeignKey(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="written_sentences"
    )
    key = models.CharField(max_length=50)
    editor = models.CharField(max_length=16)
    digest = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("written sentence")
        verbose_name_plural = _("written sentences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["translation", "key"], name="cms_one_last_writing")
        ]

    def __str__(self) -> str:
        return f"{self.translation} – {self.key}"
