"""In which words a time says whence and where to it was moved."""

from datetime import date, datetime

import pytest
from django.utils import translation

from districts.calendar import moved_words
from districts.calendar.recurrence import Occurrence
from tests.districts.calendar.unsaved import at


def occurrence(start: str, regular: str | None) -> Occurrence:
    usual: datetime | None = regular and at(regular)  # type: ignore[assignment]
    day = date.fromisoformat((regular or start)[:10])
    return Occurrence(at(start), at(start), day, regular=usual)


@pytest.mark.parametrize(
    ("start", "regular", "words"),
    [
        ("2027-01-14T19:00", None, ""),
        # Only its end is another one.
        ("2027-01-14T19:00", "2027-01-14T19:00", ""),
        ("2027-01-21T19:00", "2027-01-14T19:00", "verlegt vom Donnerstag, 14. Januar"),
        ("2027-01-14T18:00", "2027-01-14T19:00", "verlegt von 19:00 Uhr"),
        # A minute further it is another day.
        ("2027-01-15T00:00", "2027-01-14T23:59", "verlegt vom Donnerstag, 14. Januar"),
        # The year is said where it is another one, either way.
        ("2027-01-01T19:00", "2026-12-31T19:00", "verlegt vom Donnerstag, 31. Dezember 2026"),
        ("2026-12-31T19:00", "2027-01-01T19:00", "verlegt vom Freitag, 1. Januar 2027"),
    ],
)
def test_whence(start: str, regular: str | None, words: str) -> None:
    with translation.override("de"):
        assert moved_words.moved_from(occurrence(start, regular)) == words


def test_the_hour_is_that_of_the_clock_on_the_wall_in_summer() -> None:
    found = Occurrence(
        datetime.fromisoformat("2027-07-14T15:00+00:00"),
        datetime.fromisoformat("2027-07-14T16:00+00:00"),
        date(2027, 7, 14),
        regular=datetime.fromisoformat("2027-07-14T16:30+00:00"),
    )
    with translation.override("de"):
        assert moved_words.moved_from(found) == "verlegt von 18:30 Uhr"


@pytest.mark.parametrize(
    ("start", "regular", "words"),
    [
        ("2027-01-21T19:00", "2027-01-14T19:00", "verlegt auf Donnerstag, 21. Januar"),
        ("2027-01-01T19:00", "2026-12-31T19:00", "verlegt auf Freitag, 1. Januar 2027"),
        ("2027-01-14T19:00", None, "verlegt auf Donnerstag, 14. Januar"),
    ],
)
def test_where_to(start: str, regular: str | None, words: str) -> None:
    with translation.override("de"):
        assert moved_words.moved_to(occurrence(start, regular)) == words


def test_in_english() -> None:
    found = occurrence("2027-01-21T19:00", "2027-01-14T19:00")
    with translation.override("en"):
        assert moved_words.moved_from(found) == "moved from Thursday, 14 January"
        assert moved_words.moved_to(found) == "moved to Thursday, 21 January"
