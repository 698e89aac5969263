"""Which questions found nothing? Counted without person, address or time of day.

Editors see them from the third time on: what is asked once or twice may hold a name, and is
forgotten after a while.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection, models
from django.utils import timezone

from search.models import QueryCount

SHOWN_FROM = 3
MAX_LETTERS = 200
#: What was not asked again for so long is no longer missed by anybody.
KEPT_DAYS = 90
#: One statement, so that questions asked at the same time are all counted.
_COUNT = """INSERT INTO search_querycount (query, language, count, last_day) VALUES (%s, %s, 1, %s)
    ON CONFLICT (query, language)
    DO UPDATE SET count = search_querycount.count + 1, last_day = excluded.last_day"""


def count(query: str, language: str) -> None:
    """Count a question that found nothing. A reader's answer never fails because of it."""
    text = " ".join(query.lower().split())[:MAX_LETTERS]
    if not text:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [text, language, timezone.localdate()])
    except DatabaseError:
        return


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
