"""Undoing what one account wrote: everything of every kind, or some things; and what that would do.

Nothing is deleted: pages go back to what others wrote before, what nobody else wrote is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise

import pagecache
from accounts.models import User
from community import contract, decisions, log, trust
from community.models import Case
from community.querysets import CaseQuerySet
from text.whole_numbers import whole_number


@dataclass(frozen=True, slots=True)
class RevertedThing:
    """What would become of one thing. `thing` ("article:12") names it in a form."""

    thing: str
    label: str | Promise
    plan: contract.Planned


@dataclass(frozen=True, slots=True)
class Plan:
    """What undoing would do: to things that are public, and to contributions that wait."""

    lines: list[RevertedThing]
    waiting: list[Case]

    @property
    def changes(self) -> bool:
        """Say whether anything would become otherwise."""
        return bool(self.waiting) or any(line.plan.becomes != "left" for line in self.lines)


def plan(user: User, things: Iterable[str] | None = None) -> Plan:
    """Return what undoing would do to these things ("article:12"), None: to everything."""
    lines = [
        RevertedThing(f"{kind.name}:{one.pk}", kind.label, one)
        for kind, only in _by_kind(things)
        if kind.plan
        for one in kind.plan(user, only)
    ]
    waiting = _waiting(user).order_by("created") if things is None else ()
    return Plan(lines, list(waiting))


@dataclass
class Reverted:
    """What became of what an account wrote.

    `things` were put back, `refused` were waiting; `left` are addresses that need a look, because
    others have built upon what stands there.
    """

    things: int = 0
    refused: int = 0
    left: list[str] = field(default_factory=list)


def put_back(*, user: User, by: User, reason: str, things: Iterable[str] | None = None) -> Reverted:
    """Undo what one account did to these things ("article:12"); None: everything, what waits too.

    Not one transaction: an account may have written hundreds of texts, and each is put back by its
    own service. Calling it again continues where it ended.
    """
    trust.ensure_may(by, "revert_all", user)
    done, chosen = Reverted(), _by_kind(things)
    if things is None:
        waiting = _waiting(user).prefetch_related("scopes")
        tally = decisions.decide_many(chosen=waiting, decision="refuse", by=by, reason=reason)
        done.refused = len(tally.done)
        done.left += [case.url for case, _words in tally.problems]
    for kind, only in chosen:
        if kind.revert_all:
            number, left = kind.revert_all(user, by, reason, only)
            done.things += number
            done.left += left
    if things is None:
        _note("revert_all", user, by, reason, done)
    else:
        some = sorted(f"{kind.name}:{pk}" for kind, only in chosen for pk in only or ())
        _note("revert_some", user, by, reason, done, some=some)
    return done


def _by_kind(things: Iterable[str] | None) -> list[tuple[contract.Kind, contract.Only]]:
    """Return the kinds that are meant, each with the keys of its things (None: all of them).

    What names no kind, or no key, is left out.
    """
    if things is None:
        return [(kind, None) for kind in contract.kinds()]
    keys: dict[str, set[int]] = defaultdict(set)
    for name, _colon, sent in (thing.partition(":") for thing in things):
        pk = whole_number(sent)
        if pk is not None:
            keys[name].add(pk)
    return [(kind, keys[kind.name]) for kind in contract.kinds() if kind.name in keys]


@transaction.atomic
def _note(action: str, user: User, by: User, reason: str, done: Reverted, **more: Any) -> None:
    log.write(
        action=action,
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
