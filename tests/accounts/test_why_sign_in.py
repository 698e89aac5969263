"""Whoever is led to signing in reads why, and comes back to what they wanted to do."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import get_resolver

from accounts import services
from accounts.why_sign_in import _reasons, reason_for
from tests.accounts.test_sign_in import code_from_mail
from tests.districts.conftest import Town
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CARING = "Um einen Eintrag zu pflegen, brauchen Sie ein Konto"
USUAL = "Für diesen Schritt braucht es ein Konto"


@pytest.fixture(autouse=True)
def unhurried(settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


def care_of(town: Town) -> str:
    return f"{town.actor.get_absolute_url()}kuemmern/"


@pytest.mark.parametrize(
    "path", ["/konto/login/", "/konto/login/code/", "/konto/anmelden/", "/en/konto/login/"]
)
def test_that_is_us_says_why_on_every_way_in(client: Client, town: Town, path: str) -> None:
    if path.startswith("/en/"):
        path = "/konto/login/"
    page = client.get(path, {"next": care_of(town)}).content.decode()
    assert CARING in page
    assert "Nach dem Anmelden geht es dort weiter." in page


def test_it_is_said_before_the_way_leads_there(client: Client, town: Town) -> None:
    address = town.actor.get_absolute_url()
    words = "Dafür melden Sie sich an"
    assert words in client.get(address).content.decode()
    client.force_login(person())
    assert words not in client.get(address).content.decode()
    assert words not in Client().get(town.project.get_absolute_url()).content.decode()


def test_the_way_leads_back_to_the_act(client: Client, town: Town) -> None:
    services.create_user(email="otto@beispiel.example", name="Otto")
    led = client.get(care_of(town))["Location"]
    assert CARING in client.get(led).content.decode()
    next_ = {"next": care_of(town)}
    page = client.post("/konto/login/code/", {"email": "otto@beispiel.example", **next_})
    assert client.post(page["Location"], {"code": code_from_mail(), **next_})[
        "Location"
    ] == care_of(town)
    assert client.get(care_of(town)).status_code == 200


def test_so_does_making_an_account(client: Client, town: Town) -> None:
    data = {"email": "neu@beispiel.example", "name": "Neu", "rules": "on", "next": care_of(town)}
    page = client.post("/konto/anmelden/", data)["Location"]
    assert client.post(page, {"code": code_from_mail()})["Location"] == care_of(town)


@pytest.mark.parametrize(
    ("wanted", "start"),
    [
        ("/akteure/x/kuemmern/", CARING),
        ("/akteure/x/kuemmern/?a=b", CARING),
        ("/en/akteure/x/kuemmern/", CARING),
        ("/de/akteure/x/kuemmern", CARING),
        ("/termine/x/absagen/", "Um einen Termin abzusagen"),
        ("/moderation/", USUAL),
        ("/admin/", USUAL),
        ("/konto/", ""),
        ("/konto/mail/", ""),
        ("", ""),
        ("/gibt/es/nicht/", ""),
        ("https://fremd.example/akteure/x/kuemmern/", ""),
        ("//fremd.example/akteure/x/kuemmern/", ""),
        ("/\\fremd.example", ""),
    ],
)
def test_the_reason_follows_from_the_address(wanted: str, start: str) -> None:
    said = reason_for(wanted)
    assert said.startswith(start) if start else said == ""


def test_every_reason_is_one_of_an_address_there_is() -> None:
    names = set(_names(get_resolver(), ""))
    assert not set(_reasons) - names


def _names(resolver: object, space: str) -> list[str]:
    found = []
    for one in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(one, "url_patterns"):
            own = f"{one.namespace}:" if one.namespace else ""
            found += _names(one, space + own)
        elif one.name:
            found.append(space + one.name)
    return found
