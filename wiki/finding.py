"""Which article is at an address, for somebody who wants to do more than read it?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, Value, When

from accounts.models import User
from wiki.models import GENERAL, Article, FormerAddress
from wiki.reading import by_language


@dataclass(frozen=True, slots=True)
class Found:
    """An article at an address; `moved` when it is somewhere else now."""

    article: Article
    moved: bool = False


def find(
    *, district: str, slug: str, language: str, user: User | AnonymousUser | None
) -> Found | None:
    """Return the article at an address, as far as `user` may know of it; None without one.

    `district` is a slug or "allgemein". A public article comes before one that waits or was
    deleted, and one in `language` before German and the others. Former addresses lead to where the
    article is now.
    """
    where = Q(district__isnull=True) if district == GENERAL else Q(district__slug=district)
    state = Case(When(state=Article.State.LIVE, then=Value(0)), default=Value(1))
    here = (
        Article.objects.visible_to(user)
        .filter(where, slug=slug)
        .select_related("district__city")
        .order_by(state, by_language("language", language), "-pk")
    )
    article = here.first()
    if article is not None:
        return Found(article)
    former = FormerAddress.objects.filter(
        where, slug=slug, article__in=Article.objects.visible_to(user)
    )
    row = (
        former.select_related("article__district__city")
        .order_by(by_language("language", language))
        .first()
    )
    return Found(row.article, moved=True) if row is not None else None
