"""What does a list page show: which rows, in which order, narrowed by what, counted how?

One list costs three queries whatever it holds (rows, counts, and what the rows show), plus one for
chosen districts and one for chosen topics. Counts are those of what everybody may see, kept until
anything public changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from districts.entries.listed import Sort
from districts.lists.counting import counted
from districts.lists.facets import FacetChoice, Rows, choices_of
from districts.lists.filters import EntryFilter
from districts.lists.unknown_values import Reads, UnknownValue, no_page, page_number, unknown

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ListFacet:
    """A facet as the filter panel shows it."""

    name: str
    label: str
    values: list[FacetChoice]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything the template of a list needs.

    `unknown` is what its address asks for in vain. The two queries lead to the list as a file: for
    people as they see it, for programs its filters alone; neither has anything unknown in it.
    """

    page: Page[Any]
    total: int
    facets: list[ListFacet]
    chips: list[dict[str, str]]
    sorts: list[dict[str, Any]]
    hidden: list[dict[str, str]]
    clear_url: str
    unknown: list[UnknownValue]
    file_query: str
    program_query: str

    @property
    def active(self) -> int:
        """How many filters are set."""
        return len(self.chips)


class CountedPaginator(Paginator[Any]):
    """A paginator that was told how many there are."""

    def __init__(self, rows: Rows, size: int, total: int) -> None:
        super().__init__(rows, size)
        self.total = total

    @property
    def count(self) -> int:
        """The number it was told."""
        return self.total


def make_listing(
    filters: EntryFilter,
    *,
    path: str,
    query: QueryDict,
    sorts: Sequence[Sort],
    audience: str,
    own: Mapping[str, Reads] | None = None,
    carried: Iterable[str] = (),
    size: int = PAGE_SIZE,
) -> Listing:
    """Build a list from bound filters whose queryset holds what the reader may see.

    `audience` names the rows the filters start from: the
    kind, and who may see what. `own` are further parameters that the list reads (a month), and
    `carried` names those of them that count.
    """
    total, counts = counted(filters, audience)
    sort = sort_of(sorts, query)
    kept = {name: str(query[name]) for name in carried if query.get(name)}
    address = Address(path, filters.chosen, sort.value, kept)
    known = Address("", filters.named, sort.value, kept)
    found = unknown(query, filters, sorts=[s.value for s in sorts], own=own)
    pages = CountedPaginator(ordered(filters, sort), size, total)
    number = page_number(query.get("page", "")) or 1
    if number > pages.num_pages:
        found.append(no_page(str(number)))
    facets = [
        ListFacet(name, str(facet.label), choices)
        for name, facet in filters.facets.items()
        if (
            choices := choices_of(
                facet, counts.get(name, []), _chosen(filters, name), filters.scope
            )
        )
        and offers_a_choice(choices, total)
    ]
    return Listing(
        page=pages.get_page(number),
        total=total,
        facets=facets,
        chips=list(_chips(facets, address)),
        sorts=[
            {"label": s.label, "url": address.with_sort(s.value), "current": s is sort}
            for s in sorts
        ]
        if len(sorts) > 1
        else [],
        hidden=[{"name": name, "value": value} for name, value in address.rest()],
        clear_url=address.without_filters(),
        unknown=found,
        file_query=known.with_sort(sort.value),
        program_query=program_query(filters),
    )


def offers_a_choice(choices: Sequence[FacetChoice], total: int) -> bool:
    """Say whether a facet narrows this list: not where each of its values fits all that is left."""
    return any(choice.selected or choice.count != total for choice in choices)


def program_query(filters: EntryFilter) -> str:
    """Return what of an address programs are given: its filters, without what is unknown."""
    return Address("", filters.named, "", {}).with_sort("")


def sort_of(sorts: Sequence[Sort], query: QueryDict) -> Sort:
    """Return the order that an address asks for, else the usual one."""
    return next((s for s in sorts if s.value and s.value == query.get("sort")), sorts[0])


def ordered(filters: EntryFilter, sort: Sort) -> Rows:
    """Return the narrowed rows in an order; a chosen district's own come before the city-wide."""
    rows = filters.narrowed()
    near = ("nearness",) if filters.scope.districts else ()
    return rows.order_by(*near, *sort.columns)


def _chosen(filters: EntryFilter, name: str) -> list[str]:
    return filters.chosen.get(name, [])


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of a list: short, in one order, without what is empty or usual."""

    path: str
    chosen: Mapping[str, Collection[str]]
    sort: str
    kept: Mapping[str, str]

    def rest(self) -> list[tuple[str, str]]:
        """Return the parameters that are no filters."""
        return [*self.kept.items(), *((("sort", self.sort),) if self.sort else ())]

    def without(self, facet: str, value: str) -> str:
        """Return the address with one value less."""
        pairs = [
            (name, item)
            for name, items in self.chosen.items()
            for item in items
            if (name, item) != (facet, value)
        ]
        return self._make([*pairs, *self.rest()])

    def with_sort(self, sort: str) -> str:
        """Return the address in another order."""
        pairs = [(name, item) for name, items in self.chosen.items() for item in items]
        return self._make([*pairs, *self.kept.items(), *((("sort", sort),) if sort else ())])

    def without_filters(self) -> str:
        """Return the address with no filter set."""
        return self._make(self.rest())

    def _make(self, pairs: Sequence[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def _chips(facets: Iterable[ListFacet], address: Address) -> Iterable[dict[str, str]]:
    for facet in facets:
        for choice in facet.values:
            if choice.selected:
                url = address.without(facet.name, choice.value)
                yield {"label": f"{facet.label}: {choice.label}", "url": url}
