"""Articles that belong together, and the order in which they are read."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks import LiteratureBlock
from cms.blocks.titles import TitleBlock
from cms.models.base import BasePage, BodyPage
from cms.models.streams import BlocksField


class SeriesIndexPage(BasePage):
    """Lists every series."""

    fixed_slug = "beitraege"
    template = "cms/series_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ArticleSeriesPage"]

    class Meta:
        verbose_name = _("index of series")
        verbose_name_plural = _("indexes of series")


class ArticleSeriesPage(BodyPage):
    """A series: its parts are the pages below it, in the order of the page tree."""

    page_description = _("Several articles in an order; the articles are the pages below it.")

    announced = BlocksField(
        [("part", TitleBlock(label=_("Title of the part"), max_length=160))],
        verbose_name=_("announced parts"),
        blank=True,
        help_text=_("Parts that are still to come; they are listed without a link."),
    )
    topics = ParentalManyToManyField(
        "districts.Topic", blank=True, related_name="series_pages", verbose_name=_("topics")
    )
    literature = BlocksField(
        [("source", LiteratureBlock())], verbose_name=_("literature"), blank=True
    )

    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("announced"),
        FieldPanel("topics"),
        FieldPanel("literature"),
    ]
    template = "cms/article_series_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.SeriesIndexPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ArticlePage"]

    class Meta:
        verbose_name = _("series of articles")
        verbose_name_plural = _("series of articles")


class ArticlePage(BodyPage):
    """One part of a series."""

    page_description = _("One part of the series.")

    topics = ParentalManyToManyField(
        "districts.Topic", blank=True, related_name="article_pages", verbose_name=_("topics")
    )
    districts = ParentalManyToManyField(
        "districts.District", blank=True, related_name="article_pages", verbose_name=_("districts")
    )
    literature = BlocksField(
        [("source", LiteratureBlock())], verbose_name=_("literature"), blank=True
    )
    comments_allowed = models.BooleanField(_("readers may comment"), default=True)
    comments_until = models.DateField(
        _("comments until"),
        null=True,
        blank=True,
        help_text=_("The last day on which comments may be written. Empty: for ever."),
    )

    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("topics"),
        FieldPanel("districts"),
        FieldPanel("literature"),
    ]
    settings_panels = [
        *BodyPage.settings_panels,
        MultiFieldPanel(
            [FieldPanel("comments_allowed"), FieldPanel("comments_until")], _("Comments")
        ),
    ]
    override_translatable_fields = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("comments_allowed"),
        SynchronizedField("comments_until"),
    ]
    template = "cms/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ArticleSeriesPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def trust_scopes(self) -> set[tuple[str, int]]:
        """Whoever is responsible for its districts and topics may decide about comments."""
        topics = {("topic", topic.pk) for topic in self.topics.all()}
        return topics | {("district", district.pk) for district in self.districts.all()}

    @property
    def takes_comments(self) -> bool:
        """Whether comments may be written today."""
        last = self.comments_until
        return self.comments_allowed and (last is None or last >= timezone.localdate())
