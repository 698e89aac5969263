"""What do pages of the directory show, and what makes them stale?

Pages name what they show when they are made, changes what they change when they are written; both
with the keys of this module. A list shows all of a kind, the page of a district or topic what
belongs there, each of its parts one kind of that, the page of an entry itself, entries of any kind,
and the articles about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db.models import CharField, Model, Value

import pagecache
from districts import entries
from districts.models import Actor, District, Entry, Topic
from districts.querysets import columns_of
from text import thing_keys

DISTRICT, TOPIC = "district", "topic"
#: Where things belong, by model.
PLACES: Mapping[type[Model], str] = {District: DISTRICT, Topic: TOPIC}
#: By which relations an entry belongs somewhere; a date also where a single time takes place.
PLACED_BY = {"districts": DISTRICT, "hosts": DISTRICT, "topics": TOPIC}


def said_by_list(*kinds: str) -> None:
    """Say that what is being made shows any of these kinds, and nothing else that changes."""
    pagecache.shows_only(*map(all_of, kinds))


def said_by_district(district: District) -> None:
    """Say that what is being made shows whatever belongs to a district."""
    pagecache.shows_only(moved_between(DISTRICT), belongs_to(DISTRICT, district.pk))


def said_by_kind(kind: str, place: str, pks: Iterable[int]) -> None:
    """Say that what is being made shows what there is of a kind (also of articles) in some places.

    `place` is `DISTRICT` or `TOPIC`, `pks` are those of the districts or topics.
    """
    there = (belongs_to(place, pk, of=kind) for pk in pks)
    pagecache.shows_only(moved_between(place, of=kind), *there)


def said_by_entry(entry: Entry) -> None:
    """Say what the page of an entry shows that is being made."""
    pagecache.shows_only(thing_keys.key(entry.KIND, entry.pk), mentions_of(entry.KIND, entry.slug))
    others_named()


def others_named() -> None:
    """Say that what is being made names other entries, whichever."""
    pagecache.shows_also(*(all_of(kind.key) for kind in entries.kinds()))


def changed(entry: Entry) -> None:
    """Make pages new that show an entry. Call inside the transaction, when all is written."""
    kind, places = entry.KIND, _places_of(entry)
    keys = set(chain.from_iterable(belonging(*at, of=kind) for at in places))
    if entry.city_wide or not any(place == DISTRICT for place, _pk in places):
        # It belongs to a whole city, or has belonged to one and now belongs nowhere.
        keys.update(moving(DISTRICT, of=kind))
    pagecache.bump({thing_keys.key(kind, entry.pk), *keys, *_told_with(kind)})


def many_changed(kind: str, pks: Iterable[int]) -> None:
    """Make pages new that show any of these entries, wherever they belong or have belonged."""
    things = {thing_keys.key(kind, pk) for pk in pks}
    moves = chain.from_iterable(moving(place, of=kind) for place in PLACES.values())
    pagecache.bump({*things, *moves, *_told_with(kind)})


def moved(
    *, instance: Model, model: type[Model], action: str, pk_set: set[int] | None, **_rest: Any
) -> None:
    """Make pages new to which something has come, or from which it has gone (`m2m_changed`)."""
    place = PLACES.get(model)
    if place is None or action not in {"post_add", "post_remove", "post_clear"}:
        return
    kind = getattr(instance, "KIND", instance._meta.model_name or "")
    if pk_set is None:  # cleared: from wherever it was
        pagecache.bump(moving(place, of=kind))
    else:
        pagecache.bump(chain.from_iterable(belonging(place, pk, of=kind) for pk in pk_set))


def all_of(kind: str) -> str:
    """Return the key of whatever there is of a kind; also of articles."""
    return f"all of {kind}"


def belongs_to(place: str, pk: int, *, of: str = "") -> str:
    """Return the key of whatever belongs to a district or topic, or of one kind of that."""
    return f"{of} belongs to {thing_keys.key(place, pk)}".lstrip()


def moved_between(place: str, *, of: str = "") -> str:
    """Return the key of what may have gone from any district or topic, or of one kind of that."""
    return f"{of} moved between {place}s".lstrip()


def belonging(place: str, pk: int, *, of: str) -> tuple[str, str]:
    """Return the keys that something of a kind changes in a district or topic."""
    return belongs_to(place, pk), belongs_to(place, pk, of=of)


def moving(place: str, *, of: str) -> tuple[str, str]:
    """Return the keys that something of a kind changes whose districts or topics are not known."""
    return moved_between(place), moved_between(place, of=of)


def mentions_of(kind: str, slug: str) -> str:
    """Return the key of the articles that link to an entry, by its kind and address."""
    return f"mentions of {kind} {slug}"


def _told_with(kind: str) -> set[str]:
    """Return the keys of what lists show of a kind: of an actor its name stands with others."""
    naming = (each.key for each in entries.kinds() if each.names_actors)
    return {all_of(kind), *(map(all_of, naming) if kind == Actor.KIND else ())}


def _places_of(entry: Entry) -> set[tuple[str, int]]:
    """Return the districts and topics to which an entry belongs, by place and key; one query."""
    parts = []
    fields: Iterable[Any] = entry._meta.many_to_many
    for field in fields:
        if field.name in PLACED_BY:
            ours, theirs = columns_of(type(entry), field.name)
            rows = field.remote_field.through._default_manager.filter(**{ours: entry.pk})
            place = Value(PLACED_BY[field.name], output_field=CharField())
            parts.append(rows.order_by().values_list(place, theirs))
    return {*parts[0].union(*parts[1:])} if parts else set()
