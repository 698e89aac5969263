"""What stands on each day of a month: ends of months, nights, days on end, years that leap."""

from datetime import date

import pytest

from districts.calendar import months
from tests.districts.calendar.unsaved import EAST, WEST, at, date_of

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


@pytest.mark.parametrize(
    ("month", "after"),
    [
        ("2027-01-01", "2027-02-01"),
        ("2027-01-31", "2027-02-01"),
        ("2027-02-01", "2027-03-01"),
        ("2028-02-29", "2028-03-01"),
        ("2027-04-30", "2027-05-01"),
        ("2027-12-01", "2028-01-01"),
        ("2027-12-31", "2028-01-01"),
    ],
)
def test_the_next_month(month: str, after: str) -> None:
    assert months.first_day_after(date.fromisoformat(month)) == date.fromisoformat(after)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-11-01", 1),  # a Sunday
        ("2026-11-02", 2),
        ("2026-11-29", 5),
        ("2026-11-30", 6),
        ("2027-02-01", 1),  # a Monday, and four weeks in all
        ("2027-02-07", 1),
        ("2027-02-28", 4),
    ],
)
def test_the_weeks_of_a_month_begin_on_mondays(day: str, week: int) -> None:
    assert months.week_of(date.fromisoformat(day)) == week


def test_a_day_begins_by_the_clock_of_its_own_half_of_the_year() -> None:
    assert months.begin_of(date(2027, 3, 28)).isoformat() == "2027-03-28T00:00:00+01:00"
    assert months.begin_of(date(2027, 3, 29)).isoformat() == "2027-03-29T00:00:00+02:00"


def days(*entries: tuple[str, str, str]) -> dict[int, list[tuple[int, int | None, int | None]]]:
    """Return each day of March with its lines: the date, since and until which day."""
    made = [date_of(*values, pk=number) for number, values in enumerate(entries, start=1)]
    return {
        day.day: [
            (line.shown.entry.pk, line.since and line.since.day, line.until and line.until.day)
            for line in lines
        ]
        for day, lines in months.days_of(MARCH, APRIL, made)
    }


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # On one day.
        ("2027-03-10T10:00", "2027-03-10T12:00", {10: [(1, None, None)]}),
        # The last minute of the month before and the first of the next one are none of it.
        ("2027-02-28T22:00", "2027-02-28T23:59", {}),
        ("2027-04-01T00:00", "2027-04-01T01:00", {}),
        ("2027-03-31T23:59", "2027-04-01T00:30", {31: [(1, None, None)]}),
        ("2027-03-01T00:00", "2027-03-01T00:00", {1: [(1, None, None)]}),
        # A night into the month stands on the day it began, which is none of this month's.
        ("2027-02-28T22:00", "2027-03-01T04:00", {}),
        # Days on end say on each of them since when and until when.
        (
            "2027-03-05T10:00",
            "2027-03-07T12:00",
            {5: [(1, None, 7)], 6: [(1, 5, 7)], 7: [(1, 5, None)]},
        ),
        # From the month before, into the next one.
        ("2027-02-27T10:00", "2027-03-02T12:00", {1: [(1, 27, 2)], 2: [(1, 27, None)]}),
        ("2027-03-31T10:00", "2027-04-02T12:00", {31: [(1, None, 2)]}),
    ],
)
def test_where_one_date_stands(start: str, end: str, expected: dict[int, object]) -> None:
    assert days((start, end, "")) == expected


def test_nothing_is_on_no_day() -> None:
    assert months.days_of(MARCH, APRIL, []) == []


def test_what_goes_on_already_comes_first_then_by_the_clock_then_the_older() -> None:
    found = days(
        ("2027-03-06T18:00", "2027-03-06T19:00", ""),
        ("2027-03-06T09:00", "2027-03-06T10:00", ""),
        ("2027-03-05T20:00", "2027-03-07T20:00", ""),
        ("2027-03-06T09:00", "2027-03-06T09:30", ""),
    )
    assert [number for number, *_ends in found[6]] == [3, 2, 4, 1]


def test_a_series_stands_at_its_hour_before_and_after_the_clock_is_put_forward() -> None:
    entry = date_of("2027-03-21T12:00", "2027-03-21T13:00", "FREQ=WEEKLY")
    lines = [line for _day, found in months.days_of(MARCH, APRIL, [entry]) for line in found]
    assert [line.start for line in lines] == [at("2027-03-21T12:00"), at("2027-03-28T12:00")]


def test_the_day_it_was_moved_from_tells_of_it_and_only_that_day() -> None:
    change = {"start": "2027-03-20T18:00:00+01:00", "end": "2027-03-22T20:00:00+01:00"}
    entry = date_of(
        *("2027-03-11T19:00", "2027-03-11T21:00", "FREQ=YEARLY"), changes={"2027-03-11": change}
    )
    found = {day.day: lines[0].shown.gone for day, lines in months.days_of(MARCH, APRIL, [entry])}
    assert found == {11: True, 20: False, 21: False, 22: False}


def test_a_reader_of_another_district_sees_what_is_a_guest_there() -> None:
    entry = date_of(
        *("2027-03-10T10:00", "2027-03-10T12:00", "FREQ=WEEKLY"),
        hosts=(EAST,),
        changes={"2027-03-17": {"districts": [EAST.pk]}},
    )
    assert [day.day for day, _ in months.days_of(MARCH, APRIL, [entry], [WEST])] == [10, 17, 24, 31]
    assert [day.day for day, _ in months.days_of(MARCH, APRIL, [entry], [EAST])] == [17]
