"""How a time stands in its form: when a last day is named, and what the series lends it."""

from datetime import date, datetime, time
from typing import Any

import pytest

from districts.calendar.recurrence import Occurrence
from districts.forms import times
from tests.districts.calendar.unsaved import at


@pytest.mark.parametrize(
    ("start", "end", "ends", "last_day"),
    [
        ("2027-01-14T19:00", "2027-01-14T21:00", time(21), None),
        # No end of its own.
        ("2027-01-14T19:00", "2027-01-14T19:00", None, None),
        # A night needs no last day; what the form would ask about does.
        ("2027-01-14T20:00", "2027-01-15T01:00", time(1), None),
        ("2027-01-14T23:00", "2027-01-15T00:00", time(0), None),
        ("2027-01-14T07:00", "2027-01-15T06:00", time(6), date(2027, 1, 15)),
        ("2027-01-14T20:00", "2027-01-15T08:01", time(8, 1), date(2027, 1, 15)),
        # A day and a night: the hour is no earlier, so that it would end on the first day.
        ("2027-01-14T19:00", "2027-01-15T19:00", time(19), date(2027, 1, 15)),
        ("2027-01-14T10:00", "2027-01-17T12:00", time(12), date(2027, 1, 17)),
        ("2027-12-31T22:00", "2028-01-01T02:00", time(2), None),
        # The night in which the clock is put forward, and the one in which it is put back.
        ("2027-03-27T20:00", "2027-03-28T04:00", time(4), None),
        ("2026-10-24T20:00", "2026-10-25T04:00", time(4), None),
    ],
)
def test_shown(start: str, end: str, ends: time | None, last_day: date | None) -> None:
    found = times.shown(at(start), at(end))
    assert found == {
        "day": at(start).date(),
        "begins": at(start).time(),
        "ends": ends,
        "last_day": last_day,
    }


def test_by_the_clock_on_the_wall() -> None:
    found = times.shown(
        datetime.fromisoformat("2027-07-14T22:30+00:00"),
        datetime.fromisoformat("2027-07-14T23:00+00:00"),
    )
    assert (found["day"], found["begins"], found["last_day"]) == (
        date(2027, 7, 15),
        time(0, 30),
        None,
    )


SERIES = {"place": "Saal", "districts": [1], "text": "Singen", "agenda": ""}
USUAL = Occurrence(at("2027-01-14T19:00"), at("2027-01-14T21:00"), date(2027, 1, 14))


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (None, {}),
        ({}, {}),
        ({"place": "Hof", "because": "Sonne"}, {"place": "Hof", "because": "Sonne"}),
        # Nothing is something of its own.
        ({"place": "", "districts": []}, {"place": "", "districts": ()}),
        (
            {"start": "2027-01-15T17:00:00+00:00", "end": "2027-01-15T18:00:00+00:00"},
            {"day": date(2027, 1, 15), "begins": time(18), "ends": time(19)},
        ),
    ],
)
def test_one_time_of_a_series(change: dict[str, Any] | None, differs: dict[str, Any]) -> None:
    changes = {} if change is None else {"2027-01-14": change, "2027-01-21": {"place": "Dach"}}
    found = times.of_single_time({**SERIES, "changes": changes}, USUAL)
    usual = {**SERIES, "because": "", **times.shown(USUAL.start, USUAL.end)}
    assert found == {**usual, **differs}
