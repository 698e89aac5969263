"""What does a date say at one of its times: where, what, and whether it takes place at all?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice

from districts.calendar import moved_words, recurrence
from districts.calendar.single_times import NONE
from districts.models import Date, District

#: Before the day of a time, in an answer: it takes place after all.
AFTER_ALL = "doch-"
#: A night belongs to the day on which it began: who dances until four does not come on two days.
NIGHT = timedelta(hours=6)
#: Who looks for what comes looks no further ahead.
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ShownTime:
    """A date at one of its times; what the time has not of its own is that of the date.

    `gone`: it stands where its rule has it, though it was moved to another day.
    """

    entry: Date
    time: recurrence.Occurrence
    gone: bool = False

    @property
    def begins(self) -> datetime:
        """When it begins, or would have begun where it is gone."""
        return (self.time.regular if self.gone else None) or self.time.start

    @property
    def last_day(self) -> date:
        """The last day on which it goes on; a night is none of its own.

        What goes on for several days has a last one that somebody typed, with or without an hour.
        """
        start, end = (recurrence.on_the_wall(at) for at in (self.time.start, self.time.end))
        is_a_night = end.date() == start.date() + timedelta(days=1)
        return (end - NIGHT).date() if is_a_night else end.date()

    @property
    def until(self) -> date | None:
        """The last day, where that is another one than the first."""
        is_longer = not self.gone and self.last_day > recurrence.on_the_wall(self.begins).date()
        return self.last_day if is_longer else None

    @property
    def unlike(self) -> str:
        """What is not as always, in words: whence it was moved, or where to from here."""
        words = self.moved_to if self.gone else self.moved_from
        if not self.cancelled:
            return words
        return moved_words.was_to_be(words) if words or self.because else ""

    @property
    def moved_from(self) -> str:
        """Whence it was moved, in words; "" where it is when it always is."""
        return moved_words.moved_from(self.time)

    @property
    def moved_to(self) -> str:
        """Where it is now, in words, for who looks for it on its day."""
        return moved_words.moved_to(self.time)

    @property
    def places(self) -> list[District]:
        """The districts in which it takes place; both lists were fetched along."""
        own = self.time.change.districts
        if own is None:
            return list(self.entry.districts.all())
        known = {row.pk: row for row in (*self.entry.hosts.all(), *self.entry.districts.all())}
        return [known[pk] for pk in own if pk in known]

    @property
    def place(self) -> str:
        """Where it is."""
        own = self.time.change.place
        return self.entry.place if own is None else own

    @property
    def text(self) -> str:
        """What happens."""
        own = self.time.change.text
        return self.entry.text if own is None else own

    @property
    def agenda(self) -> str:
        """What is talked about."""
        own = self.time.change.agenda
        return self.entry.agenda if own is None else own

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.entry.cancelled_at is not None or self.time.change.cancelled

    @property
    def way_back(self) -> str:
        """How the form that cancels names that it takes place after all."""
        return f"{AFTER_ALL}{self.time.day.isoformat()}"

    @property
    def cancelled_because(self) -> str:
        """Why it does not take place."""
        if self.entry.cancelled_at is not None:
            return self.entry.cancelled_because
        return self.time.change.cancelled_because if self.cancelled else ""

    @property
    def because(self) -> str:
        """Why it is not as the others, or was not to be before it was cancelled."""
        return self.time.change.because

    @property
    def is_as_always(self) -> bool:
        """Whether there is nothing to say of it that the date does not say."""
        return not self.cancelled and self.time.change == NONE and not self.gone

    @property
    def differs(self) -> bool:
        """Whether it is elsewhere or about something else than usual."""
        change = self.time.change
        own = (change.start, change.place, change.districts, change.text, change.agenda)
        return any(value is not None for value in own)

    def is_in(self, chosen: frozenset[int]) -> bool:
        """Say whether a reader of these districts looks for this time.

        Who looks at a district of the date sees all its times, also those that are elsewhere; what
        is a guest in a district shows there only what takes place there.
        """
        if not chosen or self.entry.city_wide:
            return True
        own = {district.pk for district in self.entry.districts.all()}
        return bool(chosen & (own | set(self.time.change.districts or ())))


def shown(entry: Date, now: datetime, chosen: frozenset[int] = frozenset()) -> ShownTime:
    """Return a date at the time that counts now, for a reader of the chosen districts."""
    series = recurrence.series_of(entry)
    if chosen and entry.changes:
        coming = between(entry, now, now + A_YEAR)
        found = next((each for each in coming if each.is_in(chosen)), None)
        if found is not None:
            return found
    time = series.at(entry.next_start)
    if entry.recurrence and (time.end < now or entry.changes):
        # The worker has not moved it on yet, or a time has come between.
        time = series.next_after(now) or time
    return ShownTime(entry, time)


def changed(entry: Date) -> Iterator[ShownTime]:
    """Yield a series at each of the times that are not as the others, by their day."""
    series = recurrence.series_of(entry)
    for day in sorted(series.changes):
        found = series.on(day)
        if found is not None:
            yield ShownTime(entry, found)


def coming(entry: Date, now: datetime) -> Iterator[ShownTime]:
    """Yield a date at each of the times that are not over, within a year; once where it is once."""
    yield from between(entry, now, now + A_YEAR if entry.recurrence else max(now, entry.end))


def next_ones(entry: Date, now: datetime, most: int) -> list[ShownTime]:
    """Return the next times of a series, and the days from today on that one was moved from."""
    ahead = list(islice(coming(entry, now), most))
    last = ahead[-1].begins if len(ahead) == most else now + A_YEAR
    today = now.astimezone(recurrence.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return sorted((*ahead, *moved_away(entry, today, last)), key=_by_begin)


def between(entry: Date, begin: datetime, end: datetime) -> Iterator[ShownTime]:
    """Yield a date at each of its times that touch a span."""
    for found in recurrence.series_of(entry).between(begin, end):
        yield ShownTime(entry, found)


def moved_away(entry: Date, begin: datetime, end: datetime) -> Iterator[ShownTime]:
    """Yield a date where its rule has it in a span, of the times that were moved to another day."""
    first, last = begin.astimezone(recurrence.ZONE).date(), end.astimezone(recurrence.ZONE).date()
    series = recurrence.series_of(entry)
    for day, change in series.changes.items():
        found = series.on(day) if change.moves and first <= day <= last else None
        if found and found.regular and found.other_day and begin <= found.regular < end:
            yield ShownTime(entry, found, gone=True)


def all_between(
    entries: Iterable[Date],
    begin: datetime,
    end: datetime,
    districts: Iterable[District],
    *,
    gone: bool = False,
) -> Iterator[ShownTime]:
    """Yield what takes place in a span for a reader of these districts, entry by entry.

    `entries` belong there, or are guests there at a single time: only of those with single times
    the districts need be fetched along. `gone`: also what somebody looks for then, and was moved to
    another day.
    """
    chosen = frozenset(district.pk for district in districts)
    for entry in entries:
        away = moved_away(entry, begin, end) if gone else ()
        found = chain(between(entry, begin, end), away)
        yield from (shown for shown in found if not entry.changes or shown.is_in(chosen))


def _by_begin(shown: ShownTime) -> datetime:
    return shown.begins
