"""A feed for each series of articles."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from cms.models import ArticlePage, ArticleSeriesPage
from cms.querysets import readable
from text.atom import AtomFeed, named

NEWEST = 30


class SeriesFeed(AtomFeed):
    """The newest parts of a series, in the language of the address."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> ArticleSeriesPage:
        series = readable(
            ArticleSeriesPage.objects.filter(
                slug=kwargs["slug"], locale__language_code=get_language()
            )
        ).first()
        if series is None:
            raise Http404
        return series

    def feed_guid(self, obj: ArticleSeriesPage) -> str:
        return named(f"page/{obj.pk}")

    def title(self, obj: ArticleSeriesPage) -> str:
        return obj.title

    def subtitle(self, obj: ArticleSeriesPage) -> str:
        return obj.intro

    def link(self, obj: ArticleSeriesPage) -> str:
        return obj.get_url() or "/"

    def items(self, obj: ArticleSeriesPage) -> list[ArticlePage]:
        parts = readable(ArticlePage.objects.child_of(obj)).prefetch_related("authors__user")
        return list(parts.order_by("-first_published_at")[:NEWEST])

    def item_guid(self, item: ArticlePage) -> str:
        return named(f"page/{item.pk}")

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.intro

    def item_link(self, item: ArticlePage) -> str:
        return item.get_url() or "/"

    def item_pubdate(self, item: ArticlePage) -> Any:
        return item.first_published_at

    def item_updateddate(self, item: ArticlePage) -> Any:
        return item.last_published_at

    def item_author_name(self, item: ArticlePage) -> str:
        return ", ".join(str(author) for author in item.authors.all())
