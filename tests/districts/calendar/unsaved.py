"""Dates of which no database knows, for tests of what only counts and says."""

from datetime import datetime
from typing import Any

from districts.calendar import recurrence
from districts.calendar.recurrence import ZONE
from districts.calendar.times import ShownTime
from districts.models import City, Date, District, Topic
from tests.unsaved import with_prefetched

WEST, EAST, HILL = (
    District(pk=number, name=name, slug=name.lower(), city=City(pk=1, name="Musterstadt"))
    for number, name in enumerate(("West", "Ost", "Höhe"), start=1)
)


def at(text: str) -> datetime:
    """Return the moment at which the clock on the wall shows this."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def date_of(
    start: str = "2027-01-14T19:00",
    end: str = "2027-01-14T21:00",
    rule: str = "",
    *,
    districts: tuple[District, ...] = (WEST,),
    hosts: tuple[District, ...] = (),
    topics: tuple[Topic, ...] = (),
    **values: Any,
) -> Date:
    """Return a date as a list has it, with what was fetched along."""
    plain = {"pk": 7, "title": "Offener Chor", "slug": "offener-chor", "next_start": at(start)}
    entry = Date(**{**plain, **values}, start=at(start), end=at(end), recurrence=rule)
    return with_prefetched(entry, districts=[*districts], hosts=[*hosts], topics=[*topics])


def only_time(entry: Date) -> ShownTime:
    """Return a date at its first time."""
    return ShownTime(entry, recurrence.series_of(entry).at(entry.start))
