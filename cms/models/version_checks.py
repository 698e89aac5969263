"""Somebody has compared a version with its changed German text and found it still right."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionCheck(models.Model):
    """When a version in another language was last compared with the German text."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="version_check"
    )
    at = models.DateTimeField(_("compared at"))

    class Meta:
        verbose_name = _("comparison with the German text")
        verbose_name_plural = _("comparisons with the German text")

    def __str__(self) -> str:
        return str(self.page)
