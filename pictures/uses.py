"""Where is a picture used? The apps above say it, from `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pictures.models import Picture


@dataclass(frozen=True, slots=True)
class Use:
    """A public page with a picture."""

    title: str
    url: str


#: Returns the public pages of one app that show a picture; costs one query.
Finder = Callable[[Picture], Iterable[Use]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Make known who can say where pictures are used."""
    _finders.append(finder)


def uses_of(picture: Picture) -> list[Use]:
    """Return the public pages with a picture."""
    return [use for finder in _finders for use in finder(picture)]
