"""The description of the API is what it answers: every operation is asked, and held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from accounts.tokens import issue_token
from districts.models import Actor, CouncilPaper, Date, District, Network, Project, Topic
from districts.services import create_actor, create_city, create_network, create_project
from tests.fixtures.standing import around_the_tests
from tests.strict_schema import faults
from wiki.models import Article

pytestmark = pytest.mark.walk

BASE = "/api/v1/wiki/articles"
FORMATS = ("json", "csv", "geojson")
OF_FILES = {"csv": "text/csv", "geojson": "application/geo+json", "json": "application/json"}


@pytest.fixture(scope="module")
def standing_more(standing_site: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A row in every list, and rows that are empty in places."""
    with around_the_tests(django_db_blocker):
        west, topic = District.objects.get(slug="west"), Topic.objects.get()
        create_network(title="Runder Tisch", summary="Wir treffen uns.", districts=[west])
        create_project(title="Leer", districts=[west], status="idea")
        create_actor(name="Verein", sector="civic", summary="", districts=[west], topics=[topic])
        Date.objects.update(changes={}, costs="frei")
        CouncilPaper.objects.update(files=[{"name": "Antrag", "url": "https://example.org/a"}])
        assert Project.objects.count() == 3
        yield


@pytest.fixture
def site(standing_more: None, db: None) -> None:
    """The small site, and these."""


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    found = client.get("/api/v1/openapi.json")
    assert found.status_code == 200
    document: dict[str, Any] = json.loads(found.content)
    return document


@pytest.fixture
def program(site: None) -> Client:
    token = issue_token(user=User.objects.get(slug="mia-muster"), name="Programm")
    return Client(headers={"authorization": f"Bearer {token}"})


def differs(answer: Any, operation: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """Return in what an answer differs from what an operation says of it."""
    told = operation["responses"].get(str(answer.status_code))
    if told is None:
        return [f"{answer.status_code} is not described"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    if kind not in told["content"]:
        return [f"{kind} is not described"]
    if kind == "text/csv":
        return []
    return faults(json.loads(answer.content), told["content"][kind]["schema"], whole)


def asked(description: dict[str, Any]) -> dict[tuple[str, str], list[tuple[str, Any]]]:
    """Return for every operation what it is asked: address and body. A new one has to be put in."""
    article = Article.objects.get(slug="plauderbank")
    lists = ("districts", "projects", "actors", "events", "topics", "networks", "papers")
    one = f"{BASE}/{{pk}}"
    here = f"{BASE}/{article.pk}"
    found: dict[tuple[str, str], list[tuple[str, Any]]] = {
        ("get", f"/api/v1/{name}"): [
            *((f"/api/v1/{name}?format={form}", None) for form in FORMATS),
            *((f"/api/v1/{name}{query}", None) for query in ("", "?page=2&size=1", "?size=0")),
            (f"/api/v1/{name}?format=foo", None),
        ]
        for name in lists
    }
    found["get", "/api/v1/search"] = [
        (f"/api/v1/search{query}", None)
        for query in ("", "?q=bank", "?q=xyzzy", "?q=bnak", "?size=x", "?format=foo")
    ]
    found["get", BASE] = [
        (f"{BASE}{query}", None)
        for query in ("", "?district=west", "?topic=x", "?page=0", "?format=csv")
    ]
    found["get", one] = [(here, None), (f"{BASE}/999999", None), (f"{BASE}/x", None)]
    found["get", f"{one}/revisions"] = [(f"{here}/revisions", None)]
    found["get", f"{one}/revisions/{{number}}"] = [
        (f"{here}/revisions/1", None),
        (f"{here}/revisions/99", None),
    ]
    new = {"title": "Neu", "body": "Text.\n", "district": "west"}
    found["post", BASE] = [(BASE, new), (BASE, new), (BASE, {"title": "Ohne Text"})]
    edits = [
        {"base_revision": 1, "body": "## Wo sie steht\n\nEtwas ganz anderes.\n"},
        {"base_revision": 2, "body": "Anders.\n"},
        {"base_revision": 1, "body": "Noch anders.\n"},
        {"base_revision": 99, "body": "x"},
        {"body": "x"},
        {"base_revision": 2, "body": "x" * 600_000},
    ]
    found["put", one] = [*((here, edit) for edit in edits), (f"{BASE}/999999", edits[0])]
    return found


def test_every_operation_answers_as_it_is_described(
    program: Client, description: dict[str, Any]
) -> None:
    questions = asked(description)
    described = {
        (method, path) for path, methods in description["paths"].items() for method in methods
    }
    assert set(questions) == described
    seen: set[tuple[str, str, int]] = set()
    wrong = []
    for (method, path), each in questions.items():
        operation = description["paths"][path][method]
        assert operation["operationId"]
        for address, body in each:
            data = json.dumps(body) if body is not None else ""
            answer = program.generic(method.upper(), address, data, content_type="application/json")
            seen.add((method, path, answer.status_code))
            wrong += [
                f"{method} {address}: {fault}" for fault in differs(answer, operation, description)
            ]
    assert not wrong, "\n".join(wrong)
    good = {(method, path) for method, path, status in seen if status < 300}
    assert good == described
    assert {status for _method, _path, status in seen} >= {200, 201, 400, 404, 409, 413}


def test_lists_are_not_held_against_nothing(site: None, client: Client) -> None:
    """Each has a row, and the rows that are empty in places are among them."""
    for name in ("districts", "projects", "actors", "events", "topics", "networks", "papers"):
        assert client.get(f"/api/v1/{name}").json()["results"], name


def test_a_held_text_and_a_conflict_are_described_too(
    site: None, description: dict[str, Any]
) -> None:
    stranger = User.objects.create_user("neu@example.org", name="Neu")
    token = issue_token(user=stranger, name="Programm")
    client = Client(headers={"authorization": f"Bearer {token}"})
    answer = client.post(BASE, {"title": "Wartet", "body": "x"}, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (201, "pending")
    assert differs(answer, description["paths"][BASE]["post"], description) == []
    guest = Client().post(BASE, {"title": "x", "body": "x"}, content_type="application/json")
    assert guest.status_code == 401
    assert differs(guest, description["paths"][BASE]["post"], description) == []


@pytest.mark.parametrize(
    "form", ["foo", "CSV", "xml", "csv;", "geojson,csv", "\x00", "json&format=x"]
)
def test_an_unknown_format_is_refused_by_name(site: None, client: Client, form: str) -> None:
    paths = ("projects", "districts", "events", "search", "wiki/articles", "wiki/articles/1", "nie")
    for path in paths:
        answer = client.get(f"/api/v1/{path}?format={form}")
        assert answer.status_code == 400, path
        error = answer.json()["error"]
        assert (error["code"], error["field"]) == ("invalid", "format")
    assert client.get("/api/v1/search?format=csv").status_code == 400
    assert client.get("/api/v1/wiki/articles?format=geojson").status_code == 400
    assert client.get("/api/v1/wiki/articles?format=json").status_code == 200


def test_files_are_what_they_say(site: None, client: Client) -> None:
    for form, kind in OF_FILES.items():
        answer = client.get(f"/api/v1/projects?format={form}")
        assert answer.headers["Content-Type"].partition(";")[0] == kind


def test_the_document_holds_together(description: dict[str, Any]) -> None:
    text = json.dumps(description)
    for reference in set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', text)):
        assert reference in description["components"]["schemas"], reference
    assert description["openapi"].startswith("3.1")
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            ok = operation["responses"]["201" if method == "post" else "200"]
            assert ok["content"]["application/json"]["schema"], (path, method)
            named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path)), path


def test_the_checker_sees_what_differs() -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "integer"}, "when": {"type": "string", "format": "date"}},
        "additionalProperties": False,
    }
    assert faults({"a": 1, "when": "2026-11-28"}, schema, {}) == []
    for wrong in ({}, {"a": True}, {"a": "1"}, {"a": 1, "b": 2}, {"a": 1, "when": "gestern"}, []):
        assert faults(wrong, schema, {}), wrong
    assert faults(1, {"oneOf": []}, {})
    soon = (timezone.now() + timedelta(days=1)).isoformat()
    assert faults(soon, {"anyOf": [{"type": "string", "format": "date-time"}]}, {}) == []


def test_a_table_without_rows_has_the_headings_of_one_with_rows(site: None, client: Client) -> None:
    """Else a program that asks every day stops on the first day without any."""
    models: dict[str, Any] = {
        "projects": Project,
        "actors": Actor,
        "events": Date,
        "networks": Network,
        "papers": CouncilPaper,
        "topics": Topic,
        "districts": None,
    }
    create_city(name="Leer")
    for name, model in models.items():
        full = client.get(f"/api/v1/{name}?format=csv").content.decode("utf-8-sig").splitlines()
        nothing = f"/api/v1/{name}?format=csv"
        if model is None:
            nothing += "&city=leer"
        elif model is Topic:
            Topic.objects.all().delete()
        else:
            model.objects.update(state="hidden")
        cache.clear()
        empty = client.get(nothing).content.decode("utf-8-sig").splitlines()
        assert len(full) > 1, name
        assert empty == full[:1], name
