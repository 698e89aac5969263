"""What does the page of one entry show beside what all of them do?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from districts.models import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """The page of a kind.

    `links`   names the relations whose other ends it shows, from the entry
    `along`   fetches along what it shows besides the places
    `more_name`   names the function `(request, entry, links)` that returns the rest of its context
    """

    template: str = "districts/entry.html"
    links: Callable[[Any], tuple[str, ...]] = lambda _entry: ("topics",)
    along: Callable[[Any], Any] = lambda rows: rows
    more_name: str = "districts.views.details.of_any"

    def more(self, request: HttpRequest, entry: Entry, links: Mapping[str, Any]) -> dict[str, Any]:
        """Return the rest of the context."""
        found: dict[str, Any] = import_string(self.more_name)(request, entry, links)
        return found
