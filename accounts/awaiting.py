"""What waits for somebody: one list on their account page, filled by the apps above.

    accounts.awaiting.register(loader)

Called from `AppConfig.ready()`. An app says what somebody has to answer or to decide, never what
others are waiting for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Something that waits: since when, what it is, and where it is answered."""

    title: str
    url: str
    since: datetime


Loader = Callable[[User], Iterable[Awaiting]]
_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """Say what waits for somebody; costs two queries at most."""
    _loaders.append(loader)


def of(user: User) -> list[Awaiting]:
    """Return what waits for somebody, the longest first."""
    found = [one for loader in _loaders for one in loader(user)]
    return sorted(found, key=lambda one: one.since)
