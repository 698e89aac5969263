"""How do dates leave for other calendars? iCalendar (RFC 5545) with real time zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vRecur, vText

from districts.calendar import recurrence, times
from districts.models import Date
from text.inline import in_lines
from text.names import clean
from text.site_address import absolute_url, site_host

#: What a calendar program shows of the maker, and how often it may ask again.
TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Quartierswissen//Termine//DE"
REFRESH = "PT6H"
#: Changes are numbered by their second since then: the number rises with whatever changes, also
#: with what is no revision (a cancellation), and stays far below the standard's limit.
ZERO = datetime(2020, 1, 1, tzinfo=UTC)
#: So many years ahead other programs are told what they cannot count by themselves.
AHEAD = 3


def calendar(events: Iterable[str], *, name: str, said: str = "") -> bytes:
    """Return a calendar of what `lines` has made; `said` is what there is to say of the whole."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    # RFC 7986 has a name of its own; most programs still ask for the older one.
    made.add("name", clean(name))
    made.add("x-wr-calname", clean(name))
    if said:
        made.add("description", said)
        made.add("x-wr-caldesc", vText(said))
    made.add("x-published-ttl", vText(REFRESH))
    return _filled(made, "".join(events))


def _filled(frame: Calendar, events: str) -> bytes:
    """Return a calendar of events that are lines already, and of the time zone they all name."""
    last = "END:VCALENDAR\r\n"
    first = frame.to_ical().decode().removesuffix(last)
    return "".join((first, _zone() if events else "", events, last)).encode()


@cache
def _zone() -> str:
    return str(Timezone.from_tzinfo(recurrence.ZONE).to_ical().decode())


def lines(entry: Date, *, chosen: frozenset[int] = frozenset()) -> str:
    """Return the lines of a date, which was fetched with its districts, hosts and topics.

    Each event links back to its page, and its UID is made of the site's host and the date's number,
    so that it stays the same for ever. Of a date that is only a guest in the `chosen` districts
    they hold the times that are there.
    """
    return "".join(event.to_ical().decode() for event in events(entry, chosen=chosen))


def events(entry: Date, *, chosen: frozenset[int] = frozenset()) -> Iterator[Event]:
    """Yield a date as an event with its rule, then what is different at single times."""
    series = recurrence.series_of(entry, changed=False)
    # Other calendars take the first start for granted, ours what the rule says: both shall agree.
    plain = recurrence.Series(entry.start, entry.end, entry.recurrence)
    first = times.ShownTime(entry, plain.next_after(entry.start) or plain.at(entry.start))
    if first.is_in(chosen):
        yield _series(first, plain, series.left_out)
    for shown in (*times.changed(entry), *_swallowed(entry)):
        if shown.is_in(chosen):
            made = _event(shown)
            if series.on(shown.time.day) is not None:
                made.add("recurrence-id", _regular(entry, shown.time.day))
            yield made


def _regular(entry: Date, day: date) -> datetime:
    """Return when a rule has its time of a day, by the clock on the wall as other programs count.

    In the night in which that is put forward no clock shows some of these.
    """
    clock = recurrence.on_the_wall(entry.start).time()
    return datetime.combine(day, clock, tzinfo=recurrence.ZONE)


def _swallowed(entry: Date) -> Iterator[times.ShownTime]:
    """Yield the times that would end before they begin where others go by the clock on the wall.

    From a minute to three until a minute past three is such one in the night in which the clock is
    put forward at two. They are told one by one, for so many years ahead as people plan.
    """
    series, year = recurrence.series_of(entry), timezone.localdate().year
    for day in map(_put_forward, range(year - 1, year + AHEAD) if entry.recurrence else ()):
        start = _regular(entry, day).replace(tzinfo=None)
        begin, end = map(recurrence.in_the_zone, (start, start + series.length))
        is_backwards = end <= begin and series.length > timedelta()
        found = series.on(day) if is_backwards and day not in series.changes else None
        if found is not None:
            yield times.ShownTime(entry, found)


def _put_forward(year: int) -> date:
    """Return the day on which the clock is put forward: the last Sunday of March."""
    end = date(year, 3, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def _series(first: times.ShownTime, plain: recurrence.Series, left_out: Iterable[date]) -> Event:
    """Return a date with its rule; `plain` has also the times that are left out of it."""
    entry, made = first.entry, _event(first)
    if entry.recurrence:
        made.add("rrule", rule(entry.recurrence))
        starts = [_regular(entry, day) for day in sorted(left_out) if plain.on(day)]
        if starts:
            made.add("exdate", starts)
    return made


def _event(shown: times.ShownTime) -> Event:
    """Return a date at one of its times, without what makes it repeat."""
    made, entry = Event(), shown.entry
    made.add("uid", f"termin-{entry.pk}@{site_host()}")
    made.add("sequence", max(0, int((entry.updated_at - ZERO).total_seconds())))
    made.add("dtstamp", entry.updated_at.astimezone(UTC))
    made.add("last-modified", entry.updated_at.astimezone(UTC))
    made.add("summary", clean(entry.title))
    made.add("dtstart", shown.time.start.astimezone(recurrence.ZONE))
    if shown.time.end > shown.time.start:  # the standard knows no end that is the start
        made.add("dtend", shown.time.end.astimezone(recurrence.ZONE))
    made.add("url", absolute_url(entry))
    made.add("status", "CANCELLED" if shown.cancelled else "CONFIRMED")
    _add_texts(made, shown)
    return made


def _add_texts(made: Event, shown: times.ShownTime) -> None:
    entry = shown.entry
    place = ", ".join(filter(None, (shown.place, *(d.name for d in shown.places))))
    if place:
        made.add("location", place)
    texts = (
        _not_as_usual(shown),
        in_lines(shown.text),
        in_lines(shown.agenda),
        entry.open_to,
        entry.costs,
    )
    description = "\n\n".join(text for text in texts if text)
    if description:
        made.add("description", description)
    if entry.latitude is not None and entry.longitude is not None and not shown.differs:
        made.add("geo", (entry.latitude, entry.longitude))
    topics = [topic.name for topic in entry.topics.all()]
    if topics:
        made.add("categories", topics)


def _not_as_usual(shown: times.ShownTime) -> str:
    """Say why it is off, whence it was moved and why, each on a line."""
    off = shown.cancelled_because
    off = _("Cancelled: %(because)s") % {"because": off} if off else ""
    unlike = ": ".join(filter(None, (shown.unlike, shown.because)))
    return "\n".join(filter(None, (off, f"{unlike[:1].upper()}{unlike[1:]}")))


def rule(text: str) -> vRecur:
    """Return a stored rule; its end is said in UTC, as the standard asks for zoned starts."""
    made: vRecur = vRecur.from_ical(text)
    until = recurrence.parts_of(text).get("UNTIL")
    if until:
        made["UNTIL"] = [recurrence.in_the_zone(recurrence.end_named(until)).astimezone(UTC)]
    return made
