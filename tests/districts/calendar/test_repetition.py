"""Which rule people mean when they choose, move a day, or set an end."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from districts.calendar import recurrence, repetition
from tests.districts.calendar.unsaved import at

DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        ("2027-03-01", "1MO"),
        ("2027-03-07", "1SU"),
        ("2027-03-08", "2MO"),
        ("2027-03-28", "4SU"),
        ("2027-03-29", "-1MO"),
        ("2027-02-28", "4SU"),  # also the last one; said as the fourth
        ("2028-02-29", "-1TU"),
    ],
)
def test_the_weekday_of_a_month(day: str, weekday: str) -> None:
    assert repetition.weekday_of_month(date.fromisoformat(day)) == weekday


@given(DAYS)
def test_a_rule_by_its_weekday_has_the_day_it_was_made_of(day: date) -> None:
    rule = repetition.rule_of(repetition.SAME_WEEKDAY, day=day)
    midnight = datetime.combine(day, datetime.min.time())
    assert rrulestr(rule, dtstart=midnight)[0] == midnight


@pytest.mark.parametrize(
    ("choice", "months", "until", "rule"),
    [
        ("", 1, None, ""),
        # Once until a day is no rule.
        ("", 3, date(2027, 6, 30), ""),
        ("month-day", 1, None, "FREQ=MONTHLY;BYDAY=2WE"),
        ("month-day", 2, None, "FREQ=MONTHLY;INTERVAL=2;BYDAY=2WE"),
        ("month-date", 12, None, "FREQ=MONTHLY;INTERVAL=12"),
        ("month-date", 1, date(2027, 6, 30), "FREQ=MONTHLY;UNTIL=20270630T235959"),
        # Months say nothing of a rule by weeks.
        ("FREQ=WEEKLY", 3, None, "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;COUNT=3", 1, date(2027, 6, 30), "FREQ=WEEKLY;UNTIL=20270630T235959"),
    ],
)
def test_what_was_chosen(choice: str, months: int, until: date | None, rule: str) -> None:
    day = date(2027, 1, 13)
    assert repetition.rule_of(choice, day=day, months=months, until=until) == rule


@pytest.mark.parametrize(
    ("rule", "to", "becomes"),
    [
        ("", "2027-03-04", ""),
        ("FREQ=WEEKLY", "2027-03-04", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=WE", "2027-03-04", "FREQ=WEEKLY;BYDAY=TH"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "2027-03-04", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=MONTHLY;BYDAY=1WE", "2027-03-04", "FREQ=MONTHLY;BYDAY=1TH"),
        ("FREQ=MONTHLY;BYDAY=1WE", "2027-03-11", "FREQ=MONTHLY;BYDAY=2TH"),
        # The last one stays the last, and the last but one that.
        ("FREQ=MONTHLY;BYDAY=-1WE", "2027-03-25", "FREQ=MONTHLY;BYDAY=-1TH"),
        ("FREQ=MONTHLY;BYDAY=-2WE", "2027-03-18", "FREQ=MONTHLY;BYDAY=-2TH"),
        ("FREQ=MONTHLY;BYDAY=-1WE", "2027-03-18", "FREQ=MONTHLY;BYDAY=3TH"),
        ("FREQ=MONTHLY;BYDAY=4WE", "2027-02-25", "FREQ=MONTHLY;BYDAY=4TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=3", "2027-03-31", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-02-28", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-02-28", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "2028-02-28", "FREQ=MONTHLY;BYMONTHDAY=-2"),
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU;UNTIL=20300101T000000",
            "2027-06-12",
            "FREQ=YEARLY;BYMONTH=6;BYDAY=2SA;UNTIL=20300101T000000",
        ),
    ],
)
def test_a_moved_day(rule: str, to: str, becomes: str) -> None:
    assert repetition.moved(rule, to=date.fromisoformat(to)) == becomes


@given(
    st.sampled_from(
        [
            "FREQ=WEEKLY;BYDAY=WE",
            "FREQ=MONTHLY;BYDAY=1WE",
            "FREQ=MONTHLY;BYDAY=-1WE",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
            "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=9",
        ]
    ),
    DAYS,
)
def test_a_rule_moved_to_a_day_has_that_day(rule: str, day: date) -> None:
    start = recurrence.in_the_zone(datetime.combine(day, datetime.min.time()))
    assert repetition.fits(repetition.moved(rule, to=day), start)


@pytest.mark.parametrize(
    ("rule", "until", "becomes"),
    [
        ("FREQ=WEEKLY", None, "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;UNTIL=20270101T000000;BYDAY=MO", None, "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=WEEKLY;COUNT=5", None, "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;COUNT=5", date(2027, 1, 9), "FREQ=WEEKLY;UNTIL=20270109T235959"),
    ],
)
def test_another_end(rule: str, until: date | None, becomes: str) -> None:
    assert repetition.ending(rule, until) == becomes
    assert repetition.last_day(becomes) == until


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("", None),
        ("FREQ=WEEKLY;COUNT=5", None),
        ("FREQ=WEEKLY;UNTIL=20270109", date(2027, 1, 9)),
        # In UTC it is the next day on the wall already.
        ("FREQ=WEEKLY;UNTIL=20270109T233000Z", date(2027, 1, 10)),
    ],
)
def test_the_day_a_rule_ends(rule: str, day: date | None) -> None:
    assert repetition.last_day(rule) == day


@pytest.mark.parametrize(
    ("rule", "months"),
    [
        ("", 1),
        ("FREQ=MONTHLY", 1),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", 3),
        ("FREQ=WEEKLY;INTERVAL=3", 1),
        ("FREQ=YEARLY;INTERVAL=2", 1),
    ],
)
def test_how_many_months_apart(rule: str, months: int) -> None:
    assert repetition.months_apart(rule) == months


@pytest.mark.parametrize(
    ("rule", "months", "becomes"),
    [
        ("FREQ=MONTHLY", 1, "FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYDAY=1MO", 2, "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", 1, "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=MONTHLY;BYDAY=1MO;INTERVAL=3", 12, "FREQ=MONTHLY;INTERVAL=12;BYDAY=1MO"),
    ],
)
def test_another_interval(rule: str, months: int, becomes: str) -> None:
    assert repetition.apart(rule, months) == becomes
    assert repetition.months_apart(becomes) == months


@pytest.mark.parametrize(
    ("rule", "start", "fits"),
    [
        ("", "2027-01-14T19:00", True),
        ("FREQ=WEEKLY", "2027-01-14T19:00", True),
        ("FREQ=WEEKLY;BYDAY=TH", "2027-01-14T19:00", True),
        ("FREQ=WEEKLY;BYDAY=FR", "2027-01-14T19:00", False),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-02-28T19:00", True),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-02-28T19:00", False),
        # An end that is over does not matter here; a day that never comes does.
        ("FREQ=WEEKLY;UNTIL=20200101T000000", "2027-01-14T19:00", True),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2027-02-28T19:00", False),
    ],
)
def test_whether_a_first_day_fits_its_rule(rule: str, start: str, fits: bool) -> None:
    assert repetition.fits(rule, at(start)) is fits


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY", "every week on Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "every 2 weeks on Monday, Friday"),
        ("FREQ=MONTHLY;BYDAY=-1TH", "every month on the last Thursday"),
        ("FREQ=WEEKLY;UNTIL=20271231T235959", "every week on Thursday, until 31 December 2027"),
    ],
)
def test_in_english(rule: str, words: str) -> None:
    with translation.override("en"):
        assert repetition.in_words(rule, at("2027-01-14T19:00")) == words
