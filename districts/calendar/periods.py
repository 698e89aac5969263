"""Which dates does an address ask for: what comes, those of a month, or what is over?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import Q
from django.http import QueryDict

from districts.calendar import months
from districts.lists.unknown_values import Reads
from districts.querysets import DateQuerySet

ARCHIVE = "archive"
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Span:
    """`view=archive` is what is over, `month=2026-11` a month, which counts before the view."""

    month: date | None = None
    archive: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """Read an address; what cannot be read asks for what comes."""
        month = read_month(query.get("month", ""))
        return cls(month, query.get("view") == ARCHIVE and month is None)

    def of(self, rows: DateQuerySet, now: datetime) -> DateQuerySet:
        """Return the dates of this span."""
        if self.month is not None:
            begin, end = self.ends(self.month)
            # A single time may have been moved before the first one of its series.
            return rows.filter(Q(start__lt=end) | ~Q(changes={})).upcoming(begin)
        return rows.past(now) if self.archive else rows.upcoming(now)

    @staticmethod
    def ends(month: date) -> tuple[datetime, datetime]:
        """Return when a month begins, and when the next one does."""
        return months.begin_of(month), months.begin_of(months.first_day_after(month))


def read_month(text: str) -> date | None:
    """Return the first day of a month written as 2026-11; None for anything else."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1970 <= int(found[1]) <= 2200:
        return None
    return date(int(found[1]), int(found[2]), 1)


#: What lists of dates read beside their filters.
PARAMETERS: dict[str, Reads] = {
    "month": lambda text: read_month(text) is not None,
    "view": ARCHIVE.__eq__,
}
