"""Responsibilities of other apps: what comes with each follows from its description."""

import pytest
from django.utils import timezone

from accounts.models import User
from community import roles, trust
from community.models import Responsibility
from community.people import responsibilities
from community.registry import Registry
from community.roles import Role
from tests import people

pytestmark = pytest.mark.django_db

HERE = ("district", 1)


@pytest.fixture
def own_roles(monkeypatch: pytest.MonkeyPatch) -> Registry[Role]:
    """Let a test add roles."""
    ours: Registry[Role] = Registry("role")
    ours.register(*roles.ROLES.values())
    for module in (roles, responsibilities):
        monkeypatch.setattr(module, "ROLES", ours)
    return ours


def granted(role: str) -> User:
    user = people.newcomer()
    responsibilities.grant(user=user, role=role, kind=HERE[0], pk=HERE[1])
    return user


def test_every_role_has_words() -> None:
    assert [str(role.words) for role in roles.ROLES.values()] == [
        "Ansprechperson",
        "kümmert sich um einen Eintrag",
        "Autorin oder Autor",
        "Redaktion",
    ]
    row = granted(roles.CARER).responsibilities.get()
    assert row.role_words == "kümmert sich um einen Eintrag"
    assert str(row).endswith(": kümmert sich um einen Eintrag")


@pytest.mark.parametrize("is_it", [True, False])
def test_a_role_of_another_app_does_what_it_says(is_it: bool, own_roles: Registry[Role]) -> None:
    key = "keyholder-of-a-room-of-the-town"
    own_roles.register(
        Role(key, "Schlüssel", reviews=is_it, cares=is_it, office=is_it, endless=is_it)
    )
    user = granted(key)
    assert user.responsibilities.get().role == key
    assert (user.responsibilities.get().until is None) is is_it
    assert trust.stewardships(user) == ({HERE} if is_it else set())
    assert trust.cares(user) == ({HERE} if is_it else set())
    assert list(trust.reviewed(user, "district")) == ([{"scope_pk": 1}] if is_it else [])
    assert User.objects.filter(responsibilities.decides_somewhere(), pk=user.pk).exists() is is_it


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(KeyError, match="stewart"):
        responsibilities.grant(user=people.newcomer(), role="stewart", kind=HERE[0], pk=HERE[1])
    with pytest.raises(KeyError, match="stewart"):
        responsibilities.grant(
            user=people.newcomer(), role="stewart", until=timezone.localdate(), kind="", pk=None
        )
    assert not Responsibility.objects.exists()
