"""How do people say that a date repeats, and which rule is that? Pure: choices in, rules out."""

from __future__ import annotations

import re
from datetime import date, datetime

from districts import recurrence

#: What stands for a rule that is made of the first day.
SAME_WEEKDAY, SAME_DAY = "month-day", "month-date"
#: A forum may be every year; every second year is an interval of years, not of 24 months.
MONTHS = range(1, 13)
_END = re.compile(r"UNTIL=([^;]+)")


def rule_of(choice: str, *, day: date, months: int = 1, until: date | None = None) -> str:
    """Return the rule of what was chosen: a rule, or one that follows from the first day."""
    if choice in (SAME_WEEKDAY, SAME_DAY):
        own = f";BYDAY={weekday_of_month(day)}" if choice == SAME_WEEKDAY else ""
        choice = f"FREQ=MONTHLY{f';INTERVAL={months}' if months > 1 else ''}{own}"
    return ending(choice, until) if choice and until else choice


def weekday_of_month(day: date) -> str:
    """Return "1MO" for the first Monday; a fifth one is said as the last."""
    number = (day.day - 1) // 7 + 1
    return f"{-1 if number == 5 else number}{recurrence.DAYS[day.weekday()]}"


def moved(rule: str, *, to: date) -> str:
    """Return the rule with its day moved: the first Wednesday becomes the first Thursday.

    What names several days is left as it is; whether the day is one of them is for the caller.
    """
    return ";".join(_moved(part, to) for part in rule.split(";")) if rule else ""


def _moved(part: str, to: date) -> str:
    name, _equals, value = part.partition("=")
    if "," in value:
        return part
    if name == "BYDAY":
        ordinal = value[:-2]
        return f"BYDAY={weekday_of_month(to) if ordinal else recurrence.DAYS[to.weekday()]}"
    if name == "BYMONTHDAY":
        return f"BYMONTHDAY={to.day}"
    return f"BYMONTH={to.month}" if name == "BYMONTH" else part


def ending(rule: str, until: date | None) -> str:
    """Return the rule with another last day; None for one without an end."""
    parts = [part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    return ";".join([*parts, f"UNTIL={until:%Y%m%d}T235959"] if until else parts)


def last_day(rule: str) -> date | None:
    """Return the day a rule names as its end; None where it names none."""
    found = _END.search(rule)
    return recurrence.end_named(found[1]).date() if found else None


def fits(rule: str, start: datetime) -> bool:
    """Say whether a date that begins at `start` takes place then, as its rule has it.

    Other calendars take the first day for granted; ours follows the rule. They agree where both do.
    """
    if not rule:
        return True
    found = recurrence.Series(start, start, ending(rule, None)).next_after(start)
    return found is not None and found.start == start
