"""What is cancelled or different at single times moves along when a series moves.

Errors::

    writing.WriteRefused
    └── LosesTimes          nothing says which times they become
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.calendar import moved_times, recurrence, single_times
from districts.services import writing

#: Nobody changes a single time further ahead; to look for it, every one before it is counted.
FURTHEST = timedelta(days=366 * 20)
Times = Mapping[str, Any]


class LosesTimes(writing.WriteRefused):
    """Single times were changed or cancelled, and nothing says which ones they become."""


def carried(old: Times, new: Times) -> dict[str, Any]:
    """Return the changes and the starts left out of `old` by the days of `new`.

    Raises `LosesTimes` for what is still to come.
    """
    days = _places(old, new, old)
    _see_that_none_is_lost(new, [day for day, place in days.items() if place is None])
    kept = {day.isoformat(): place.isoformat() for day, place in days.items() if place}
    changes = old["changes"] if isinstance(old["changes"], Mapping) else {}
    clock = recurrence.on_the_wall(new["start"]).time()
    return {
        "changes": {kept.get(day, day): change for day, change in changes.items()},
        "exceptions": [_moved(text, days, clock) for text in old["exceptions"]],
    }


def see_that_all_are_carried(old: Times, new: Times) -> None:
    """Refuse what somebody changed by the old days while somebody else moved the series."""
    days = _places(old, new, new)
    _see_that_none_is_lost(new, [day for day, place in days.items() if place != day])


def _places(old: Times, new: Times, of: Times) -> dict[date, date | None]:
    """Return the new days of what is different in `of`; days of other ages are left alone."""
    found = {day for day, _change in single_times.read(of["changes"])}
    found |= {_day(moment) for moment in recurrence.moments(of["exceptions"])}
    last = timezone.localdate() + FURTHEST
    return moved_times.places(
        _series(old), _series(new), sorted(day for day in found if day <= last)
    )


def _see_that_none_is_lost(new: Times, days: Iterable[date]) -> None:
    """What is over is lost to nobody; nor is what a series no longer has, for it ends before."""
    today, series = timezone.localdate(), _series(new)
    lost = [day for day in days if day >= today and moved_times.is_within(series, day)]
    if lost:
        named = ", ".join(date_format(day, "DATE_FORMAT") for day in lost)
        raise LosesTimes(
            _(
                "Single times were changed or cancelled, and it is not clear which ones they "
                "become: %(days)s. Please take that back first, one by one."
            )
            % {"days": named}
        )


def _series(of: Times) -> recurrence.Series:
    return recurrence.Series(of["start"], of["end"], of["recurrence"])


def _day(moment: datetime) -> date:
    return moment.astimezone(recurrence.ZONE).date()


def _moved(text: str, days: Mapping[date, date | None], clock: time) -> str:
    """Return a start that is left out on its new day; as it is where it has none of its own."""
    for moment in recurrence.moments([text]):
        place = days.get(_day(moment))
        if place and place != _day(moment):
            return recurrence.in_the_zone(datetime.combine(place, clock)).isoformat()
    return text
