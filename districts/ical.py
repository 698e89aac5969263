"""How do dates leave for other calendars? iCalendar (RFC 5545) with real time zones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from urllib.parse import urljoin

from icalendar import Calendar, Event, vRecur, vText

from districts import recurrence
from districts.models import Date
from text.names import clean
from text.words import in_words

#: What a calendar program shows of the maker, and how often it may ask again.
PRODUCT = "-//Quartierswissen//Termine//DE"
REFRESH = "PT6H"
#: Changes are numbered by their second since then: the number rises with whatever changes, also
#: with what is no revision (a cancellation), and stays far below the standard's limit.
ZERO = datetime(2020, 1, 1, tzinfo=UTC)


def calendar(dates: Iterable[Date], *, name: str, base_url: str) -> bytes:
    """Return a calendar of these dates.

    `base_url` is the address of the site; each event links back to its page, and its UID is made
    of the site and the date's number, so that it stays the same for ever.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean(name))
    made.add("x-published-ttl", vText(REFRESH))
    for entry in dates:
        made.add_component(event(entry, base_url=base_url))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def event(entry: Date, *, base_url: str) -> Event:
    """Return one date as an event, with its rule and what is left out of it."""
    made = Event()
    host = base_url.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
    made.add("uid", f"termin-{entry.pk}@{host}")
    made.add("sequence", max(0, int((entry.updated_at - ZERO).total_seconds())))
    made.add("dtstamp", entry.updated_at.astimezone(UTC))
    made.add("last-modified", entry.updated_at.astimezone(UTC))
    made.add("summary", clean(entry.title))
    made.add("dtstart", entry.start.astimezone(recurrence.ZONE))
    if entry.end > entry.start:  # the standard knows no end that is the start
        made.add("dtend", entry.end.astimezone(recurrence.ZONE))
    made.add("url", urljoin(base_url, entry.get_absolute_url()))
    made.add("status", "CANCELLED" if entry.cancelled_at else "CONFIRMED")
    _add_texts(made, entry)
    if entry.recurrence:
        made.add("rrule", rule(entry.recurrence))
        left_out = [m.astimezone(recurrence.ZONE) for m in recurrence.moments(entry.exceptions)]
        if left_out:
            made.add("exdate", left_out)
    return made


def _add_texts(made: Event, entry: Date) -> None:
    place = ", ".join(filter(None, (entry.place, *(d.name for d in entry.districts.all()))))
    if place:
        made.add("location", place)
    texts = (in_words(entry.text), entry.open_to, entry.costs)
    description = "\n\n".join(text for text in texts if text)
    if description:
        made.add("description", description)
    if entry.latitude is not None and entry.longitude is not None:
        made.add("geo", (entry.latitude, entry.longitude))
    topics = [topic.name for topic in entry.topics.all()]
    if topics:
        made.add("categories", topics)


def rule(text: str) -> vRecur:
    """Return a stored rule; its end is said in UTC, as the standard asks for zoned starts."""
    made: vRecur = vRecur.from_ical(text)
    until = next(iter(made.get("UNTIL", [])), None)
    if until is not None:
        if not isinstance(until, datetime):
            until = datetime.combine(until, time(23, 59, 59))
        if until.tzinfo is None:
            until = until.replace(tzinfo=recurrence.ZONE)
        made["UNTIL"] = [until.astimezone(UTC)]
    return made
