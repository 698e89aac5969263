"""The articles of a district or topic, shown on its page in `districts`; see `districts.panels`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import ngettext

from accounts.person import Person
from districts.models import District, Topic
from districts.shown import DISTRICT, TOPIC, said_by_kind
from text.languages import current_language
from wiki.addresses import article_url, district_url
from wiki.beginnings import beginning_of, with_beginning
from wiki.models import Article
from wiki.subject import KIND

SHOWN = 6
#: So many stand on the page of a district; its sheet for the notice board has room for more.
CARDS = 3


def of_district(obj: District, user: Person) -> Mapping[str, Any] | None:
    """Return the articles of a district that were changed last; None when it has none."""
    said_by_kind(KIND, DISTRICT, [obj.pk])
    language = current_language()
    rows = Article.objects.live().filter(district=obj, language=language)
    found = list(with_beginning(rows.order_by("-updated_at", "-pk").with_place())[: SHOWN + 1])
    if not found:
        return None
    return {
        "articles": _lines(found),
        "cards": _lines(found)[:CARDS],
        "all_url": district_url(obj, language) if len(found) > CARDS else "",
    }


def of_topic(obj: Topic, user: Person) -> Mapping[str, Any] | None:
    """Return the articles on a topic that were changed last; None when there are none."""
    said_by_kind(KIND, TOPIC, [obj.pk])
    language = current_language()
    rows = Article.objects.live().filter(topics=obj, language=language)
    found = list(with_beginning(rows.order_by("-updated_at", "-pk").with_place())[: SHOWN * 2])
    lines = _lines(found, of_everywhere=True)
    return {"articles": lines, "cards": lines} if found else None


def counts() -> Mapping[int, int]:
    """Return how many articles each district has, in whatever language; translations are one."""
    rows = Article.objects.live().filter(district__isnull=False).order_by()
    grouped = rows.values("district").annotate(n=Count("translation_key", distinct=True))
    return dict(grouped.values_list("district", "n"))


def in_words(n: int) -> str:
    """Return how many articles there are."""
    return ngettext("%(n)s article", "%(n)s articles", n) % {"n": n}


def _lines(articles: list[Article], *, of_everywhere: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "title": article.title,
            "url": article_url(article),
            "district": article.district.name if of_everywhere and article.district else "",
            "updated_at": article.updated_at,
            **beginning_of(article),
            # Where all are of one topic all of them would be the same.
            **({"drawing": ""} if of_everywhere else {}),
        }
        for article in articles[: SHOWN * 2 if of_everywhere else SHOWN]
    ]
