"""Undoing what one account wrote: everything of every kind, or some things; and what that would do.

Nothing is deleted: pages go back to what others wrote before, what nobody else wrote is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import contract, decisions, log, trust
from community.errors import NotAllowed
from community.models import Case
from community.querysets import CaseQuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of one thing. `thing` ("article:12") names it in a form."""

    thing: str
    label: str | Promise
    plan: contract.Planned


@dataclass(frozen=True, slots=True)
class Plan:
    """What undoing would do: to things that are public, and to contributions that wait."""

    lines: list[Line]
    waiting: list[Case]

    @property
    def changes(self) -> bool:
        """Say whether anything would become otherwise."""
        return bool(self.waiting) or any(line.plan.becomes != "left" for line in self.lines)


def plan(user: User, things: Iterable[str] = ()) -> Plan:
    """Return what undoing would do to these things ("article:12"), or without any to everything."""
    chosen = frozenset(things)
    lines = [
        Line(f"{kind.name}:{one.pk}", kind.label, one)
        for kind in contract.kinds()
        if kind.plan
        for one in kind.plan(user)
    ]
    if chosen:
        return Plan([line for line in lines if line.thing in chosen], [])
    return Plan(lines, list(_waiting(user).order_by("created")))


@dataclass
class Reverted:
    """What became of what an account wrote.

    `things` were put back, `refused` were waiting; `left` are addresses that need a look, because
    others have built upon what stands there.
    """

    things: int = 0
    refused: int = 0
    left: list[str] = field(default_factory=list)


def revert_all(*, user: User, by: User, reason: str) -> Reverted:
    """Undo every contribution of one account, of every kind.

    Not one transaction: an account may have written hundreds of texts, and each is put back by its
    own service. Calling it again continues where it ended.
    """
    _ensure_may(by, user)
    done = Reverted()
    waiting = _waiting(user).prefetch_related("scopes")
    tally = decisions.decide_many(chosen=waiting, decision="refuse", by=by, reason=reason)
    done.refused = len(tally.done)
    done.left += [case.url for case, _words in tally.problems]
    for kind in contract.kinds():
        if kind.revert_all:
            _add(done, kind.revert_all(user, by, reason))
    _note(user, by, reason, done)
    return done


def revert_some(*, user: User, by: User, reason: str, things: Collection[str]) -> Reverted:
    """Undo what one account did to some things ("article:12"); unknown ones are left out."""
    _ensure_may(by, user)
    by_kind: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        name, _colon, pk = thing.partition(":")
        if pk.isascii() and pk.isdigit() and len(pk) < 18:
            by_kind[name].add(int(pk))
    done = Reverted()
    for name, pks in by_kind.items():
        kind = contract.found(name)
        if kind is not None and kind.revert_some is not None:
            _add(done, kind.revert_some(user, by, reason, frozenset(pks)))
    _note(user, by, reason, done, some=sorted(things))
    return done


def _add(done: Reverted, of_kind: tuple[int, list[str]]) -> None:
    done.things += of_kind[0]
    done.left += of_kind[1]


@transaction.atomic
def _note(user: User, by: User, reason: str, done: Reverted, **more: Any) -> None:
    log.write(
        action="revert_some" if more else "revert_all",
        who=by,
        reason=reason,
        user=user.pk,
        things=done.things,
        refused=done.refused,
        left=len(done.left),
        **more,
    )
    pagecache.bump()


def _waiting(user: User) -> CaseQuerySet:
    return Case.objects.open().pending().filter(author=user)


def _ensure_may(by: User, user: User) -> None:
    if not trust.may(by, "revert_all", user):
        raise NotAllowed(_("You may not do this to this account."))
