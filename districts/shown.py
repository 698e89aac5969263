"""What do pages of the directory show, and what makes them stale?

Pages name what they show when they are made, changes what they change when they are written; both
with the keys of this module. A list shows all of a kind, or what there is of it in the places to
which it is narrowed, and how many there are of all; the page of a district or topic what belongs
there, each of its parts one kind of that, the page of an entry itself, entries of any kind, and the
articles about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Model, Value

import pagecache
from districts import entries
from districts.entries import EntryKind
from districts.models import Actor, District, Entry, Topic
from districts.querysets import columns_of
from text import thing_keys

if TYPE_CHECKING:  # what a list is narrowed to
    from districts.lists.facets import ChosenPlaces

DISTRICT, TOPIC = "district", "topic"
#: Where things belong, by model.
PLACES: Mapping[type[Model], str] = {District: DISTRICT, Topic: TOPIC}
#: By which relations an entry belongs somewhere; a date also where a single time takes place.
PLACED_BY = {"districts": DISTRICT, "hosts": DISTRICT, "topics": TOPIC}


def said_by_list(*kinds: str) -> None:
    """Say that what is being made shows any of these kinds, and nothing else that changes."""
    pagecache.shows_only(*map(all_of, kinds))


def said_by_rows(kind: str, scope: ChosenPlaces) -> None:
    """Say that what is being made shows what there is of a kind in the chosen districts or, where
    none is chosen, on the chosen topics, or anywhere.
    """
    for place, chosen in ((DISTRICT, scope.districts), (TOPIC, scope.with_below)):
        if pks := [each.pk for each in chosen]:
            said_by_kind(kind, place, pks)
            return
    said_by_list(kind)


def said_by_records(kind: EntryKind, scope: ChosenPlaces) -> None:
    """Say the same of what names the actors as well that entries of a kind name."""
    said_by_rows(kind.key, scope)
    pagecache.shows_also(*named_with(kind))


def said_by_counts(*kinds: str) -> None:
    """Say that what is being made shows how many there are of these kinds, and of each choice of
    their filters, or who may see some of them; and nothing else that changes.
    """
    pagecache.shows_only(*map(counts_of, kinds))


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


def changed(entry: Entry, *, fields: Collection[str] | None = None) -> None:
    """Make pages new that show an entry. Call inside the transaction, when all is written.

    `fields` are those that have changed, where nothing else has: mostly words, and all is counted
    as it was.
    """
    kind, places = entry.KIND, _places_of(entry)
    keys = {belongs_to(*at, of=kind) for at in places}
    may_have_left = fields is not None and "city_wide" in fields
    if entry.city_wide or may_have_left or not any(place == DISTRICT for place, _pk in places):
        # It belongs to a whole city, or has belonged to one and now to some districts, or nowhere.
        keys.add(moved_between(DISTRICT, of=kind))
    pagecache.bump({thing_keys.key(kind, entry.pk), *keys, *_told_with(kind, fields)})


def many_changed(kind: str, pks: Iterable[int]) -> None:
    """Make pages new that show any of these entries, wherever they belong or have belonged."""
    things = {thing_keys.key(kind, pk) for pk in pks}
    moves = {moved_between(place, of=kind) for place in PLACES.values()}
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
        pagecache.bump([moved_between(place, of=kind)])
    else:
        pagecache.bump(belongs_to(place, pk, of=kind) for pk in pk_set)


def all_of(kind: str) -> str:
    """Return the key of whatever there is of a kind; also of articles."""
    return f"all of {kind}"


def counts_of(kind: str) -> str:
    """Return the key of how many there are of a kind, and of each choice of its filters."""
    return f"counts of {kind}"


def named_with(kind: EntryKind) -> tuple[str, ...]:
    """Return the key of what others are told of actors, where entries of this kind name some."""
    return (f"names of {Actor.KIND}s",) if kind.names_actors else ()


def belongs_to(place: str, pk: int, *, of: str) -> str:
    """Return the key of what of a kind belongs to a district or topic."""
    return f"{of} belongs to {thing_keys.key(place, pk)}"


def moved_between(place: str, *, of: str) -> str:
    """Return the key of what of a kind may have gone from any district or topic."""
    return f"{of} moved between {place}s"


def mentions_of(kind: str, slug: str) -> str:
    """Return the key of the articles that link to an entry, by its kind and address."""
    return f"mentions of {kind} {slug}"


def _told_with(kind: str, fields: Collection[str] | None = None) -> set[str]:
    """Return the keys of what lists show of a kind: of an actor its name stands with others."""
    described, kinds = entries.by_key(kind), {kind}
    is_counted = fields is None or not described.counts_stay(fields)
    told: set[str] = set()
    if kind == Actor.KIND and (is_counted or described.naming in (fields or ())):
        naming = [each for each in entries.kinds() if each.names_actors]
        kinds.update(each.key for each in naming)
        told.update(*map(named_with, naming))
    keys = (all_of, counts_of) if is_counted else (all_of,)
    return told | {key(each) for key in keys for each in kinds}


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
