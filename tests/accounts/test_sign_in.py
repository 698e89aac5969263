"""Signing up and signing in with a mailed code, as people do it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from accounts import services
from accounts.adapter import AccountAdapter
from accounts.models import User

pytestmark = pytest.mark.django_db


def code_from_mail() -> str:
    """Return the code in the newest mail: the only line that is nothing but a code."""
    found = re.search(r"^\s*([A-Z0-9][A-Z0-9-]{4,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


def sign_up(client: Client, **changes: str) -> object:
    data = {"email": "rita@beispiel.example", "name": "Rita Roßnagel", "rules": "on"} | changes
    return client.post("/konto/anmelden/", {k: v for k, v in data.items() if v})


def test_sign_up_with_a_mailed_code_leads_to_the_own_page(client: Client) -> None:
    response = sign_up(client)
    assert response.status_code == 302
    response = client.post(response["Location"], {"code": code_from_mail()}, follow=True)
    user = User.objects.get(email="rita@beispiel.example")
    assert (user.name, user.slug, user.trust) == ("Rita Roßnagel", "rita-rossnagel", "new")
    assert user.rules_accepted_at is not None
    assert response.redirect_chain[-1][0] == "/konto/"
    assert "rita@beispiel.example" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "error"),
        ({"rules": ""}, "error"),
        ({"email": "keine-adresse"}, "error"),
        ({"name": "A\u202eB"}, "error"),
    ],
)
def test_wrong_input_is_named_at_the_field_and_kept(
    client: Client, change: dict[str, str], message: str
) -> None:
    response = sign_up(client, **change)
    assert response.status_code == 200
    assert "field-error" in response.content.decode()
    if "name" not in change:
        assert "Rita Roßnagel" in response.content.decode()
    assert not User.objects.exists()


def test_two_people_of_the_same_name_have_two_addresses(client: Client) -> None:
    sign_up(client)
    sign_up(Client(), email="rita2@beispiel.example")
    assert set(User.objects.values_list("slug", flat=True)) == {
        "rita-rossnagel",
        "rita-rossnagel-2",
    }


def test_login_by_mailed_code(client: Client) -> None:
    services.create_user(email="otto@beispiel.example", name="Otto")
    response = client.post("/konto/login/code/", {"email": "OTTO@beispiel.example"})
    assert response.status_code == 302
    client.post(response["Location"], {"code": code_from_mail()})
    assert client.get("/konto/").status_code == 200


def test_login_by_password(client: Client) -> None:
    services.create_user(email="otto@beispiel.example", name="Otto", password="ein-Satz-mit-7")
    assert client.get("/konto/").status_code == 302
    wrong = client.post("/konto/login/", {"login": "otto@beispiel.example", "password": "falsch"})
    assert wrong.status_code == 200
    client.post("/konto/login/", {"login": "otto@beispiel.example", "password": "ein-Satz-mit-7"})
    assert client.get("/konto/").status_code == 200


def test_a_taken_address_is_not_revealed(client: Client) -> None:
    services.create_user(email="otto@beispiel.example", name="Otto")
    new = sign_up(client)
    taken = sign_up(Client(), email="otto@beispiel.example")
    assert (taken.status_code, taken["Location"]) == (new.status_code, new["Location"])
    assert User.objects.filter(email__iexact="otto@beispiel.example").count() == 1


def test_what_allauth_says_addresses_people_as_the_site_does() -> None:
    familiar = re.compile(r"\b([Dd]u|[Dd]ein\w*|dich|dir|gib|habe|versuche)\b")
    with translation.override("de"):
        said = [str(words) for words in AccountAdapter.error_messages.values()]
    assert [words for words in said if familiar.search(words)] == []


SECRET = {"login": "otto@beispiel.example", "password": "ein-Satz-mit-7"}


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/projekte/", "/projekte/"),
        ("https://fremd.example/", "/konto/"),
        ("//fremd.example/", "/konto/"),
        ("/\\fremd.example/", "/konto/"),
        ("javascript:alert(1)", "/konto/"),
        ("https://andere-stadt.example/", "/konto/"),
    ],
)
def test_signing_in_leads_to_no_other_host(
    client: Client, settings: Any, wanted: str, reached: str
) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "andere-stadt.example"]
    services.create_user(email=SECRET["login"], name="Otto", password=SECRET["password"])
    answer = client.post("/konto/login/", SECRET | {"next": wanted})
    assert answer["Location"] == reached


def test_passwords_are_not_tried_without_end(client: Client) -> None:
    services.create_user(email=SECRET["login"], name="Otto", password=SECRET["password"])
    for number in range(6):
        client.post("/konto/login/", SECRET | {"password": f"falsch{number}"})
    client.post("/konto/login/", SECRET)
    assert client.get("/konto/").status_code == 302, "the right one comes too late"


def test_an_address_in_other_letters_is_that_of_the_same_account() -> None:
    services.create_user(email="otto@beispiel.example", name="Otto")
    eva = services.create_user(email="eva@beispiel.example", name="Eva")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=eva.pk).update(email="OTTO@beispiel.example")
