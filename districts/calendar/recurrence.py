"""When does a date take place? Pure: rules in, moments out.

A rule is an RRULE of RFC 5545 without its name, limited to what people need: every day, week, month
or year, an interval, weekdays, days of the month, months, an end. Times are those of the clock at
the place: a lunch at twelve stays at twelve when summer time begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from districts.calendar.single_times import NONE, TimeChange, read

ZONE = ZoneInfo("Europe/Berlin")
_PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9][0-9]?"),
    "COUNT": re.compile(r"[1-9][0-9]{0,2}"),
    "UNTIL": re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?"),
    "BYDAY": re.compile(
        r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,6}"
    ),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01])){0,30}"),
    "BYMONTH": re.compile(r"([1-9]|1[0-2])(,([1-9]|1[0-2])){0,11}"),
    "BYSETPOS": re.compile(r"-?[1-5]"),
    "WKST": re.compile(r"MO|SU"),
}
_UNTIL = re.compile(r"UNTIL=(\d{8}(?:T\d{6}Z?)?)")
_UNITS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(days=7)}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: No step of a rule leads from here past the last day that a computer knows (99 weeks).
LAST = datetime.max - timedelta(days=700)  # noqa: DTZ901
#: No list shows more occurrences of one date than this.
MOST = 400
#: The last time of a series is no further before its end, even where days are rare (a Sunday that
#: is the 29th of February): an end of another age costs no more than that.
FOR_SURE = timedelta(days=366 * 40)


class BadRule(ValueError):
    """The text is no rule this product knows."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a date takes place; `day` is the one the rule has it on.

    `regular` is when the rule has it begin, of one that was moved.
    """

    start: datetime
    end: datetime
    day: date
    change: TimeChange = NONE
    regular: datetime | None = None

    @property
    def other_day(self) -> bool:
        """Whether it was moved to another day."""
        return self.regular is not None and on_the_wall(self.start).date() != self.day


@dataclass(frozen=True, slots=True)
class Series:
    """A date's times: the first start and end, a rule ("" = once), the starts left out.

    A time is left out by its day, so that a date may begin at another hour and stay left out.
    """

    start: datetime
    end: datetime
    rule: str = ""
    exceptions: tuple[datetime, ...] = ()
    changes: Mapping[date, TimeChange] = field(default_factory=dict)

    @property
    def length(self) -> timedelta:
        """How long it takes by the clock on the wall: till six is till six on every day."""
        return on_the_wall(self.end) - on_the_wall(self.start)

    @property
    def left_out(self) -> frozenset[date]:
        """The days on which it does not take place although the rule has them."""
        return frozenset(moment.astimezone(ZONE).date() for moment in self.exceptions)

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
        parts = parts_of(self.rule)
        if not {"COUNT", "UNTIL"} & parts.keys():
            return None
        last = self._last(parts.get("UNTIL"))
        end = self._at(last).end if last else self.end
        return max([end, *(found.end for found in self.moved())])

    def at(self, start: datetime) -> Occurrence:
        """Return the occurrence that begins at a moment at which one begins."""
        moved = (found for found in self.moved() if found.start == start)
        return next(moved, None) or self._at(on_the_wall(start))

    def on(self, day: date) -> Occurrence | None:
        """Return the occurrence that the rule has on a day, as it was changed; None for no such."""
        if day < on_the_wall(self.start).date():
            return None
        midnight = datetime.combine(day, time(), tzinfo=ZONE)
        found = next((n for n in self._starts_near(midnight) if n.date() >= day), None)
        if not self.rule or found is None or found.date() != day or day in self.left_out:
            return None
        return self._changed(found)

    def _ending_after(self, moment: datetime) -> Iterator[Occurrence]:
        """Yield what ends at or after a moment, by its start."""
        moved = sorted((found for found in self.moved() if found.end >= moment), key=_by_start)
        return merge(self._regular(moment), moved, key=_by_start)

    def _regular(self, moment: datetime) -> Iterator[Occurrence]:
        left_out = self.left_out
        for naive in self._starts_near(moment):
            found = self._at(naive)
            if found.end >= moment and found.day not in left_out and not found.change.moves:
                yield found

    def moved(self) -> Iterator[Occurrence]:
        """Yield the occurrences that take place at another time than the rule says."""
        for day, change in self.changes.items():
            found = self.on(day) if change.moves else None
            if found is not None:
                yield found

    def _changed(self, naive: datetime) -> Occurrence:
        found = self._at(naive)
        start, end = found.change.start, found.change.end
        return replace(found, start=start, end=end, regular=found.start) if start and end else found

    def _starts_near(self, moment: datetime) -> Iterator[datetime]:
        """Yield the starts by the clock on the wall, from shortly before those that count."""
        if not self.rule:
            yield on_the_wall(self.start)
            return
        # One hour back: around a change of the clock the naive order is not the real one.
        local = on_the_wall(moment) - self.length - timedelta(hours=1)
        near, step = self._start_near(local), self._step
        if step is None:
            rule = rrulestr(self._naive_rule(), dtstart=near)
            yield from rule.xafter(local, inc=True)
        else:
            yield from _every(step, near, local, parts_of(self.rule).get("UNTIL"))

    @property
    def _step(self) -> timedelta | None:
        """How far its starts are apart, where they all are alike; the commonest rule is of these.

        A whole month of it costs less than to read the rule.
        """
        parts = parts_of(self.rule)
        day = DAYS[on_the_wall(self.start).weekday()]
        is_even = parts.get("FREQ") == "DAILY" and "BYDAY" not in parts
        is_even |= parts.get("FREQ") == "WEEKLY" and parts.get("BYDAY", day) == day
        if not is_even or not parts.keys() <= {"FREQ", "INTERVAL", "UNTIL", "BYDAY"}:
            return None
        return _stride(parts)

    def _at(self, naive: datetime) -> Occurrence:
        """Return the occurrence that begins at a time of the clock on the wall.

        The first one is as it was stored: an hour that the clock strikes twice may be the second.
        """
        change = self.changes.get(naive.date(), NONE) if self.rule else NONE
        if naive == on_the_wall(self.start):
            return Occurrence(self.start, self.end, naive.date(), change)
        start, end = in_the_zone(naive), in_the_zone(naive + self.length)
        if end <= start:  # where the clock is put forward, half past two is after three
            end = start + max(self.length, timedelta())
        return Occurrence(start, end, naive.date(), change)

    def _last(self, until: str | None) -> datetime | None:
        """Return the last start, None where the end comes before any."""
        end = end_named(until) if until else datetime.max  # noqa: DTZ901
        near = self._start_near(max(end, datetime(1970, 1, 1)) - FOR_SURE)  # noqa: DTZ001
        rule = rrulestr(self._naive_rule(), dtstart=near)
        last: datetime | None = rule.before(end, inc=True)
        return last

    def _start_near(self, moment: datetime) -> datetime:
        """Return a start in step with the first one, not long before `moment`.

        A daily date of many years need not be counted from its beginning. Rules that count their
        own occurrences have to be.
        """
        start = on_the_wall(self.start)
        parts = parts_of(self.rule)
        step = _stride(parts)
        if step is None or "COUNT" in parts:
            return start
        # One step more than needed: the week of the start may have begun before it.
        steps = (moment - start) // step - 2
        return start + step * max(0, steps)

    def _naive_rule(self) -> str:
        return _UNTIL.sub(lambda found: f"UNTIL={end_named(found[1]):%Y%m%dT%H%M%S}", self.rule)


def _stride(parts: dict[str, str]) -> timedelta | None:
    """Return how far the days or weeks of a rule are apart; None for months and years."""
    unit = _UNITS.get(parts.get("FREQ", ""))
    return unit * int(parts.get("INTERVAL", "1")) if unit else None


def _every(
    step: timedelta, start: datetime, moment: datetime, until: str | None
) -> Iterator[datetime]:
    """Yield what is in step with a start, from a moment on, as long as there are calendars."""
    end = min(end_named(until) if until else LAST, LAST)
    while start <= end:
        if start >= moment:
            yield start
        start += step


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a stored rule by their names; {} for a date that takes place once."""
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def on_the_wall(moment: datetime) -> datetime:
    """Return what the clock on the wall shows at a moment; rules know no parts of a second."""
    return moment.astimezone(ZONE).replace(tzinfo=None, fold=0, microsecond=0)


def in_the_zone(naive: datetime) -> datetime:
    """Return the moment at which the clock on the wall shows this; the first of two.

    What it never shows, because it is put forward, is as much later as it is put forward.
    """
    return naive.replace(tzinfo=ZONE).astimezone(UTC).astimezone(ZONE)


def never_shown(naive: datetime) -> bool:
    """Say whether the clock on the wall leaves this out, because it is put forward then."""
    return on_the_wall(in_the_zone(naive)) != naive.replace(microsecond=0)


def end_named(text: str) -> datetime:
    """Return the end that UNTIL names, by the clock on the wall: of a day its last second."""
    if len(text) == len("20261231"):
        text += "T235959"
    named = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    return on_the_wall(named.replace(tzinfo=UTC)) if text.endswith("Z") else named


class Timed(Protocol):
    """What has times: a `districts.models.Date`."""

    start: datetime
    end: datetime
    recurrence: str
    exceptions: list[str]
    changes: dict[str, dict[str, Any]]


def series_of(entry: Timed, *, changed: bool = True) -> Series:
    """Return the times of a date; as its rule has them where they are not to be `changed`."""
    left_out, changes = moments(entry.exceptions), dict(read(entry.changes)) if changed else {}
    return Series(entry.start, entry.end, entry.recurrence, left_out, changes)


def _by_start(found: Occurrence) -> datetime:
    return found.start


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
    if "UNTIL" in parts:
        parts["UNTIL"] = _by_the_clock(parts["UNTIL"])
    if parts.get("FREQ") in ("DAILY", "WEEKLY") and "BYDAY" in parts:
        # A week has no second Monday; some programs refuse one, others read every Monday.
        parts["BYDAY"] = ",".join(dict.fromkeys(re.sub(r"[-\d]", "", parts["BYDAY"]).split(",")))
    if "FREQ" not in parts or {"COUNT", "UNTIL"} <= parts.keys():
        raise BadRule(rule)
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY", "BYMONTH"} & parts.keys():
        # RFC 5545, 3.3.10: it chooses among days that another part names.
        raise BadRule(rule)
    try:
        rrulestr(";".join(f"{n}={v}" for n, v in parts.items()), dtstart=datetime(2026, 1, 1))  # noqa: DTZ001
    except ValueError as error:
        raise BadRule(rule) from error
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _by_the_clock(until: str) -> str:
    """Return an end as the clock on the wall has it; raises `BadRule`."""
    try:
        return f"{end_named(until):%Y%m%dT%H%M%S}"
    except (OverflowError, ValueError) as error:
        raise BadRule(until) from error


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
