"""What does the address of a list ask for that is not there?

The one place that decides it, for every list and every form in which a list is shown: a page says
it and shows what the rest of the address asks for, the API, tables and calendars refuse it. What
no list reads at all (what others hang on to links, to count who follows them) is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.http import QueryDict
from django.utils.translation import gettext as _

from districts.lists.facets import LONGEST_SAID, MOST_VALUES
from districts.lists.filters import EntryFilter
from text.whole_numbers import whole_number

#: Says whether a value of a parameter can be read.
Reads = Callable[[str], bool]
#: What some lists read beside their filters.
MORE = ("sort", "month", "view", "city")
#: The last page that anybody may ask for.
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """Something that is not there: the parameter that asks for it, and a sentence for people."""

    field: str
    message: str


def unknown(
    query: QueryDict,
    filters: EntryFilter | None = None,
    *,
    sorts: Collection[str] = ("",),
    own: Mapping[str, Reads] | None = None,
) -> list[UnknownValue]:
    """Return what an address asks for that a list does not know.

    `sorts` are the orders of the list, `own` its parameters beside filters, order and page.
    """
    own = own or {}
    found = list(_values(filters)) if filters else []
    mine = {*(filters.facets if filters else ()), *own, "sort"}
    for name, values in query.lists():
        for value in filter(None, map(str, values)):
            if name in own and not own[name](value):
                found.append(no_choice(name, value))
            elif name == "sort" and value not in sorts:
                words = _("This list cannot be sorted by “%(value)s”.")
                found.append(UnknownValue(name, words % {"value": value[:LONGEST_SAID]}))
            elif name == "page" and page_number(value) is None:
                found.append(no_page(value))
        if name not in mine and name in _of_any_list() and any(values):
            words = _("This list has no filter “%(name)s”.")
            found.append(UnknownValue(name, words % {"name": name}))
    return found


def page_number(text: str) -> int | None:
    """Return the number of a page; None for what is none."""
    number = whole_number(text)
    return number if number is not None and 1 <= number <= LAST_PAGE else None


def beyond(query: QueryDict, pages: int) -> list[UnknownValue]:
    """Return that a page is none, or lies beyond the last one, in a list of so many pages."""
    value = query.get("page", "")
    return [no_page(value)] if value and not 1 <= (page_number(value) or 0) <= pages else []


def no_page(value: str) -> UnknownValue:
    """Return that a page is not there."""
    words = _("This list has no page “%(value)s”.")
    return UnknownValue("page", words % {"value": value[:LONGEST_SAID]})


def _values(filters: EntryFilter) -> Iterator[UnknownValue]:
    for name, values in filters.asked.items():
        if len(values) > MOST_VALUES:
            yield UnknownValue(name, _("These are too many choices at once."))
        for value in filters.chosen[name]:
            if value not in filters.named[name]:
                yield no_choice(name, value, str(filters.facets[name].label))


def no_choice(field: str, value: str, label: str = "") -> UnknownValue:
    """Return that a value is not there; `label` is what the parameter is called for people."""
    words = _("“%(value)s” is not a choice here.") % {"value": value[:LONGEST_SAID]}
    return UnknownValue(field, f"{label}: {words}" if label else words)


@cache
def _of_any_list() -> frozenset[str]:
    """Return every parameter that some list reads: asking the wrong list is a mistake, too."""
    kinds = EntryFilter.__subclasses__()
    return frozenset({*MORE, *(name for kind in kinds for name in kind.base_filters)})
