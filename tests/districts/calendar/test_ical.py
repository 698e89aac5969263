"""How a date is told to other calendars, at the edges of what it may be."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone, translation
from icalendar import Calendar, Event

from districts.calendar import ical
from districts.calendar.recurrence import ZONE
from districts.models import District, Topic
from tests.districts.calendar.unsaved import EAST, HILL, WEST, at, date_of

CHANGED = datetime(2026, 12, 1, 8, tzinfo=UTC)


def events(*entries: Any, districts: Iterable[District] = ()) -> list[Event]:
    chosen = frozenset(district.pk for district in districts)
    lines = [ical.lines(entry, chosen=chosen) for entry in entries]
    made = Calendar.from_ical(ical.calendar(lines, name="Termine"))
    return list(made.walk("VEVENT"))


def event(*dates: str, **values: Any) -> Event:
    (found,) = events(date_of(*dates, updated_at=CHANGED, **values))
    return found


def test_an_empty_calendar_is_one() -> None:
    made = Calendar.from_ical(ical.calendar([], name="Termine in\nWest"))
    assert str(made["X-WR-CALNAME"]) == str(made["NAME"]) == "Termine in West"
    assert "DESCRIPTION" not in made
    assert made.walk("VEVENT") == []


def test_what_there_is_to_say_of_the_whole_is_said_in_both_ways() -> None:
    lines = ical.calendar([], name="T", said="Nur; ein, Teil").decode().splitlines()
    assert {"DESCRIPTION:Nur\\; ein\\, Teil", "X-WR-CALDESC:Nur\\; ein\\, Teil"} <= {*lines}


def test_the_least_there_is() -> None:
    found = event(districts=())
    names = {"LOCATION", "DESCRIPTION", "GEO", "CATEGORIES", "RRULE", "EXDATE", "RECURRENCE-ID"}
    assert names.isdisjoint(found)
    assert str(found["UID"]).startswith("termin-7@")
    assert str(found["STATUS"]) == "CONFIRMED"
    assert str(found["URL"]).endswith("/termine/offener-chor/")


def test_what_has_no_end_has_none_there() -> None:
    assert "DTEND" not in event("2027-01-14T19:00", "2027-01-14T19:00")
    assert event("2027-01-14T19:00", "2027-01-14T19:01").decoded("dtend") == at("2027-01-14T19:01")


def test_texts_of_people_arrive_as_they_are() -> None:
    found = event(
        place="Saal; Hof, hinten",
        text="**Fett**\n\nund Müll",
        agenda="- eins\n- zwei",
        open_to="alle",
        costs="frei",
        districts=(WEST, HILL),
        topics=(Topic(name="Ältere"), Topic(name="A, B")),
        title="Chor\u200b  offen",
    )
    assert str(found["SUMMARY"]) == "Chor offen"
    assert str(found["LOCATION"]) == "Saal; Hof, hinten, West, Höhe"
    parts = str(found["DESCRIPTION"]).split("\n\n")
    assert (parts[0], parts[-2:]) == ("Fett", ["alle", "frei"])
    assert [str(name) for name in found["CATEGORIES"].cats] == ["Ältere", "A, B"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_told"),
    [(48.7, 9.1, True), (0.0, 0.0, True), (48.7, None, False), (None, 9.1, False)],
)
def test_a_point(latitude: float | None, longitude: float | None, is_told: bool) -> None:
    assert ("GEO" in event(latitude=latitude, longitude=longitude)) is is_told


def test_a_time_that_is_elsewhere_is_not_at_the_point_of_the_others() -> None:
    changes = {"2027-01-21": {"place": "Hof"}}
    usual, other = events(
        date_of(rule="FREQ=WEEKLY", changes=changes, latitude=48.7, longitude=9.1)
    )
    assert "GEO" in usual
    assert "GEO" not in other
    assert str(other["LOCATION"]) == "Hof, West"


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        (datetime(2020, 1, 1, tzinfo=UTC), 0),
        (datetime(2020, 1, 1, 0, 0, 9, 999999, tzinfo=UTC), 9),
        (datetime(2019, 12, 31, tzinfo=UTC), 0),
        (datetime(2080, 1, 1, tzinfo=UTC), 1893456000),
    ],
)
def test_changes_are_numbered(changed: datetime, number: int) -> None:
    (found,) = events(date_of(updated_at=changed))
    assert found["SEQUENCE"] == number
    assert number < 2**31


@pytest.mark.parametrize(
    ("because", "said"), [("", None), ("Regen", "Cancelled: Regen"), ("50 %", "Cancelled: 50 %")]
)
def test_it_is_off(because: str, said: str | None) -> None:
    with translation.override("en"):
        found = event(cancelled_at=timezone.now(), cancelled_because=because)
    assert str(found["STATUS"]) == "CANCELLED"
    assert found.get("DESCRIPTION") == said


MOVED = {"start": "2027-01-23T10:00:00+01:00", "end": "2027-01-23T12:00:00+01:00"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (MOVED, "Moved from Thursday, 21 January"),
        ({**MOVED, "because": "Saal belegt"}, "Moved from Thursday, 21 January: Saal belegt"),
        ({"place": "Hof", "because": "Sonne"}, "Sonne"),
        ({"place": "Hof"}, None),
    ],
)
def test_why_a_time_is_not_as_the_others(change: dict[str, Any], said: str | None) -> None:
    with translation.override("en"):
        _usual, other = events(date_of(rule="FREQ=WEEKLY", changes={"2027-01-21": change}))
    assert other.get("DESCRIPTION") == said
    assert other.decoded("recurrence-id") == at("2027-01-21T19:00")


def test_left_out_are_only_days_that_the_rule_has() -> None:
    left_out = ["2027-01-21T11:00:00+01:00", "2027-01-22T19:00:00+01:00"]
    (found,) = events(date_of(rule="FREQ=WEEKLY", exceptions=left_out))
    assert [each.dt for each in found["EXDATE"].dts] == [at("2027-01-21T19:00")]


def test_who_reads_one_district_gets_of_a_guest_only_what_is_there() -> None:
    entry = date_of(
        rule="FREQ=WEEKLY", changes={"2027-01-21": {"districts": [EAST.pk]}}, hosts=(EAST,)
    )
    (found,) = events(entry, districts=[EAST])
    assert (found.decoded("dtstart"), "RRULE" in found) == (at("2027-01-21T19:00"), False)
    assert len(events(entry, districts=[WEST])) == 2
    assert events(entry, districts=[HILL]) == []


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        ("FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;UNTIL=20270430T235959", "20270430T215959Z"),
        ("FREQ=WEEKLY;UNTIL=20271130T235959", "20271130T225959Z"),
        ("FREQ=WEEKLY;UNTIL=20271130", "20271130T225959Z"),
        ("FREQ=WEEKLY;UNTIL=20271130T225959Z", "20271130T225959Z"),
    ],
)
def test_the_end_of_a_rule_is_said_in_utc(rule: str, until: str | None) -> None:
    said = ical.rule(rule).to_ical().decode()
    assert said == ("FREQ=WEEKLY" if until is None else f"FREQ=WEEKLY;UNTIL={until}")


def test_the_times_of_its_zone_come_along() -> None:
    made = Calendar.from_ical(ical.calendar([ical.lines(date_of())], name="T"))
    assert [str(zone["TZID"]) for zone in made.walk("VTIMEZONE")] == [str(ZONE)]
