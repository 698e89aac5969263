"""In which words is it said that one time of a series was moved, and where to?

Of what is cancelled it is said in the past, so that nobody goes there.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.calendar.recurrence import ZONE, Occurrence
from text.days import with_weekday


def moved_from(found: Occurrence) -> str:
    """Return "moved from Thursday, 14 January", or from which hour of the day; "" if from none."""
    if found.regular is None or found.regular == found.start:
        return ""
    if found.other_day:
        return _("moved from %(day)s") % {"day": _day(found.regular, seen_on=found.start)}
    hour = date_format(found.regular.astimezone(ZONE), "H:i")
    return _("moved from %(hour)s o’clock") % {"hour": hour}


def moved_to(found: Occurrence) -> str:
    """Return "moved to Thursday, 21 January", for the day that the rule has."""
    seen_on = found.regular or found.start
    return _("moved to %(day)s") % {"day": _day(found.start, seen_on=seen_on)}


def was_to_be(moved: str) -> str:
    """Return "had been moved to …" of what is cancelled; without words, that it differed."""
    if not moved:
        return _("had been planned differently")
    return _("had been %(moved)s") % {"moved": moved}


def _day(moment: datetime, *, seen_on: datetime) -> str:
    """Return a day; its year only where it is another one."""
    day, seen = moment.astimezone(ZONE), seen_on.astimezone(ZONE)
    return with_weekday(day, "MONTH_DAY_FORMAT" if day.year == seen.year else "DATE_FORMAT")
