"""How does a date stand among the first of a district, at the time that counts there?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import Case, F, Q, Value, When

from districts.calendar import times
from districts.models import Date, District
from districts.pages.district_overview import DistrictLine

#: Stands for words of a date that depend on its time; no place is called like this.
LOOK = "\u2063"


def at_its_time() -> Case:
    """Say where a date is, or that its times have to be looked at one by one."""
    alike = Q(changes={}, cancelled_at__isnull=True, end__date=F("start__date"))
    return Case(When(alike, then=F("place")), default=Value(LOOK))


def looked_at(lines: list[DistrictLine], district: District, now: datetime) -> list[DistrictLine]:
    """Return the lines of dates, each at the time that counts in this district.

    Costs a query where a date is cancelled, ends on another day or has times of its own, and none
    elsewhere.
    """
    slugs = [line.slug for line in lines if line.words == LOOK]
    rows = Date.objects.filter(slug__in=slugs).prefetch_related("districts", "hosts")
    dates = {row.slug: row for row in rows} if slugs else {}
    chosen = frozenset({district.pk})
    found = [
        _at(line, times.shown(dates[line.slug], now, chosen)) if line.slug in dates else line
        for line in lines
    ]
    return sorted(found, key=lambda line: (line.moment or now, line.title))


def _at(line: DistrictLine, shown: times.ShownTime) -> DistrictLine:
    return replace(
        line,
        words=shown.place,
        moment=shown.time.start,
        cancelled=shown.cancelled,
        cancelled_because=shown.cancelled_because,
        unlike=shown.unlike,
        because=shown.because,
        until=shown.until,
    )
