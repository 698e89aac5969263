"""No time of a series is moved onto another one.

Errors::

    writing.WriteRefused
    └── MeetsAnother        another time of the series takes place then
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from districts.calendar import overlaps, recurrence, single_times
from districts.services import writing
from text.days import with_weekday

Times = Mapping[str, Any]


class MeetsAnother(writing.WriteRefused):
    """Another time of the series takes place then."""

    field = "day"


def see_that_none_meet(old: Times, new: Times) -> None:
    """Refuse what puts two times of a series at once; who finds such a pair need not mend it."""
    if not new["changes"]:
        return
    found = overlaps.pairs(_series(new))
    known = overlaps.pairs(_series(old)) if found else {}
    for days in found.keys() - known.keys():
        start = found[days].start.astimezone(recurrence.ZONE)
        raise MeetsAnother(
            _(
                "Another time of the same date takes place then: %(time)s. Please choose another "
                "one, or cancel one of the two."
            )
            % {"time": with_weekday(start, "DATETIME_FORMAT")}
        )


def _series(of: Times) -> recurrence.Series:
    left_out = recurrence.moments(of["exceptions"])
    changes = dict(single_times.read(of["changes"]))
    return recurrence.Series(of["start"], of["end"], of["recurrence"], left_out, changes)
