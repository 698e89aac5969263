"""The menu of the site: lines that apps register, and what stands below each of them.

    navigation.register_line(navigation.MenuLine("sharing", _("Lending"), order=60))
    navigation.register(navigation.MenuPage("sharing", _("Rooms"), "exchange:rooms", 10))

Called from `AppConfig.ready()`. A kind of entry says in its description where it stands. What
belongs to a module that no town uses is left out, a line with nothing below it vanishes, and one
with a single thing is that thing. Editors may have a menu of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.entries import EntryKind
from districts.modules import Module
from districts.modules.states import States, states
from text.translatable import Words


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of the menu: its key, what it is called, and its place from top to bottom."""

    key: str
    label: Words
    order: int


@dataclass(frozen=True, slots=True)
class MenuPage:
    """A page that the menu leads to: the key of its line, its name, the name of its address."""

    line: str
    label: Words
    route: str
    order: int = 100
    module: Module | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is shown: with an address, or with what stands below it."""

    title: str
    url: str = ""
    below: tuple[Shown, ...] = ()


#: The lines of this app; apps above put theirs between and behind them.
DISTRICTS = MenuLine("districts", _("Districts"), 10)
KNOWLEDGE = MenuLine("knowledge", _("Knowledge"), 20)
ACTIVE = MenuLine("active", _("Who is active"), 30)
DATES = MenuLine("dates", _("Dates"), 40)

_lines: dict[str, MenuLine] = {}
_items: dict[str, MenuPage] = {}


def register_line(*lines: MenuLine) -> None:
    """Make lines known."""
    _lines.update((line.key, line) for line in lines)


def register(*items: MenuPage) -> None:
    """Say what stands below a line; each page stands once."""
    _items.update((item.route, item) for item in items)


def menu(now: States | None = None) -> list[Shown]:
    """Return the menu from top to bottom; `now` says how modules stand, where that is known."""
    seen = states() if now is None else now
    lines = sorted(_lines.values(), key=lambda line: line.order)
    return [shown for line in lines if (shown := _shown(line, seen)) is not None]


def pages(now: States | None = None) -> Iterator[Shown]:
    """Return what the menu leads to, one after the other."""
    for line in menu(now):
        yield from line.below or (line,)


def _shown(line: MenuLine, now: States) -> Shown | None:
    below = sorted(
        (
            item
            for item in _items.values()
            if item.line == line.key and (item.module is None or now.is_used(item.module))
        ),
        key=lambda item: item.order,
    )
    shown = tuple(Shown(str(item.label), reverse(item.route)) for item in below)
    if len(shown) > 1:
        return Shown(str(line.label), below=shown)
    return shown[0] if shown else None


def of_kind(kind: EntryKind) -> None:
    """Let the menu lead to the list of a kind."""
    if kind.listed:
        route = f"districts:{kind.list_route}"
        register(MenuPage(kind.menu.line, kind.many, route, kind.menu.order, kind.module))
