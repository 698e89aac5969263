"""Pages of plain text, the legal duties among them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

from cms.models.base import BodyPage
from cms.models.content import all_words_of, has_words

#: What still has to be written stands between these in the text of a duty page.
GAP = "[bitte ausfüllen"


class Duty(models.TextChoices):
    """Pages every public site must have; the value is their address."""

    IMPRINT = "impressum", _("Legal notice")
    PRIVACY = "datenschutz", pgettext_lazy("duty", "Privacy")
    ACCESSIBILITY = "barrierefreiheit", _("Accessibility")
    RULES = "regeln", _("Rules for writing")
    CONTACT = "kontakt", _("Contact")
    EASY_LANGUAGE = "leichte-sprache", _("Easy language")


class StandardPage(BodyPage):
    """Text on anything; `duty` says which obligation it fulfils, if any."""

    page_description = _("Text on anything, for example about you or how to take part.")

    duty = models.CharField(_("duty"), max_length=20, choices=Duty, blank=True)

    settings_panels = [*BodyPage.settings_panels, FieldPanel("duty", read_only=True)]
    template = "cms/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def is_unfilled(self) -> bool:
        """Whether this is a duty page whose operator has not written it yet."""
        if not self.duty:
            return False
        # As it is read, where a gap may be written in bold; as it is stored, for what is not text.
        stored = str(self.body.get_prep_value())
        words = f"{self.intro} {all_words_of(self.body)} {stored}".casefold()
        return GAP in words or not has_words(self.body)
