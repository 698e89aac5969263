"""The kinds of entry that there are: projects, actors, dates, and what other apps add.

    from districts import entries

    entries.of(entry).url_of(entry.slug)

Each kind is described in a module of its own, see `districts.entries.kind`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from districts import modules
from districts.entries.kind import EntryKind, Writing
from districts.entries.overviews import OnDistrict, OnEntry, OnTopic
from districts.entries.shape import OwnRows, Shape

if TYPE_CHECKING:
    from districts.models import Entry

__all__ = [
    "EntryKind",
    "OnDistrict",
    "OnEntry",
    "OnTopic",
    "OwnRows",
    "Shape",
    "Writing",
    "by_key",
    "each",
    "kinds",
    "listed",
    "of",
    "on_districts",
    "on_topics",
    "register",
    "versioned",
]

_kinds: dict[str, EntryKind] = {}
_acts: list[Callable[[EntryKind], None]] = []


def register(*described: EntryKind) -> None:
    """Make kinds known. Called from `AppConfig.ready()`, in the order in which lists name them."""
    for kind in described:
        _kinds[kind.key] = kind
        modules.register(kind.module)
        for act in _acts:
            act(kind)


def each(act: Callable[[EntryKind], None]) -> None:
    """Do something with every kind, with those that other apps register later as well."""
    _acts.append(act)
    for kind in kinds():
        act(kind)


def kinds() -> tuple[EntryKind, ...]:
    """Return every kind."""
    return tuple(_kinds.values())


def by_key(key: str) -> EntryKind:
    """Return a kind; `KeyError` where there is none of this key."""
    return _kinds[key]


def of(entry: Entry | type[Entry]) -> EntryKind:
    """Return the kind of an entry or of a model of entries."""
    return _kinds[entry.KIND]


def versioned() -> tuple[EntryKind, ...]:
    """Return the kinds that people write together, with their history."""
    return tuple(kind for kind in kinds() if kind.shape)


def listed() -> tuple[EntryKind, ...]:
    """Return the kinds that have a list."""
    return tuple(kind for kind in kinds() if kind.listed)


def on_districts() -> list[tuple[EntryKind, OnDistrict]]:
    """Return the kinds that stand on a district's page, and how, from top to bottom."""
    found = [(kind, kind.on_district) for kind in kinds() if kind.on_district]
    return sorted(found, key=lambda pair: pair[1].slot)


def on_topics() -> list[tuple[EntryKind, OnTopic]]:
    """Return the kinds that stand on a topic's page, and how."""
    return [(kind, kind.on_topic) for kind in kinds() if kind.on_topic]
