"""What staff have to know about the site itself before they read what waits.

`community` does not know the parts above it: whoever can tell registers a function here, from its
`AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteWarning:
    """What is wrong, in the reader's words, and what is to be done."""

    words: str
    advice: str


_sources: list[Callable[[], Iterable[SiteWarning]]] = []


def register(source: Callable[[], Iterable[SiteWarning]]) -> None:
    """Ask this function whenever the inbox is shown."""
    if source not in _sources:
        _sources.append(source)


def warnings() -> list[SiteWarning]:
    """Return what is wrong now."""
    return [warning for source in _sources for warning in source()]
