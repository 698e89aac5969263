"""People who write, decide and read in tests; a name and an address are never given twice."""

from itertools import count
from typing import Any

from django.test import Client

from accounts.models import User

# One counter for every app's tests: two would give two people one address where a test uses both.
_numbers = count(1)


def person(trust: str = User.Trust.RESIDENT, **fields: Any) -> User:
    number = next(_numbers)
    fields = {"name": f"Person {number}", "slug": f"person-{number}", "trust": trust} | fields
    return User.objects.create_user(f"person{number}@example.org", **fields)


def moderator(**fields: Any) -> User:
    return person(User.Trust.MODERATOR, **fields)


def newcomer(**fields: Any) -> User:
    return person(User.Trust.NEW, **fields)


def signed_in(user: User, **options: Any) -> Client:
    """A browser of somebody; `options` are those of Django's test client."""
    client = Client(**options)
    client.force_login(user)
    return client
