"""What takes place on each day of a month? What lasts for days stands on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from districts.calendar import recurrence, times
from districts.models import Date, District


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A date on one of its days: `since` and `until` name its other ends, where there are some."""

    shown: times.ShownTime
    start: datetime
    since: date | None = None
    until: date | None = None

    @property
    def clock(self) -> str:
        """The hour at which it begins; "" where it goes on already."""
        return "" if self.since else f"{self.start:%H:%M}"

    @property
    def moment(self) -> str:
        """When it begins, for programs."""
        return f"{self.start:%Y-%m-%dT%H:%M%z}"


#: The columns of a date that the lines of a month are made of; of single times also its districts.
COLUMNS = (
    *("title", "slug", "start", "end", "recurrence", "exceptions", "changes", "next_start"),
    *("place", "city_wide", "cancelled_at", "cancelled_because"),
)


def week_of(day: date) -> int:
    """Return in which line a day stands where its month is drawn by weeks, from 1 to 6."""
    return (day.day - 1 + day.replace(day=1).weekday()) // 7 + 1


def first_day_after(month: date) -> date:
    """Return the first day of the next month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def begin_of(day: date) -> datetime:
    """Return the moment a day begins."""
    return datetime.combine(day, time(), tzinfo=recurrence.ZONE)


def days_of(
    first: date, after: date, entries: Iterable[Date], districts: Iterable[District] = ()
) -> list[tuple[date, list[MonthLine]]]:
    """Return the days from `first` until before `after` on which something takes place, and what.

    `districts` are those a reader has chosen, see `times.Shown.is_in`.
    """
    days: dict[date, list[MonthLine]] = {}
    found = times.all_between(entries, begin_of(first), begin_of(after), districts, gone=True)
    for shown in found:
        for day, line in _lines(shown):
            if first <= day < after:
                days.setdefault(day, []).append(line)
    for lines in days.values():
        # What goes on already comes first, then by the clock.
        lines.sort(key=lambda line: (line.since is None, line.start, line.shown.entry.pk))
    return sorted(days.items())


def _lines(shown: times.ShownTime) -> Iterator[tuple[date, MonthLine]]:
    start = shown.begins.astimezone(recurrence.ZONE)
    first = start.date()
    last = shown.until or first
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield (
            day,
            MonthLine(shown, start, first if number else None, last if day < last else None),
        )
