"""How does an entry stand in a list? In the form `components/card.html` takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from districts import moved_words, recurrence, repeating, times
from districts.models import (
    Actor,
    CouncilPaper,
    Date,
    District,
    Entry,
    Need,
    Network,
    Project,
)
from districts.signs import sign_of, sign_of_city
from districts.summary import first_words

Card = dict[str, Any]


def cards(entries: Iterable[Entry], districts: Iterable[District] = ()) -> list[Card]:
    """Return the cards of entries whose city and districts (with theirs) were fetched along.

    `districts` are those a reader has chosen: a date that is a guest there shows that time.
    """
    chosen = frozenset(district.pk for district in districts)
    return [card(entry, chosen=chosen) for entry in entries]


def card(entry: Entry, *, chosen: frozenset[int] = frozenset()) -> Card:
    """Return the card of one entry; of a date at the time in one of the `chosen` districts."""
    places = list(entry.districts.all())  # type: ignore[attr-defined]
    if isinstance(entry, Date) and entry.changes:
        return _card_at(entry, times.shown(entry, timezone.now(), chosen))
    base: Card = {
        "title": str(entry),
        "url": entry.get_absolute_url(),  # type: ignore[attr-defined]
        "district": place_words(entry, places),
        "lage": sign_of(places[0]) if places else sign_of_city(entry.city),
    }
    own: Card = _MAKERS[type(entry)](entry)
    return base | own


def place_words(entry: Entry, places: Iterable[District]) -> str:
    """Return where an entry belongs, in words."""
    names = [district.name for district in places]
    if len(names) > 3:
        rest = len(names) - 2
        return _("%(first)s and %(rest)s more") % {"first": ", ".join(names[:2]), "rest": rest}
    if names:
        return ", ".join(names)
    if entry.city_wide and entry.city:
        return _("All of %(city)s") % {"city": entry.city.name}
    return entry.city.name if entry.city else ""


def _project(project: Project) -> Card:
    return {"summary": project.summary, "status": project.status}


def _actor(actor: Actor) -> Card:
    return {
        "summary": actor.summary or first_words(actor.description),
        "kind_label": actor.get_sector_display(),
        "place": actor.address,
        "sector": {"label": actor.get_sector_display(), "third": actor.third},
    }


def _date(date: Date) -> Card:
    return _of_date(date, times.shown(date, timezone.now()))


def _card_at(date: Date, shown: times.Shown) -> Card:
    """Return the card of a date at one of its times, which may be elsewhere."""
    return {
        "title": str(date),
        "url": date.get_absolute_url(),
        "district": place_words(date, shown.places),
        "lage": sign_of(shown.places[0]) if shown.places else sign_of_city(date.city),
        **_of_date(date, shown),
    }


def _of_date(date: Date, shown: times.Shown) -> Card:
    return {
        "summary": first_words(shown.text),
        "kind_label": date.get_kind_display(),
        "place": shown.place,
        "when": when(date, shown.time),
        "cancelled": shown.cancelled,
        "because": shown.because,
    }


def when(date: Date, found: recurrence.Occurrence) -> dict[str, Any]:
    """Return the start and end of an occurrence, and how the date repeats."""
    begin, end = found.start.astimezone(recurrence.ZONE), found.end.astimezone(recurrence.ZONE)
    return {
        "start": begin,
        "end": end,
        "one_day": begin.date() == end.date(),
        "has_end": end > begin,
        "repeats": repeating.in_words(date.recurrence, begin) if date.recurrence else "",
        "moved_from": moved_words.moved_from(found),
        "because": "" if found.change.cancelled else found.change.because,
    }


def _paper(paper: CouncilPaper) -> Card:
    parts = (paper.paper_type, paper.reference)
    return {"kind_label": " ".join(filter(None, parts)), "paper_date": paper.date}


def _need(need: Need) -> Card:
    return {"summary": first_words(need.text), "kind_label": _("Wanted")}


def _network(network: Network) -> Card:
    names = [str(purpose.label) for purpose in network.purpose_list]
    return {"summary": network.summary, "kind_label": ", ".join(names)}


_MAKERS: dict[type[Entry], Any] = {
    Project: _project,
    Actor: _actor,
    Date: _date,
    CouncilPaper: _paper,
    Need: _need,
    Network: _network,
}


def list_url(name: str, district: District) -> str:
    """Return the address of a list narrowed to one district."""
    return f"{reverse(f'districts:{name}')}?district={district.slug}"
