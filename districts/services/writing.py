"""What every write to the directory does: address, place, compare-and-swap, word to search.

Errors::

    WriteRefused            nothing was written
    ├── NotAllowed          this person may not do this
    └── NotAName            nothing can be called like this; `field`
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import F

from districts import entries, shown
from districts.models import Actor, City, District, Entry, State
from search import outbox
from text import names
from text.fold import fold
from text.slugs import slugify, unique_slug

#: Words that are addresses of their own below the lists, and may be no entry's.
RESERVED_SLUGS = frozenset(
    {
        "allgemein",
        "neu",
        "seiten",
        "letzte-aenderungen",
        "feed",
        "kalender.ics",
        "archiv",
        "aushang",
        "telefonliste",
        "aehnlich",
    }
)
#: The values that are names, of entries and of what orders them.
NAMES = frozenset({"name", "title"})
#: Those that stand beside names on one line: forms refuse what is no line, here it is put right.
LINES = frozenset(
    {
        *("short", "sentence", "district_term", "district_term_plural", "address", "place"),
        *("duration", "funded_by", "licence", "phone", "reference", "paper_type"),
    }
)


class WriteRefused(Exception):
    """Nothing was written; `field` names the value it is about, where it is about one."""

    field = ""


class NotAllowed(WriteRefused):
    """This person may not do this."""


class NotAName(WriteRefused):
    """Nothing can be called like this; the message says why, `field` which value it is."""

    def __init__(self, message: object, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def with_names(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a write with its name or title put right; raises `NotAName`."""
    found = dict(values)
    for field in NAMES & found.keys():
        text = names.clean(found[field])
        why = names.problem(text)
        if why:
            raise NotAName(names.PROBLEMS[why], field=field)
        found[field] = text
    for field in LINES & found.keys():
        found[field] = names.line(found[field] or "")
    return found


def free_slug(model: type[models.Model], name: str, wanted: str = "") -> str:
    """Return a slug of `model` that is free: `wanted`, or one made of the name."""
    slugs: Any = model._default_manager  # every model here has a slug

    def taken(slug: str) -> bool:
        return slug in RESERVED_SLUGS or bool(slugs.filter(slug=slug).exists())

    return unique_slug(wanted or slugify(name), taken)


def derived_columns(entry: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a changed entry that follow from others: its place, its sort key."""
    derived = derived_place(entry, values)
    for field in ("name", "title"):
        if field in values:
            derived["sort_key"] = sort_key(values[field])
    return derived


def sort_key(name: str) -> str:
    """Return what an entry is sorted by: its name without accents, signs and case."""
    return "".join(char if char.isalnum() else " " for char in fold(name)).strip()[:120]


def derived_place(entry: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a changed entry belongs, if its city or districts are among the values."""
    if not values.keys() & {"districts", "city"}:
        return {}
    districts = list(values["districts"] if "districts" in values else entry.districts.all())
    if "city" in values:
        return placed(values["city"], districts)
    return placed(None if districts else entry.city, districts)


def placed(city: City | None, districts: Iterable[District]) -> dict[str, Any]:
    """Return the fields that say where an entry belongs.

    Without a city it belongs to that of its districts, if they have only one.
    """
    cities = {district.city_id for district in districts}
    if not cities:
        return {"city_id": city.pk if city else None, "city_wide": city is not None}
    of_districts = cities.pop() if len(cities) == 1 else None
    return {"city_id": city.pk if city else of_districts, "city_wide": False}


def set_state(
    entry: Entry, state: str, *, only_from: Collection[str] = tuple(State.values)
) -> bool:
    """Show, hold or hide an entry. Call inside the transaction, then `announce`.

    Says whether it was in one of the states that are named; otherwise it stays as it is. It is
    counted, because a link from before must not do again what was undone since.
    """
    manager: Any = type(entry)._default_manager
    rows = manager.filter(pk=entry.pk, state__in=only_from)
    if not rows.update(state=state, state_changes=F("state_changes") + 1):
        return False
    entry.state = state
    entry.state_changes = manager.values_list("state_changes", flat=True).get(pk=entry.pk)
    return True


def announce(entry: Entry, *, fields: Collection[str] | None = None) -> None:
    """Tell search and the page cache that an entry changed. Call inside the transaction.

    `fields` are those that have changed, where nothing else has.
    """
    if entries.of(entry).source:
        outbox.changed(entry.KIND, entry.pk)
        _announce_mentions(entry.KIND, [entry.pk])
    shown.changed(entry, fields=fields)


def announce_many(kind: str, pks: Iterable[int], *, hidden: bool = False) -> None:
    """Tell search and the page cache that many entries changed. Call inside the transaction.

    What says the name of a single hidden actor is renewed at once: an old name may show for some
    seconds, a hidden one must not. Imports hide many; theirs follow with the worker.
    """
    chosen = list(pks)
    if entries.by_key(kind).source:
        outbox.changed_many(kind, chosen, hidden=hidden)
        _announce_mentions(kind, chosen, at_once=hidden and len(chosen) == 1)
    shown.many_changed(kind, chosen)


def _announce_mentions(kind: str, pks: list[int], *, at_once: bool = False) -> None:
    """Tell search of what says the names of these actors: theirs is found by it, too."""
    if kind != Actor.KIND:
        return
    for other in entries.kinds():
        if not other.names_actors:
            continue
        rows = other.model.objects.filter(**{f"{other.names_actors}__in": pks})
        mentioning = rows.values_list("pk", flat=True)
        if at_once:
            for pk in mentioning.distinct():
                outbox.changed(other.key, pk)
        else:
            outbox.changed_many(other.key, mentioning)


def set_many(entry: models.Model, values: Mapping[str, Any], many: Iterable[str]) -> None:
    """Write the many-to-many lists that are among the values."""
    for name in many:
        if name in values:
            getattr(entry, name).set(values[name])


def split(
    values: Mapping[str, Any], many: Iterable[str]
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Part the values of a new entry into its own columns and its many-to-many lists.

    Raises `NotAName`.
    """
    kept, elsewhere = with_names(values), set(many)
    own = {name: value for name, value in kept.items() if name not in elsewhere}
    lists = {name: list(value) for name, value in kept.items() if name in elsewhere}
    return own, lists
