"""One subject across all districts."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from cms.blocks import LiteratureBlock
from cms.models.base import BodyPage
from cms.models.streams import BlocksField


class ThemePage(BodyPage):
    """Editorial text on one or more topics, above what the districts know about them."""

    page_description = _("A text on a topic, and below it what the districts know about it.")

    topics = ParentalManyToManyField(
        "districts.Topic", blank=True, related_name="theme_pages", verbose_name=_("topics")
    )
    literature = BlocksField(
        [("source", LiteratureBlock())], verbose_name=_("literature"), blank=True
    )

    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("topics"),
        FieldPanel("literature"),
    ]
    template = "cms/theme_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("theme page")
        verbose_name_plural = _("theme pages")
