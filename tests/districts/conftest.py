"""What tests of the directory start from; the small town is in ``tests/fixtures/town.py``."""

import pytest
from django.core.cache import cache

from accounts.models import User
from tests.fixtures.town import Town

__all__ = ["Town"]


@pytest.fixture
def moderator(db: None) -> User:
    """Somebody who sees everything."""
    return person("moderator")


def person(trust: str, name: str = "") -> User:
    """Make an account of this trust."""
    name = name or trust
    return User.objects.create_user(f"{name}@example.org", name=name, slug=name, trust=trust)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What other tests left in memory belongs to rows that are gone."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)
