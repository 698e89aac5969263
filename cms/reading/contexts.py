"""Which maker says what a page shows besides its own fields? See `cms.page_contexts`."""

from typing import Any

from django.http import HttpRequest

from cms import page_contexts
from cms.models import (
    ArticlePage,
    ArticleSeriesPage,
    BasePage,
    Duty,
    HomePage,
    SeriesIndexPage,
    StandardPage,
    ThemePage,
)
from cms.reading.comments import talk_context
from cms.reading.easy_texts import easy_texts
from cms.reading.home_parts import home_parts
from cms.reading.page_context import ShownPage
from cms.reading.series_context import article_context, index_context, series_context
from cms.reading.theme_context import theme_context


def register() -> None:
    """Make every kind of page known to `cms.page_contexts`."""
    page_contexts.register(BasePage, lambda page, request: {"shown": ShownPage(page, request)})
    page_contexts.register(HomePage, lambda page, request: {"parts": home_parts(page, request)})
    page_contexts.register(StandardPage, _standard)
    page_contexts.register(ThemePage, lambda page, _request: theme_context(page))
    page_contexts.register(SeriesIndexPage, lambda page, _request: index_context(page))
    page_contexts.register(ArticleSeriesPage, lambda page, _request: series_context(page))
    page_contexts.register(ArticlePage, lambda page, _request: article_context(page))
    page_contexts.register(ArticlePage, talk_context)


def _standard(page: StandardPage, _request: HttpRequest) -> dict[str, Any]:
    return {"easy_texts": easy_texts(page)} if page.duty == Duty.EASY_LANGUAGE else {}
