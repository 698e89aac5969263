"""What other apps know of search: the values they exchange with it, and who offers them.

An app that has something findable writes a `Source` (in its `searchable.py`), registers it in
`AppConfig.ready()`, and calls `search.outbox.changed(kind, pk)` in the transaction of every write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from search.request import Hit, SearchRequest, SearchResult, Suggestion, Term, Unanswered

__all__ = [
    "FACETS",
    "Hit",
    "Record",
    "SearchRequest",
    "SearchResult",
    "Source",
    "Suggestion",
    "Term",
    "Unanswered",
    "UnknownKind",
    "dated_kinds",
    "find",
    "kinds",
    "label",
    "register",
    "register_labels",
    "similar",
    "similar_to_words",
    "source",
    "sources",
    "suggest",
    "unanswered",
]

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


def find(request: SearchRequest) -> SearchResult:
    """Search. Never raises: when the index is away the database answers."""
    from search.finding import find as answer  # its models load after this module

    return answer(request)


def similar(kind: str, pk: int, *, limit: int = 5) -> tuple[Hit, ...]:
    """Return what other districts know about the same thing, best first, each with its `reason`.

    Things of the item's own districts and the item itself are left out; nothing at all for
    something that is not public.
    """
    from search.likeness import similar as answer  # its models load after this module

    return answer(kind, pk, limit=limit)


def similar_to_words(
    title: str,
    summary: str,
    *,
    kind: str,
    language: str,
    topics: Iterable[str] = (),
    districts: Iterable[str] = (),
    limit: int = 5,
) -> tuple[Hit, ...]:
    """Return what `similar` would of a thing that is only being typed; nothing of it is kept.

    `topics` and `districts` are slugs; what belongs to one of the districts is left out.
    """
    from search.likeness import similar_to_words as answer  # its models load after this module

    return answer(
        title,
        summary,
        kind=kind,
        language=language,
        topics=topics,
        districts=districts,
        limit=limit,
    )


def suggest(text: str, *, language: str = "de", limit: int = 8) -> tuple[Suggestion, ...]:
    """Return titles, places and actors that begin with these words, best first."""
    from search.suggesting import suggest as answer  # its models load after this module

    return answer(text, language=language, limit=limit)


def still_public(keys: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], Suggestion]:
    """Return those of these things (kind and primary key) that may be shown now; one query.

    With their present titles and addresses, for answers of `similar` that an app has kept.
    """
    from search.finding import still_public as answer  # its models load after this module

    return answer(keys)


def unanswered() -> tuple[Unanswered, ...]:
    """Return the questions without a hit that editors may see, most frequent first."""
    from search.failed_queries import shown  # its models load after this module

    return tuple(Unanswered(row.query, row.language, row.count) for row in shown())
