"""Which questions found nothing? Counted without person, address or time of day.

Editors see them from the third time on: what is asked once or twice may hold a name, and is
forgotten after a while.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, models
from django.db.models import F
from django.utils import timezone

from search.models import QueryCount

SHOWN_FROM = 3
MAX_LETTERS = 200
#: What was not asked again for so long is no longer missed by anybody.
KEPT_DAYS = 90


def count(query: str, language: str) -> None:
    """Count a question that found nothing. A reader's answer never fails because of it."""
    text = " ".join(query.lower().split())[:MAX_LETTERS]
    if not text:
        return
    try:
        if not _count_again(text, language):
            today = timezone.localdate()
            first = QueryCount(query=text, language=language, count=1, last_day=today)
            # Of two readers who ask it first at once, one is not counted.
            QueryCount.objects.bulk_create([first], ignore_conflicts=True)
    except DatabaseError:
        return


def _count_again(text: str, language: str) -> int:
    rows = QueryCount.objects.filter(query=text, language=language)
    return rows.update(count=F("count") + 1, last_day=timezone.localdate())


def shown() -> models.QuerySet[QueryCount]:
    """The questions that editors may see, most frequent first."""
    return QueryCount.objects.filter(count__gte=SHOWN_FROM).order_by("-count", "query")


def settle(pk: int) -> bool:
    """Forget one question that editors have seen; whether there was one."""
    gone, _by_model = shown().filter(pk=pk).delete()
    return bool(gone)


def forget_old() -> int:
    """Forget what nobody has asked for `KEPT_DAYS`; return how many. A job of the worker."""
    last = timezone.localdate() - timedelta(days=KEPT_DAYS)
    gone, _by_model = QueryCount.objects.filter(last_day__lt=last).delete()
    return gone
