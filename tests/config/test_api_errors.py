"""What goes wrong below /api/v1/ has one shape, a lasting code, and words in the asked language."""

import json

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from accounts.tokens import issue_token
from wiki.services import create_article

ARTICLES = "/api/v1/wiki/articles"
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def writer() -> User:
    return create_user(email="ada@example.org", name="Ada", trust=User.Trust.RESIDENT)


@pytest.fixture
def api(writer: User) -> Client:
    """A program with a valid token."""
    token = issue_token(user=writer, name="Programm")
    return Client(headers={"authorization": f"Bearer {token}"})


def sent(client: Client, method: str, path: str, body: object) -> tuple[int, dict[str, str]]:
    data = body if isinstance(body, str) else json.dumps(body)
    answer = client.generic(method, path, data, content_type="application/json")
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "field"}
    assert error["message"]
    return answer.status_code, error


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "field"),
    [
        ("POST", ARTICLES, "{broken", 400, "invalid", ""),
        ("POST", ARTICLES, "", 400, "missing", ""),
        ("POST", ARTICLES, [], 400, "missing", "title"),
        ("POST", ARTICLES, {"title": "Ohne Text"}, 400, "missing", "body"),
        ("POST", ARTICLES, {"title": 5, "body": "x"}, 400, "invalid", "title"),
        ("PUT", f"{ARTICLES}/1000000", {"base_revision": 1, "body": "x"}, 404, "not_found", ""),
        ("DELETE", ARTICLES, "", 405, "method_not_allowed", ""),
        ("GET", "/api/v1/nirgends", "", 404, "not_found", ""),
        ("GET", f"{ARTICLES}?page=0", "", 400, "invalid", "page"),
        ("GET", f"{ARTICLES}?size=1000", "", 400, "invalid", "size"),
        ("GET", "/api/v1/search?size=nine", "", 400, "invalid", "size"),
        ("GET", "/api/v1/actors?size=1000", "", 400, "invalid", "size"),
    ],
)
def test_wrong_input_is_named(
    api: Client, method: str, path: str, body: object, status: int, code: str, field: str
) -> None:
    answered, error = sent(api, method, path, body)
    assert (answered, error["code"], error["field"]) == (status, code, field)


@pytest.mark.parametrize("header", ["Bearer nicht-gueltig", "Bearer ", ""])
def test_who_may_not_write_is_told_to_sign_in(header: str) -> None:
    client = Client(headers={"authorization": header} if header else {})
    status, error = sent(client, "POST", ARTICLES, {"title": "Neu", "body": "x"})
    assert (status, error["code"]) == (401, "not_signed_in")


def test_a_session_needs_its_csrf_secret(writer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    status, error = sent(client, "POST", ARTICLES, {"title": "Neu", "body": "x"})
    assert (status, error["code"]) == (403, "not_allowed")


def test_a_text_that_is_too_long_is_refused_with_its_limit(api: Client, writer: User) -> None:
    article, _result = create_article(title="Lang", body="kurz\n", author=writer)
    body = {"base_revision": 1, "body": "ä" * (256 * 1024 + 1)}
    status, error = sent(api, "PUT", f"{ARTICLES}/{article.pk}", body)
    assert (status, error["code"], error["field"]) == (413, "too_long", "body")
    assert "512 kB" in error["message"]
    assert article.revisions.count() == 1


def test_codes_stay_and_words_follow_the_language(api: Client) -> None:
    for path, german, english in (
        (ARTICLES, "JSON", "valid JSON"),
        ("/api/v1/wiki/articles/1000000", "Das gibt es nicht.", "There is no such thing."),
    ):
        method = "POST" if path == ARTICLES else "GET"
        for language, words in (("de", german), ("en", english)):
            answer = api.generic(
                method,
                path,
                "{broken",
                content_type="application/json",
                headers={"accept-language": language},
            )
            assert words in answer.json()["error"]["message"]
    answer = api.generic("DELETE", ARTICLES, headers={"accept-language": "de"})
    assert answer.json()["error"]["message"] == "Diese Adresse kennt diese Methode nicht."
    assert "POST" in answer.headers["Allow"]


def test_the_description_names_every_list_and_asks_no_foreign_host(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    wanted = "districts projects actors events topics papers search wiki/articles"
    assert {f"/api/v1/{name}" for name in wanted.split()} <= set(paths)
    html = client.get("/api/v1/docs/").content.decode()
    assert "//cdn" not in html
    assert "https://" not in html
