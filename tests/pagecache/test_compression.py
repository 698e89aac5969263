"""Pages, feeds and answers of the API leave compressed; what is somebody's own never does."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from pagecache import compression
from tests.people import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

GZIP = {"accept-encoding": "gzip, deflate, br"}


def opened(answer: HttpResponse) -> bytes:
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer["Vary"]
    return gzip.decompress(answer.content)


@pytest.mark.parametrize("address", ["/", "/projekte/", "/termine/", "/wiki/"])
def test_a_page_is_the_same_in_either_shape(address: str, client: Client) -> None:
    made, kept = client.get(address, headers=GZIP), client.get(address, headers=GZIP)
    plain = client.get(address)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain["Vary"]
    assert opened(made) == opened(kept) == plain.content
    assert len(kept.content) < len(plain.content)


def test_whoever_has_either_shape_is_told_that_it_is_still_right(client: Client) -> None:
    packed, plain = client.get("/", headers=GZIP), client.get("/")
    assert packed["ETag"] == f"W/{plain['ETag']}"
    for known in (packed["ETag"], plain["ETag"]):
        again = client.get("/", headers={**GZIP, "if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert "Content-Encoding" not in again.headers
        assert "Accept-Encoding" in again["Vary"]
        assert again["ETag"] == packed["ETag"]
        assert "Content-Length" not in again.headers


@pytest.mark.parametrize("address", ["/suche/?q=bank", "/?nichts=1", "/api/v1/openapi.json"])
def test_what_is_not_kept_is_compressed_for_everybody(address: str, client: Client) -> None:
    assert opened(client.get(address, headers=GZIP)) == client.get(address).content
    client.cookies["csrftoken"] = "x" * 32
    assert "Content-Encoding" not in client.get(address, headers=GZIP).headers


@pytest.mark.parametrize("address", ["/", "/projekte/", "/suche/?q=bank", "/konto/"])
def test_no_page_with_somebodys_own_is_compressed(address: str, client: Client) -> None:
    client.force_login(person())
    assert "Content-Encoding" not in client.get(address, headers=GZIP, follow=True).headers


@pytest.mark.parametrize("address", ["/konto/login/", "/melden/?url=/impressum/"])
def test_no_form_with_a_token_is_compressed(address: str, client: Client) -> None:
    for _again in range(2):  # with the cookie of the first answer, too
        answer = client.get(address, headers=GZIP)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers


def answer(words: str = "Bank " * 500, **headers: str) -> HttpResponse:
    return HttpResponse(words, headers={"Content-Type": "text/html", **headers})


@pytest.mark.parametrize(
    ("made", "asked", "is_compressed"),
    [
        (answer(), {}, True),
        (answer(**{"Content-Type": "application/json"}), {}, True),
        (answer(**{"Content-Type": "image/png"}), {}, False),
        (answer("Bank"), {}, False),
        (answer(**{"Content-Encoding": "br"}), {}, False),
        (answer(**{"Cache-Control": "private"}), {}, False),
        (answer(**{"Cache-Control": "no-store"}), {}, False),
        (answer(), {"cookie": "csrftoken=x"}, False),
        (answer(), {"authorization": "Bearer x"}, False),
    ],
)
def test_what_is_compressed(made: HttpResponse, asked: dict[str, str], is_compressed: bool) -> None:
    request = RequestFactory().get("/", headers={**GZIP, **asked})
    found = compression.compress(request, made)
    assert (found.get("Content-Encoding") == "gzip") is is_compressed


def test_what_was_sent_is_answered_as_it_is() -> None:
    request = RequestFactory().post("/", headers=GZIP)
    assert "Content-Encoding" not in compression.compress(request, answer()).headers


@pytest.mark.parametrize(
    ("accepts", "yes"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("*;q=0.1", True),
        ("gzip; q=1.0", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("xgzip", False),
    ],
)
def test_who_takes_it(accepts: str, yes: bool) -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    assert compression.is_accepted(request) is yes


def test_nobody_who_says_nothing_gets_it() -> None:
    assert not compression.is_accepted(RequestFactory().get("/"))
