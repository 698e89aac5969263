"""Who is the contact person of a place, and how is such a person written to?

What is public of them is their name and what they say of themselves; their address is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django.db.models import Case, CharField, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.at_address import person_url
from accounts.models import User
from community import roles
from community.models import Responsibility
from community.people.subject import PEOPLE
from districts.models import District, Topic
from text import acts


class Contact(NamedTuple):
    """A contact person as a page shows them; `about` are their words about themselves."""

    slug: str
    name: str
    about: str = ""

    @property
    def url(self) -> str:
        """Return where more of them is."""
        return person_url(self.slug)

    @property
    def acts(self) -> tuple[acts.Act, ...]:
        """What can be done next: they are written to."""
        return (acts.Act(acts.WRITE, reverse("districts:person_relay", args=[self.slug])),)


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A contact person as somebody to whom messages are passed on (`services.relaying`)."""

    KIND: ClassVar[str] = PEOPLE.key

    pk: int
    slug: str
    name: str
    mail: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return their page."""
        return person_url(self.slug)


def contact_person(slug: str) -> Correspondent | None:
    """Return who is the contact of any place today, by their address; None for anybody else."""
    row = _today().filter(user__slug=slug).select_related("user").first()
    if row is None:
        return None
    user = row.user
    return Correspondent(user.pk, user.slug, user.name, user.email)


def stewards_of(kind: str, pk: int) -> list[Contact]:
    """Return the contact persons (Ansprechpersonen) of a district or topic, by name; one query."""
    rows = _today().filter(scope_kind=kind, scope_pk=pk).select_related("user")
    people = [row.user for row in rows.order_by("user__name", "user_id")]
    return [Contact(one.slug, one.name, one.about if one.shows_about else "") for one in people]


def places_of(user: User) -> list[District | Topic]:
    """Return of which districts and topics somebody is the contact today; three queries."""
    rows = list(_today().filter(user=user).values_list("scope_kind", "scope_pk"))
    named: list[type[District] | type[Topic]] = [District, Topic]
    return [
        place
        for model, kind in zip(named, ("district", "topic"), strict=True)
        for place in model.objects.filter(pk__in=[pk for of, pk in rows if of == kind])
    ]


def stewards_part(kind: str, pk: int) -> QuerySet[Any, Any]:
    """Return the contact persons as a part of a district's overview."""
    text = CharField()
    rows = _today().filter(scope_kind=kind, scope_pk=pk)
    named: QuerySet[Any, Any] = rows.order_by().values_list(
        Value("steward:", output_field=text),
        Value("", output_field=text),
        Value(1),
        Cast(F("user__slug"), text),
        Cast(F("user__name"), text),
        # As `User.shows_about` has it.
        Case(
            When(~Q(user__trust=User.Trust.NEW), then=Cast(F("user__about"), text)),
            default=Value(" ", output_field=text),
        ),
        Cast(Value(None), DateTimeField()),
        Value(0),
        Value("", output_field=text),
        Value("", output_field=text),
    )
    return named


def _today() -> QuerySet[Responsibility]:
    """Return who is a contact today; whoever is blocked speaks for nobody."""
    return Responsibility.objects.today().filter(
        role=roles.STEWARD, user__is_active=True, user__blocked_at=None
    )
