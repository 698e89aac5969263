"""What do pages of the directory show, and what makes them stale?

Pages name what they show when they are made, changes what they change when they are written; both
with the keys of this module. A list shows all of a kind, the page of a district or topic what
belongs there, the page of an entry itself, entries of any kind, and the articles about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Model, Value

import pagecache
from districts import entries
from districts.models import Actor, District, Entry, Topic
from districts.querysets import columns_of
from text import thing_keys

#: Where something belongs has changed: it may have gone from any district, or from any topic.
MOVED = {District: "moved between districts", Topic: "moved between topics"}
BELONGS = "belongs to "
IN_A_DISTRICT = f"{BELONGS}district:"
#: By which relations an entry belongs somewhere; a date also where a single time takes place.
PLACED_BY = {"districts": "district", "hosts": "district", "topics": "topic"}


def said_by_list(*kinds: str) -> None:
    """Say that what is being made shows any of these kinds, and nothing else that changes."""
    pagecache.shows_only(*map(all_of, kinds))


def said_by_district(district: District, near: Iterable[District] = ()) -> None:
    """Say what the page of a district shows that is being made, and of its neighbours."""
    shown = (district.pk, *(neighbour.pk for neighbour in near))
    pagecache.shows_only(MOVED[District], *(belongs_to("district", pk) for pk in shown))


def said_by_topics(topics: Iterable[Topic]) -> None:
    """Say what the page of a topic shows that is being made, with those below it."""
    pagecache.shows_only(MOVED[Topic], *(belongs_to("topic", topic.pk) for topic in topics))


def said_by_entry(entry: Entry) -> None:
    """Say what the page of an entry shows that is being made."""
    pagecache.shows_only(thing_keys.key(entry.KIND, entry.pk), mentions_of(entry.KIND, entry.slug))
    others_named()


def others_named() -> None:
    """Say that what is being made names other entries, whichever."""
    pagecache.shows_also(*(all_of(kind.key) for kind in entries.kinds()))


def changed(entry: Entry) -> None:
    """Make pages new that show an entry. Call inside the transaction, when all is written."""
    places = _places_of(entry)
    if entry.city_wide or not any(place.startswith(IN_A_DISTRICT) for place in places):
        # It belongs to a whole city, or has belonged to one and now belongs nowhere.
        places.add(MOVED[District])
    pagecache.bump({thing_keys.key(entry.KIND, entry.pk), *places, *_told_with(entry.KIND)})


def many_changed(kind: str, pks: Iterable[int]) -> None:
    """Make pages new that show any of these entries, wherever they belong or have belonged."""
    things = {thing_keys.key(kind, pk) for pk in pks}
    pagecache.bump(things | {*MOVED.values()} | _told_with(kind))


def moved(*, model: type[Model], action: str, **_rest: Any) -> None:
    """Make pages new from which something may have gone (`m2m_changed`)."""
    if model in MOVED and action in {"post_add", "post_remove", "post_clear"}:
        pagecache.bump([MOVED[model]])


def all_of(kind: str) -> str:
    """Return the key of whatever there is of a kind; also of articles."""
    return f"all of {kind}"


def belongs_to(kind: str, pk: int) -> str:
    """Return the key of whatever belongs to a district or topic."""
    return f"{BELONGS}{thing_keys.key(kind, pk)}"


def mentions_of(kind: str, slug: str) -> str:
    """Return the key of the articles that link to an entry, by its kind and address."""
    return f"mentions of {kind} {slug}"


def _told_with(kind: str) -> set[str]:
    """Return the keys of what lists show of a kind: of an actor its name stands with others."""
    naming = (each.key for each in entries.kinds() if each.names_actors)
    return {all_of(kind), *(map(all_of, naming) if kind == Actor.KIND else ())}


def _places_of(entry: Entry) -> set[str]:
    """Return the keys of the districts and topics to which an entry belongs; one query."""
    parts = []
    fields: Iterable[Any] = entry._meta.many_to_many
    for field in fields:
        if field.name in PLACED_BY:
            ours, theirs = columns_of(type(entry), field.name)
            rows = field.remote_field.through._default_manager.filter(**{ours: entry.pk})
            place = Value(PLACED_BY[field.name], output_field=CharField())
            parts.append(rows.order_by().values_list(place, theirs))
    found = parts[0].union(*parts[1:]) if parts else ()
    return {belongs_to(place, pk) for place, pk in found}
