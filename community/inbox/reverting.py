"""Undoing what one account wrote: everything of every kind, or some things; and what that would do.

Nothing is deleted: pages go back to what others wrote before, what nobody else wrote is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

import pagecache
from accounts.models import User
from community import contract, decisions, log, trust
from community.models import Case
from community.querysets import CaseQuerySet
from text import thing_keys
from text.translatable import Words
from versions.without import Without, WithRevisions, without_author

#: Primary keys of the things that are meant; None: all there are.
Only = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What undoing an account's doings would do to one thing.

    `becomes` is "back" (to revision `number`, of `day`), "gone" (nobody else wrote it) or "left"
    (others have built upon it, somebody has to look).
    """

    pk: int
    title: str
    url: str
    becomes: str
    number: int = 0
    day: datetime | None = None


@dataclass(frozen=True, slots=True)
class RevertedThing:
    """What would become of one thing. `thing` ("article:12") names it in a form."""

    thing: str
    label: Words
    plan: Planned


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
        RevertedThing(thing_keys.key(kind.name, one.pk), kind.label, one)
        for kind, only in _by_kind(things)
        for one in _planned(kind, user, only)
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
        for thing in _changed_by(user, kind, only):
            became = _undo(kind, thing, user, by, reason)
            done.things += became in ("back", "gone")
            if became == "left":
                done.left.append(kind.url(thing) + ("verlauf/" if kind.content else ""))
    if things is None:
        _note("revert_all", user, by, reason, done)
    else:
        some = sorted(thing_keys.key(kind.name, pk) for kind, only in chosen for pk in only or ())
        _note("revert_some", user, by, reason, done, some=some)
    return done


def _planned(kind: contract.Kind, author: User, only: Only) -> Iterator[Planned]:
    for one in _without(kind, list(_changed_by(author, kind, only)), author):
        if one.becomes != "done":
            good = one.revision
            at = (good.number, good.created) if good else (0, None)
            yield Planned(one.thing.pk, str(one.thing), kind.url(one.thing), one.becomes, *at)


def _undo(kind: contract.Kind, thing: WithRevisions, author: User, by: User, reason: str) -> str:
    """Carry it out for one thing; return what became of it, in the words of `versions.without`.

    It is looked at anew, whatever was planned: others may have built upon it meanwhile.
    """
    [one] = _without(kind, [thing], author)
    becomes, good = one.becomes, one.revision
    try:
        if becomes == "gone":
            with transaction.atomic():
                kind.hide(thing, 0, by, reason)
        elif good is not None and kind.put_back:
            kind.put_back(thing, good.number, by, reason)
    except contract.CannotDecide:
        return "left"
    return becomes


def _without(
    kind: contract.Kind, things: Sequence[WithRevisions], author: User
) -> Iterable[Without]:
    """Say what things would be without an author; of those without revisions nothing is left."""
    if kind.content is None:
        return [Without(thing, "gone") for thing in things]
    return without_author(things, author, kind.content)


def _changed_by(author: User, kind: contract.Kind, only: Only) -> Iterable[Any]:
    if kind.changed_by is None:
        return ()
    rows = kind.changed_by(author)
    return rows if only is None else rows.filter(pk__in=only)


def _by_kind(things: Iterable[str] | None) -> list[tuple[contract.Kind, Only]]:
    """Return the kinds that are meant, each with the keys of its things (None: all of them).

    What names no kind, or no key, is left out.
    """
    if things is None:
        return [(kind, None) for kind in contract.kinds()]
    keys: dict[str, set[int]] = defaultdict(set)
    for found in map(thing_keys.read, things):
        if found is not None:
            keys[found[0]].add(found[1])
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
