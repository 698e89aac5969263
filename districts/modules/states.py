"""How do the modules of each town stand, for decisions that are no condition of a query?

Whether a route answers, a line of the menu stands, a form is offered. One small query, asked once
in a request; never remembered for longer, so that a change holds at once in every process.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import Http404

from districts.modules import Module, Usage
from districts.modules.resting import Resting


@dataclass(frozen=True, slots=True)
class States:
    """What towns have decided. `rows` holds, by town, the state of each module with a row."""

    rows: Mapping[int, Mapping[str, str]]

    def of(self, module: Module, city: int | None) -> Usage:
        """Return how a module stands in a town; for what belongs to none, the most open one."""
        if city is not None:
            return Usage(self.rows.get(city, {}).get(module.key, module.without_row))
        found = {self.of(module, pk) for pk in self.rows} or {module.without_row}
        order = (Usage.ON, Usage.RESTING, Usage.OFF)
        return next(state for state in order if state in found)

    def is_off_somewhere(self, module: Module) -> bool:
        """Say whether any town shows nothing of a module."""
        return any(self.of(module, city) == Usage.OFF for city in self.rows)

    def is_used(self, module: Module) -> bool:
        """Say whether any town shows something of a module."""
        return self.of(module, None) != Usage.OFF

    def is_open(self, module: Module, city: int | None = None) -> bool:
        """Say whether something new is written in a town; for None, whether in any."""
        return self.of(module, city) == Usage.ON


#: What this request has seen; `None` outside of requests, where each look is a new one.
_seen: ContextVar[dict[str, States] | None] = ContextVar("module_states", default=None)


def states() -> States:
    """Return how all modules stand now."""
    seen = _seen.get()
    if seen is None:
        return _look()
    if "now" not in seen:
        seen["now"] = _look()
    return seen["now"]


def _look() -> States:
    # By its name: the models import the kinds, and those their modules.
    towns = apps.get_model("districts", "City")._default_manager
    rows: dict[int, dict[str, str]] = {}
    for pk, module, state in towns.order_by().values_list(
        "pk", "module_states__module", "module_states__state"
    ):
        known = rows.setdefault(pk, {})
        if module:
            known[module] = state
    return States(rows)


def ensure_open(module: Module) -> None:
    """Raise `Resting` where no town takes anything new, 404 where none uses the module."""
    state = states().of(module, None)
    if state == Usage.OFF:
        raise Http404
    if state == Usage.RESTING:
        raise Resting


class Switchable:
    """A thing that belongs to a module of its town; a base of its model."""

    @property
    def in_module(self) -> tuple[Module, int | None]:
        """The module it belongs to, and the town that decides about it: None for none."""
        raise NotImplementedError

    @property
    def usage(self) -> Usage:
        """Whether its module is on, off or resting in its town.

        `decided` is what was read along, see `districts.modules.in_use.Decided`.
        """
        module, city = self.in_module
        if city is not None and hasattr(self, "decided"):
            return Usage(self.decided) if self.decided else module.without_row
        return states().of(module, city)

    @property
    def is_off(self) -> bool:
        """Whether nobody sees it, since its town has switched off what it belongs to."""
        return self.usage == Usage.OFF

    @property
    def rests(self) -> bool:
        """Whether nothing is written at it any more; see `community.trust`."""
        return self.usage != Usage.ON

    def ensure_open(self) -> None:
        """Raise `Resting` where it is only read."""
        if self.rests:
            raise Resting


def none_decided() -> None:
    """Take along, from a query that was asked anyway, that no town has decided anything."""
    seen = _seen.get()
    if seen is not None:
        seen.setdefault("now", States({}))


def begin(**_signal: Any) -> None:
    """Remember what is seen from now on: a request begins."""
    _seen.set({})


def begin_again() -> None:
    """Forget what was seen: something was switched."""
    seen = _seen.get()
    if seen is not None:
        seen.clear()


def end(**_signal: Any) -> None:
    """Remember nothing between requests."""
    _seen.set(None)
