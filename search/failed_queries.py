"""Which questions found nothing? Counted without person, address or time of day.

Editors see them from the third time on: what is asked once or twice may hold a name, and is
forgotten after a while. How many are kept is bounded, so that nobody fills the disk with questions.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, models
from django.utils import timezone

from pagecache.noting import note
from search import after_answers
from search.models import QueryCount

SHOWN_FROM = 3
MAX_LETTERS = 200
#: What was not asked again for so long is no longer missed by anybody.
KEPT_DAYS = 90
#: What editors have not seen yet is tried for this long: a robot's millions are asked once each.
RARE_DAYS = 30
#: So many questions are kept (about 5 MB), those asked most often and last.
MOST = 20_000
#: Between two rounds of the worker so many may be added at most: then only known ones are counted.
FULL = 2 * MOST
#: One statement, so that questions asked at the same time are all counted.
_COUNT = f"""INSERT INTO search_querycount (query, language, count, last_day)
    SELECT %s, %s, 1, %s WHERE (SELECT count(*) FROM search_querycount) < {FULL}
    OR EXISTS (SELECT 1 FROM search_querycount WHERE query = %s AND language = %s)
    ON CONFLICT (query, language)
    DO UPDATE SET count = search_querycount.count + 1, last_day = excluded.last_day"""


def count(query: str, language: str) -> None:
    """Count a question that found nothing, once its answer is sent: none fails because of it."""
    text = " ".join(query.lower().split())[:MAX_LETTERS]
    if not text:
        return

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [text, language, timezone.localdate(), text, language])

    if not after_answers.put_off((text, language, "not found"), write):
        note(write)


def shown() -> models.QuerySet[QueryCount]:
    """The questions that editors may see, most frequent first."""
    return QueryCount.objects.filter(count__gte=SHOWN_FROM).order_by("-count", "query")


def settle(pk: int) -> bool:
    """Forget one question that editors have seen; whether there was one."""
    gone, _by_model = shown().filter(pk=pk).delete()
    return bool(gone)


def forget_old() -> int:
    """Forget what nobody asks any more, and the rarest beyond `MOST`; return how many.

    A job of the worker, once an hour.
    """
    today = timezone.localdate()
    every = QueryCount.objects.all()
    gone, _by_model = every.filter(
        models.Q(last_day__lt=today - timedelta(days=KEPT_DAYS))
        | models.Q(last_day__lt=today - timedelta(days=RARE_DAYS), count__lt=SHOWN_FROM)
    ).delete()
    kept = every.order_by("-count", "-last_day", "-pk").values("pk")[:MOST]
    if every.count() > MOST:
        gone += every.exclude(pk__in=kept).delete()[0]
    return gone
