"""What can be switched off: a module is a kind of knowledge, or several that belong together.

    from districts import modules

    modules.register(modules.Module("sharing", name=_("Lending"), sentence=_("…"), without_row=OFF))

Every kind names its module. A town switches each of them on or off, or lets it rest; see
`districts.services.modules` for that, `districts.modules.states` for how it stands, and
`districts.modules.in_use` for the condition by which nothing of what is off is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import models
from django.utils.translation import pgettext_lazy

from community.registry import Registry
from text.translatable import Words


class Usage(models.TextChoices):
    """Whether a town uses a module, has left it, or still lets it be read."""

    ON = "on", pgettext_lazy("module", "on")
    OFF = "off", pgettext_lazy("module", "off")
    RESTING = "resting", pgettext_lazy("module", "resting")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Module:
    """Something that towns switch on and off.

    `key`          by what rows know it; never changes
    `name`, `sentence`   what it is called, and what one has of it
    `basic`        whether a new site begins with it; whoever switches on another one says who is
                   responsible for it
    `without_row`  how it stands in a town that has never decided: off, except for what was there
                   before there were modules
    """

    key: str
    name: Words
    sentence: Words
    basic: bool = False
    without_row: Usage = Usage.OFF


class Holder(Protocol):
    """An app that has things which belong to modules; for a module of others it answers nothing."""

    def announce(self, module: Module, city: int | None, hidden: bool) -> None:
        """Tell search of the things in a town, of those of no town for None."""
        ...

    def newest(self, module: Module) -> Iterable[tuple[int, datetime]]:
        """Return towns with when one of the things there was last changed."""
        ...

    def first_links(self, module: Module) -> Sequence[tuple[str, str]]:
        """Return the forms for a new one: what they are called, and where they are."""
        ...


_modules: Registry[Module] = Registry("module")
_holders: list[Holder] = []


def register(*described: Module) -> None:
    """Make modules known, in the order in which they are named. Called from `AppConfig.ready()`."""
    _modules.register(*described)


def known() -> tuple[Module, ...]:
    """Return every module."""
    return tuple(_modules.values())


def find(key: str) -> Module | None:
    """Return a module; None where there is none of this key."""
    return _modules.get(key)


def hold(holder: Holder) -> None:
    """Make somebody known who has things that belong to modules."""
    _holders.append(holder)


def announce(module: Module, city: int | None, *, hidden: bool) -> None:
    """Tell search of everything in a town (None: in none) that belongs to a module.

    In the transaction in which it is switched; what is `hidden` vanishes at once.
    """
    for holder in _holders:
        holder.announce(module, city, hidden)


def newest(module: Module) -> dict[int, datetime]:
    """Return when something of a module was last changed in each town."""
    found: dict[int, datetime] = {}
    for holder in _holders:
        for city, when in holder.newest(module):
            found[city] = max(when, found.get(city, when))
    return found


def first_links(module: Module) -> list[tuple[str, str]]:
    """Return the forms for something new of a module: what they are called and where they are."""
    return [way for holder in _holders for way in holder.first_links(module)]
