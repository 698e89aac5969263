"""Feeds of changes: of all articles, of a district, of one article."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from text.atom import AtomFeed, in_language, named
from text.languages import current_language, prefix
from wiki import changes
from wiki.addresses import article_url, district_url
from wiki.changes import ArticleChange
from wiki.finding import find
from wiki.models import GENERAL, Article
from wiki.views.lists import district_or_404

ENTRIES = 40


class ChangesFeed(AtomFeed):
    """What was changed lately in the whole wiki."""

    def get_object(self, request: HttpRequest, **kwargs: str) -> dict[str, Any]:
        start = prefix(current_language())
        return {
            "title": _("Recent changes in the wiki"),
            "link": f"{start}/wiki/letzte-aenderungen/",
            "name": "wiki/changes",
            "rows": {},
        }

    def title(self, obj: dict[str, Any]) -> str:
        return str(obj["title"])

    def link(self, obj: dict[str, Any]) -> str:
        return str(obj["link"])

    def feed_guid(self, obj: dict[str, Any]) -> str:
        return named(in_language(obj["name"]))

    def items(self, obj: dict[str, Any]) -> list[ArticleChange]:
        return [changes.described(row) for row in changes.recent(**obj["rows"])[:ENTRIES]]

    def item_title(self, item: ArticleChange) -> str:
        return f"{item.district}: {item.title}" if item.district else item.title

    def item_description(self, item: ArticleChange) -> str:
        return item.summary or (_("New article") if item.is_new else _("Without a summary"))

    def item_link(self, item: ArticleChange) -> str:
        return item.compare_url

    def item_guid(self, item: ArticleChange) -> str:
        return named(f"wiki/revision/{item.pk}")

    def item_pubdate(self, item: ArticleChange) -> Any:
        return item.date

    item_updateddate = item_pubdate

    def item_author_name(self, item: ArticleChange) -> str:
        return item.author or _("somebody without a name")


class DistrictFeed(ChangesFeed):
    """What was changed lately in one district."""

    def get_object(self, request: HttpRequest, **kwargs: str) -> dict[str, Any]:
        slug = kwargs["district"]
        place = district_or_404(slug)
        name = place.name if place else _("General knowledge")
        return {
            "title": _("Recent changes: %(name)s") % {"name": name},
            "link": district_url(place, current_language()),
            "name": f"wiki/changes/district/{place.pk}" if place else f"wiki/changes/{GENERAL}",
            "rows": {"district": place, "general": slug == GENERAL},
        }


class ArticleFeed(ChangesFeed):
    """What was changed lately in one article."""

    def get_object(self, request: HttpRequest, **kwargs: str) -> dict[str, Any]:
        found = find(
            district=kwargs["district"],
            slug=kwargs["slug"],
            language=current_language(),
            user=None,
        )
        if found is None:
            raise Http404
        article: Article = found.article
        return {
            "title": _("Recent changes: %(name)s") % {"name": article.title},
            "link": article_url(article),
            "name": f"wiki/changes/article/{article.pk}",
            "rows": {"article": article},
        }
