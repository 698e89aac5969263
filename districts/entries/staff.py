"""How does a kind stand in the lists of the admin?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from text.translatable import Words


@dataclass(frozen=True, slots=True)
class StaffColumn:
    """A column: what it shows, its heading, by what it is sorted, and whether it is a "text", a
    "day", a "moment" or a "yes"."""

    accessor: str
    label: Words
    sort_key: str = ""
    sort: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The list of a kind for staff: its sign, its own columns, and columns it is filtered by.

    `form_url` says where staff change an entry: in the public form, which keeps every version.
    """

    icon: str = "list-ul"
    columns: tuple[StaffColumn, ...] = ()
    filters: tuple[str, ...] = ()
    form_url: Callable[[Any], str] = lambda entry: f"{entry.get_absolute_url()}bearbeiten/"
