"""Things that several apps make known under keys: subjects, topics of mails, roles.

Filled while the apps start (from `AppConfig.ready()`), only read after that. A new key needs no
migration: the fields that hold them have no choices.
"""

from __future__ import annotations

from typing import NoReturn, Protocol, TypeVar


class Keyed(Protocol):
    """Something with a key of its own."""

    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Keyed)


class Registry(dict[str, T]):
    """Things by their keys, in the order of their registration; `what` names one of them.

    Asking for a key that does not exist raises a `KeyError` that says so.
    """

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def __missing__(self, key: str) -> NoReturn:
        raise KeyError(f"no such {self._what}: {key}")

    def register(self, *things: T) -> None:
        """Make things known."""
        self.update({thing.key: thing for thing in things})
