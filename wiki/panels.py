"""The articles of a district or topic, shown on its page in `districts`; see `districts.panels`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import ngettext

from accounts.person import Person
from districts.models import District, Topic
from districts.modules.own import ARTICLES
from districts.modules.states import states
from districts.shown import DISTRICT, TOPIC, said_by_kind
from text.languages import current_language
from wiki.addresses import article_url, district_url, new_url
from wiki.models import Article
from wiki.subject import KIND

SHOWN = 6


def of_district(obj: District, user: Person) -> Mapping[str, Any] | None:
    """Return the articles of a district that were changed last; None when it has none."""
    said_by_kind(KIND, DISTRICT, [obj.pk])
    language = current_language()
    rows = Article.objects.live().filter(district=obj, language=language)
    found = list(rows.order_by("-updated_at", "-pk").with_place()[: SHOWN + 1])
    if not found:
        return None
    return {
        "articles": _lines(found),
        "all_url": district_url(obj, language) if len(found) > SHOWN else "",
        "new_url": new_url(obj, "", language) if _is_open(obj) else "",
    }


def _is_open(district: District) -> bool:
    return states().is_open(ARTICLES, district.city_id)


def of_topic(obj: Topic, user: Person) -> Mapping[str, Any] | None:
    """Return the articles on a topic that were changed last; None when there are none."""
    said_by_kind(KIND, TOPIC, [obj.pk])
    language = current_language()
    rows = Article.objects.live().filter(topics=obj, language=language)
    found = list(rows.order_by("-updated_at", "-pk").with_place()[: SHOWN * 2])
    return {"articles": _lines(found, of_everywhere=True)} if found else None


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
        }
        for article in articles[: SHOWN * 2 if of_everywhere else SHOWN]
    ]
