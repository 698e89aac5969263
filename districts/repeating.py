"""How do people say that a date repeats, and which rule is that? Pure: choices in, rules out."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts import recurrence

#: What stands for a rule that is made of the first day.
SAME_WEEKDAY, SAME_DAY = "month-day", "month-date"
#: A forum may be every year; every second year is an interval of years, not of 24 months.
MONTHS = range(1, 13)
WEEKDAYS = dict(
    zip(
        recurrence.DAYS,
        (
            *(gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday")),
            *(gettext_lazy("Thursday"), gettext_lazy("Friday"), gettext_lazy("Saturday")),
            gettext_lazy("Sunday"),
        ),
        strict=True,
    )
)
PLACES = {
    "1": pgettext_lazy("weekday of a month", "first"),
    "2": pgettext_lazy("weekday of a month", "second"),
    "3": pgettext_lazy("weekday of a month", "third"),
    "4": pgettext_lazy("weekday of a month", "fourth"),
    "-1": pgettext_lazy("weekday of a month", "last"),
}


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


def months_apart(rule: str) -> int:
    """Return how many months apart a rule is; 1 where it does not go by months."""
    parts = recurrence.parts_of(rule)
    return int(parts.get("INTERVAL", "1")) if parts.get("FREQ") == "MONTHLY" else 1


def apart(rule: str, months: int) -> str:
    """Return a rule by months with another interval."""
    parts = [part for part in rule.split(";") if not part.startswith("INTERVAL=")]
    return ";".join([parts[0], *([f"INTERVAL={months}"] if months > 1 else []), *parts[1:]])


def last_day(rule: str) -> date | None:
    """Return the day a rule names as its end; None where it names none."""
    until = recurrence.parts_of(rule).get("UNTIL")
    return recurrence.end_named(until).date() if until else None


def fits(rule: str, start: datetime) -> bool:
    """Say whether a date that begins at `start` takes place then, as its rule has it.

    Other calendars take the first day for granted; ours follows the rule. They agree where both do.
    """
    if not rule:
        return True
    found = recurrence.Series(start, start, ending(rule, None)).next_after(start)
    return found is not None and found.start == start


def in_words(rule: str, start: datetime) -> str:
    """Say in a few words how a rule repeats: "every Monday", "every 2 weeks on Saturday"."""
    parts = recurrence.parts_of(rule)
    interval = int(parts.get("INTERVAL", "1"))
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    names = [_day_in_words(day) for day in days] or [
        str(WEEKDAYS[recurrence.DAYS[start.weekday()]])
    ]
    listed = ", ".join(names)
    if parts.get("FREQ") == "WEEKLY":
        if interval == 1:
            return _("every week on %(days)s") % {"days": listed}
        return _("every %(n)s weeks on %(days)s") % {"n": interval, "days": listed}
    if parts.get("FREQ") == "MONTHLY":
        if interval == 1:
            return _("every month on the %(days)s") % {"days": listed} if days else _("every month")
        if days:
            return _("every %(n)s months on the %(days)s") % {"n": interval, "days": listed}
        return _("every %(n)s months") % {"n": interval}
    if parts.get("FREQ") == "DAILY":
        return _("every day") if interval == 1 else _("every %(n)s days") % {"n": interval}
    return _("every year") if interval == 1 else _("every %(n)s years") % {"n": interval}


def _day_in_words(day: str) -> str:
    """Return "Monday" for MO, "first Monday" for 1MO, "last Monday" for -1MO."""
    number, name = day[:-2], str(WEEKDAYS[day[-2:]])
    if not number:
        return name
    place = PLACES.get(number)
    return f"{place} {name}" if place else f"{number}. {name}"
