"""When a rule has its times: first and last ones, hours that come twice or never, limits."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districts.calendar import recurrence
from districts.calendar.recurrence import MOST, BadRule, Series, checked_rule
from districts.calendar.single_times import TimeChange
from tests.districts.calendar.unsaved import at

SHIFTED = TimeChange(start=at("2027-01-16T10:00"), end=at("2027-01-16T12:00"))


def weekly(rule: str = "FREQ=WEEKLY", **values: object) -> Series:
    return Series(at("2027-01-14T19:00"), at("2027-01-14T21:00"), rule, **values)  # type: ignore[arg-type]


def starts(series: Series, begin: str, end: str) -> list[str]:
    found = series.between(at(begin), at(end))
    return [f"{recurrence.on_the_wall(each.start):%m-%dT%H:%M}" for each in found]


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        # What ends at the first moment still touches it; what begins at the last one does not.
        ("2027-01-14T21:00", "2027-01-21T19:00", ["01-14T19:00"]),
        ("2027-01-14T21:01", "2027-01-21T19:01", ["01-21T19:00"]),
        # Before the first one there is none, however the rule would go on backwards.
        ("2026-12-01T00:00", "2027-01-14T19:00", []),
        ("2026-12-01T00:00", "2027-01-22T00:00", ["01-14T19:00", "01-21T19:00"]),
        # Nothing lies between a moment and itself, nor backwards.
        ("2027-01-14T20:00", "2027-01-14T19:00", []),
    ],
)
def test_the_ends_of_a_span(begin: str, end: str, found: list[str]) -> None:
    assert starts(weekly(), begin, end) == found


def test_no_list_shows_more_than_so_many() -> None:
    series = weekly("FREQ=DAILY")
    assert len(list(series.between(at("2027-01-01T00:00"), at("2032-01-01T00:00")))) == MOST


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        ("2027-01-14", True),
        ("2027-01-21", True),
        ("2027-01-15", False),
        ("2027-01-07", False),
        ("2027-01-28", False),  # left out
        ("2029-02-08", True),
    ],
)
def test_on_a_day(day: str, is_one: bool) -> None:
    series = weekly(exceptions=(at("2027-01-28T11:00"),))
    found = series.on(date.fromisoformat(day))
    assert (found is not None) is is_one


def test_a_date_without_a_rule_has_no_single_times() -> None:
    once = weekly("", changes={date(2027, 1, 14): SHIFTED})
    assert once.on(date(2027, 1, 14)) is None
    assert list(once.moved()) == []
    assert once.at(at("2027-01-14T19:00")).change == TimeChange()
    assert once.last_end() == at("2027-01-14T21:00")


def test_a_moved_time_comes_in_the_order_in_which_it_takes_place() -> None:
    late = TimeChange(start=at("2027-01-23T10:00"), end=at("2027-01-23T12:00"))
    series = weekly(changes={date(2027, 1, 14): late})
    assert starts(series, "2027-01-01T00:00", "2027-01-29T00:00") == [
        "01-21T19:00",
        "01-23T10:00",
        "01-28T19:00",
    ]
    found = series.at(at("2027-01-23T10:00"))
    assert (found.day, found.regular, found.other_day) == (
        date(2027, 1, 14),
        at("2027-01-14T19:00"),
        True,
    )


def test_a_change_on_a_day_that_the_rule_has_not_is_none() -> None:
    series = weekly(changes={date(2027, 1, 15): SHIFTED})
    assert list(series.moved()) == []
    assert starts(series, "2027-01-01T00:00", "2027-01-20T00:00") == ["01-14T19:00"]


def test_another_hour_is_no_other_day() -> None:
    earlier = TimeChange(start=at("2027-01-14T08:00"), end=at("2027-01-14T09:00"))
    (found,) = weekly(changes={date(2027, 1, 14): earlier}).moved()
    assert not found.other_day


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;COUNT=1", "2027-01-14T21:00"),
        ("FREQ=WEEKLY;COUNT=3", "2027-01-28T21:00"),
        ("FREQ=WEEKLY;UNTIL=20270121T190000", "2027-01-21T21:00"),
        ("FREQ=WEEKLY;UNTIL=20270121T185959", "2027-01-14T21:00"),
        # It ends before it begins: the first one is all there is.
        ("FREQ=WEEKLY;UNTIL=20200101T000000", "2027-01-14T21:00"),
    ],
)
def test_when_the_last_one_ends(rule: str, last: str | None) -> None:
    assert weekly(rule).last_end() == (at(last) if last else None)


def test_the_last_one_may_have_been_moved_further() -> None:
    further = TimeChange(start=at("2027-02-20T10:00"), end=at("2027-02-20T12:00"))
    series = weekly("FREQ=WEEKLY;COUNT=3", changes={date(2027, 1, 14): further})
    assert series.last_end() == at("2027-02-20T12:00")


def test_what_is_over_has_no_next() -> None:
    series = weekly("FREQ=WEEKLY;COUNT=2")
    assert series.next_after(at("2027-01-21T21:00")) == series.on(date(2027, 1, 21))
    assert series.next_after(at("2027-01-21T21:01")) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2027-03-28T01:59", True),
        ("2027-03-28T02:00", False),
        ("2027-03-28T02:59", False),
        ("2027-03-28T03:00", True),
        # Put back, it strikes two hours twice: both are shown.
        ("2026-10-25T02:30", True),
    ],
)
def test_hours_that_never_come(text: str, shown: bool) -> None:
    assert recurrence.never_shown(datetime.fromisoformat(text)) is not shown


def test_of_an_hour_that_comes_twice_the_first_counts() -> None:
    found = recurrence.in_the_zone(datetime.fromisoformat("2026-10-25T02:30"))
    assert found.isoformat() == "2026-10-25T02:30:00+02:00"


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2199, 1, 1)))  # noqa: DTZ001
def test_the_wall_shows_what_was_read_off_it(naive: datetime) -> None:
    moment = recurrence.in_the_zone(naive)
    again = recurrence.on_the_wall(moment)
    assert recurrence.never_shown(naive) or again == naive.replace(microsecond=0)
    assert recurrence.on_the_wall(moment.astimezone(UTC)) == again


RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
]
FIRST = datetime(2020, 1, 1)  # noqa: DTZ001


@given(
    st.sampled_from(RULES),
    st.datetimes(min_value=FIRST, max_value=FIRST + timedelta(days=800)),
    st.integers(0, 60 * 60),
    st.integers(0, 4000),
)
def test_looking_from_later_shows_the_same_times(
    rule: str, start: datetime, minutes: int, later: int
) -> None:
    """However far ahead one begins to look, the times are those counted from the first day."""
    first = recurrence.in_the_zone(start.replace(microsecond=0))
    series = Series(first, first + timedelta(minutes=minutes), rule)
    begin = first + timedelta(days=later)
    end = begin + timedelta(days=120)
    found = list(series.between(begin, end))
    whole = Series(series.start, series.end, f"{rule};COUNT=9999")  # counted from its beginning
    assert found == list(whole.between(begin, end))
    assert all(one.start < other.start for one, other in pairwise(found))
    assert all(each.start < end and each.end >= begin for each in found)
    assert all(series.on(each.day) == each for each in found)


@given(st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2"]), st.integers(0, 9 * 24))
def test_an_end_ends_what_has_no_other(rule: str, hours: int) -> None:
    """Its own hour is within; a day ends with its last second."""
    first = recurrence.in_the_zone(FIRST)
    end = FIRST + timedelta(days=70, hours=hours)
    series = Series(first, first, f"{rule};UNTIL={end:%Y%m%dT%H%M%S}")
    far = first + timedelta(days=200)
    without = list(Series(first, first, rule).between(first, far))
    assert list(series.between(first, far)) == [
        each for each in without if recurrence.on_the_wall(each.start) <= end
    ]
    of_the_day = Series(first, first, f"{rule};UNTIL={end:%Y%m%d}")
    assert [each.day for each in of_the_day.between(first, far)] == [
        each.day for each in without if each.day <= end.date()
    ]


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=99"])
def test_what_never_ends_ends_with_the_calendar(rule: str) -> None:
    last = datetime(9990, 1, 1, tzinfo=recurrence.ZONE)
    found = Series(last, last, rule).between(last, datetime(9999, 12, 1, tzinfo=recurrence.ZONE))
    assert len(list(found)) in (5, recurrence.MOST)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # A week has no second Monday, a day none either; each is named once.
        ("FREQ=WEEKLY;BYDAY=1MO,2MO,-1TU", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=MONTHLY;BYDAY=1MO,2MO", "FREQ=MONTHLY;BYDAY=1MO,2MO"),
        ("INTERVAL=2;FREQ=WEEKLY", "INTERVAL=2;FREQ=WEEKLY"),
        ("FREQ=WEEKLY;WKST=SU", "FREQ=WEEKLY;WKST=SU"),
        ("FREQ=WEEKLY;INTERVAL=99;COUNT=999", "FREQ=WEEKLY;INTERVAL=99;COUNT=999"),
        # Summer time at the end: what is said in UTC is later on the wall.
        ("FREQ=WEEKLY;UNTIL=20270630T220000Z", "FREQ=WEEKLY;UNTIL=20270701T000000"),
    ],
)
def test_the_normal_form(text: str, rule: str) -> None:
    assert checked_rule(text) == rule
    assert checked_rule(rule) == rule


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=",
        ";",
        "FREQ=WEEKLY;",
        "FREQ=WEEKLY;INTERVAL=100",
        "FREQ=WEEKLY;COUNT=1000",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU,MO",
        "FREQ=WEEKLY;UNTIL=2027-01-01",
        "FREQ=WEEKLY;WKST=TU",
        # It chooses among days, and none are named.
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=WEEKLY;INTERVAL=2;BYSETPOS=-1;COUNT=3",
        # Digits of other scripts are read as numbers here, and not by other calendars.
        "FREQ=WEEKLY;INTERVAL=1٣",
        "FREQ=MONTHLY;BYMONTHDAY=1٣",
    ],
)
def test_what_is_none(rule: str) -> None:
    with pytest.raises(BadRule):
        checked_rule(rule)


def test_the_times_of_a_date_as_its_rule_has_them() -> None:
    entry = SimpleNamespace(
        start=at("2027-01-14T19:00"),
        end=at("2027-01-14T21:00"),
        recurrence="FREQ=WEEKLY",
        exceptions=["2027-01-21T19:00:00+01:00", None, "bald"],
        changes={"2027-01-28": {"place": "Hof"}, "irgendwann": {"place": "Hof"}},
    )
    series = recurrence.series_of(entry)
    assert series.left_out == {date(2027, 1, 21)}
    assert list(series.changes) == [date(2027, 1, 28)]
    assert recurrence.series_of(entry, changed=False).changes == {}


def test_a_time_left_out_late_at_night_is_left_out_on_the_day_of_the_wall() -> None:
    series = weekly(exceptions=(datetime.fromisoformat("2027-01-20T23:30+00:00"),))
    assert series.left_out == {date(2027, 1, 21)}
