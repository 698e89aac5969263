"""The mail of the morning reminds of what somebody takes care of, some days before its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from community.watching import promised
from text.site_address import absolute_url
from wiki.models import Task
from wiki.worklists import awaiting

BEFORE = timedelta(days=3)


def register() -> None:
    """Let mails remind of tasks."""
    promised.register(promised.Promises(due, lines))


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
    return [first, *(f"{title}\n{absolute_url(url)}" for title, url in found)]
