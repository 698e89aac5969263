"""When is a digest due, and what does it reach up to? Once for each local date, in the morning.

The city's clock counts: a day of 23 or 25 hours has one morning like every other. What was written
within the last ten minutes waits for the next one, because people often correct themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from community.models import Watch

MORNING = time(7)
#: So old is what a mail tells of, at least.
QUIET = timedelta(minutes=10)
Rhythm = Watch.Rhythm


@dataclass(frozen=True, slots=True)
class Morning:
    """The morning of a local date, and up to when a daily and a weekly digest tell of things."""

    day: date
    until: datetime
    weekly_until: datetime

    @property
    def is_due(self) -> Q:
        """Condition on watches: a mail has not told of what was until then."""
        daily = Q(rhythm=Rhythm.DIGEST, told_until__lt=self.until)
        return daily | Q(rhythm=Rhythm.WEEKLY, told_until__lt=self.weekly_until)

    def until_for(self, rhythm: str) -> datetime:
        """Return up to when a watch of a rhythm is told of."""
        return self.weekly_until if rhythm == Rhythm.WEEKLY else self.until


def morning_at(now: datetime) -> Morning | None:
    """Return the morning that has come; None before it. A weekly digest is made on Mondays, or
    later where no worker ran then."""
    local = timezone.localtime(now)
    if local.time() < MORNING:
        return None
    day = local.date()
    return Morning(day, _until(day), _until(day - timedelta(days=day.weekday())))


def _until(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING)) - QUIET
