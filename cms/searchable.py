"""What search may know of editorial pages: kinds "page" and "district".

Only what a reader without account can open: live, below no private page, in a language of the site.
The primary key of both kinds is the page's, so a district is found in each language it is written
in.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.body.page_text import headings_of, plain_text_of
from cms.models import ArticlePage, ArticleSeriesPage, BasePage, DistrictPage, ThemePage
from cms.page_kinds import DISTRICT, PAGE, never_findable
from cms.querysets import readable
from community.talk import threads
from districts.models import District, Topic
from districts.towns import city_term
from search.contract import Record, Term, Traits

#: Pages made by the product itself were never published by anybody. A fixed day, since the present
#: moment would make their records differ from what search has, for ever.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


class PageSource:
    """Every editorial page but home and district pages."""

    kind = PAGE
    label = _("Page")
    traits = Traits()

    def queryset(self) -> QuerySet[Page]:
        """Return what may be found."""
        return readable(Page.objects.filter(depth__gt=2)).not_type(DistrictPage)

    def records(self, pks: Iterable[int]) -> Mapping[int, Record]:
        """Return the records of these pages: one query per type of page and a few around."""
        pks = list(pks)
        found: Any = self.queryset().filter(pk__in=pks)
        pages = found.select_related("locale", for_specific_subqueries=True).specific()
        said = threads.words_at(PAGE, pks)
        return {
            page.pk: record
            for page in pages
            if isinstance(page, BasePage)
            and not never_findable(type(page))
            and (record := self.record(page, said.get(page.pk, "")))
        }

    def pks(self) -> Iterator[int]:
        """Stream all primary keys."""
        yield from self.queryset().values_list("pk", flat=True).iterator(chunk_size=500)

    def record(self, page: BasePage, said: str = "") -> Record | None:
        """Return one page's record; None where it has no address. `said` are its comments."""
        with translation.override(page.locale.language_code):
            url = page.get_url()
        if not url:
            return None
        return Record(
            kind=self.kind,
            pk=page.pk,
            language=page.locale.language_code,
            title=page.title,
            summary=page.search_description or page.intro,
            text="\n\n".join(filter(None, [plain_text_of(page), said])),
            url=url,
            updated_at=page.last_published_at or page.first_published_at or UNDATED,
            headings=headings_of(page),
            **self.places(page),
        )

    def places(self, page: BasePage) -> dict[str, Any]:
        """Return the facets of a page: the districts and topics its editors chose."""
        facets: dict[str, Any] = {}
        if isinstance(page, ArticlePage | ArticleSeriesPage | ThemePage):
            facets["topics"] = tuple(_topic(topic) for topic in page.topics.all())
        if isinstance(page, ArticlePage):
            facets["districts"] = tuple(_district(found) for found in page.districts.all())
        return facets


class DistrictSource(PageSource):
    """The page of each district, in each language it is written in."""

    kind = DISTRICT
    label = _("District")

    def queryset(self) -> QuerySet[Page]:
        return readable(Page.objects.all()).type(DistrictPage)

    def places(self, page: BasePage) -> dict[str, Any]:
        """A district lies in itself."""
        if not isinstance(page, DistrictPage):
            return {}
        district = page.district
        located = district.latitude is not None and district.longitude is not None
        return {
            "city": city_term(district),
            "districts": (_district(district),),
            "location": (district.latitude, district.longitude) if located else None,
            "boost_terms": tuple(filter(None, [district.short, district.sentence])),
        }


def _topic(topic: Topic) -> Term:
    return Term(topic.slug, topic.name)


def _district(district: District) -> Term:
    return Term(district.slug, district.name)
