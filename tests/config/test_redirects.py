"""No address of ours leads a visitor to another host, however it is written."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from tests.fixtures.conditions import every_day

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

HERE = "http://testserver/"
TRICKS = [
    "//evil.example/",
    "///evil.example/",
    "/%2fevil.example/",
    "%2f%2fevil.example/",
    "%2fevil.example/",
    "\\evil.example/",
    "\\\\evil.example/",
    "%5cevil.example/",
    "%5c%5cevil.example/",
    "/%5cevil.example/",
    "%5c/evil.example/",
    "%09//evil.example/",
    "/%09/evil.example/",
    "%0a//evil.example/",
    "%0d%0aLocation:%20//evil.example/",
    "%00//evil.example/",
    "%20//evil.example/",
    "%c2%a0//evil.example/",
    "%e3%80%80//evil.example/",
    "%252fevil.example/",
    "%255cevil.example/",
    ".//evil.example/",
    "..//evil.example/",
    "https://evil.example/",
    "https:evil.example/",
    "javascript:alert(1)",
    "@evil.example/",
    ";//evil.example/",
    "?//evil.example/",
    "de//evil.example/",
    "en//evil.example",
]


def browser_goes_to(location: str, at: str = HERE) -> str:
    """Return the host a browser goes to.

    It takes backslashes for slashes, drops tabs, and a name follows two slashes or more.
    """
    for char in "\t\r\n":
        location = location.replace(char, "")
    location = re.sub("^//+", "//", location.strip().replace("\\", "/"))
    parts = urlsplit(urljoin(at, location))
    return f"{parts.scheme}://{parts.netloc}/"


STARTS = ("/de/", "/en/", "/de-simple/", "/", "/de/de/", "/en/de/", "/wiki/")


@pytest.mark.parametrize(("trick", "start"), every_day(product(TRICKS, STARTS), one_in=3))
def test_no_path_leads_elsewhere(client: Client, start: str, trick: str) -> None:
    """As far as redirects go: each step stays here."""
    address = start + trick
    for _step in range(6):
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code not in (301, 302, 303, 307, 308):
            return
        assert browser_goes_to(answer["Location"]) == HERE, answer["Location"]
        address = answer["Location"]


@pytest.mark.parametrize(
    ("guessed", "address"),
    [
        ("/de/", "/"),
        ("/de/wiki/", "/wiki/"),
        ("/de/suche/?q=a%26b&page=2", "/suche/?q=a%26b&page=2"),
        ("/de/wiki/ost/caf%C3%A9/", "/wiki/ost/caf%C3%A9/"),
        ("/de/wiki/100%25/", "/wiki/100%25/"),
        ("/de/wiki/a%3Fb/", "/wiki/a%3Fb/"),
    ],
)
def test_a_guessed_german_address_leads_to_the_real_one(
    client: Client, guessed: str, address: str
) -> None:
    assert client.get(guessed)["Location"] == address


@pytest.fixture
def person() -> User:
    return create_user(email="a@b.example", name="Anna", password="Schaukelpferd-91")


NEXT = [
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://localhost/",
    "http://127.0.0.1:81/",
    "javascript:alert(1)",
    "data:text/html,x",
    "\t//evil.example/",
    "/\t/evil.example/",
    " //evil.example/",
    "\x00//evil.example/",
    "///evil.example/",
]


@pytest.mark.parametrize("wanted", NEXT)
def test_signing_in_leads_back_to_this_site_only(client: Client, person: User, wanted: str) -> None:
    sent = {"login": person.email, "password": "Schaukelpferd-91", "next": wanted}
    answer = client.post("/konto/login/", sent)
    assert answer.status_code == 302
    assert browser_goes_to(answer["Location"]) == HERE, answer["Location"]


SIGNING_IN = (
    "/konto/login/",
    "/konto/login/code/",
    "/konto/anmelden/",
    "/konto/bestaetigen/",
    "/konto/logout/",
    "/konto/mail/",
    "/admin/login/",
    "/_util/login/",
    "/admin/logout/",
)


@pytest.mark.parametrize(("path", "wanted"), every_day(product(SIGNING_IN, NEXT), one_in=4))
def test_no_page_about_signing_in_leads_elsewhere(
    client: Client, person: User, path: str, wanted: str
) -> None:
    client.force_login(person)
    address = f"{path}?next={quote(wanted)}"
    for method in (client.get, client.post):
        answer = method(address, {"next": wanted} if method == client.post else None)
        assert answer.status_code < 500
        if answer.has_header("Location"):
            assert browser_goes_to(answer["Location"]) == HERE, answer["Location"]
        client.force_login(person)


@pytest.mark.parametrize("path", ["/konto/", "/konto/mails/", "/moderation/"])
def test_nobody_is_led_elsewhere_by_where_they_come_from(client: Client, path: str) -> None:
    answer = client.get(
        path, headers={"referer": "https://evil.example/", "x-forwarded-host": "evil.example"}
    )
    assert browser_goes_to(answer["Location"]) == HERE
    assert "evil" not in answer["Location"]
