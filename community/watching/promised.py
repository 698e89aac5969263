"""What somebody has promised to do by a day: the mail of the morning says so some days before.

    promised.register(due=…, lines=…)

Called from `AppConfig.ready()`. `due(day)` returns the keys of accounts that are to be reminded in
the mail of a local date, `lines(user, day)` what it says then: read when the mail leaves, so that
what is done or hidden meanwhile is not told. There is no mail of its own for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from accounts.models import User


class Promises(NamedTuple):
    """One sort of promise."""

    due: Callable[[date], Collection[int]]
    lines: Callable[[User, date], list[str]]


_sorts: list[Promises] = []


def register(sort: Promises) -> None:
    """Let mails remind of this sort of promise."""
    if sort not in _sorts:
        _sorts.append(sort)


def reminded(day: date) -> set[int]:
    """Return the keys of accounts that the mail of a day reminds of something."""
    return {pk for sort in _sorts for pk in sort.due(day)}


def lines(user: User, day: date | None) -> list[str]:
    """Return what the mail of a day reminds somebody of; nothing for what is told at once."""
    return [line for sort in _sorts for line in sort.lines(user, day)] if day else []
