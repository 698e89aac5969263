"""People as something to be talked of: their public pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.at_address import person_url
from accounts.models import User
from community import trust
from community.subjects import Subject


def load(pk: int) -> User | None:
    """Return somebody who has, or once had, an account."""
    return User.objects.filter(pk=pk).first()


def is_known_to(person: User, reader: trust.Person) -> bool:
    """Say whether somebody may know of the account: not before its address is confirmed."""
    return person.is_confirmed or reader == person or trust.may(reader, "moderate", person)


def visible_to(person: User, reader: trust.Person) -> bool:
    """Say whether somebody may read the page; of who has left there is none."""
    return person.is_active and is_known_to(person, reader)


PEOPLE = Subject(
    key="person",
    one=_("Person"),
    many=_("Persons"),
    load=load,
    url=lambda person: person_url(person.slug),
    visible_to=visible_to,
)
