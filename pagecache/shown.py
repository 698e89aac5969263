"""What does a page show, that is being made?

Keys name things: an article, who leads to it, the address at which it stands. They are known only
while a page is made. Who makes one says them; who does not is taken to show everything, and is made
anew after each change of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pagecache.version import ANYTHING, EVERYTHING


class Collected:
    """What one page shows, or a part that is kept by itself."""

    def __init__(self, seen: int) -> None:
        #: The content version that was read before it was begun.
        self.seen = seen
        self._keys = {EVERYTHING}
        self._said = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of what is shown, in order."""
        return tuple(sorted(self._keys if self._said else {*self._keys, ANYTHING}))

    def say(self, keys: Iterable[str]) -> None:
        """Note that this shows these things, beside its parts, and nothing else."""
        self._said = True
        self._keys.update(keys)

    def take_in(self, part: Iterable[str]) -> None:
        """Note what a part shows, made now or kept."""
        self._keys.update(part)


_being_made: ContextVar[Collected | None] = ContextVar("being_made", default=None)


def shows_only(*keys: str) -> None:
    """Say that what is being made shows these things and nothing else that changes by itself.

    What belongs to every page (menus, names of places and topics, who somebody is) need not be
    said: its changes are `bump()` without a key. Parts add their own keys: those that are kept
    (`pagecache.shared.kept`), and those that say so (`shows_also`). Does nothing where nothing is
    kept.
    """
    made = _being_made.get()
    if made is not None:
        made.say(keys)


def shows_also(*keys: str) -> None:
    """Say that a part of what is being made shows these things, whatever else is on the page."""
    made = _being_made.get()
    if made is not None:
        made.take_in(keys)


def begun_at() -> int | None:
    """Return the content version before what is being made was begun, if anything is kept of it.

    A part of it may go by the same: it is no older than the whole.
    """
    made = _being_made.get()
    return made.seen if made is not None else None


@contextmanager
def collecting(seen: int) -> Iterator[Collected]:
    """Collect what is shown by what is made inside; `seen` is the content version before."""
    shown = Collected(seen)
    token = _being_made.set(shown)
    try:
        yield shown
    finally:
        _being_made.reset(token)
