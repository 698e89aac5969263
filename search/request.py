"""What is asked of search, and what it answers: plain values that both engines speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from text import thing_keys
from text.acts import Act

SORTS = ("relevance", "date")
PAGE_SIZE = 20
MAX_SIZE = 50
#: Nobody reads further, and every page costs as much as all pages before it.
MAX_WINDOW = 1_000
#: simple_query_string took 4 s for 1,500 words; nobody types so many.
MAX_QUERY_LETTERS = 500
MAX_QUERY_WORDS = 32
MAX_FACET_VALUES = 100


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a facet: what addresses say (`value`, a slug) and what people read (`label`)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question.

    `filters` holds the chosen values of each facet (values of one facet OR, facets AND). `language`
    is the reader's own; hits in it come first. `district` is where the reader is at home or has
    chosen to be: its things come before city-wide ones, these before other districts'; it narrows
    nothing. `near` is latitude and longitude. `acts` asks what can be done about each hit.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "de"
    district: str = ""
    near: tuple[float, float] | None = None
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    facets: bool = True
    acts: bool = False

    @property
    def start(self) -> int:
        """How many hits lie before this page."""
        return (self.page - 1) * self.size

    @property
    def home(self) -> str:
        """The district whose things come first: the only one chosen, or the reader's own."""
        chosen = self.filters.get("district", ())
        return chosen[0] if len(chosen) == 1 else self.district

    @property
    def filtered(self) -> bool:
        """Whether any facet value is chosen."""
        return any(self.filters.values())


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `snippet` is escaped text with `<mark>` only; `reason` says in
    words why it is like another one (similar things only). `acts` is there where it was asked."""

    kind: str
    pk: int
    title: str
    url: str
    language: str
    summary: str
    snippet: str
    score: float
    updated_at: datetime | None
    date: datetime | None = None
    city: Term | None = None
    districts: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    sectors: tuple[Term, ...] = ()
    status: Term | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    acts: tuple[Act, ...] = ()

    @property
    def key(self) -> str:
        """Its name in the API: `kind:pk`."""
        return thing_keys.key(self.kind, self.pk)

    @property
    def where(self) -> str:
        """The names of its districts."""
        return ", ".join(term.label for term in self.districts)


@dataclass(frozen=True, slots=True)
class Similar:
    """What other districts know about a thing: what may be shown now, best first, and the keys of
    all that a page depends on which shows it."""

    hits: tuple[Hit, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and how many hits choosing it would leave."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of narrowing the hits; its counts ignore its own choice."""

    name: str
    choices: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to straight from the search box."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer. `degraded` says that the engine that should have answered did not.

    `corrections` are pairs of a word that nobody wrote and a known one like it; a word may come
    from what is hidden, so they are not for showing (`did_you_mean` is).
    """

    request: SearchRequest
    engine: str
    total: int
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    took_ms: int = 0
    did_you_mean: str = ""
    degraded: bool = False
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def num_pages(self) -> int:
        """How many pages can be shown."""
        reachable = min(self.total, MAX_WINDOW)
        return max(1, -(-reachable // self.request.size))


@dataclass(frozen=True, slots=True)
class PublicName:
    """What a thing is called that everybody may find, and where it is read."""

    title: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class PublicThing:
    """What everybody may know of one thing: how often it changed, its name, where it belongs.

    Without districts it is city-wide, or belongs to no place where its city has no value.
    """

    kind: str
    pk: int
    version: int
    title: str
    language: str
    city: Term
    districts: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found nothing, and how often it was asked; by whom is not known."""

    query: str
    language: str
    count: int
