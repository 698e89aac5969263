"""What do other districts know about the same thing?

Search is asked by the worker, not while somebody waits for a page; the answer is kept with the
article. Before it is shown, search says which of the kept things may still be seen.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from search import contract
from wiki import shown
from wiki.models import Article

SHOWN = 5
# A few seconds of work for the worker; asking for one article takes up to half a second.
AT_ONCE = 10
OUTDATED = timedelta(days=7)


def similar_keys(article: Article) -> list[tuple[str, int]]:
    """Return kind and primary key of what search has found, hidden things included."""
    return [(item["kind"], item["pk"]) for item in article.similar or ()]


def similar_to(article: Article) -> list[dict[str, Any]]:
    """Return public things about the same in other districts, best first; at most one query."""
    return contract.called_now(article.similar or [])


def refresh() -> int:
    """Ask search anew for articles that are new, changed or not asked for in a week.

    A job of the worker. Returns how many were asked for.
    """
    now = timezone.now()
    due = Q(similar_at=None) | Q(similar_at__lt=F("updated_at")) | Q(similar_at__lt=now - OUTDATED)
    articles = Article.objects.live().filter(due).order_by(F("similar_at").asc(nulls_first=True))
    count = 0
    for article in articles.only("pk", "similar")[:AT_ONCE]:
        found = _asked(article)
        Article.objects.filter(pk=article.pk).update(similar=found, similar_at=now)
        if found != (article.similar or []):
            shown.pages_changed([article.pk])
        count += 1
    return count


def _asked(article: Article) -> list[dict[str, Any]]:
    return [
        {
            "kind": hit.kind,
            "pk": hit.pk,
            "district": ", ".join(term.label for term in hit.districts),
            "reason": hit.reason,
        }
        for hit in contract.similar("article", article.pk, limit=SHOWN)
    ]
