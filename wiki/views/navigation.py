"""Where a page of the wiki stands, and which views an article has."""

from __future__ import annotations

from django.utils.translation import gettext as _

from districts.models import District
from text.languages import current_language, prefix
from wiki.addresses import article_url, district_url
from wiki.models import Article


def breadcrumb(district: District | None, *last: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way from the home page; `last` are further steps of title and address."""
    where = district.name if district else _("General knowledge")
    return wiki_steps((where, district_url(district, current_language())), *last)


def wiki_steps(*last: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way from the home page to the wiki, and further."""
    start = prefix(current_language())
    steps = [(_("Home"), f"{start}/"), (_("Wiki"), f"{start}/wiki/"), *last]
    return [{"title": title, "url": url} for title, url in steps]


def article_steps(article: Article, *last: str) -> list[dict[str, str]]:
    """Return the way to an article, or to one of its views named by `last`."""
    steps = [(article.title, article_url(article)), *((title, "") for title in last)]
    return breadcrumb(article.district, *steps)
