"""How does a kind stand in lists, in the API and in downloads?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from text.translatable import Words

#: The query set of a kind. Each kind hands its own to its own functions, and no type says that.
Rows = Any


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of a list: its name in addresses ("" for the usual one), words, columns."""

    value: str
    label: Words
    columns: tuple[Any, ...]


NAME = Sort("", _("Name"), ("sort_key", "pk"))
NEWEST = Sort("newest", _("Last changed"), ("-updated_at", "-pk"))


#: On which days a date stands follows from these.
TIMES = frozenset({"start", "end", "recurrence", "exceptions", "changes"})


@dataclass(frozen=True, slots=True)
class InMenu:
    """Below which line of the menu a list stands (see `districts.navigation`), and where there."""

    line: str = "knowledge"
    order: int = 100


def with_places(rows: Rows) -> Rows:
    """Fetch along what cards show: the city, and the districts with theirs."""
    return rows.with_places()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list of a kind, for people and for programs.

    `name`      in addresses of the API and of its records ("events")
    `lead`      what the list is about, in a sentence
    `count`     how many there are, in words
    `told`      what programs read about the list
    `sorts`     its orders, the usual one first
    `record`    an entry as programs have it, described by `schema`
    `columns`   an entry as a row of a table for people; what is in a row: `lists.tables`
    `fetched`   the rows with what cards need
    `recorded`  what records and table rows need, along with the rows
    `has_days`  whether it is asked for by what comes, a month, or what is over
    `has_points`  whether its rows have a place on the map
    `view_name`, `table_name`   views of its own, where the usual ones do not do
    """

    name: str
    lead: Words
    count: Callable[[int], str]
    told: str
    record: Callable[[Any], dict[str, Any]]
    columns: tuple[Any, ...]
    schema_name: str
    filters_name: str = "districts.lists.filters.EntryFilter"
    sorts: tuple[Sort, ...] = (NAME, NEWEST)
    fetched: Callable[[Rows], Iterable[Any]] = with_places
    recorded: Callable[[Rows], Rows] = with_places
    has_days: bool = False
    has_points: bool = False
    template: str = "districts/list.html"
    view_name: str = ""
    table_name: str = ""

    @property
    def filters(self) -> Any:
        """The class of its filters."""
        return import_string(self.filters_name)

    @property
    def counted(self) -> frozenset[str]:
        """The fields on which it depends who stands in the list, and what its filters count."""
        filters: frozenset[str] = self.filters.reads()
        return filters | (TIMES if self.has_days else frozenset())

    @property
    def view(self) -> Any:
        """The view of its own, if it has one."""
        return import_string(self.view_name) if self.view_name else None

    @property
    def table(self) -> Any:
        """The view of its own that sends the list as a table, if it has one."""
        return import_string(self.table_name) if self.table_name else None

    @property
    def schema(self) -> Any:
        """What a record has, for the description of the API."""
        return import_string(self.schema_name)
