"""Behind a proxy: whom do we believe, and does the way to HTTPS ever end?"""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from accounts.connection import ProxyMiddleware, address_of

VISITOR = "203.0.113.9"


@pytest.fixture
def production(settings: Settings) -> Settings:
    """What production adds, with the proxies it believes when nobody names any."""
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.TRUSTED_PROXIES = ["127.0.0.0/8", "::1/128"]
    return settings


def seen(peer: str, **headers: str) -> HttpRequest:
    """The request as the site sees it behind the middleware."""
    got: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        got.append(request)
        return HttpResponse()

    ProxyMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))  # type: ignore[arg-type]
    return got[0]


def test_a_proxy_on_this_machine_is_believed_without_any_setting(
    production: Settings, client: Client, db: None
) -> None:
    answer = client.get("/wiki/", headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == 200, "no loop"
    answer = client.get("/wiki/", headers={"X-Forwarded-Proto": "http"})
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/wiki/")


def test_a_stranger_is_not_believed(production: Settings, db: None) -> None:
    answer = Client(REMOTE_ADDR=VISITOR).get("/wiki/", headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == 301


def test_a_proxy_that_is_not_named_is_told_so_instead_of_led_round_for_ever(
    production: Settings, db: None
) -> None:
    near = Client(REMOTE_ADDR="172.18.0.1")
    answer = near.get("/wiki/", headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == 400
    assert "TRUSTED_PROXIES" in answer.content.decode()
    production.TRUSTED_PROXIES = ["172.16.0.0/12"]
    assert near.get("/wiki/", headers={"X-Forwarded-Proto": "https"}).status_code == 200


@pytest.mark.parametrize(
    ("claimed", "secure"),
    [
        ("https", True),
        ("HTTPS", True),
        ("https, https", True),
        ("https, http", False),
        ("http, https", False),
        ("http", False),
        ("quatsch", False),
        ("", False),
    ],
)
def test_only_a_way_that_is_secured_throughout_is_secure(claimed: str, secure: bool) -> None:
    assert seen("127.0.0.1", HTTP_X_FORWARDED_PROTO=claimed).is_secure() is secure
    assert not seen(VISITOR, HTTP_X_FORWARDED_PROTO=claimed).is_secure()


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        ([], "127.0.0.1", VISITOR, "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", VISITOR, VISITOR),
        (["127.0.0.1"], "::ffff:127.0.0.1", VISITOR, VISITOR),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "unknown", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "1.1.1.1, quatsch", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", f"1.1.1.1, {VISITOR}", VISITOR),
        (["127.0.0.1"], "127.0.0.1", f"{VISITOR}:4711", VISITOR),
        (["127.0.0.1"], "127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        (["127.0.0.1"], VISITOR, "1.1.1.1", VISITOR),
        (["172.16.0.0/12"], "172.18.0.1", VISITOR, VISITOR),
        (["172.16.0.0/12"], "172.32.0.1", VISITOR, "172.32.0.1"),
        (["10.0.0.0/8", "127.0.0.1"], "127.0.0.1", f"1.1.1.1, {VISITOR}, 10.0.0.2", VISITOR),
        (["unix"], "", VISITOR, VISITOR),
        (["127.0.0.1"], "", VISITOR, ""),
    ],
)
def test_the_address_is_that_of_the_last_one_nobody_of_ours(
    settings: Settings, proxies: list[str], peer: str, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address
    behind = seen(peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert (address_of(behind), behind.META["REMOTE_ADDR"]) == (address, address)


def test_nothing_further_in_finds_what_a_request_said_of_itself() -> None:
    names = ("For", "Proto", "Host", "Port", "Ssl", "Prefix")
    headers = {f"HTTP_X_FORWARDED_{name.upper()}": "x" for name in names}
    for peer in ("127.0.0.1", VISITOR):
        request = seen(peer, **headers, HTTP_FORWARDED="for=x", HTTP_X_REAL_IP="x")
        assert not [name for name in request.headers if "forward" in name.lower() or "Real" in name]
