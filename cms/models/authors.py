"""Who wrote an editorial page."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Orderable

from community.models.comments import NAMELESS
from text.name_field import check_model
from text.translatable import Words


class PageAuthor(Orderable):
    """One of the authors of a page: an account, or the name of somebody who has none.

    Beside an account no name is stored: it is read from the account, which may change or lose it.
    """

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    name = models.CharField(
        _("name of somebody without an account"),
        max_length=120,
        blank=True,
        help_text=_("Beside an account nothing is kept here: its own name is shown."),
    )
    role = models.CharField(_("role or organisation"), max_length=160, blank=True)

    panels: ClassVar[list[Panel]] = [FieldPanel("user"), FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user=None) | Q(name=""), name="cms_author_no_copied_name"
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_name)

    @property
    def shown_name(self) -> Words:
        """What the author is called today; needs `user` selected."""
        return self.user.name if self.user else self.name or NAMELESS

    def clean(self) -> None:
        """Keep no name beside an account, and ask for one of the two."""
        super().clean()
        check_model(self, "name", "role")
        if self.user_id:
            self.name = ""
        elif not self.name.strip():
            raise ValidationError({"name": _("Please choose an account, or write a name.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        # An old version of a page may hold a name beside an account; publishing brings none back.
        if self.user_id:
            self.name = ""
        super().save(*args, **kwargs)
