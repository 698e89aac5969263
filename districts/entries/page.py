"""What does the page of one entry show beside what all of them do?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

from accounts.person import Person

if TYPE_CHECKING:
    from districts.models import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """The page of a kind.

    `links`   names the relations whose other ends it shows, from the entry
    `along`   fetches along what it shows besides the places
    `more_name`   names the function `(reader, entry, links)` that returns the rest of its context,
                  the same for all who see the same as the reader
    `rights_name` names the function `(user, entry)` that says what somebody may do there
    """

    template: str = "districts/entry.html"
    links: Callable[[Any], tuple[str, ...]] = lambda _entry: ("topics",)
    along: Callable[[Any], Any] = lambda rows: rows
    more_name: str = "districts.views.details.of_any"
    rights_name: str = "districts.views.details.nothing_more"

    def more(self, reader: Person, entry: Entry, links: Mapping[str, Any]) -> dict[str, Any]:
        """Return the rest of the context."""
        found: dict[str, Any] = import_string(self.more_name)(reader, entry, links)
        return found

    def rights(self, user: Person, entry: Entry) -> dict[str, bool]:
        """Return what somebody may do on the page, by the names its template knows."""
        found: dict[str, bool] = import_string(self.rights_name)(user, entry)
        return found
