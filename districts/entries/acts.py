"""What can a reader do about an entry? For every kind alike, made of a few values.

A kind names in `EntryKind.reach` the expressions that give these values, see
`districts.entries.reach`. They are asked of the database together with the entry, so that a page, a
card and a hit say the same and none of them asks a question of its own::

    phone       what was typed into that field, only where everybody may see it
    writes_to   the slug of who gets a message: an actor, else the entry itself
    whom        what that actor is called, where the entry is none itself
    actor       that one's key: what is kept with these acts ends when that actor changes
    person      these four at once, instead of each by itself
    place, town, latitude, longitude    where it is; `moves`: single times may be elsewhere
    day         whether it has a day for a calendar
    free        whether another district may take it over
    website     its own pages, `original` its document, on somebody else's site
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Expression, F
from django.db.models.functions import JSONObject
from django.urls import reverse

from text import acts
from text.acts import Act

Values = Mapping[str, Any]
Expressions = Mapping[str, Expression | F]


def at_once(expressions: Expressions) -> JSONObject:
    """Return the one expression that gives all values of an entry."""
    return JSONObject(**expressions)


def acts_of(
    url: str, said: Values | str | None, *, relay: str, place: str | None = None
) -> Iterator[Act]:
    """Return what can be done about the entry at an address, what is nearest first.

    `said` are its values, as a database gives them; None for an entry that nobody sees. `relay`
    is the route of a message; `place` is where it takes place this time, if that is known.
    """
    if not said:
        return
    known = read(said)
    whom = known.get("whom") or ""
    if known.get("free"):
        yield Act(acts.TAKE_OVER, f"{url}uebernehmen/")
    yield from acts.call(known.get("phone") or "", whom)
    if to := known.get("writes_to"):
        yield Act(acts.WRITE, reverse(f"districts:{relay}", args=[to]), whom=whom)
    if known.get("day"):
        yield Act(acts.CALENDAR, f"{url.rstrip('/')}.ics")
    yield from _way(known, place)
    for name, key in ((acts.VISIT, "website"), (acts.ORIGINAL, "original")):
        address = known.get(key) or ""
        if address.startswith(("https://", "http://")):
            yield Act(name, address)


def asked(said: Values | str | None) -> int | None:
    """Return the key of the actor who answers for an entry, None where that is nobody else."""
    return read(said).get("actor") if said else None


def read(said: Values | str) -> Values:
    """Return the values of an entry, as a database gives them."""
    found: Values = json.loads(said) if isinstance(said, str) else said
    # PostgreSQL puts one object into the other, SQLite writes it into a text.
    person = found.get("person")
    return {**found, **read(person)} if person else found


def _way(known: Values, place: str | None) -> Iterator[Act]:
    usual = known.get("place") or ""
    if place is None and known.get("moves"):
        return
    town = known.get("town") or ""
    latitude, longitude = known.get("latitude"), known.get("longitude")
    if latitude is None or longitude is None or place not in {None, usual}:
        yield from acts.go(usual if place is None else place, town)
    else:
        yield from acts.go(usual, town, (latitude, longitude))
