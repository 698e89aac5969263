"""Does a list of OParl objects say itself that there is more of it? Pure.

A system hands its lists out in pages: `pagination` says how much there is, `links` lead to the
other pages. Whoever has the first page only has a part; so has whoever asked for what was changed
since a day. Single objects say nothing of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from districts.imports import foreign_words as foreign

#: OParl's filters by time, in the address of a list.
_FILTERED = re.compile(r"[?&](?:created|modified)_(?:since|until)=", re.IGNORECASE)


@dataclass(slots=True)
class Pages:
    """What the files of one kind say of how much there is, and how much of it came."""

    ids: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    objects: int = 0
    of: int = 0
    addresses: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    followed: int = 0
    last: int = 0
    filtered: bool = False

    def take(self, raw: object, rows: list[Any]) -> None:
        """Take note of one file, as it was read, and of its objects."""
        found = (foreign.identifier(row.get("id")) for row in rows if isinstance(row, dict))
        self.ids.update(filter(None, found))
        if not (isinstance(raw, Mapping) and "data" in raw):
            return
        said, links = _mapping(raw.get("pagination")), _mapping(raw.get("links"))
        self.objects = max(self.objects, foreign.number(said.get("totalElements")))
        self.of = max(self.of, foreign.number(said.get("totalPages")))
        # A page without a number is one of its own.
        self.numbers.add(foreign.number(said.get("currentPage")) or -1 - len(self.numbers))
        links = {name: link for name, link in links.items() if link and isinstance(link, str)}
        self.linked.update(links[name] for name in ("next", "prev") if name in links)
        self.addresses.update(links[name] for name in ("self",) if name in links)
        self.followed += "next" in links
        self.last += "next" not in links
        self.filtered |= any(_FILTERED.search(link) for link in links.values())

    def lack_something(self) -> bool:
        """Say whether there is more than came, as far as the files themselves tell."""
        if self.filtered:
            return True
        if self.objects:
            return self.objects > len(self.ids)
        if self.of:
            return self.of > len(self.numbers)
        if self.addresses:
            return not self.linked <= self.addresses
        return bool(self.followed) and not self.last


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
