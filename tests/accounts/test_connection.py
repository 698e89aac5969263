"""Behind a proxy: whom do we believe, and does the way to HTTPS ever end?"""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from accounts.connection import ProxyMiddleware, address_of

pytestmark = pytest.mark.any_database

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
    stranger = Client(REMOTE_ADDR=VISITOR)
    assert stranger.get("/wiki/").status_code == 301
    answer = stranger.get("/wiki/", headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == 400
    answer = stranger.get("/wiki/", headers={"X-Forwarded-Proto": "http"})
    assert answer.status_code == 301


@pytest.mark.parametrize(
    ("peer", "named"),
    [
        ("172.18.0.1", "172.16.0.0/12"),
        ("10.1.2.3", "10.0.0.0/8"),
        ("100.64.9.9", "100.64.0.0/10"),
        ("169.254.3.4", "169.254.3.4/32"),
        ("fe80::1", "fe80::/64"),
        ("198.51.100.7", "198.51.100.7/32"),
        ("2001:db8::7", "2001:db8::7/128"),
        ("", "unix"),
    ],
)
def test_a_proxy_that_is_not_named_is_told_so_instead_of_led_round_for_ever(
    production: Settings, db: None, peer: str, named: str
) -> None:
    proxy = Client(REMOTE_ADDR=peer)
    answer = proxy.get("/wiki/", headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == 400
    words = answer.content.decode()
    assert "TRUSTED_PROXIES" in words
    assert (peer or "„unix“") in words
    production.TRUSTED_PROXIES = [named]
    assert proxy.get("/wiki/", headers={"X-Forwarded-Proto": "https"}).status_code == 200


OTHER_WAYS = [
    {"Forwarded": 'for=203.0.113.9;proto="https"'},
    {"Forwarded": "proto=https;host=quartier.example"},
    {"X-Forwarded-Ssl": "on"},
    {"Front-End-Https": "On"},
    {"X-Forwarded-Scheme": "https"},
    {"X-Forwarded-Protocol": "https"},
    {"X-Url-Scheme": "https"},
]


@pytest.mark.parametrize("said", OTHER_WAYS)
def test_a_proxy_that_says_it_otherwise_is_told_which_header_is_meant(
    production: Settings, db: None, said: dict[str, str]
) -> None:
    answer = Client(REMOTE_ADDR="127.0.0.1").get("/wiki/", headers=said)
    assert (answer.status_code, "X-Forwarded-Proto" in answer.content.decode()) == (400, True)
    answer = Client(REMOTE_ADDR=VISITOR).get("/wiki/", headers=said)
    assert (answer.status_code, "TRUSTED_PROXIES" in answer.content.decode()) == (400, True)
    answer = Client(REMOTE_ADDR="127.0.0.1").get(
        "/wiki/", headers={**said, "X-Forwarded-Proto": "https"}
    )
    assert answer.status_code == 200


def test_a_way_that_is_open_behind_the_first_proxy_does_not_lead_round_either(
    production: Settings, db: None, client: Client
) -> None:
    answer = client.get("/wiki/", headers={"X-Forwarded-Proto": "https, http"})
    assert (answer.status_code, "X-Forwarded-Proto" in answer.content.decode()) == (400, True)
    answer = client.get("/wiki/", headers={"X-Forwarded-Proto": "http, https"})
    assert answer.status_code == 301, "here the visitor can do something about it"


def test_whoever_came_by_https_to_the_server_itself_needs_no_proxy(
    production: Settings, db: None
) -> None:
    answer = Client(REMOTE_ADDR=VISITOR).get(
        "/wiki/", headers={"X-Forwarded-Proto": "https"}, secure=True
    )
    assert answer.status_code == 200


def test_the_log_tells_of_each_proxy_once(
    production: Settings, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    for _time in range(3):
        Client(REMOTE_ADDR="198.51.100.77").get("/", headers={"X-Forwarded-Proto": "https"})
    assert caplog.text.count("198.51.100.77") == 1


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
    names = ("For", "Proto", "Host", "Port", "Ssl", "Prefix", "Protocol", "Scheme")
    headers = {f"HTTP_X_FORWARDED_{name.upper()}": "x" for name in names}
    for peer in ("127.0.0.1", VISITOR):
        request = seen(peer, **headers, HTTP_FORWARDED="for=x", HTTP_X_REAL_IP="x")
        assert not [name for name in request.headers if "forward" in name.lower() or "Real" in name]
