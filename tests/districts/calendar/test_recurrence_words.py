"""How often a date repeats, in the words of people, and which rules are none."""

from datetime import datetime
from itertools import islice, product

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from django.utils import translation

from districts.calendar import recurrence, repetition
from districts.calendar.recurrence import ZONE

MONDAY = datetime(2026, 3, 2, 18, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "jeden Tag"),
        ("FREQ=DAILY;INTERVAL=3", "alle 3 Tage"),
        ("FREQ=WEEKLY", "jede Woche am Montag"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "jede Woche am Dienstag, Donnerstag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "alle 2 Wochen am Samstag"),
        ("FREQ=MONTHLY", "jeden Monat"),
        ("FREQ=MONTHLY;BYDAY=1MO", "jeden Monat am ersten Montag"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "jeden Monat am letzten Freitag"),
        ("FREQ=MONTHLY;INTERVAL=3", "alle 3 Monate"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "alle 3 Monate am zweiten Donnerstag"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "jeden Monat am vorletzten Freitag"),
        ("FREQ=MONTHLY;BYDAY=5MO", "jeden Monat am fünften Montag"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "jeden Monat am letzten Tag"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=2,16", "alle 2 Monate am 2., 16."),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "jeden Monat am 31., wenn es diesen Tag gibt"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "jeden Monat am letzten Werktag",
        ),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "jeden Monat am letzten Freitag"),
        (
            "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1",
            "jeden Monat am ersten von diesen Tagen: Samstag, Sonntag",
        ),
        ("FREQ=DAILY;BYDAY=MO,TU", "jede Woche am Montag, Dienstag"),
        ("FREQ=WEEKLY;BYMONTH=5,6", "jede Woche am Montag, nur im Mai, Juni"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "jedes Jahr am zweiten Sonntag im Mai"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2SU",
            "alle 2 Jahre am zweiten Sonntag im Mai",
        ),
        # Days that narrow a rule are said, too.
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "jeden Monat am Freitag, nur am 13."),
        ("FREQ=MONTHLY;BYDAY=WE", "jede Woche am Mittwoch"),
        ("FREQ=YEARLY;BYDAY=WE,FR", "jede Woche am Mittwoch, Freitag"),
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=SU", "jede Woche am Sonntag, nur im September"),
        ("FREQ=YEARLY;BYDAY=1TU", "jedes Jahr am ersten Dienstag des Jahres"),
        ("FREQ=DAILY;BYMONTHDAY=1,15", "jeden Monat am 1., 15."),
        ("FREQ=DAILY;INTERVAL=3;BYDAY=MO", "alle 3 Tage, nur am Montag"),
        ("FREQ=DAILY;INTERVAL=2;BYMONTHDAY=1,15", "alle 2 Tage, nur am 1., 15."),
        ("FREQ=YEARLY;BYMONTHDAY=2", "jeden Monat am 2."),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2,9", "jeden Monat am 2., 9., nur im März"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2", "jedes Jahr"),
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=2", "jedes Jahr, nur im März, September"),
        # What lies in every second month or year is told by how often it is there.
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=WE", "alle 2 Monate, jeden Mittwoch"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=TU,TH", "alle 3 Monate, jeden Dienstag, Donnerstag"),
        ("FREQ=YEARLY;INTERVAL=2;BYDAY=WE", "alle 2 Jahre, jeden Mittwoch"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=9;BYDAY=SU",
            "alle 2 Jahre, jeden Sonntag, nur im September",
        ),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=2", "alle 2 Jahre, jeden Monat am 2."),
        ("FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", "jeden Monat am Freitag, nur am 13."),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=-1", "jedes Jahr am letzten Montag des Jahres"),
        # One Sunday a year, not one in each of the months.
        (
            "FREQ=YEARLY;BYMONTH=5,6;BYDAY=SU;BYSETPOS=1",
            "jedes Jahr am ersten von diesen Tagen: Sonntag im Mai, Juni",
        ),
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=SU;BYSETPOS=1",
            "jedes Jahr am ersten Sonntag im Mai",
        ),
        (
            "FREQ=YEARLY;BYMONTH=5,6;BYDAY=MO,TU;BYSETPOS=-1",
            "jedes Jahr am letzten von diesen Tagen: Montag, Dienstag im Mai, Juni",
        ),
        ("FREQ=YEARLY;INTERVAL=2;BYDAY=1TU", "alle 2 Jahre am ersten Dienstag des Jahres"),
        ("FREQ=MONTHLY;BYDAY=WE,1FR", "jeden Monat am ersten Freitag, jeden Mittwoch"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1",
            "jeden Monat am letzten von diesen Tagen: 1., 15.",
        ),
        ("FREQ=WEEKLY;BYDAY=1MO", "jede Woche am Montag"),
        ("FREQ=WEEKLY;BYMONTHDAY=2,16", "jeden Monat am 2., 16."),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO;BYMONTHDAY=2", "alle 2 Tage, nur am Montag, nur am 2."),
        ("FREQ=DAILY;BYDAY=MO,TU;BYSETPOS=-1", "jede Woche am Montag, Dienstag"),
        ("FREQ=WEEKLY;UNTIL=20261231", "jede Woche am Montag, bis 31. Dezember 2026"),
        ("FREQ=DAILY;COUNT=10", "jeden Tag, insgesamt 10-mal"),
        ("FREQ=YEARLY", "jedes Jahr"),
        ("FREQ=YEARLY;INTERVAL=2", "alle 2 Jahre"),
    ],
)
def test_a_rule_is_told_as_people_say_it(rule: str, words: str) -> None:
    with translation.override("de"):
        assert repetition.in_words(recurrence.checked_rule(rule), MONDAY) == words


@pytest.mark.parametrize(
    ("day", "rule", "words"),
    [
        ("2026-01-31", "FREQ=MONTHLY", "jeden Monat, wenn es diesen Tag gibt"),
        ("2026-01-28", "FREQ=MONTHLY", "jeden Monat"),
        ("2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1", "jeden Monat am letzten Tag"),
        ("2028-02-29", "FREQ=YEARLY", "jedes Jahr, wenn es diesen Tag gibt"),
        ("2028-03-31", "FREQ=YEARLY", "jedes Jahr"),
    ],
)
def test_months_without_the_day_are_said_to_be_passed_over(day: str, rule: str, words: str) -> None:
    with translation.override("de"):
        assert repetition.in_words(rule, datetime.fromisoformat(day)) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYSECOND=1",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "jede Woche",
        "FREQ=WEEKLY;UNTIL=20261399",
        "FREQ=WEEKLY;UNTIL=00010101T000000Z",
    ],
)
def test_what_is_no_rule_of_ours_is_refused(rule: str) -> None:
    with pytest.raises(recurrence.BadRule):
        recurrence.checked_rule(rule)


def test_rules_are_kept_in_their_normal_form() -> None:
    assert recurrence.checked_rule(" rrule:freq=weekly;byday=mo ") == "FREQ=WEEKLY;BYDAY=MO"
    assert recurrence.checked_rule("  ") == ""
    for end in ("20261231", "20261231T235959", "20261231T225959Z"):
        rule = recurrence.checked_rule(f"FREQ=WEEKLY;UNTIL={end}")
        assert rule == "FREQ=WEEKLY;UNTIL=20261231T235959"


def test_stored_exceptions_that_are_no_moment_are_left_out() -> None:
    found = recurrence.moments(["2026-03-09T18:00:00", "morgen", "2026-03-16T17:00:00+00:00"])
    assert [moment.isoformat() for moment in found] == [
        "2026-03-09T18:00:00+01:00",
        "2026-03-16T17:00:00+00:00",
    ]


def test_rules_that_are_told_alike_have_the_same_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part of a rule is lost in its words, and none is told as another one."""
    # A rule that never comes true ("on the first Monday, the 16th") is looked for until then.
    monkeypatch.setattr("datetime.MAXYEAR", 2027)
    parts = {
        "FREQ": ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
        "INTERVAL": ("", "2"),
        "BYDAY": ("", "MO", "1MO", "WE,1MO"),
        "BYMONTHDAY": ("", "2", "2,16"),
        "BYMONTH": ("", "3"),
        "BYSETPOS": ("", "-1"),
    }
    told: dict[str, dict[tuple[datetime, ...], str]] = {}
    for chosen in product(*parts.values()):
        if chosen[-1] and not any(chosen[2:-1]):
            continue  # among no days there is no last one, see `checked_rule`
        named = zip(parts, chosen, strict=True)
        rule = recurrence.checked_rule(
            ";".join(f"{name}={value}" for name, value in named if value)
        )
        if rule.startswith("FREQ=WEEKLY") and "BYMONTHDAY" in rule:
            continue  # RFC 5545 knows no days of the month in weeks
        times = rrulestr(f"{rule};UNTIL=20270901", dtstart=MONDAY.replace(tzinfo=None))
        days = tuple(islice(times, 60))
        if days and days[0] == MONDAY.replace(tzinfo=None):
            told.setdefault(repetition.in_words(rule, MONDAY), {})[days] = rule
    assert len(told) > 50
    assert {words: [*rules.values()] for words, rules in told.items() if len(rules) > 1} == {}
