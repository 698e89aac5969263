"""A day with its weekday, as each language writes it."""

from datetime import datetime

import pytest
from django.utils import translation

from text.days import with_weekday


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("de", "DATE_FORMAT", "Freitag, 27. November 2026"),
        ("de", "MONTH_DAY_FORMAT", "Freitag, 27. November"),
        ("de", "DATETIME_FORMAT", "Freitag, 27. November 2026, 18:05"),
        ("en", "DATE_FORMAT", "Friday, 27 November 2026"),
        ("en", "MONTH_DAY_FORMAT", "Friday, 27 November"),
        ("en", "DATETIME_FORMAT", "Friday, 27 November 2026, 18:05"),
    ],
)
def test_each_language_writes_a_day_its_own_way(language: str, form: str, words: str) -> None:
    with translation.override(language):
        assert with_weekday(datetime(2026, 11, 27, 18, 5), form) == words  # noqa: DTZ001
