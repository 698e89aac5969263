"""When may the next mail about decisions leave? Each reader gets at most one in an hour.

Of the reader only a keyed hash is kept, among what is counted (`community.limits`), for a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from community.mails.links import hash_of
from community.models import Attempt

#: What is decided meanwhile shares the next mail.
PAUSE = timedelta(hours=1)


def begin(*, to: str, sort: str) -> None:
    """Note that a mail of this sort has left to an address."""
    Attempt.objects.create(key=hash_of(to), action=_action(sort))


def end(*, to: str, sort: str) -> datetime | None:
    """Return until when no other of this sort may leave; None when one may."""
    now = timezone.now()
    rows = Attempt.objects.filter(key=hash_of(to), action=_action(sort), when__gt=now - PAUSE)
    last = rows.aggregate(last=Max("when"))["last"]
    return last + PAUSE if last else None


def _action(sort: str) -> str:
    return f"mailed {sort}"
