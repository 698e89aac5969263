"""Do two times of one series take place at once? Pure: a series in, pairs out.

What lasts so long that it always runs into the next time is none of that, unless both begin
together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from districts.calendar.recurrence import Occurrence, Series

#: What has no end takes place for a moment at least.
A_MOMENT = timedelta(minutes=1)


def pairs(series: Series) -> dict[tuple[date, date], Occurrence]:
    """Return each moved time with the other that takes place then, by the days their rule has."""
    return {(moved.day, other.day): other for moved, other in _meeting(series)}


def _meeting(series: Series) -> Iterator[tuple[Occurrence, Occurrence]]:
    usual = replace(series, changes={})
    for moved in series.moved():
        if moved.change.cancelled:
            continue
        for other in series.between(moved.start, max(moved.end, moved.start + A_MOMENT)):
            if other.day == moved.day or other.change.cancelled:
                continue
            if other.start == moved.start or (
                _overlap(moved, other) and not _overlap(usual.on(moved.day), usual.on(other.day))
            ):
                yield moved, other


def _overlap(one: Occurrence | None, other: Occurrence | None) -> bool:
    if one is None or other is None:
        return False
    return one.start < other.end and other.start < one.end
