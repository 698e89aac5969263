"""Which article is at an address, for somebody who wants to do more than read it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Case as SqlCase
from django.db.models import Q

from accounts.models import User
from accounts.person import Person
from districts.modules.in_use import AnyDecided, Decided
from districts.modules.own import ARTICLES
from districts.modules.states import none_decided
from wiki.models import GENERAL, Article, FormerAddress
from wiki.querysets import ArticleQuerySet
from wiki.reading import by_language

#: What comes first of several, where more than one may be meant.
Order: TypeAlias = tuple[SqlCase, ...]


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
    own, at = Q(language=language), where & Q(slug=slug)
    for there, order in ((at & own, ()), (at & ~own, (by_language("language", language),))):
        found = _here(there, order, user) or _moved(there, order, user)
        if found is not None:
            return found
    return None


def is_former(*, district: str, slug: str, language: str) -> bool:
    """Say whether a public article had this address, in this very language, and has another now."""
    where = Q(district__isnull=True) if district == GENERAL else Q(district__slug=district)
    rows = FormerAddress.objects.filter(where, slug=slug, language=language)
    return rows.filter(article__in=Article.objects.live()).exists()


def _here(at: Q, order: Order, user: Person) -> FoundArticle | None:
    """Ask for a public one first: whose reader somebody is makes a long question of it."""
    article = _first(Article.objects.live().filter(at), order)
    if article is None and isinstance(user, User):
        article = _first(Article.objects.visible_to(user).filter(at), order)
    return FoundArticle(article) if article else None


def _first(rows: ArticleQuerySet, order: Order) -> Article | None:
    rows = rows.select_related("district__city")
    rows = rows.annotate(
        decided=Decided("district__city", module=ARTICLES), any_decided=AnyDecided()
    )
    article = rows.order_by(*order, "-pk").first()
    if article is not None and not article.any_decided:  # type: ignore[attr-defined]
        none_decided()
    return article


def _moved(at: Q, order: Order, user: Person) -> FoundArticle | None:
    rows = FormerAddress.objects.filter(at, article__in=Article.objects.visible_to(user))
    row = rows.select_related("article__district__city").order_by(*order).first()
    return FoundArticle(row.article, moved=True) if row else None
