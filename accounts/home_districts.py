"""Which districts may somebody be at home in? The app that has districts says so.

Search shows what belongs to that district first. It is chosen by the person and by nobody else, and
nobody else sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Choices = Iterable[tuple[str, str]]

_ask: Callable[[], Choices] = tuple


def register(choices: Callable[[], Choices]) -> None:
    """Say where slugs and names of districts come from. Called once from `AppConfig.ready()`."""
    global _ask
    _ask = choices


def choices() -> list[tuple[str, str]]:
    """Return slug and name of every district there is now."""
    return list(_ask())
