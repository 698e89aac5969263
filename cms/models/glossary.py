"""Hard words and what they mean, for texts in easy language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from text.name_field import check_model


class GlossaryTerm(models.Model):
    """One word, explained where a text uses it for the first time. `forms` one a line."""

    term = models.CharField(_("word"), max_length=80, unique=True)
    forms = models.TextField(
        _("other forms, one a line"),
        blank=True,
        help_text=_("For example the plural. The word itself need not be repeated."),
    )
    explanation = models.TextField(
        _("what it means"), max_length=600, help_text=_("One to three short sentences.")
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("term"),
        FieldPanel("forms"),
        FieldPanel("explanation"),
    ]

    class Meta:
        verbose_name = _("explained word")
        verbose_name_plural = _("explained words")
        ordering: ClassVar[list[str]] = ["term"]

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        super().clean()
        check_model(self, "term")

    @property
    def spellings(self) -> list[str]:
        """The word and its other forms."""
        return [self.term, *(line.strip() for line in self.forms.splitlines() if line.strip())]
