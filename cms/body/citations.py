"""How does `[@key]` in a text become a numbered link to the literature?

Pure: HTML in, HTML out. Keys nobody has listed stay as they were typed, so that editors see them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.blocks.literature import KEY

_CITATION = re.compile(rf"\[@(?P<key>{KEY})\]")


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work of a literature list; `number` counts from 1 in the order of the list."""

    number: int
    key: str
    text: str
    url: str = ""

    @property
    def anchor(self) -> str:
        return f"literatur-{self.number}"


def sources(*lists: Iterable[Mapping[str, str]]) -> list[CitedWork]:
    """Number the works of several lists; a key that comes again is the same work."""
    found: dict[str, CitedWork] = {}
    for entries in lists:
        for entry in entries:
            if entry["key"] not in found:
                number = len(found) + 1
                found[entry["key"]] = CitedWork(number, entry["key"], entry["text"], entry["url"])
    return list(found.values())


def linked(html: str, known: Iterable[CitedWork]) -> str:
    """Return the HTML with its citations linked."""
    by_key = {source.key: source for source in known}
    return _CITATION.sub(lambda match: _link(match, by_key), html) if by_key else html


def cited_keys(html: str) -> set[str]:
    """Return the keys a text cites."""
    return {match["key"] for match in _CITATION.finditer(html)}


def _link(match: re.Match[str], by_key: Mapping[str, CitedWork]) -> str:
    source = by_key.get(match["key"])
    if source is None:
        return match[0]
    label = escape(_("Source %(number)s") % {"number": source.number})
    return f'<a class="citation" href="#{source.anchor}" aria-label="{label}">[{source.number}]</a>'
