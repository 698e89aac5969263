"""Who offers what is findable: one source a kind, and how kinds and facet values are called.

Apart from `search.contract`, the face for other apps, because models and engines ask here as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from search.request import Term

FACETS = ("district", "kind", "topic", "sector", "language", "status")


@dataclass(frozen=True, slots=True)
class Record:
    """Everything search may know of one thing. Public text only, in the thing's own language.

    `url` is a path without host. `districts` empty and `city` set means city-wide. `date` is when
    an event starts next, or a paper's date. `refresh_at` is when the record has to be made anew
    even though nobody wrote (an event that passes). `boost_terms` are further names it is known by.
    """

    kind: str
    pk: int
    language: str
    title: str
    summary: str
    text: str
    url: str
    updated_at: datetime
    city: Term | None = None
    districts: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    sectors: tuple[Term, ...] = ()
    status: Term | None = None
    headings: tuple[str, ...] = ()
    boost_terms: tuple[str, ...] = ()
    date: datetime | None = None
    location: tuple[float, float] | None = None
    refresh_at: datetime | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Offers the records of one kind. A pk without a public record is left out of the answer.

    A thing's own day is when it takes place or was made; by that it is sorted, all others by their
    last change.

    `records` runs with the default language active; a source of things in several languages
    makes their addresses under `translation.override`. Lazy labels are turned into text under the
    record's own language by search.
    """

    @property
    def kind(self) -> str:
        """By what the kind is known."""
        ...

    @property
    def label(self) -> str | Promise:
        """What the kind is called."""
        ...

    @property
    def dated(self) -> bool:
        """Whether its things have a day of their own."""
        ...

    def records(self, pks: Iterable[int]) -> Mapping[int, Record]:
        """Return the public records of these primary keys in a fixed number of queries."""
        ...

    def pks(self) -> Iterator[int]:
        """Stream the primary keys of everything of this kind that may be public."""
        ...


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind findable. Called once per kind from `AppConfig.ready()`."""
    _sources[source.kind] = source
    register_labels("kind", {source.kind: source.label})


class UnknownKind(LookupError):
    """No app has registered a source for this kind."""


def source(kind: str) -> Source:
    """Return the source of a kind; `UnknownKind` when nobody registered it."""
    try:
        return _sources[kind]
    except KeyError:
        known = ", ".join(sorted(_sources)) or "none"
        message = f"Nobody registered a search source for {kind!r}. Registered: {known}."
        raise UnknownKind(message) from None


def sources() -> tuple[Source, ...]:
    """Return every registered source, in the order of their registration."""
    return tuple(_sources.values())


def kinds() -> frozenset[str]:
    """Return every kind that is findable."""
    return frozenset(_sources)


def dated_kinds() -> frozenset[str]:
    """Return the kinds that are sorted by a day of their own."""
    return frozenset(kind for kind, offered in _sources.items() if offered.dated)


_labels: dict[str, dict[str, object]] = {}


def register_labels(facet: str, labels: Mapping[str, object]) -> None:
    """Say how the values of a facet are called in the reader's language (lazy texts).

    Called from `AppConfig.ready()` for facets with fixed values (sector, status). Facets without
    such labels show the ones their records gave.
    """
    if facet not in FACETS:
        raise ValueError(f"{facet!r} is not one of {FACETS}")
    _labels.setdefault(facet, {}).update(labels)


def label(facet: str, value: str, default: str) -> str:
    """Return the name of a facet value in the reader's language."""
    return str(_labels.get(facet, {}).get(value, default))
