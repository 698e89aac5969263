"""HEAD, OPTIONS and methods nobody knows get the same kind of answer at every address."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.log_lines import OneLine
from tests.fixtures.conditions import every_day
from tests.look import small_site
from tests.site_walk import OTHER_LANGUAGES, routes_without_parameters, unrecorded

#: Addresses for programs, and of things, that the walk over routes without parameters lacks.
MORE = (
    "/wiki/west/feed.atom",
    "/wiki/west/plauderbank/feed.atom",
    "/en/wiki/letzte-aenderungen/feed.atom",
    "/termine/mittagstisch.ics",
    "/beitraege/nachbarn/feed.atom",
    "/api/v1/districts?format=csv",
    "/api/v1/districts?format=geojson",
    "/api/v1/nirgends",
    "/mitwirkende/mia-muster/",
    "/projekte",
    "/de/projekte/",
)
#: What is different each time it is asked for.
MOVING = ("/api/v1/search", "/-/", "csrf")
UNKNOWN = ("TRACE", "TRACK", "PROPFIND", "FOO")


def addresses() -> list[str]:
    """Everything outside of the admin, which is Wagtail's.

    Every day a few of the same views in other languages.
    """
    routes = [path for path in routes_without_parameters() if not path.startswith("/admin/")]
    german = [path for path in routes if not path.startswith(OTHER_LANGUAGES)]
    others = [path for path in routes if path.startswith(OTHER_LANGUAGES)]
    found = [*german, *every_day(others, one_in=6), *small_site.ADDRESSES.values(), *MORE]
    return list(dict.fromkeys(found))


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def headers_of(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "Set-Cookie"}


@pytest.mark.walk
def test_every_address_answers_head_as_get(site: None, client: Client) -> None:
    wrong = []
    with unrecorded():
        for path in (*addresses(), "/static/img/mark.svg"):
            if path.startswith(MOVING):
                continue
            got, asked = client.get(path), Client().head(path)
            body = body_of(got)
            expected = headers_of(got)
            same = got.status_code == asked.status_code and body_of(asked) == b""
            if not got.streaming and got.status_code not in (204, 304):
                same &= asked.headers.get("Content-Length") == str(len(body))
            if not same or expected.keys() - {"Content-Length"} - asked.headers.keys():
                wrong.append((path, got.status_code, asked.status_code, asked.headers))
            elif expected.get("ETag") != asked.headers.get("ETag"):
                wrong.append((path, expected.get("ETag"), asked.headers.get("ETag")))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.walk
def test_every_address_says_what_it_takes_and_nothing_else(site: None, client: Client) -> None:
    """`Allow` is the truth: what is not in it is refused, with the same list."""
    wrong: list[Any] = []
    with unrecorded():
        for path in addresses():
            answer = client.options(path)
            allowed = set(answer.headers["Allow"].split(", "))
            here = client.get(path).status_code
            if answer.content or answer.status_code not in (204, here):
                wrong.append((path, answer.status_code, len(answer.content)))
            if "OPTIONS" not in allowed or not allowed <= {"GET", "HEAD", "OPTIONS", "POST", "PUT"}:
                wrong.append((path, allowed))
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed:
                refused = client.generic(method, path)
                if refused.status_code not in (301, 302, 404, 405):
                    wrong.append((path, method, refused.status_code))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.walk
def test_no_address_knows_other_methods(site: None, client: Client) -> None:
    secret, wrong = {"cookie": "sessionid=geheim"}, []
    with unrecorded():
        for path in addresses():
            for method in UNKNOWN[:1] if "/en/" in path else UNKNOWN:
                answer = client.generic(method, path, headers=secret)
                if answer.status_code != 405 and path not in ("/api/v1/nirgends", "/api/v1/"):
                    wrong.append((method, path, answer.status_code))
                assert {"GET", "POST"} & set(answer.headers["Allow"].split(", ")), path
                assert len(answer.content) < 300, (method, path)
                assert b"geheim" not in answer.content
    assert not wrong, "\n".join(map(str, wrong))


def test_a_refused_method_is_told_in_the_shape_of_the_address(db: None, client: Client) -> None:
    page = client.generic("TRACE", "/projekte/")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.content.decode() == "Diese Adresse kennt diese Methode nicht."
    assert page.headers["Allow"] == "GET, HEAD, OPTIONS"
    program = client.generic("TRACE", "/api/v1/wiki/articles")
    assert program.json()["error"]["code"] == "method_not_allowed"
    assert program.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.put("/projekte/").status_code == 405


def test_asking_for_methods_is_nothing_for_the_log(db: None, client: Client) -> None:
    values = {"name": "django.request", "msg": "Method Not Allowed", "status_code": 405}
    record = logging.makeLogRecord(values)
    for method, told in (("OPTIONS", False), ("POST", True)):
        record.request = client.generic(method, "/projekte/").wsgi_request
        assert OneLine().filter(record) is told


@pytest.mark.parametrize("method", ["get", "head"])
def test_where_only_forms_are_sent_to_a_page_says_so(db: None, client: Client, method: str) -> None:
    """People come back to such an address after an error that was answered there."""
    only_sent = reverse("districts:need_close", args=["ein-raum"])
    for path in (only_sent, f"/en{only_sent}"):
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
        said = "nothing to read" if path.startswith("/en/") else "nichts zu lesen"
        assert (said in answer.content.decode()) == (method == "get")
        assert int(answer.headers.get("Content-Length") or 2_000) >= 2_000
