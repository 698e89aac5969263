"""Which dates does an address ask for: what comes, those of a month or day, or what is over?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from districts.calendar import months
from districts.lists.unknown_values import Reads
from districts.querysets import DateQuerySet

ARCHIVE = "archive"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Span:
    """`view=archive` is what is over, `month=2026-11` a month, `day=2026-11-14` one day of it.

    The day counts before the month, and that before the view.
    """

    month: date | None = None
    archive: bool = False
    day: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """Read an address; what cannot be read asks for what comes."""
        day = read_day(query.get("day", ""))
        month = day.replace(day=1) if day else read_month(query.get("month", ""))
        return cls(month, query.get("view") == ARCHIVE and month is None, day)

    def of(self, rows: DateQuerySet, now: datetime) -> DateQuerySet:
        """Return the dates of this span."""
        if self.month is not None:
            begin, end = self.ends
            # A single time may have been moved before the first one of its series.
            return rows.filter(Q(start__lt=end) | ~Q(changes={})).upcoming(begin)
        return rows.past(now) if self.archive else rows.upcoming(now)

    @property
    def parameter(self) -> tuple[str, ...]:
        """The parameter of an address that asks for it; what comes needs none."""
        if self.day:
            return ("day",)
        return ("month",) if self.month else ("view",) if self.archive else ()

    @property
    def days(self) -> tuple[date, date]:
        """The first day of a month and that of the next one, or one day and the next."""
        first = self.day or self.month or timezone.localdate().replace(day=1)
        return first, first + timedelta(days=1) if self.day else months.first_day_after(first)

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """When the day or month begins, and when the next one does."""
        first, after = self.days
        return months.begin_of(first), months.begin_of(after)


def read_day(text: str) -> date | None:
    """Return a day written as 2026-11-14; None for anything else."""
    if _DAY.fullmatch(text) is None or read_month(text[:7]) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # the 31st of February
        return None


def read_month(text: str) -> date | None:
    """Return the first day of a month written as 2026-11; None for anything else."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1970 <= int(found[1]) <= 2200:
        return None
    return date(int(found[1]), int(found[2]), 1)


#: What lists of dates read beside their filters.
PARAMETERS: dict[str, Reads] = {
    "day": lambda text: read_day(text) is not None,
    "month": lambda text: read_month(text) is not None,
    "view": ARCHIVE.__eq__,
}
