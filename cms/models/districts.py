"""What the editors say about a district; the rest of its page is known to `districts`."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.models.base import BasePage, BodyPage


class DistrictIndexPage(BasePage):
    """Stands above the districts; lies where `districts` has its list."""

    fixed_slug = "stadtteile"
    template = "cms/district_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.DistrictPage"]

    class Meta:
        verbose_name = _("index of districts")
        verbose_name_plural = _("indexes of districts")


class DistrictPage(BodyPage):
    """Editorial text of one district in one language; name and address are the district's."""

    district = models.ForeignKey(
        "districts.District",
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("district"),
    )

    content_panels = [FieldPanel("district"), *BodyPage.content_panels[1:]]
    # The name is the district's own, in every language.
    override_translatable_fields = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("title", overridable=False),
    ]
    template = "cms/district_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.DistrictIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("district page")
        verbose_name_plural = _("district pages")

    def fill_in(self) -> None:
        """Take address and name from the district."""
        if self.district_id:
            self.slug = self.district.slug
            self.title = self.draft_title = self.district.name
        super().fill_in()

    def clean(self) -> None:
        super().clean()
        self._refuse_second_page()

    def minimal_clean(self) -> None:
        super().minimal_clean()
        self._refuse_second_page()

    def _refuse_second_page(self) -> None:
        """One page per district and language; the two lie in different tables, so no constraint."""
        if not self.district_id or not self.locale_id:
            return
        others = DistrictPage.objects.filter(district=self.district_id, locale=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"district": _("This district already has a page in this language.")}
            )
