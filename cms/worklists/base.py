"""What a work list is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what it is, where it is done, what is the matter, since when."""

    title: str
    url: str
    note: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """A kind of work. `find` returns everything there is to do, the most urgent first."""

    name: str
    title: Promise
    why: Promise
    find: Callable[[], list[Item]]
