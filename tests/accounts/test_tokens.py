"""API tokens: made once, shown once, useless when revoked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from accounts import services, tokens
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return services.create_user(email="ada@beispiel.example", name="Ada")


def test_a_token_leads_to_its_owner_until_it_is_revoked(user: User) -> None:
    raw = tokens.issue_token(user=user, name="Skript")
    assert tokens.user_for(raw) == user
    tokens.revoke_token(user=user, pk=APIToken.objects.get().pk)
    assert tokens.user_for(raw) is None


def test_only_a_hash_is_stored(user: User) -> None:
    raw = tokens.issue_token(user=user, name="Skript")
    stored = APIToken.objects.values().get()
    assert raw not in {str(value) for value in stored.values()}


@pytest.mark.parametrize("raw", ["", "x", "wagtail_" + "a" * 50, "\0", "ä" * 300])
def test_a_wrong_token_is_nobody(user: User, raw: str) -> None:
    tokens.issue_token(user=user, name="Skript")
    assert tokens.user_for(raw) is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"blocked_at": timezone.now()}])
def test_blocked_people_lose_their_programs(user: User, change: dict[str, Any]) -> None:
    raw = tokens.issue_token(user=user, name="Skript")
    User.objects.update(**change)
    assert tokens.user_for(raw) is None


def test_token_pages(client: Client, user: User) -> None:
    client.force_login(user)
    page = client.post("/konto/zugang/", {"label": "Kalender"}).content.decode()
    found = re.search(r"wagtail_\w+", page)
    assert found
    assert tokens.user_for(found.group()) == user
    assert found.group() not in client.get("/konto/").content.decode()
    assert client.post("/konto/zugang/", {"label": ""}).status_code == 400


def test_nobody_revokes_the_token_of_another(client: Client, user: User) -> None:
    raw = tokens.issue_token(user=user, name="Skript")
    other = services.create_user(email="eve@beispiel.example", name="Eve")
    client.force_login(other)
    client.post(f"/konto/zugang/{APIToken.objects.get().pk}/widerrufen/")
    assert tokens.user_for(raw) == user
