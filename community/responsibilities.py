"""Taking on a place or an entry, and giving it back: stewards, carers, authors, editors.

A responsibility ends by itself after its term, so that no name stands beside a district whose
person has long moved away. Taking it on again extends the term.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community import log
from community.models import Responsibility

Role = Responsibility.Role
TERM = timedelta(days=365)
# A carer stays one until they hand it over: an entry must not lose its people over the years. Who
# edits is decided by administrators, who also take it away.
ENDLESS = frozenset({Role.CARER, Role.AUTHOR, Role.EDITOR})


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
) -> Responsibility:
    """Make `user` responsible, or extend the term of what they are responsible for already.

    `kind` and `pk` name the place ("district", 3) or entry ("actor", 12); without them it is the
    whole site. `until` defaults to twelve months from today, for carers to no end. `title` names
    the place in the log.
    """
    if until is None and role not in ENDLESS:
        until = timezone.localdate() + TERM
    made, _created = Responsibility.objects.update_or_create(
        user=user, role=role, scope_kind=kind, scope_pk=pk, defaults={"until": until}
    )
    log.write(
        action="grant",
        who=by,
        kind=kind,
        pk=pk,
        title=title or user.name,
        role=str(role),
        until=until.isoformat() if until else None,
        user=user.pk,
    )
    return made


@transaction.atomic
def end(*, responsibility: Responsibility, by: User | None = None) -> None:
    """Take a responsibility away, or give it back."""
    log.write(
        action="end",
        who=by,
        kind=responsibility.scope_kind,
        pk=responsibility.scope_pk,
        title=responsibility.user.name,
        role=responsibility.role,
        user=responsibility.user_id,
    )
    responsibility.delete()


def people(role: str, kind: str, pk: int) -> list[User]:
    """Return who is responsible for a place or entry today, who has been for longest first."""
    today = timezone.localdate()
    rows = Responsibility.objects.filter(role=role, scope_kind=kind, scope_pk=pk)
    return [
        row.user
        for row in rows.select_related("user").order_by("since", "pk")
        if (row.until is None or row.until >= today)
        and row.user.is_active
        and not row.user.blocked_at
    ]
