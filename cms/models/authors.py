"""Who wrote an editorial page."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Orderable

from text.name_field import check_model


class PageAuthor(Orderable):
    """One of the authors of a page: a name, and an account where there is one."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role or organisation"), max_length=160, blank=True)

    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("role"), FieldPanel("user")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        check_model(self, "name", "role")
