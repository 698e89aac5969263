"""Taking on a place or an entry, and giving it back: stewards, carers, authors, editors.

A responsibility ends by itself after its term, so that no name stands beside a district whose
person has long moved away. Taking it on again extends the term.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import contract, log, roles, trust
from community.errors import NotAllowed
from community.mails import account_texts
from community.models import Responsibility
from community.roles import ROLES

TERM = timedelta(days=365)


@transaction.atomic
def grant(
    *,
    user: User,
    role: str,
    kind: str = "",
    pk: int | None = None,
    until: date | None = None,
    by: User | None = None,
    title: str = "",
    **details: Any,
) -> Responsibility:
    """Make `user` responsible, or extend the term of what they are responsible for already.

    `kind` and `pk` name the place ("district", 3) or entry ("actor", 12); without them it is the
    whole site. `until` defaults to twelve months from today, for endless roles to no end. `title`
    names the entry in the log, `details` what else it keeps: of which decision it came. Raises
    `KeyError` for a role that does not exist.
    """
    described = ROLES[role]
    if until is None and not described.endless:
        until = timezone.localdate() + TERM
    made, _created = Responsibility.objects.update_or_create(
        user=user, role=role, scope_kind=kind, scope_pk=pk, defaults={"until": until}
    )
    pagecache.bump()  # places name their contact persons
    log.write(
        action="grant",
        who=by,
        kind=kind,
        pk=pk,
        title=title,
        role=role,
        until=until.isoformat() if until else None,
        user=user.pk,
        **details,
    )
    return made


@transaction.atomic
def appoint_steward(*, user: User, kind: str, pk: int, until: date, by: User) -> Responsibility:
    """Let a moderator make somebody the contact person of a place, and tell them.

    Raises `NotAllowed`, and `KeyError` for a place that does not exist.
    """
    if not trust.may(by, "appoint", user) or not user.is_active or user.blocked_at:
        raise NotAllowed(_("You may not do this to this account."))
    place = contract.scope_names([(kind, pk)])[kind, pk]
    made = grant(user=user, role=roles.STEWARD, kind=kind, pk=pk, until=until, by=by)
    account_texts.responsible(made, place)
    return made


@transaction.atomic
def end(*, responsibility: Responsibility, by: User | None = None) -> None:
    """Take a responsibility away, or give it back."""
    log.write(
        action="end",
        who=by,
        kind=responsibility.scope_kind,
        pk=responsibility.scope_pk,
        role=responsibility.role,
        user=responsibility.user_id,
    )
    if responsibility.role == roles.STEWARD:
        account_texts.no_longer_responsible(responsibility)
    responsibility.delete()
    pagecache.bump()


def decides_somewhere() -> Q:
    """Return which accounts speak for the site in some place today, as a condition.

    Carers of an entry are not among them: their entry is theirs, not what others write.
    """
    rows = Responsibility.objects.today().filter(role__in=roles.in_office())
    return Q(pk__in=rows.values("user_id"))


def people(role: str, kind: str, pk: int) -> list[User]:
    """Return who is responsible for a place or entry today, who has been for longest first."""
    rows = Responsibility.objects.today().filter(role=role, scope_kind=kind, scope_pk=pk)
    return [
        row.user
        for row in rows.select_related("user").order_by("since", "pk")
        if row.user.is_active and not row.user.blocked_at
    ]


@dataclass(frozen=True, slots=True)
class Held:
    """One responsibility of somebody, in words."""

    row: Responsibility
    place: str
    url: str
    is_over: bool


def held_by(user: User) -> list[Held]:
    """Return what somebody has taken on, with the names of the places and entries."""
    rows = list(user.responsibilities.order_by("scope_kind", "until", "pk"))
    places = [(row.scope_kind, row.scope_pk) for row in rows if row.scope_pk is not None]
    names = contract.scope_names(places)
    today = timezone.localdate()
    return [
        Held(
            row,
            *_named(row, names),
            is_over=row.until is not None and row.until < today,
        )
        for row in rows
    ]


def _named(row: Responsibility, places: Mapping[tuple[str, int], str]) -> tuple[str, str]:
    """Return what the place or entry of a responsibility is called, and where an entry is read."""
    if row.scope_pk is None:
        return "", ""
    kind = contract.found(row.scope_kind)
    thing = kind.load(row.scope_pk) if kind else None
    if kind is None or thing is None:
        return places.get((row.scope_kind, row.scope_pk), ""), ""
    return str(thing), kind.url(thing, 0)
