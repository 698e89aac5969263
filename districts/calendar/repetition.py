"""How do people say that a date repeats, and which rule is that? Pure: choices in, rules out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from districts.calendar import recurrence

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
    "5": pgettext_lazy("weekday of a month", "fifth"),
    "-1": pgettext_lazy("weekday of a month", "last"),
    "-2": pgettext_lazy("weekday of a month", "last but one"),
    "-3": pgettext_lazy("weekday of a month", "last but two"),
    "-4": pgettext_lazy("weekday of a month", "last but three"),
    "-5": pgettext_lazy("weekday of a month", "last but four"),
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
    left = monthrange(to.year, to.month)[1] - to.day
    if name == "BYDAY":
        ordinal, weekday = value[:-2], recurrence.DAYS[to.weekday()]
        # The last one stays the last where the new day is that, too.
        if ordinal in ("", str((to.day - 1) // 7 + 1), str(-(left // 7) - 1)):
            return f"BYDAY={ordinal}{weekday}"
        return f"BYDAY={weekday_of_month(to)}"
    if name == "BYMONTHDAY":
        return f"BYMONTHDAY={value if value == str(-left - 1) else to.day}"
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
    """Say in a few words how a rule repeats, and until when: "every 2 weeks on Saturday"."""
    asked = recurrence.parts_of(rule)
    parts = _as_said(asked)
    words = _within(asked, parts, start)
    for days in filter(None, _days_unsaid(parts)):
        words = _("%(repeats)s, only on %(days)s") % {"repeats": words, "days": days}
    if _is_rare(parts, start):
        words = _("%(repeats)s, where there is such a day") % {"repeats": words}
    if "BYMONTH" in parts and not (parts.get("FREQ") == "YEARLY" and _on_the(parts)):
        months = _months(parts)
        if parts.get("FREQ") != "YEARLY" or "," in parts["BYMONTH"]:
            words = _("%(repeats)s, only in %(months)s") % {"repeats": words, "months": months}
    if "COUNT" in parts:
        return _("%(repeats)s, %(n)s times in all") % {"repeats": words, "n": parts["COUNT"]}
    until = last_day(rule)
    if until is None:
        return words
    return _("%(repeats)s, until %(day)s") % {
        "repeats": words,
        "day": date_format(until, "DATE_FORMAT"),
    }


def _as_said(parts: Mapping[str, str]) -> dict[str, str]:
    """Return a rule with the same days by the unit by which people would say it.

    "Wednesdays of every month" are every week, "daily, on the 1. and 15." is every month. Within
    every second month or year it is every week or month again, see `_within`.
    """
    unit, days, numbers = (parts.get(name, "") for name in ("FREQ", "BYDAY", "BYMONTHDAY"))
    found, is_every = dict(parts), parts.get("INTERVAL", "1") == "1"
    if unit == "DAILY":
        # Of the one day that a day has there is no first or last.
        found.pop("BYSETPOS", None)
    if "BYSETPOS" in found:
        return found
    every_such_day = days.replace(",", "").isalpha()
    if unit in ("MONTHLY", "YEARLY") and every_such_day and not numbers:
        return found | {"FREQ": "WEEKLY", "INTERVAL": "1"}
    is_monthly = (is_every and (unit == "DAILY" or (unit == "WEEKLY" and not days))) or (
        unit == "YEARLY"
        and ("," in numbers or "BYMONTH" not in parts)
        and (every_such_day or not days)
    )
    return found | {"FREQ": "MONTHLY", "INTERVAL": "1"} if numbers and is_monthly else found


def _within(asked: Mapping[str, str], parts: Mapping[str, str], start: datetime) -> str:
    """Say how often it is in those months or years of which others lie between."""
    words = _how_often(parts, start)
    if asked.get("INTERVAL", "1") == parts.get("INTERVAL", "1"):
        return words
    if parts["FREQ"] == "WEEKLY":
        words = _("every %(days)s") % {"days": _on_the(parts)}
    outer = {name: asked[name] for name in ("FREQ", "INTERVAL")}
    return _("%(repeats)s, %(then)s") % {"repeats": _how_often(outer, start), "then": words}


def _days_unsaid(parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the days to which a rule is narrowed beside those by which it is said."""
    unit, is_every = parts.get("FREQ"), parts.get("INTERVAL", "1") == "1"
    if "BYDAY" in parts:
        if unit == "DAILY" and not is_every:
            yield _on_the(parts)
    elif unit in ("MONTHLY", "YEARLY"):
        return
    numbers = [number for number in parts.get("BYMONTHDAY", "").split(",") if number]
    yield ", ".join(map(_number_in_words, numbers))


def _how_often(parts: Mapping[str, str], start: datetime) -> str:
    unit, interval = parts.get("FREQ"), int(parts.get("INTERVAL", "1"))
    named = {"n": interval, "days": _on_the(parts), "months": _months(parts)}
    if unit == "WEEKLY":
        named["days"] = named["days"] or str(WEEKDAYS[recurrence.DAYS[start.weekday()]])
        if interval == 1:
            return _("every week on %(days)s") % named
        return _("every %(n)s weeks on %(days)s") % named
    if unit == "MONTHLY":
        if interval == 1:
            return _("every month on the %(days)s") % named if named["days"] else _("every month")
        if named["days"]:
            return _("every %(n)s months on the %(days)s") % named
        return _("every %(n)s months") % named
    if unit == "DAILY":
        if interval == 1 and "BYDAY" in parts:
            return _("every week on %(days)s") % named
        return _("every day") if interval == 1 else _("every %(n)s days") % named
    if named["days"] and named["months"]:
        if interval == 1:
            return _("every year on the %(days)s in %(months)s") % named
        return _("every %(n)s years on the %(days)s in %(months)s") % named
    if named["days"]:
        if interval == 1:
            return _("every year on the %(days)s of the year") % named
        return _("every %(n)s years on the %(days)s of the year") % named
    return _("every year") if interval == 1 else _("every %(n)s years") % named


def _on_the(parts: Mapping[str, str]) -> str:
    """Return the days that a rule names: "first Monday", "last working day", "14."."""
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    numbers = [number for number in parts.get("BYMONTHDAY", "").split(",") if number]
    words = [*map(_day_in_words, days)]
    if not days and parts.get("FREQ") == "MONTHLY":
        words = [*map(_number_in_words, numbers)]
    listed, place = ", ".join(words), PLACES.get(parts.get("BYSETPOS", ""))
    if listed and place:
        # Of a year in several months there is one first Sunday, not one in each of them.
        is_one_of_all = parts.get("FREQ") == "YEARLY" and "," in parts.get("BYMONTH", "")
        if {*days} == {*recurrence.DAYS[:5]} and not is_one_of_all:
            return f"{place} {pgettext('day of a month', 'working day')}"
        if len(days) == 1 and not is_one_of_all:
            return f"{place} {listed}"
        return _("%(place)s of these days: %(days)s") % {"place": place, "days": listed}
    every = [day for day in days if day.isalpha()]
    if 0 < len(every) < len(days):
        # "On the first Friday, Wednesday" would be one Wednesday only.
        single = ", ".join(_day_in_words(day) for day in days if day not in every)
        each = _("every %(days)s") % {"days": ", ".join(map(_day_in_words, every))}
        return f"{single}, {each}"
    return listed


def _is_rare(parts: Mapping[str, str], start: datetime) -> bool:
    """Say whether there are months or years without the day, which are passed over."""
    if "BYDAY" in parts or parts.get("FREQ") not in ("MONTHLY", "YEARLY"):
        return False
    last = max(map(int, parts.get("BYMONTHDAY", str(start.day)).split(",")))
    return last > 28 if parts.get("FREQ") == "MONTHLY" else (start.month, last) == (2, 29)


def _months(parts: Mapping[str, str]) -> str:
    return ", ".join(str(MONTH_NAMES[int(n)]) for n in parts.get("BYMONTH", "").split(",") if n)


def _day_in_words(day: str) -> str:
    """Return "Monday" for MO, "first Monday" for 1MO, "last Monday" for -1MO."""
    number, name = day[:-2], str(WEEKDAYS[day[-2:]])
    return f"{PLACES[number]} {name}" if number else name


def _number_in_words(number: str) -> str:
    """Return "14." for 14, "last day" for -1."""
    if number in PLACES and number.startswith("-"):
        return f"{PLACES[number]} {pgettext('day of a month', 'day')}"
    return pgettext("day of a month", "%(n)s.") % {"n": number}
