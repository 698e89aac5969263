"""What somebody has decided a moment ago, and may still take back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from community import decisions
from community.inbox import page_titles
from community.models import Case
from community.querysets import CaseQuerySet

#: Earlier ones are in the log; nobody takes back more than they have just seen.
MOST = 10


@dataclass(frozen=True, slots=True)
class Undoable:
    """`just` is what the address names, `earlier` what else was decided in the last minutes."""

    just: list[Case]
    earlier: list[Case]


def undoable(user: User, named: Iterable[int]) -> Undoable:
    """Return what this person decided in the last ten minutes. One query, and those for titles."""
    since = timezone.now() - decisions.UNDO
    rows = list(_decided(user).filter(decided_at__gte=since).order_by("-decided_at")[:MOST])
    just = set(named)
    earlier = [case for case in rows if case.pk not in just]
    if just - {case.pk for case in rows}:
        rows = list(_decided(user).filter(decided_at__gte=since, pk__in=just))
    page_titles.read_for([*rows, *earlier])
    return Undoable([case for case in rows if case.pk in just], earlier)


def mine(user: User, pks: Iterable[int]) -> list[Case]:
    """Return those of these cases that this person decided."""
    decided = _decided(user).filter(pk__in=list(pks))
    rows = list(decided.select_related("author").prefetch_related("scopes"))
    page_titles.read_for(rows)
    return rows


def _decided(user: User) -> CaseQuerySet:
    decided = Case.objects.filter(decided_by=user, state__in=Case.DECIDED)
    return decided.exclude(outcome=Case.Outcome.GONE)  # what is destroyed stays so
