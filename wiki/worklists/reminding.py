"""The mail of the morning reminds of what somebody takes care of, some days before its end.

It also says what others have freed the day before, for whoever had taken it on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import LogEntry
from community.watching import promised
from districts.models import District
from text.site_address import absolute_url
from wiki.addresses import article_url, new_url
from wiki.models import Article, Task
from wiki.worklists import awaiting, wanted

BEFORE = timedelta(days=3)
#: What the log calls it when somebody frees what another has taken on.
FREED = "free_task"


def register() -> None:
    """Let mails remind of tasks."""
    promised.register(promised.Promises(due, lines))
    promised.register(promised.Promises(lost, lost_lines))


def due(day: date) -> Collection[int]:
    """Return who has something that ends so many days after a day."""
    rows = Task.objects.running().filter(until=day + BEFORE)
    return rows.values_list("user", flat=True).distinct()


def lines(user: User, day: date) -> list[str]:
    """Return what ends then, as far as everybody may read of it, each with its address."""
    rows = awaiting.of_somebody(user).filter(until=day + BEFORE)
    found = [awaiting.line_of(1, row[3], row[4]) for row in awaiting.shown(rows).order_by("pk")]
    if not found:
        return []
    words = _("You wanted to take care of this until %(day)s:")
    first = words % {"day": date_format(day + BEFORE, "DATE_FORMAT")}
    return [first, *_listed(found)]


def lost(day: date) -> Collection[int]:
    """Return from whom something was taken the day before, and given to all again."""
    return {entry.details["user"] for entry in _freed(day)}


def lost_lines(user: User, day: date) -> list[str]:
    """Return what that was, as far as everybody may read of it, each with its address."""
    found = [
        named for entry in _freed(day).filter(details__user=user.pk) if (named := _named(entry))
    ]
    if not found:
        return []
    first = _("Others can take care of this again; those who decide here have freed it:")
    return [first, *_listed(found)]


def _freed(day: date) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(action=FREED, when__date=day - timedelta(days=1))


def _named(entry: LogEntry) -> tuple[str, str] | None:
    """Return title and address of what was freed, as it is today; None where it is not public."""
    if entry.object_pk:
        article = Article.objects.live().with_place().filter(pk=entry.object_pk).first()
        return (article.title, article_url(article)) if article else None
    said = entry.details
    place = District.objects.filter(pk=said["district"] or 0).first()
    asked = Task(district=place, language=said["language"], title_words=said["title_words"])
    title = wanted.title_of(asked)
    return (title, new_url(place, title, said["language"])) if title else None


def _listed(found: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{title}\n{absolute_url(url)}" for title, url in found]
