"""The field for a day: the years that somebody can mean, to the day."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from districts.forms.days import DayField


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2027-02-29", None),
        ("1970-01-01", date(1970, 1, 1)),
        ("1969-12-31", None),
        ("2046-12-31", date(2046, 12, 31)),
        ("2047-01-01", None),
        ("0026-12-31", None),
        ("20226-12-31", None),
        ("heute", None),
    ],
)
def test_days(typed: str, day: date | None) -> None:
    with time_machine.travel("2026-11-29T12:00:00Z"), translation.override("de"):
        if day is None:
            with pytest.raises(ValidationError):
                DayField().clean(typed)
        else:
            assert DayField().clean(typed) == day


@pytest.mark.parametrize("typed", ["", None])
def test_nothing_is_no_day_of_another_age(typed: str | None) -> None:
    assert DayField(required=False).clean(typed) is None
    with pytest.raises(ValidationError):
        DayField().clean(typed)


def test_a_browser_reads_the_day_in_every_language() -> None:
    with translation.override("de"):
        assert 'value="2026-12-31"' in DayField().widget.render("day", date(2026, 12, 31))
