"""Who takes care of an entry: whoever wrote it down first, later those they hand it to."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from community import log, roles
from community.models import Responsibility
from community.people import responsibilities
from districts import entries
from districts.models import Actor, VersionedEntry

CARER = roles.CARER


def take_charge(entry: VersionedEntry, user: User | None, **decision: Any) -> None:
    """Make somebody a carer of an entry. Call inside `atomic()`; guests care for nothing.

    Nor does an account that was closed while its contribution waited. `decision` names what it
    comes of, where that can be undone (see `give_back`).
    """
    if user is not None and user.is_active and entries.of(entry).has_carers:
        responsibilities.grant(
            user=user,
            role=CARER,
            kind=entry.KIND,
            pk=entry.pk,
            by=user,
            title=str(entry),
            **decision,
        )


def give_back(entry: VersionedEntry, user: User | None, **decision: Any) -> None:
    """End the care that came of a decision, and no other. Call inside `atomic()`.

    Who cared before, or has been let in by the published address since, goes on caring.
    """
    if user is None:
        return
    thing = (entry.KIND, entry.pk)
    if decision.items() <= log.last_details("grant", user=user.pk, thing=thing).items():
        for row in cares_of(entry, user):
            responsibilities.end(responsibility=row)


def cares_of(entry: VersionedEntry, user: User) -> QuerySet[Responsibility]:
    """Return what makes somebody a carer of an entry; nothing for everybody else."""
    kind = entry.KIND
    return Responsibility.objects.filter(user=user, role=CARER, scope_kind=kind, scope_pk=entry.pk)


def cared_for_by(user: User) -> QuerySet[Any, Any]:
    """Return the keys of the actors that somebody takes care of today."""
    rows = Responsibility.objects.today().filter(user=user, role=CARER, scope_kind=Actor.KIND)
    return rows.values("scope_pk")


def carers_of(entry: VersionedEntry) -> list[User]:
    """Return who takes care of an entry, who has for longest first; one query."""
    return responsibilities.people(CARER, entry.KIND, entry.pk)
