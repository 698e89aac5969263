"""Hours that may be meant as a night, and such as are a slip of the hand."""

from datetime import datetime

import pytest

from districts.calendar import nights


@pytest.mark.parametrize(
    ("start", "end", "is_one"),
    [
        ("2027-03-06T20:00", "2027-03-07T01:00", True),
        ("2027-03-06T23:59", "2027-03-07T00:00", True),
        # Until breakfast, and no minute longer.
        ("2027-03-06T20:00", "2027-03-07T08:00", True),
        ("2027-03-06T20:01", "2027-03-07T08:01", False),
        # Twelve hours, and no minute more.
        ("2027-03-06T19:00", "2027-03-07T07:00", True),
        ("2027-03-06T18:59", "2027-03-07T07:00", False),
        ("2027-03-06T07:00", "2027-03-07T06:00", False),
        # On one day it is none, and over two days neither.
        ("2027-03-06T00:00", "2027-03-06T06:00", False),
        ("2027-03-06T23:00", "2027-03-08T01:00", False),
        ("2027-03-07T20:00", "2027-03-06T01:00", False),
        # Over the end of a month and of a year.
        ("2027-12-31T22:00", "2028-01-01T04:00", True),
    ],
)
def test_is_one(start: str, end: str, is_one: bool) -> None:
    assert nights.is_one(datetime.fromisoformat(start), datetime.fromisoformat(end)) is is_one
