"""The kinds of entry that there are: projects, actors, dates, and what other apps add.

    from districts import entries

    entries.of(entry).url_of(entry.slug)

Each kind is described in a module of its own, see `districts.entries.kind`.
"""

from __future__ import annotations

from typing import Any

from districts.entries.kind import EntryKind, Writing
from districts.entries.shape import OwnRows, Shape

__all__ = [
    "EntryKind",
    "OwnRows",
    "Shape",
    "Writing",
    "by_key",
    "findable",
    "kinds",
    "of",
    "register",
    "versioned",
]

_kinds: dict[str, EntryKind] = {}


def register(*described: EntryKind) -> None:
    """Make kinds known. Called from `AppConfig.ready()`, in the order in which lists name them."""
    for kind in described:
        _kinds[kind.key] = kind


def kinds() -> tuple[EntryKind, ...]:
    """Return every kind."""
    return tuple(_kinds.values())


def by_key(key: str) -> EntryKind:
    """Return a kind; `KeyError` where there is none of this key."""
    return _kinds[key]


def of(entry: Any) -> EntryKind:
    """Return the kind of an entry or of a model of entries."""
    return _kinds[entry.KIND]


def versioned() -> tuple[EntryKind, ...]:
    """Return the kinds that people write together, with their history."""
    return tuple(kind for kind in kinds() if kind.shape)


def findable() -> tuple[EntryKind, ...]:
    """Return the kinds that search knows."""
    return tuple(kind for kind in kinds() if kind.source)
