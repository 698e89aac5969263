"""When does a date take place? Pure: rules in, moments out.

A rule is an RRULE of RFC 5545 without its name, limited to what people need: every day, week, month
or year, an interval, weekdays, days of the month, months, an end. Times are those of the clock at
the place: a lunch at twelve stays at twelve when summer time begins.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

ZONE = ZoneInfo("Europe/Berlin")
_PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9]\d?"),
    "COUNT": re.compile(r"[1-9]\d{0,2}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "BYDAY": re.compile(
        r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,6}"
    ),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01])){0,30}"),
    "BYMONTH": re.compile(r"([1-9]|1[0-2])(,([1-9]|1[0-2])){0,11}"),
    "BYSETPOS": re.compile(r"-?[1-5]"),
    "WKST": re.compile(r"MO|SU"),
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAYS = dict(
    zip(
        DAYS,
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
#: No list shows more occurrences of one date than this.
MOST = 400


class BadRule(ValueError):
    """The text is no rule this product knows."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a date takes place."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Series:
    """A date's times: the first start and end, a rule ("" = once), the starts left out."""

    start: datetime
    end: datetime
    rule: str = ""
    exceptions: tuple[datetime, ...] = ()

    def between(self, begin: datetime, end: datetime) -> Iterator[Occurrence]:
        """Yield the occurrences that touch the time from `begin` up to `end`, at most `MOST`."""
        length = self.end - self.start
        for start in islice(self._starts_after(begin - length), MOST):
            if start >= end:
                return
            yield Occurrence(start, start + length)

    def next_after(self, moment: datetime) -> Occurrence | None:
        """Return the first occurrence that has not ended at `moment`."""
        length = self.end - self.start
        start = next(iter(self._starts_after(moment - length)), None)
        return None if start is None else Occurrence(start, start + length)

    def last_end(self) -> datetime | None:
        """Return when the last occurrence ends; None for a rule without end."""
        if not self.rule:
            return self.end
        if not re.search(r"\b(COUNT|UNTIL)=", self.rule):
            return None
        # COUNT is at most 999; an UNTIL far away is cut at as many.
        last = deque(islice(self._all(), 1000), maxlen=1)
        return (last[0] if last else self.start) + (self.end - self.start)

    def _starts_after(self, moment: datetime) -> Iterator[datetime]:
        """Yield the starts at or after a moment."""
        if not self.rule:
            if self.start >= moment:
                yield self.start
            return
        local = moment.astimezone(ZONE).replace(tzinfo=None)
        # One hour back: around a change of the clock the naive order is not the real one.
        rule = rrulestr(self._naive_rule(), dtstart=self._start_near(local))
        for naive in rule.xafter(local - timedelta(hours=1), count=MOST, inc=True):
            start = naive.replace(tzinfo=ZONE)
            if start >= moment and start not in self.exceptions:
                yield start

    def _all(self) -> Iterator[datetime]:
        for naive in rrulestr(self._naive_rule(), dtstart=self._naive_start()):
            yield naive.replace(tzinfo=ZONE)

    def _naive_start(self) -> datetime:
        return self.start.astimezone(ZONE).replace(tzinfo=None)

    def _start_near(self, moment: datetime) -> datetime:
        """Return a start in step with the first one, not long before `moment`.

        A daily date of many years need not be counted from its beginning. Rules that count their
        own occurrences have to be.
        """
        start = self._naive_start()
        parts = dict(part.split("=", 1) for part in self.rule.split(";"))
        unit = {"DAILY": 1, "WEEKLY": 7}.get(parts.get("FREQ", ""))
        if unit is None or "COUNT" in parts or "BYSETPOS" in parts:
            return start
        step = timedelta(days=unit * int(parts.get("INTERVAL", "1")))
        # One step more than needed: the week of the start may have begun before it.
        steps = (moment - start) // step - 2
        return start + step * max(0, steps)

    def _naive_rule(self) -> str:
        return re.sub(r"(UNTIL=\d{8}(T\d{6})?)Z?", r"\1", self.rule)


def in_words(rule: str, start: datetime) -> str:
    """Say in a few words how a rule repeats: "every Monday", "every 2 weeks on Saturday"."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    interval = int(parts.get("INTERVAL", "1"))
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    names = [_day_in_words(day) for day in days] or [str(WEEKDAYS[DAYS[start.weekday()]])]
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


class Timed(Protocol):
    """What has times: a `districts.models.Date`."""

    start: datetime
    end: datetime
    recurrence: str
    exceptions: list[str]


def series_of(entry: Timed) -> Series:
    """Return the times of a date."""
    return Series(entry.start, entry.end, entry.recurrence, moments(entry.exceptions))


def checked_rule(text: str) -> str:
    """Return a rule in its normal form, or raise `BadRule`.

    Only the parts of `_PARTS` are known; what asks for seconds, or for ever more, is none of them.
    """
    rule = text.strip().upper().removeprefix("RRULE:")
    if not rule:
        return ""
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name not in _PARTS or name in parts or not _PARTS[name].fullmatch(value):
            raise BadRule(part)
        parts[name] = value
    if "FREQ" not in parts or {"COUNT", "UNTIL"} <= parts.keys():
        raise BadRule(rule)
    try:
        rrulestr(";".join(f"{n}={v}" for n, v in parts.items()), dtstart=datetime(2026, 1, 1))  # noqa: DTZ001
    except ValueError as error:
        raise BadRule(rule) from error
    return ";".join(f"{name}={value}" for name, value in parts.items())


def moments(texts: Iterable[str]) -> tuple[datetime, ...]:
    """Read stored exceptions (ISO 8601 with offset); what is none is left out."""
    found = []
    for text in texts:
        try:
            moment = datetime.fromisoformat(text)
        except (TypeError, ValueError):
            continue
        found.append(moment if moment.tzinfo else moment.replace(tzinfo=ZONE))
    return tuple(found)
