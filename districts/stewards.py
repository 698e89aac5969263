"""Who is the contact person of a place, and who takes care of an entry?"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from accounts.models import User
from community import roles
from community.models import Responsibility


def people_of(role: str, kind: str, pk: int) -> list[User]:
    """Return who has taken this on today, by name; one query."""
    rows = Responsibility.objects.today().filter(role=role, scope_kind=kind, scope_pk=pk)
    rows = rows.filter(user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("user__name")]


def stewards_of(kind: str, pk: int) -> list[User]:
    """Return the contact persons (Ansprechpersonen) of a district or topic."""
    return people_of(roles.STEWARD, kind, pk)


def stewards_part(kind: str, pk: int) -> QuerySet[Any, Any]:
    """Return the contact persons as a part of a district's overview."""
    text = CharField()
    rows = Responsibility.objects.today().filter(
        role=roles.STEWARD, scope_kind=kind, scope_pk=pk, user__is_active=True
    )
    named: QuerySet[Any, Any] = rows.order_by().values_list(
        Value("steward:", output_field=text),
        Value("", output_field=text),
        Value(1),
        Cast(F("user__slug"), text),
        Cast(F("user__name"), text),
        # As `User.shows_about` has it.
        Case(
            When(
                ~Q(user__trust=User.Trust.NEW) & Q(user__blocked_at=None),
                then=Cast(F("user__about"), text),
            ),
            default=Value(" ", output_field=text),
        ),
        Cast(Value(None), DateTimeField()),
        Value(0),
        Value("", output_field=text),
    )
    return named
