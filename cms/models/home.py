"""The first page of the site, one per language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.base import BodyPage


class HomePage(BodyPage):
    """Search first, then districts, newest knowledge, next dates, projects that travel, series."""

    heading = models.CharField(_("heading"), max_length=120, blank=True)
    search_help = models.CharField(_("line below the search box"), max_length=160, blank=True)

    content_panels = [
        *BodyPage.content_panels[:1],
        FieldPanel("heading"),
        FieldPanel("intro"),
        FieldPanel("search_help"),
        FieldPanel("body"),
    ]
    shares_address = False
    template = "cms/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.StandardPage",
        "cms.ThemePage",
        "cms.SeriesIndexPage",
        "cms.DistrictIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
