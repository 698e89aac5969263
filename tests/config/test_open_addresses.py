"""What everybody may read, pages of others may read too; never with what says who somebody is."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.services import create_user
from accounts.tokens import issue_token
from config.open_addresses import OpenAddressesMiddleware

pytestmark = pytest.mark.any_database

ORIGIN = {"origin": "https://anderswo.example"}
OPEN = (
    "/api/v1/projects",
    "/api/v1/openapi.json",
    "/api/v1/search?q=bank",
    "/api/v1/wiki/articles",
    "/api/v1/actors?format=csv",
    "/api/v1/districts?format=geojson",
    "/wiki/letzte-aenderungen/feed.atom",
    "/en/wiki/west/feed.atom",
    "/suche/feed.atom?q=bank",
    "/termine/kalender.ics",
)
#: Wrong questions are answered to everybody as well.
REFUSED = ("/api/v1/nirgends", "/api/v1/projects?size=0", "/api/v1/wiki/articles/99999")
CLOSED = (
    "/",
    "/projekte/",
    "/konto/login/",
    "/suche/vorschlaege/?q=ba",
    "/-/live",
    "/admin/login/",
)


@pytest.fixture
def ada(db: None) -> User:
    return create_user(email="ada@example.org", name="Ada", trust=User.Trust.RESIDENT)


def shared_headers(response: Any) -> dict[str, str]:
    return {
        name: value
        for name, value in response.headers.items()
        if name.startswith("Access-Control-")
    }


@pytest.mark.parametrize("method", ["get", "head"])
def test_open_addresses_may_be_read_from_any_page(site: None, client: Client, method: str) -> None:
    for path in (*OPEN, *REFUSED):
        answer = getattr(client, method)(path, headers=ORIGIN)
        found = shared_headers(answer)
        assert found.pop("Access-Control-Allow-Origin") == "*", path
        assert "ETag" in found.pop("Access-Control-Expose-Headers")
        assert found == {}, path  # no credentials, ever
        assert {"Cookie", "Authorization"} <= set(answer.headers["Vary"].split(", "))
    for path in CLOSED:
        assert shared_headers(getattr(client, method)(path, headers=ORIGIN)) == {}, path


def test_answers_to_somebody_are_for_this_site_only(site: None, ada: User) -> None:
    member, program = Client(), Client()
    member.force_login(ada)
    token = issue_token(user=ada, name="Programm")
    for path in (*OPEN, *REFUSED):
        assert shared_headers(member.get(path, headers=ORIGIN)) == {}, path
        for header in (f"Bearer {token}", "Bearer falsch"):
            headers = ORIGIN | {"authorization": header}
            assert shared_headers(program.get(path, headers=headers)) == {}, path
    assert shared_headers(Client().post("/api/v1/wiki/articles", headers=ORIGIN)) == {}


def test_a_page_that_asks_first_is_told_what_it_may(db: None, client: Client) -> None:
    asks = ORIGIN | {"access-control-request-method": "GET"}
    for path in ("/api/v1/projects", "/api/v1/wiki/articles", "/termine/kalender.ics"):
        answer = client.options(
            path, headers=asks | {"access-control-request-headers": "If-None-Match"}
        )
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "if-none-match" in answer.headers["Access-Control-Allow-Headers"]
        assert "authorization" not in answer.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "wanted",
    [
        {"access-control-request-method": "POST"},
        {"access-control-request-method": "PUT"},
        {
            "access-control-request-method": "GET",
            "access-control-request-headers": "authorization",
        },
        {"access-control-request-method": "GET", "access-control-request-headers": "x-csrftoken"},
    ],
)
def test_writing_and_tokens_get_no_leave(db: None, client: Client, wanted: dict[str, str]) -> None:
    answer = client.options("/api/v1/wiki/articles", headers=ORIGIN | wanted)
    assert (answer.status_code, shared_headers(answer)) == (204, {})


def test_whoever_has_it_already_is_sent_nothing(site: None, client: Client) -> None:
    for path in OPEN:
        first = client.get(path)
        etag = first.headers["ETag"]
        strong = etag.removeprefix("W/")
        for tag in (etag, strong, f"W/{strong}", f'"x", {etag}', "*"):
            again = client.get(path, headers={"if-none-match": tag} | ORIGIN)
            assert (again.status_code, again.content) == (304, b""), (path, tag)
            assert again.headers["ETag"] == etag
            assert again.headers["Access-Control-Allow-Origin"] == "*"
        assert client.head(path, headers={"if-none-match": etag}).status_code == 304
        assert client.get(path, headers={"if-none-match": '"anders"'}).status_code == 200
        if "Last-Modified" in first.headers:
            since = {"if-modified-since": first.headers["Last-Modified"]}
            assert client.get(path, headers=since).status_code == 304, path
            assert client.get(path, headers=since | {"if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_answer_without_a_word_is_an_answer(rf: RequestFactory, method: str) -> None:
    answered = OpenAddressesMiddleware(lambda request: HttpResponse())
    request = getattr(rf, method)("/leer.ics", headers={"if-none-match": '"x"'} | ORIGIN)
    answer = answered(request)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
