"""What an engine promises, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.question import Question
from search.request import SearchRequest


class Unavailable(Exception):
    """The engine does not answer, or not in time."""


@dataclass(frozen=True, slots=True)
class ReaderScope:
    """Where the reader is, as facts from the database.

    `chosen_cities` are the cities of the districts that are chosen as a filter: what is city-wide
    there matches, too. `home` is the district whose things come first and `home_city` its city.
    """

    chosen_cities: tuple[str, ...] = ()
    home: str = ""
    home_city: str = ""


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """One hit: which entry, how good, and what the engine had of it when it was indexed.

    `version` is the version of the entry that the snippet was made of; `None` when it was made of
    the database itself.
    """

    kind: str
    pk: int
    score: float
    version: int | None = None
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet with the hits that carry it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """An engine's answer. `corrections` are pairs of an unknown word and a known one like it."""

    total: int
    entries: tuple[FoundEntry, ...] = ()
    facets: Mapping[str, Sequence[Bucket]] = field(default_factory=dict)
    corrections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What to look for when something similar is wanted.

    `words` are the telling stems of title and summary, `text_words` further ones of the text; they
    only put in order what is alike by the others or by its topics.
    """

    kind: str
    pk: int
    language: str
    words: tuple[str, ...]
    text_words: tuple[str, ...]
    topics: tuple[str, ...]
    districts: tuple[str, ...]


class Engine(Protocol):
    """Finds entries. Every method may raise `Unavailable`, and nothing else."""

    name: str

    def search(
        self, request: SearchRequest, question: Question, scope: ReaderScope
    ) -> EngineAnswer:
        """Find the entries of one page, and count them all."""
        ...

    def suggest(self, folded: Sequence[str], language: str, limit: int) -> Sequence[FoundEntry]:
        """Find entries whose names have words that begin with these."""
        ...

    def similar(self, likeness: Likeness, limit: int) -> Sequence[FoundEntry]:
        """Find entries like this one in other districts."""
        ...
