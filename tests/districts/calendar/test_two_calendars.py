"""Two programs that know nothing of each other read our calendars and find the site's own times.

One is a library. The other is written here after RFC 5545: it reads the lines by itself and walks
through the days one by one, without a library for rules.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from django.test import Client
from icalendar import Calendar

from districts import services
from districts.calendar import recurrence
from districts.calendar.recurrence import ZONE
from districts.models import Date
from tests.districts.conftest import Town
from tests.districts.services.test_dates import components

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NOW = datetime(2026, 9, 1, 9, tzinfo=ZONE)
END = datetime(2028, 11, 1, tzinfo=ZONE)
#: Start, length in minutes by the clock on the wall, rule; across five changes of the clock.
SERIES = [
    ("2026-09-07T18:00", 120, "FREQ=WEEKLY"),
    ("2026-09-02T10:00", 90, "FREQ=WEEKLY;INTERVAL=2"),
    ("2026-09-01T09:00", 60, "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270401T235959"),
    ("2026-10-24T22:00", 480, "FREQ=WEEKLY;UNTIL=20270403"),
    ("2027-03-28T00:00", 1439, "FREQ=MONTHLY"),
    ("2026-10-25T00:00", 1439, "FREQ=MONTHLY;BYDAY=-1SU"),
    ("2026-12-10T18:00", 120, "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"),
    ("2026-09-04T20:00", 1440, "FREQ=MONTHLY;BYDAY=1FR"),
    ("2027-03-26T12:00", 45, "FREQ=DAILY;COUNT=12"),
    ("2026-10-20T07:30", 0, "FREQ=DAILY;UNTIL=20261103T062959Z"),
    ("2026-12-05T11:00", 2880, "FREQ=YEARLY"),
    ("2026-09-30T08:00", 60, "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("2027-03-20T02:30", 120, "FREQ=WEEKLY"),
    ("2026-10-17T02:30", 30, "FREQ=WEEKLY;COUNT=4"),
    ("2027-03-27T23:00", 240, ""),
    ("2027-03-20T20:00", 390, "FREQ=WEEKLY"),
    ("2027-03-28T02:30", 120, "FREQ=WEEKLY"),
    ("2027-03-27T20:00", 390, "FREQ=WEEKLY"),
    # Two minutes around three, of which the clock leaves out the first.
    ("2027-03-25T02:59", 2, "FREQ=DAILY;COUNT=8"),
    ("2027-03-21T02:30", 60, "FREQ=WEEKLY;COUNT=60"),
    ("2027-10-29T02:59", 2, "FREQ=DAILY;COUNT=8"),
    ("2027-03-26T02:45", 30, "FREQ=DAILY;COUNT=4"),
    ("2027-03-26T02:40", 0, "FREQ=DAILY;COUNT=4"),
]
Time = tuple[str, datetime, datetime, bool]


@pytest.fixture
def dates(town: Town) -> list[Date]:
    """Make all series, with times that are left out, cancelled, moved and elsewhere."""
    Date.objects.all().delete()
    made = []
    for number, (begin, minutes, rule) in enumerate(SERIES):
        start = datetime.fromisoformat(begin)
        ends = recurrence.in_the_zone(start + timedelta(minutes=minutes))
        made.append(
            services.create_date(
                title=f"Termin {number}",
                start=start.replace(tzinfo=ZONE),
                end=ends,
                recurrence=rule,
                districts=[town.west],
            )
        )
    for number in (0, 1, 2, 7):
        days = [t.day for t in recurrence.series_of(made[number]).between(NOW, END)]
        services.cancel_time(entry=made[number], day=days[3], because="Regen")
        moved = datetime.combine(days[5], datetime.min.time(), tzinfo=ZONE) + timedelta(days=1)
        services.change_time(
            entry=made[number],
            day=days[5],
            start=moved.replace(hour=15),
            end=moved.replace(hour=16),
            districts=[town.east],
        )
        left_out = recurrence.series_of(made[number]).on(days[2])
        assert left_out is not None
        services.update_date(entry=made[number], exceptions=[left_out.start.isoformat()])
    # What begins in the hour that the clock leaves out is cancelled, or left out itself.
    services.cancel_time(entry=made[19], day=date(2027, 3, 28), because="Regen")
    services.update_date(entry=made[-2], exceptions=["2027-03-28T03:45:00+02:00"])
    return list(Date.objects.all())


def of_the_site(dates: list[Date]) -> set[Time]:
    """Return the times as the site has them."""
    return {
        (
            entry.title,
            found.start.astimezone(UTC),
            found.end.astimezone(UTC),
            found.change.cancelled,
        )
        for entry in dates
        for found in recurrence.series_of(entry).between(NOW, END)
    }


def of_the_library(body: bytes) -> set[Time]:
    """Return the times as a library for calendars finds them."""
    found = recurring_ical_events.of(Calendar.from_ical(body)).between(NOW, END)
    return {
        (
            str(event["SUMMARY"]),
            event["DTSTART"].dt.astimezone(UTC),
            (event["DTEND"].dt if "DTEND" in event else event["DTSTART"].dt).astimezone(UTC),
            str(event["STATUS"]) == "CANCELLED",
        )
        for event in found
    }


# --- the second reader


def of_the_reader(body: bytes) -> set[Time]:
    """Return the times as RFC 5545 has them, read line by line and day by day."""
    read = [_Event(properties) for properties in components(body, "VEVENT")]
    changed = {(event.uid, event.instead_of) for event in read if event.instead_of}
    found: set[Time] = set()
    for event in read:
        if event.instead_of:
            found.add(event.at(event.start))
            continue
        for start in event.starts():
            if start not in event.left_out and (event.uid, start) not in changed:
                found.add(event.at(start))
    return {time for time in found if time[2] >= NOW.astimezone(UTC) and time[1] < END}


class _Event:
    """An event by its lines; times are those of the clock on the wall."""

    def __init__(self, lines: list[tuple[str, str, str]]) -> None:
        values = {name: value for name, _parameters, value in lines}
        for _name, parameters, value in lines:
            assert ("TZID=Europe/Berlin" in parameters) == bool(re.fullmatch(r"[\dT,]{15,}", value))
        self.uid, self.title = values["UID"], values["SUMMARY"]
        self.start = _time(values["DTSTART"])
        self.length = _time(values.get("DTEND", values["DTSTART"])) - self.start
        self.cancelled = values["STATUS"] == "CANCELLED"
        self.rule = dict(part.split("=") for part in values.get("RRULE", "").split(";") if part)
        self.left_out = {_time(text) for text in values.get("EXDATE", "").split(",") if text}
        self.instead_of = _time(values["RECURRENCE-ID"]) if "RECURRENCE-ID" in values else None

    def at(self, start: datetime) -> Time:
        begin, end = (_moment(naive) for naive in (start, start + self.length))
        return (self.title, begin, end, self.cancelled)

    def starts(self) -> list[datetime]:
        """Walk through the days and keep those the rule has."""
        if not self.rule:
            return [self.start]
        until = self.rule.get("UNTIL")
        last = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if until else END
        found, day = [], self.start.date()
        while day <= END.date() and len(found) < int(self.rule.get("COUNT", 10**6)):
            start = datetime.combine(day, self.start.time())
            if _moment(start) > last:
                break
            if self._has(day):
                found.append(start)
            day += timedelta(days=1)
        return found

    def _has(self, day: date) -> bool:
        first, every = self.start.date(), int(self.rule.get("INTERVAL", 1))
        months = (day.year - first.year) * 12 + day.month - first.month
        monday = timedelta(days=first.weekday())
        steps = {
            "DAILY": (day - first).days,
            "WEEKLY": (day - first + monday).days // 7,
            "MONTHLY": months,
            "YEARLY": day.year - first.year,
        }[self.rule["FREQ"]]
        if steps % every:
            return False
        if "BYDAY" in self.rule:
            return any(_is(day, wanted) for wanted in self.rule["BYDAY"].split(","))
        in_month = monthrange(day.year, day.month)[1]
        if "BYMONTHDAY" in self.rule:
            wanted = int(self.rule["BYMONTHDAY"])
            return day.day == (wanted if wanted > 0 else in_month + 1 + wanted)
        return {
            "DAILY": True,
            "WEEKLY": day.weekday() == first.weekday(),
            "MONTHLY": day.day == first.day,
            "YEARLY": (day.month, day.day) == (first.month, first.day),
        }[self.rule["FREQ"]]


def _is(day: date, wanted: str) -> bool:
    if ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()] != wanted[-2:]:
        return False
    number = wanted[:-2]
    left = monthrange(day.year, day.month)[1] - day.day
    return not number or int(number) in ((day.day - 1) // 7 + 1, -(left // 7 + 1))


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007


def moment(text: str) -> datetime:
    return _moment(datetime.fromisoformat(text))


def _moment(naive: datetime) -> datetime:
    return naive.replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


def test_both_find_the_times_of_the_site(client: Client, dates: list[Date]) -> None:
    with time_machine.travel(NOW, tick=False):
        body = client.get("/termine/kalender.ics").content
    site: Any = of_the_site(dates)
    assert len(site) >= 400
    days = {(time[1].year, time[1].month) for time in site}
    assert {(2026, 10), (2027, 3), (2027, 10), (2028, 3), (2028, 10)} <= days
    assert len([time for time in site if time[3]]) == 5
    assert [time for time in site if time[2] < time[1]] == []
    night = {time[1:3] for time in site if time[0] == "Termin 18"}
    assert (moment("2027-03-28T03:59"), moment("2027-03-28T04:01")) in night
    assert sorted(of_the_reader(body) ^ site) == []
    assert sorted(of_the_library(body) ^ site) == []
