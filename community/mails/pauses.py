"""When may the next mail of a sort leave? Each reader gets at most one in an hour.

Mails about decisions are one sort, those of each talk another.

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
    Attempt.objects.create(**_row(to, sort))


def end(*, to: str, sort: str) -> datetime | None:
    """Return until when no other of this sort may leave; None when one may."""
    rows = Attempt.objects.filter(**_row(to, sort), when__gt=timezone.now() - PAUSE)
    last = rows.aggregate(last=Max("when"))["last"]
    return last + PAUSE if last else None


def _row(to: str, sort: str) -> dict[str, str]:
    """Return what is counted: the key of a sort ("talk 12") goes into the hash."""
    name, _blank, key = sort.partition(" ")
    return {"key": hash_of(f"{to.strip()} {key}" if key else to), "action": f"mailed {name}"}
