"""Which questions found nothing? Counted without person, address or time of day.

Editors see them from the third time on: what is asked once or twice may hold a name.
"""

from __future__ import annotations

from django.db import DatabaseError, models
from django.db.models import F
from django.utils import timezone

from search.models import QueryCount

SHOWN_FROM = 3
MAX_LETTERS = 200


def count(query: str, language: str) -> None:
    """Count a question that found nothing. A reader's answer never fails because of it."""
    text = " ".join(query.lower().split())[:MAX_LETTERS]
    if not text:
        return
    today = timezone.localdate()
    try:
        QueryCount.objects.get_or_create(
            query=text, language=language, defaults={"last_day": today}
        )
        QueryCount.objects.filter(query=text, language=language).update(
            count=F("count") + 1, last_day=today
        )
    except DatabaseError:
        return


def shown() -> models.QuerySet[QueryCount]:
    """The questions that editors may see, most frequent first."""
    return QueryCount.objects.filter(count__gte=SHOWN_FROM).order_by("-count", "query")
