"""What is around an article: the series, its parts in order, the part before and the part after."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.body import citations
from cms.models import ArticlePage, ArticleSeriesPage, SeriesIndexPage
from cms.querysets import readable
from wiki.module import start_url


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """One part of a series: published with an address, or announced without one."""

    number: int
    title: str
    url: str = ""
    intro: str = ""
    current: bool = False


def series_parts(series: ArticleSeriesPage, current: Page | None = None) -> list[SeriesPart]:
    """Return the published parts in their order, then the announced ones. One query."""
    pages = readable(ArticlePage.objects.child_of(series)).order_by("path")
    published = [
        SeriesPart(number, page.title, page.get_url() or "", page.intro, page == current)
        for number, page in enumerate(pages, start=1)
    ]
    announced = [
        SeriesPart(number, str(block.value))
        for number, block in enumerate(series.announced, start=len(published) + 1)
    ]
    return published + announced


def series_context(series: ArticleSeriesPage) -> dict[str, Any]:
    """Context of a series."""
    return {
        "parts": series_parts(series),
        "literature": citations.sources(_entries(series)),
        "feed_url": f"{series.get_url()}feed.atom",
    }


def article_context(page: ArticlePage) -> dict[str, Any]:
    """Context of an article. A part cites the literature of its series, too."""
    series = page.get_parent().specific
    parts = series_parts(series, current=page)
    published = [part for part in parts if part.url]
    here = next((n for n, part in enumerate(published) if part.current), None)
    known = citations.sources(_entries(page), _entries(series))
    return {
        "series": series,
        "parts": parts,
        "part": published[here] if here is not None else None,
        "previous": published[here - 1] if here else None,
        "next": published[here + 1] if here is not None and here + 1 < len(published) else None,
        "literature": _cited(page, known),
    }


def index_context(index: SeriesIndexPage) -> dict[str, Any]:
    """Context of the list of series."""
    found = readable(ArticleSeriesPage.objects.child_of(index))
    return {
        "series": [
            {
                "kind_label": _("Series of articles"),
                "title": page.title,
                "url": page.get_url(),
                "summary": page.intro,
                "date": page.first_published_at,
                "date_label": _("Published on"),
            }
            for page in found.order_by("-first_published_at")
        ],
        "wiki_url": start_url,  # asked only where there is no series
    }


def _entries(page: ArticlePage | ArticleSeriesPage) -> list[dict[str, str]]:
    return [block.value for block in page.literature]


def _cited(page: ArticlePage, known: list[citations.CitedWork]) -> list[citations.CitedWork]:
    """The works an article lists itself or cites; not the rest of the series' list."""
    own = {entry["key"] for entry in _entries(page)}
    cited = citations.cited_keys(str(page.body.get_prep_value()))
    kept = [source for source in known if source.key in own | cited]
    return [
        citations.CitedWork(number, source.key, source.text, source.url)
        for number, source in enumerate(kept, start=1)
    ]
