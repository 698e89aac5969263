"""Switching a module on or off in a town, or letting it rest.

Errors::

    SwitchRefused           nothing was changed
    ├── NotAllowed          this person may not do this
    ├── Switched            it does not stand any more as they have seen it
    └── NobodyResponsible   somebody and a deputy have to look after it
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import log, trust
from districts import modules
from districts.models import City, ModuleState
from districts.modules import Module, Usage, states
from search import outbox

#: What the log calls each change.
ACTIONS = {Usage.ON: "switch_on", Usage.OFF: "switch_off", Usage.RESTING: "let_rest"}


class SwitchRefused(Exception):
    """Nothing was changed; the message says why."""


class NotAllowed(SwitchRefused):
    """This person may not do this."""


class Switched(SwitchRefused):
    """It does not stand any more as they have seen it."""


class NobodyResponsible(SwitchRefused):
    """Somebody and a deputy have to look after it."""


def set_state(
    *,
    city: City,
    module: Module,
    state: Usage,
    seen: Usage,
    by: User | None = None,
    responsible: User | None = None,
    deputy: User | None = None,
) -> ModuleState:
    """Let a module be on, off or rest in a town in which it stood as `seen`; `by` None is a script.

    Raises `SwitchRefused`. Whoever switches something on that not every site begins with says who
    looks after it.
    """
    if by is not None and not trust.may(by, "moderate", city):
        raise NotAllowed(_("You may not switch this on or off."))
    if by is not None and state == Usage.ON and not module.basic:
        _ensure_looked_after(responsible, deputy)
    with transaction.atomic():
        row = _swap(city, module, seen, state, responsible, deputy)
        states.begin_again()
        if Usage.OFF in (state, seen):
            _follow(city, module, state)
        log.write(
            action=ACTIONS[state],
            who=by,
            kind="city",
            pk=city.pk,
            title=f"{module.name} ({city.name})",
            module=module.key,
            was=seen.value,
        )
        pagecache.bump()
    return row


@transaction.atomic
def begin(*, city: City) -> None:
    """Leave a new town with what every site begins with; the rest it switches on when it will."""
    for module in modules.known():
        if not module.basic and module.without_row != Usage.OFF:
            set_state(city=city, module=module, state=Usage.OFF, seen=module.without_row)


@transaction.atomic
def open_all(*, city: City) -> None:
    """Switch on everything in a town: for the demo."""
    for module in modules.known():
        seen = states.states().of(module, city.pk)
        if seen != Usage.ON:
            set_state(city=city, module=module, state=Usage.ON, seen=seen)


def _ensure_looked_after(responsible: User | None, deputy: User | None) -> None:
    """Two people, so that nobody is left without an answer when one of them is away."""
    both = [somebody for somebody in (responsible, deputy) if somebody and somebody.is_active]
    if len({somebody.pk for somebody in both}) < 2:
        raise NobodyResponsible(_("Please say who looks after it, and who does so in their place."))


def _swap(
    city: City,
    module: Module,
    seen: Usage,
    state: Usage,
    responsible: User | None,
    deputy: User | None,
) -> ModuleState:
    """Write the row where it still says what was seen; of two who switch at once one is told."""
    rows = ModuleState.objects.filter(city=city, module=module.key)
    if seen == module.without_row:
        ModuleState.objects.bulk_create(
            [ModuleState(city=city, module=module.key, state=seen)], ignore_conflicts=True
        )
    people = {"responsible": responsible, "deputy": deputy} if responsible or deputy else {}
    if not rows.filter(state=seen).update(state=state, since=timezone.now(), **people):
        raise Switched(_("Somebody has switched this meanwhile. Please look again."))
    return rows.get()


def _follow(city: City, module: Module, state: Usage) -> None:
    """Let search follow: what is off is hidden in this transaction, what is on comes back soon."""
    modules.announce(module, city.pk, hidden=state == Usage.OFF)
    modules.announce(module, None, hidden=not states.states().is_used(module))
    # What somebody was saving just now was written by how it stood before.
    outbox.look_again("city", city.slug)
