"""Who takes care of an entry: whoever wrote it down first, later those they hand it to."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from community import responsibilities
from community.models import Responsibility
from districts.revisions import shape_of

CARER = Responsibility.Role.CARER
#: Dates come and go; projects and actors need somebody over the years.
CARED_FOR = frozenset({"project", "actor"})


def take_charge(entry: Any, user: User | None) -> None:
    """Make somebody a carer of an entry. Call inside `atomic()`; guests care for nothing.

    Nor does an account that was closed while its contribution waited.
    """
    kind = shape_of(entry).kind
    if user is not None and user.is_active and kind in CARED_FOR:
        responsibilities.grant(
            user=user, role=CARER, kind=kind, pk=entry.pk, by=user, title=str(entry)
        )


def carers_of(entry: Any) -> list[User]:
    """Return who takes care of an entry, who has for longest first; one query."""
    return responsibilities.people(CARER, shape_of(entry).kind, entry.pk)
