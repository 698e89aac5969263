"""Which article is at an address, for somebody who wants to do more than read it?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from accounts.person import Person
from districts.modules.in_use import Decided
from districts.modules.own import ARTICLES
from wiki.models import GENERAL, Article, FormerAddress
from wiki.querysets import ArticleQuerySet
from wiki.reading import by_language


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article at an address; `moved` when it is somewhere else now."""

    article: Article
    moved: bool = False


def find(*, district: str, slug: str, language: str, user: Person) -> FoundArticle | None:
    """Return the article at an address, as far as `user` may know of it; None without one.

    `district` is a slug or "allgemein". What has, or had, the address in `language` comes before
    German and the others, whose text the address shows where it has none of its own. A public
    article comes before one that waits or was deleted; former addresses lead to where the article
    is now.
    """
    where = Q(district__isnull=True) if district == GENERAL else Q(district__slug=district)
    own = Q(language=language)
    for at in (where & own & Q(slug=slug), where & ~own & Q(slug=slug)):
        found = _here(at, language, user) or _moved(at, language, user)
        if found is not None:
            return found
    return None


def is_former(*, district: str, slug: str, language: str) -> bool:
    """Say whether a public article had this address, in this very language, and has another now."""
    where = Q(district__isnull=True) if district == GENERAL else Q(district__slug=district)
    rows = FormerAddress.objects.filter(where, slug=slug, language=language)
    return rows.filter(article__in=Article.objects.live()).exists()


def _here(at: Q, language: str, user: Person) -> FoundArticle | None:
    """Ask for a public one first: whose reader somebody is makes a long question of it."""
    article = _first(Article.objects.live().filter(at), language)
    if article is None and isinstance(user, User):
        article = _first(Article.objects.visible_to(user).filter(at), language)
    return FoundArticle(article) if article else None


def _first(rows: ArticleQuerySet, language: str) -> Article | None:
    rows = rows.select_related("district__city")
    rows = rows.annotate(decided=Decided("district__city", module=ARTICLES))
    return rows.order_by(by_language("language", language), "-pk").first()


def _moved(at: Q, language: str, user: Person) -> FoundArticle | None:
    rows = FormerAddress.objects.filter(at, article__in=Article.objects.visible_to(user))
    rows = rows.select_related("article__district__city")
    row = rows.order_by(by_language("language", language)).first()
    return FoundArticle(row.article, moved=True) if row else None
