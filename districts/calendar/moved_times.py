"""Which time of a moved series is which of those before? Pure: two series in, days out.

What is cancelled or different at single times is kept by the day that the rule has (see
`districts.calendar.single_times`), and so are the times that are left out. A day that both rules
have stays that day; any other becomes the one that takes its place in the same week, month or year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from districts.calendar.months import begin_of, first_day_after
from districts.calendar.recurrence import Series, on_the_wall, parts_of


def places(old: Series, new: Series, days: Iterable[date]) -> dict[date, date | None]:
    """Return the new day of each of the days that `old` has; None where none takes its place."""
    had = [day for day in days if _has(old, day)]
    return {day: day if _has(new, day) else _in_its_place(old, new, day) for day in had}


def is_within(series: Series, day: date) -> bool:
    """Say whether a day lies between the first and the last time of a series."""
    last = series.last_end() if series.rule else series.start
    ends_later = last is None or on_the_wall(last).date() >= day
    return on_the_wall(series.start).date() <= day and ends_later


def _has(series: Series, day: date) -> bool:
    return Series(series.start, series.end, series.rule).on(day) is not None


def _in_its_place(old: Series, new: Series, day: date) -> date | None:
    first, after = _period(new.rule, day)
    before, now = _days(old, first, after), _days(new, first, after)
    gone, come = sorted(before - now), sorted(now - before)
    return dict(zip(gone, come, strict=True)).get(day) if len(gone) == len(come) else None


def _days(series: Series, first: date, after: date) -> set[date]:
    plain = Series(series.start, series.end, series.rule)
    times = plain.between(begin_of(first), begin_of(after))
    return {found.day for found in times if first <= found.day < after}


def _period(rule: str, day: date) -> tuple[date, date]:
    """Return the first day of what a rule counts by, and the first one after it."""
    unit = parts_of(rule).get("FREQ")
    if unit == "YEARLY":
        return day.replace(month=1, day=1), date(day.year + 1, 1, 1)
    if unit == "MONTHLY":
        return day.replace(day=1), first_day_after(day)
    if unit == "WEEKLY":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=7)
    return day, day + timedelta(days=1)
