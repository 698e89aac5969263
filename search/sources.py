"""Who offers what is findable: one source a kind, and how kinds and facet values are called.

Apart from `search.contract`, the face for other apps, because models and engines ask here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Case, JSONField, Value, When

from search.request import Term
from text.acts import Act
from text.translatable import Words

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What things of a kind are like, as far as search treats kinds differently.

    `dated`         they take place or were made on a day of their own, and are sorted by it; all
                    others are sorted by their last change
    `passes`        once that day is over they come behind what is to come
    `is_minor`      they come behind everything else that fits as well
    `shows_status`  their hits say which status they have
    `names_similar` their pages name what is like them elsewhere
    """

    dated: bool = False
    passes: bool = False
    is_minor: bool = False
    shows_status: bool = False
    names_similar: bool = False


class Source(Protocol):
    """Offers the records of one kind. A pk without a public record is left out of the answer.

    `records` runs with the default language active; a source of things in several languages
    makes their addresses under `translation.override`. Lazy labels are turned into text under the
    record's own language by search.
    """

    @property
    def kind(self) -> str:
        """By what the kind is known."""
        ...

    @property
    def label(self) -> Words:
        """What the kind is called."""
        ...

    @property
    def traits(self) -> Traits:
        """What its things are like."""
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


_NO_TRAITS = Traits()


def traits(kind: str) -> Traits:
    """Return what things of a kind are like; of an unknown one nothing is special."""
    return _sources[kind].traits if kind in _sources else _NO_TRAITS


def passing_kinds() -> list[str]:
    """Return the kinds whose things come behind once their day is over."""
    return _kinds_that(lambda own: own.passes)


def minor_kinds() -> list[str]:
    """Return the kinds that come behind all others."""
    return _kinds_that(lambda own: own.is_minor)


def dated_kinds() -> list[str]:
    """Return the kinds that are sorted by a day of their own."""
    return _kinds_that(lambda own: own.dated)


def _kinds_that(fit: Callable[[Traits], bool]) -> list[str]:
    return sorted(kind for kind, offered in _sources.items() if fit(offered.traits))


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """What readers can do about the things of a kind: `acts(url, said)` returns it.

    `said()` is the expression by which a hit reads what that needs from the thing it stands for
    (its key is `OuterRef("object_id")`); search keeps nothing of it. None where the address does.
    """

    acts: Callable[[str, Any], Iterable[Act]]
    said: Callable[[], Any] | None = None


_leads: dict[str, LeadsTo] = {}


def register_acts(kind: str, leads: LeadsTo) -> None:
    """Say what hits of a kind lead to. Called from `AppConfig.ready()`."""
    _leads[kind] = leads


def said_of_things() -> Case:
    """Return the expression that reads, for each entry, what `acts` needs of its thing."""
    asked = [
        When(kind=kind, then=leads.said())
        for kind, leads in _leads.items()
        if leads.said is not None
    ]
    nothing = Value(None, output_field=JSONField())
    return Case(*asked, default=nothing, output_field=JSONField())


def acts(kind: str, url: str, said: object) -> tuple[Act, ...]:
    """Return what can be done about a thing of a kind, nothing where nobody has said."""
    return tuple(_leads[kind].acts(url, said)) if kind in _leads else ()


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
