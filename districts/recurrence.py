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
from datetime import UTC, date, datetime, timedelta
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
_UNTIL = re.compile(r"UNTIL=(\d{8}(?:T\d{6}Z?)?)")
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
    """A date's times: the first start and end, a rule ("" = once), the starts left out.

    A time is left out by its day, so that a date may begin at another hour and stay left out.
    """

    start: datetime
    end: datetime
    rule: str = ""
    exceptions: tuple[datetime, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long it takes by the clock on the wall: till six is till six on every day."""
        return on_the_wall(self.end) - on_the_wall(self.start)

    def between(self, begin: datetime, end: datetime) -> Iterator[Occurrence]:
        """Yield the occurrences that touch the time from `begin` up to `end`, at most `MOST`."""
        for found in islice(self._ending_after(begin), MOST):
            if found.start >= end:
                return
            yield found

    def next_after(self, moment: datetime) -> Occurrence | None:
        """Return the first occurrence that has not ended at `moment`."""
        return next(iter(self._ending_after(moment)), None)

    def last_end(self) -> datetime | None:
        """Return when the last occurrence ends; None for a rule without end."""
        if not self.rule:
            return self.end
        if not re.search(r"\b(COUNT|UNTIL)=", self.rule):
            return None
        # COUNT is at most 999; an UNTIL far away is cut at as many.
        last = deque(islice(self._all(), 1000), maxlen=1)
        return self._at(last[0]).end if last else self.end

    def at(self, start: datetime) -> Occurrence:
        """Return the occurrence that begins at a moment at which one begins."""
        return self._at(on_the_wall(start))

    def _ending_after(self, moment: datetime) -> Iterator[Occurrence]:
        """Yield what ends at or after a moment."""
        for naive in self._starts_near(moment):
            found = self._at(naive)
            if found.end >= moment and naive.date() not in self._left_out():
                yield found

    def _starts_near(self, moment: datetime) -> Iterator[datetime]:
        """Yield the starts by the clock on the wall, from shortly before those that count."""
        if not self.rule:
            yield on_the_wall(self.start)
            return
        # One hour back: around a change of the clock the naive order is not the real one.
        local = on_the_wall(moment) - self.length - timedelta(hours=1)
        rule = rrulestr(self._naive_rule(), dtstart=self._start_near(local))
        yield from rule.xafter(local, inc=True)

    def _at(self, naive: datetime) -> Occurrence:
        """Return the occurrence that begins at a time of the clock on the wall.

        The first one is as it was stored: an hour that the clock strikes twice may be the second.
        """
        if naive == on_the_wall(self.start):
            return Occurrence(self.start, self.end)
        return Occurrence(in_the_zone(naive), in_the_zone(naive + self.length))

    def _left_out(self) -> frozenset[date]:
        return frozenset(moment.astimezone(ZONE).date() for moment in self.exceptions)

    def _all(self) -> Iterator[datetime]:
        yield from rrulestr(self._naive_rule(), dtstart=on_the_wall(self.start))

    def _start_near(self, moment: datetime) -> datetime:
        """Return a start in step with the first one, not long before `moment`.

        A daily date of many years need not be counted from its beginning. Rules that count their
        own occurrences have to be.
        """
        start = on_the_wall(self.start)
        parts = dict(part.split("=", 1) for part in self.rule.split(";"))
        unit = {"DAILY": 1, "WEEKLY": 7}.get(parts.get("FREQ", ""))
        if unit is None or "COUNT" in parts or "BYSETPOS" in parts:
            return start
        step = timedelta(days=unit * int(parts.get("INTERVAL", "1")))
        # One step more than needed: the week of the start may have begun before it.
        steps = (moment - start) // step - 2
        return start + step * max(0, steps)

    def _naive_rule(self) -> str:
        return _UNTIL.sub(lambda found: f"UNTIL={end_named(found[1]):%Y%m%dT%H%M%S}", self.rule)


def on_the_wall(moment: datetime) -> datetime:
    """Return what the clock on the wall shows at a moment."""
    return moment.astimezone(ZONE).replace(tzinfo=None, fold=0)


def in_the_zone(naive: datetime) -> datetime:
    """Return the moment at which the clock on the wall shows this; the first of two.

    What it never shows, because it is put forward, is as much later as it is put forward.
    """
    return naive.replace(tzinfo=ZONE).astimezone(UTC).astimezone(ZONE)


def end_named(text: str) -> datetime:
    """Return the end that UNTIL names, by the clock on the wall: of a day its last second."""
    if len(text) == len("20261231"):
        text += "T235959"
    named = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    return on_the_wall(named.replace(tzinfo=UTC)) if text.endswith("Z") else named


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
