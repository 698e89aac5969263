"""An account that somebody else may hold has no right any more, and none of its texts is lost."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import APIToken

from accounts.models import User
from accounts.tokens import issue_token
from community.mails import links
from community.models import MailLink
from community.people.disarming import disarm_account
from tests.community.factories import steward
from tests.people import person
from tests.wiki.factories import article
from wiki.models import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def armed() -> tuple[User, Client]:
    """Somebody with everything that gives power, signed in."""
    user = steward(trust=User.Trust.MODERATOR, is_staff=True, is_superuser=True)
    user.set_password("geheim und lang")
    user.save()
    user.groups.add(Group.objects.create(name="Wache"))
    user.user_permissions.add(Permission.objects.first())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    issue_token(user=user, name="Handy")
    links.make(purpose="claim", thing=("actor", 1), lasts=links.REMEMBERED, asked_by=user)
    article("Lindwurm", author=user)
    client = Client()
    client.force_login(user)
    return user, client


def powers(user: User) -> dict[str, Any]:
    user = User.objects.get(pk=user.pk)
    return {
        "trust": user.trust,
        "staff": user.is_staff or user.is_superuser,
        "password": user.has_usable_password(),
        "groups": user.groups.exists() or user.user_permissions.exists(),
        "responsible": user.responsibilities.exists(),
        "tokens": APIToken.objects.filter(user=user).exists(),
        "links": MailLink.objects.filter(asked_by=user).exists(),
    }


NONE = dict.fromkeys(["staff", "password", "groups", "responsible", "tokens", "links"], False)


@pytest.mark.parametrize("keeps_address", [True, False])
def test_every_right_is_gone_and_every_text_stays(
    armed: tuple[User, Client], keeps_address: bool
) -> None:
    user, client = armed
    name = user.name
    assert all(powers(user).values())
    disarm_account(user=user, keeps_address=keeps_address)
    assert powers(user) == {"trust": User.Trust.NEW, **NONE}
    assert "_auth_user_id" not in client.session
    now = User.objects.get(pk=user.pk)
    assert (now.name, Revision.objects.get().author) == (name, now)


def test_its_owner_may_still_sign_in_with_the_address(armed: tuple[User, Client]) -> None:
    user, _client = armed
    disarm_account(user=user, keeps_address=True)
    now = User.objects.get(pk=user.pk)
    assert (now.is_active, now.email) == (True, user.email)
    assert EmailAddress.objects.filter(user=user).exists()


def test_without_it_nobody_can_and_the_address_is_free(armed: tuple[User, Client]) -> None:
    user, _client = armed
    disarm_account(user=user, keeps_address=False)
    assert not User.objects.get(pk=user.pk).is_active
    assert not EmailAddress.objects.filter(email=user.email).exists()
    assert person().pk
    assert User.objects.create_user(user.email, name="Neu", slug="neu").email == user.email
