"""What may a picture belong to besides districts and topics? The apps above say it.

Called from `AppConfig.ready()`: `belonging.allow("project", "actor")`, by keys of registered kinds.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.person import Person
from community import contract
from text import thing_keys

_kinds: set[str] = set()


@dataclass(frozen=True, slots=True)
class Belonging:
    """An entry that pictures belong to."""

    key: str
    name: str
    url: str


def allow(*kinds: str) -> None:
    """Let pictures belong to things of these kinds."""
    _kinds.update(kinds)


def found(key: str, user: Person) -> Belonging | None:
    """Return the entry of a key ("project:12"); None for what somebody may not know of."""
    place = thing_keys.read(key)
    if place is None or place[0] not in _kinds:
        return None
    seen = contract.seen(*place, user)
    if seen is None:
        return None
    kind, thing = seen
    return Belonging(key, str(thing), kind.url(thing))
