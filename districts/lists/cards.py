"""How does an entry stand in a list? In the form `components/card.html` takes."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from districts import entries
from districts.entries.card import Card
from districts.map.signs import sign_at
from districts.models import District, Entry


def cards(found: Iterable[Entry], districts: Iterable[District] = ()) -> list[Card]:
    """Return the cards of entries whose city and districts (with theirs) were fetched along.

    `districts` are those a reader has chosen: a date that is a guest there shows that time.
    """
    chosen = frozenset(district.pk for district in districts)
    return [card(entry, chosen=chosen) for entry in found]


def card(entry: Entry, *, chosen: frozenset[int] = frozenset()) -> Card:
    """Return the card of one entry; of a date at the time in one of the `chosen` districts."""
    kind = entries.of(entry)
    own = kind.card(entry, chosen)
    places = own.pop("places", None)
    if places is None:
        places = list(entry.districts.all())
    base: Card = {
        "title": str(entry),
        "url": kind.url_of(entry.slug),
        "district": place_words(entry, places),
        "lage": sign_at(places, entry),
        "acts": kind.acts_of(entry, place=own.get("place")),
    }
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


def list_url(name: str, district: District) -> str:
    """Return the address of a list narrowed to one district."""
    return f"{reverse(f'districts:{name}')}?district={district.slug}"
