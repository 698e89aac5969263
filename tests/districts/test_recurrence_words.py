"""How often a date repeats, in the words of people, and which rules are none."""

from datetime import datetime

import pytest
from django.utils import translation

from districts import recurrence, repeating
from districts.recurrence import ZONE

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
        ("FREQ=YEARLY", "jedes Jahr"),
        ("FREQ=YEARLY;INTERVAL=2", "alle 2 Jahre"),
    ],
)
def test_a_rule_is_told_as_people_say_it(rule: str, words: str) -> None:
    with translation.override("de"):
        assert repeating.in_words(recurrence.checked_rule(rule), MONDAY) == words


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
