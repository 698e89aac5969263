"""What a date says at one of its times, and which of them a reader sees."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from districts.calendar import times
from districts.models import Date
from tests.districts.calendar.unsaved import EAST, HILL, WEST, at, date_of, only_time

DAY = "2027-01-14"
MOVED = {"start": "2027-01-16T10:00:00+01:00", "end": "2027-01-16T12:00:00+01:00"}


def weekly(change: dict[str, Any] | None = None, **values: Any) -> Date:
    changes = {DAY: change} if change else {}
    return date_of(rule="FREQ=WEEKLY", changes=changes, **values)


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2027-01-14T19:00", "2027-01-14"),
        ("2027-01-14T23:59", "2027-01-14"),
        # A night belongs to the day on which it began, until six.
        ("2027-01-15T00:00", "2027-01-14"),
        ("2027-01-15T05:59", "2027-01-14"),
        ("2027-01-15T06:00", "2027-01-15"),
        # What goes on for days ends on the day that was typed, at whatever hour.
        ("2027-01-16T00:00", "2027-01-16"),
        ("2027-01-16T02:00", "2027-01-16"),
    ],
)
def test_the_last_day(end: str, last: str) -> None:
    assert only_time(date_of(end=end)).last_day == date.fromisoformat(last)


def test_what_begins_after_midnight_is_no_night_of_the_day_before() -> None:
    shown = only_time(date_of("2027-01-15T01:00", "2027-01-15T03:00"))
    assert shown.last_day == date(2027, 1, 15)


NOTHING_OF_ITS_OWN = ("Saal", "Singen", "1. Noten")


@pytest.mark.parametrize(
    ("change", "said", "differs"),
    [
        ({}, NOTHING_OF_ITS_OWN, False),
        ({"place": "Hof"}, ("Hof", "Singen", "1. Noten"), True),
        # "" is something of its own: nothing is said of it at this time.
        ({"place": "", "text": "", "agenda": ""}, ("", "", ""), True),
        ({"districts": []}, NOTHING_OF_ITS_OWN, True),
        ({"start": MOVED["start"]}, NOTHING_OF_ITS_OWN, True),
        # That it is off, and why, is no other place.
        ({"cancelled": True, "cancelled_because": "Ferien"}, NOTHING_OF_ITS_OWN, False),
    ],
)
def test_what_a_time_has_of_its_own(
    change: dict[str, Any], said: tuple[str, ...], differs: bool
) -> None:
    shown = only_time(weekly(change, place="Saal", text="Singen", agenda="1. Noten"))
    assert (shown.place, shown.text, shown.agenda) == said
    assert shown.differs is differs


@pytest.mark.parametrize(
    ("own", "places"),
    [
        (None, [WEST]),
        ([], []),
        ([WEST.pk], [WEST]),
        # In the order in which they were named; what is gone is passed over.
        ([EAST.pk, 99, WEST.pk], [EAST, WEST]),
    ],
)
def test_the_districts_of_a_time(own: list[int] | None, places: list[Any]) -> None:
    assert only_time(weekly({"districts": own}, hosts=(EAST,))).places == places


OFF = {"cancelled": True, "cancelled_because": "Ferien"}


@pytest.mark.parametrize(
    ("whole", "single", "cancelled", "why_off", "because"),
    [
        (False, {}, False, "", ""),
        (False, OFF, True, "Ferien", ""),
        (False, {"place": "Hof", "because": "Sonne"}, False, "", "Sonne"),
        # Why it was to be elsewhere is not forgotten when it is off.
        (False, {**OFF, "place": "Hof", "because": "Sonne"}, True, "Ferien", "Sonne"),
        # It takes place after all: why it did not is no reason any more.
        (False, {"cancelled_because": "Ferien"}, False, "", ""),
        # The whole series is off: what was said of a single time does not count any more.
        (True, OFF, True, "Pause", ""),
        (True, {}, True, "Pause", ""),
    ],
)
def test_why(
    whole: bool, single: dict[str, Any], cancelled: bool, why_off: str, because: str
) -> None:
    off = {"cancelled_at": timezone.now(), "cancelled_because": "Pause"} if whole else {}
    shown = only_time(weekly(single, **off))
    assert shown.cancelled is cancelled
    assert (shown.cancelled_because, shown.because) == (why_off, because)


@pytest.mark.parametrize(
    ("change", "gone", "words"),
    [
        ({}, False, ""),
        ({"cancelled": True}, False, ""),
        (MOVED, False, "moved from Thursday, 14 January"),
        (MOVED, True, "moved to Saturday, 16 January"),
        ({**MOVED, "cancelled": True}, False, "had been moved from Thursday, 14 January"),
        ({**MOVED, "cancelled": True}, True, "had been moved to Saturday, 16 January"),
        # Something else was to be different, and somebody has said why.
        ({"place": "Hof", "because": "x"}, False, ""),
        (
            {"place": "Hof", "because": "x", "cancelled": True},
            False,
            "had been planned differently",
        ),
    ],
)
def test_what_is_not_as_always(change: dict[str, Any], gone: bool, words: str) -> None:
    (found,) = times.changed(weekly(change)) if change else [only_time(weekly())]
    with translation.override("en"):
        assert times.ShownTime(found.entry, found.time, gone=gone).unlike == words


@pytest.mark.parametrize(
    ("chosen", "city_wide", "is_in"),
    [
        ((), False, True),
        ((WEST,), False, True),
        ((EAST,), False, True),  # it is a guest there at this time
        ((HILL,), False, False),
        ((HILL, WEST), False, True),
        ((HILL,), True, True),
    ],
)
def test_who_sees_it(chosen: tuple[Any, ...], city_wide: bool, is_in: bool) -> None:
    entry = weekly({"districts": [EAST.pk]}, hosts=(EAST,), city_wide=city_wide)
    shown = only_time(entry)
    assert shown.is_in(frozenset(district.pk for district in chosen)) is is_in


def test_a_guest_shows_only_what_takes_place_there() -> None:
    entry = weekly({"districts": [EAST.pk]}, hosts=(EAST,))
    span = (at("2027-01-01T00:00"), at("2027-02-01T00:00"))
    east = times.all_between([entry], *span, [EAST])
    west = times.all_between([entry], *span, [WEST])
    assert [each.time.day.day for each in east] == [14]
    assert [each.time.day.day for each in west] == [14, 21, 28]


def test_the_next_time_for_a_reader_of_a_guest_district() -> None:
    entry = weekly(hosts=(EAST,))
    entry.changes = {"2027-01-28": {"districts": [EAST.pk]}}
    now = at("2027-01-10T12:00")
    assert times.shown(entry, now).time.day == date(2027, 1, 14)
    assert times.shown(entry, now, frozenset({EAST.pk})).time.day == date(2027, 1, 28)
    # Nothing comes there any more: the date itself is shown.
    assert times.shown(entry, at("2027-02-10T12:00"), frozenset({EAST.pk})).time.day == date(
        2027, 2, 11
    )


def test_the_worker_has_not_moved_it_on_yet() -> None:
    entry = weekly()
    assert times.shown(entry, at("2027-01-14T21:00")).time.day == date(2027, 1, 14)
    assert times.shown(entry, at("2027-01-14T21:01")).time.day == date(2027, 1, 21)


def test_what_takes_place_once_is_shown_when_it_is_over() -> None:
    assert times.shown(date_of(), at("2028-01-01T00:00")).time.start == at("2027-01-14T19:00")


def test_a_series_that_is_over_is_shown_at_its_last_time() -> None:
    entry = date_of(rule="FREQ=WEEKLY;COUNT=2", next_start=at("2027-01-21T19:00"))
    assert times.shown(entry, at("2028-01-01T00:00")).time.day == date(2027, 1, 21)


def test_what_comes() -> None:
    now = at("2027-01-14T20:00")
    assert [each.time.day for each in times.coming(date_of(), now)] == [date(2027, 1, 14)]
    assert list(times.coming(date_of(), now + timedelta(days=1))) == []
    # A series within a year, and no time further ahead.
    yearly = date_of(rule="FREQ=YEARLY")
    assert [each.time.day.year for each in times.coming(yearly, now)] == [2027, 2028]


def test_once_and_far_ahead_still_comes() -> None:
    assert len(list(times.coming(date_of(), at("2020-01-01T00:00")))) == 1


def test_only_changed_times_by_their_day() -> None:
    entry = weekly()
    changes: dict[str, dict[str, Any]] = {
        "2027-02-04": {"place": "Hof"},
        "2027-01-15": {"place": "Hof"},  # the rule has no such day
        DAY: {"cancelled": True},
    }
    entry.changes = changes
    assert [each.time.day.isoformat() for each in times.changed(entry)] == [DAY, "2027-02-04"]


def test_the_next_ones_tell_of_the_day_one_was_moved_from() -> None:
    entry = weekly(MOVED)
    found = times.next_ones(entry, at("2027-01-10T12:00"), 2)
    assert [(each.begins.day, each.gone) for each in found] == [
        (14, True),
        (16, False),
        (21, False),
    ]


def test_all_day_long_the_day_it_was_moved_from_tells_so_and_no_longer() -> None:
    entry = weekly(MOVED)
    late = times.next_ones(entry, at("2027-01-14T23:00"), 1)
    assert [each.gone for each in late] == [True, False]
    assert [each.gone for each in times.next_ones(entry, at("2027-01-15T00:00"), 1)] == [False]


def test_moved_to_another_hour_of_its_day_it_is_not_gone_from_it() -> None:
    entry = weekly({"start": f"{DAY}T10:00:00+01:00", "end": f"{DAY}T12:00:00+01:00"})
    assert list(times.moved_away(entry, at(f"{DAY}T00:00"), at("2027-01-15T00:00"))) == []


@pytest.mark.parametrize(
    ("begin", "end", "n"),
    [
        ("2027-01-14T19:00", "2027-01-14T19:01", 1),
        ("2027-01-14T19:01", "2027-01-15T00:00", 0),
        ("2027-01-14T00:00", "2027-01-14T19:00", 0),
    ],
)
def test_gone_from_a_span(begin: str, end: str, n: int) -> None:
    assert len(list(times.moved_away(weekly(MOVED), at(begin), at(end)))) == n


def test_how_a_form_names_that_it_takes_place_after_all() -> None:
    assert only_time(weekly()).way_back == "doch-2027-01-14"
