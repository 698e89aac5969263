"""Which times of one series take place at once because one of them was moved."""

from datetime import date
from typing import Any

import pytest

from districts.calendar import overlaps
from districts.calendar.recurrence import Series
from districts.calendar.single_times import TimeChange
from tests.districts.calendar.unsaved import at

#: Thursdays from seven to nine: 14.1., 21.1., 28.1., 4.2.
WEEKLY = "FREQ=WEEKLY"


def moved(start: str, end: str, **values: Any) -> TimeChange:
    return TimeChange(start=at(start), end=at(end), **values)


def pairs(
    changes: dict[str, TimeChange],
    start: str = "2027-01-14T19:00",
    end: str = "2027-01-14T21:00",
    rule: str = WEEKLY,
    left_out: tuple[str, ...] = (),
) -> list[tuple[str, str]]:
    by_day = {date.fromisoformat(day): change for day, change in changes.items()}
    series = Series(at(start), at(end), rule, tuple(map(at, left_out)), by_day)
    return [(f"{one}", f"{other}") for one, other in overlaps.pairs(series)]


FOUND = [("2027-01-14", "2027-01-21")]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2027-01-21T19:00", "2027-01-21T21:00", FOUND),
        ("2027-01-21T20:59", "2027-01-21T22:00", FOUND),
        ("2027-01-21T18:00", "2027-01-21T19:01", FOUND),
        ("2027-01-21T12:00", "2027-01-21T23:00", FOUND),
        # One begins when the other ends.
        ("2027-01-21T21:00", "2027-01-21T22:00", []),
        ("2027-01-21T17:00", "2027-01-21T19:00", []),
        # Elsewhere in the week.
        ("2027-01-20T19:00", "2027-01-20T21:00", []),
        # It was moved on its own day, where no other is.
        ("2027-01-14T18:00", "2027-01-14T20:00", []),
        # For a moment, in the middle and at the beginning of another.
        ("2027-01-21T20:00", "2027-01-21T20:00", FOUND),
        ("2027-01-21T19:00", "2027-01-21T19:00", FOUND),
        # It takes so long that it meets two.
        ("2027-01-21T20:00", "2027-01-28T20:00", [*FOUND, ("2027-01-14", "2027-01-28")]),
    ],
)
def test_one_time_is_moved(start: str, end: str, found: list[tuple[str, str]]) -> None:
    assert pairs({"2027-01-14": moved(start, end)}) == found


def test_nothing_moved_meets_nothing() -> None:
    assert pairs({}) == []
    assert pairs({"2027-01-14": TimeChange(place="Hof")}) == []


def test_what_is_off_meets_nobody() -> None:
    there = ("2027-01-21T19:00", "2027-01-21T21:00")
    assert pairs({"2027-01-14": moved(*there, cancelled=True)}) == []
    assert pairs({"2027-01-14": moved(*there), "2027-01-21": TimeChange(cancelled=True)}) == []
    assert pairs({"2027-01-14": moved(*there)}, left_out=("2027-01-21T19:00",)) == []


def test_two_that_were_moved_to_the_same_hour_find_each_other() -> None:
    there = ("2027-01-16T10:00", "2027-01-16T12:00")
    found = pairs({"2027-01-14": moved(*there), "2027-01-21": moved(*there)})
    assert sorted(found) == [("2027-01-14", "2027-01-21"), ("2027-01-21", "2027-01-14")]


def test_the_one_whose_place_it_takes_was_moved_away() -> None:
    changes = {
        "2027-01-14": moved("2027-01-21T19:00", "2027-01-21T21:00"),
        "2027-01-21": moved("2027-01-22T19:00", "2027-01-22T21:00"),
    }
    assert pairs(changes) == []


@pytest.mark.parametrize(
    ("start", "found"),
    [("2027-01-15T08:00", []), ("2027-01-16T07:00", [("2027-01-15", "2027-01-16")])],
)
def test_what_always_runs_into_the_next_meets_only_what_begins_with_it(
    start: str, found: list[tuple[str, str]]
) -> None:
    changes = {"2027-01-15": moved(start, "2027-01-16T10:00")}
    always = ("2027-01-14T07:00", "2027-01-15T10:00", "FREQ=DAILY")
    assert [pair for pair in pairs(changes, *always) if pair != ("2027-01-15", "2027-01-14")] == (
        found
    )
