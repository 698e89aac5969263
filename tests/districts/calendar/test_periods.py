"""Which dates an address asks for, however it is written."""

from datetime import date

import pytest
from django.http import QueryDict

from districts.calendar.periods import PARAMETERS, Span, read_day, read_month


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-11", date(2026, 11, 1)),
        ("2026-1", date(2026, 1, 1)),
        ("2026-01", date(2026, 1, 1)),
        ("2026-12", date(2026, 12, 1)),
        ("1970-01", date(1970, 1, 1)),
        ("2200-12", date(2200, 12, 1)),
        ("2026-0", None),
        ("2026-00", None),
        ("2026-13", None),
        ("1969-12", None),
        ("2201-01", None),
        ("0000-01", None),
        ("", None),
        ("2026", None),
        ("2026-11-01", None),
        ("26-11", None),
        (" 2026-11", None),
        ("2026-11\n", None),
        ("٢٠٢٦-١١", None),
        ("2026-011", None),
        ("-2026-11", None),
    ],
)
def test_a_month_of_an_address(text: str, month: date | None) -> None:
    assert read_month(text) == month
    assert PARAMETERS["month"](text) is (month is not None)


@pytest.mark.parametrize(
    ("query", "span"),
    [
        ("", Span()),
        ("view=archive", Span(archive=True)),
        ("view=Archive", Span()),
        ("view=", Span()),
        ("month=2026-11", Span(date(2026, 11, 1))),
        # The month counts before the view; one that cannot be read does not.
        ("view=archive&month=2026-11", Span(date(2026, 11, 1))),
        ("view=archive&month=2026-13", Span(archive=True)),
        # Of several the last one, as elsewhere.
        ("month=2026-11&month=2026-12", Span(date(2026, 12, 1))),
        ("month=%00", Span()),
        ("day=2026-11-14", Span(date(2026, 11, 1), day=date(2026, 11, 14))),
        (
            "day=2026-11-14&month=2027-01&view=archive",
            Span(date(2026, 11, 1), day=date(2026, 11, 14)),
        ),
        ("day=2027-02-29&month=2027-01", Span(date(2027, 1, 1))),
    ],
)
def test_what_an_address_asks_for(query: str, span: Span) -> None:
    assert Span.read(QueryDict(query)) == span


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-14", date(2026, 11, 14)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2027-02-29", None),
        ("2026-11-00", None),
        ("2026-1-1", None),
        ("20261114", None),
        ("1969-12-31", None),
        ("2201-01-01", None),
        ("2026-11-14T10", None),
        ("2026-W46-6", None),
        ("", None),
    ],
)
def test_a_day_of_an_address(text: str, day: date | None) -> None:
    assert read_day(text) == day
    assert PARAMETERS["day"](text) is (day is not None)


def test_only_the_archive_is_a_known_view() -> None:
    assert PARAMETERS["view"]("archive")
    assert not PARAMETERS["view"]("month")


def test_the_month_in_which_the_clock_is_put_forward_is_an_hour_shorter() -> None:
    begin, end = Span(date(2027, 3, 1)).ends
    assert (begin.isoformat(), end.isoformat()) == (
        "2027-03-01T00:00:00+01:00",
        "2027-04-01T00:00:00+02:00",
    )
