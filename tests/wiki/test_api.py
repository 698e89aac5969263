"""Articles over the API: shapes, writing, and everything that can be wrong."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.tokens import issue_token
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article, Revision

pytestmark = pytest.mark.django_db
LIST = "/api/v1/wiki/articles"


class Api:
    """A program with a token."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        token = issue_token(user=user, name="test") if user else ""
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def __call__(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        raw = data if isinstance(data, (bytes, str)) else json.dumps(data)
        return self.client.generic(
            method, path, raw, "application/json", headers={**self.headers, **headers}
        )


@pytest.fixture
def api() -> Api:
    return Api(person())


def test_reading() -> None:
    made = article(district=district(), topics=[topic().pk], body="# Hallo\n")
    answer = Api()("GET", f"{LIST}/{made.pk}").json()
    revision = Revision.objects.get()
    assert answer == {
        "id": made.pk,
        "title": "Spielplätze",
        "slug": "spielplaetze",
        "language": "de",
        "district": "bad-cannstatt",
        "topics": ["einsamkeit"],
        "url": "/wiki/bad-cannstatt/spielplaetze/",
        "head": {"number": 1, "id": revision.pk},
        "body": "# Hallo\n",
        "html": '<h2 id="hallo">Hallo</h2>\n',
        "updated_at": answer["updated_at"],
        "authors": [revision.author.name],
    }


def test_lists_are_filtered_and_paged() -> None:
    place = district()
    article("Eins", district=place, topics=[topic().pk])
    article("Zwei")
    read = Api()
    assert read("GET", LIST).json()["total"] == 2
    page = read("GET", f"{LIST}?size=1&page=2").json()
    assert (page["page"], page["size"], [r["title"] for r in page["results"]]) == (2, 1, ["Zwei"])
    for query in ("district=bad-cannstatt", "topic=einsamkeit", "slug=eins"):
        found = read("GET", f"{LIST}?{query}").json()
        assert [row["title"] for row in found["results"]] == ["Eins"], query
    assert read("GET", f"{LIST}?district=allgemein").json()["results"][0]["title"] == "Zwei"
    assert read("GET", f"{LIST}?language=en").json()["total"] == 0


def test_writing(api: Api) -> None:
    place, subject = district(), topic()
    data = {"title": "Märkte", "body": "Eins.\n", "district": place.slug, "topics": [subject.slug]}
    made = api("POST", LIST, data)
    assert made.status_code == 201
    assert made.json()["url"] == "/wiki/bad-cannstatt/maerkte/"
    url = f"{LIST}/{made.json()['id']}"
    saved = api("PUT", url, {"base_revision": 1, "body": "Zwei.\n", "summary": "neu"})
    head = Revision.objects.get(number=2)
    assert saved.json() == {
        "status": "saved",
        "revision": 2,
        "head": {"number": 2, "id": head.pk},
    }
    same = api("PUT", url, {"base_revision": 2, "body": "Zwei.\n"})
    assert same.json()["status"] == "unchanged"
    listed = api("GET", f"{url}/revisions").json()
    assert (listed["total"], [row["number"] for row in listed["results"]]) == (2, [2, 1])
    one = api("GET", f"{url}/revisions/1").json()
    assert (one["body"], one["status"], one["number"]) == ("Eins.\n", "live", 1)


def test_absent_means_unchanged(api: Api) -> None:
    made = article(body="Text", topics=[topic().pk], district=district())
    url = f"{LIST}/{made.pk}"
    assert api("PUT", url, {"base_revision": 1, "title": "Anders"}).json()["revision"] == 2
    assert Revision.objects.get(number=2).body == "Text"
    assert api("PUT", url, {"base_revision": 2, "district": None}).json()["status"] == "saved"
    moved = Article.objects.get()
    assert (moved.district, moved.title, moved.topics.count()) == (None, "Anders", 1)
    page = Client().get("/wiki/bad-cannstatt/anders/")
    assert page.headers["Location"] == "/wiki/allgemein/anders/"


@pytest.mark.parametrize("number", [0, -1, 2, 10**30, -(10**30)])
def test_an_edit_starts_from_a_revision_that_there_is(api: Api, number: int) -> None:
    made = article(body="eins")
    answer = api("PUT", f"{LIST}/{made.pk}", {"base_revision": number, "body": "drei"})
    assert answer.status_code == 400
    assert str(number) in answer.json()["error"]["message"]


def test_an_overlap_is_a_409_with_all_three_texts(api: Api) -> None:
    made = article(body="eins")
    services.save_edit(article=made, base_revision=1, body="zwei", author=person())
    answer = api("PUT", f"{LIST}/{made.pk}", {"base_revision": 1, "body": "drei"})
    data = answer.json()
    assert (answer.status_code, data["error"]["code"]) == (409, "conflict")
    assert data["base"] == {"number": 1, "title": "Spielplätze", "body": "eins"}
    assert data["theirs"] == {"number": 2, "title": "Spielplätze", "body": "zwei"}
    assert data["mine"] == {"number": None, "title": "Spielplätze", "body": "drei"}


@pytest.mark.parametrize("change", [{"body": "drei"}, {"title": "Drei"}])
def test_a_conflict_does_not_tell_what_was_hidden(api: Api, change: dict[str, str]) -> None:
    made = article(body="Geheimnis")
    services.save_edit(article=made, base_revision=1, title="Zwei", body="zwei", author=moderator())
    Revision.objects.filter(number=1).update(text_hidden=True)
    answer = api("PUT", f"{LIST}/{made.pk}", {"base_revision": 1, **change})
    assert answer.status_code == 409
    assert "Geheimnis" not in answer.content.decode()
    assert (answer.json()["base"]["body"], answer.json()["theirs"]["body"]) == ("", "zwei")


def test_newcomers_wait() -> None:
    made = article()
    answer = Api(newcomer())("PUT", f"{LIST}/{made.pk}", {"base_revision": 1, "body": "Neu"})
    assert answer.json() == {
        "status": "pending",
        "revision": 2,
        "head": {"number": 1, "id": Revision.objects.get(number=1).pk},
    }
    assert Api()("GET", f"{LIST}/{made.pk}/revisions/2").status_code == 404


BIG = "x" * (512 * 1024 + 1)


@pytest.mark.parametrize(
    ("data", "status", "field"),
    [
        ({"body": "x"}, 400, "base_revision"),
        ({"base_revision": None, "body": "x"}, 400, "base_revision"),
        ({"base_revision": 7, "body": "x"}, 400, "base_revision"),
        ({"base_revision": 0, "body": "x"}, 400, "base_revision"),
        ({"base_revision": 10**30, "body": "x"}, 400, "base_revision"),
        ({"base_revision": "eins", "body": "x"}, 400, "base_revision"),
        ({"base_revision": True, "body": "x"}, 400, "base_revision"),
        ({"base_revision": 1, "body": ["x"]}, 400, "body"),
        ({"base_revision": 1, "body": ""}, 400, "body"),
        ({"base_revision": 1, "body": "a\x00b"}, 400, "body"),
        ({"base_revision": 1, "body": "a\ud800b"}, 400, "body"),
        ({"base_revision": 1, "body": BIG}, 413, "body"),
        ({"base_revision": 1, "body": BIG * 9}, 413, "body"),
        ({"base_revision": 1, "title": "\x00"}, 400, "title"),
        ({"base_revision": 1, "topics": ["nie-gesehen"]}, 400, "topics"),
        ({"base_revision": 1, "topics": ["\x00"]}, 400, "topics"),
        ({"base_revision": 1, "district": "nirgends"}, 400, "district"),
        ([], 400, ""),
        ("{", 400, ""),
        (b"\xff\xfe", 400, ""),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said(api: Api, data: Any, status: int, field: str) -> None:
    made = article()
    answer = api("PUT", f"{LIST}/{made.pk}", data)
    error = answer.json()["error"]
    assert answer.status_code == status
    assert set(error) == {"code", "message", "field"}
    if field:
        assert error["field"] == field
    if status == 413:
        assert "512 kB" in error["message"]
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{LIST}/999999", 404),
        ("GET", f"{LIST}/99999999999999999999999", 400),
        ("GET", f"{LIST}/abc", 400),
        ("GET", f"{LIST}/1/revisions/5000000000", 404),
        ("GET", f"{LIST}?page=0", 400),
        ("GET", f"{LIST}?size=201", 400),
        ("GET", f"{LIST}?district=nirgends", 400),
        ("GET", f"{LIST}?topic=nirgends", 400),
        ("GET", f"{LIST}?language=xx", 400),
        ("GET", f"{LIST}?language=%00", 400),
        ("GET", f"{LIST}?slug=%00", 200),
        ("DELETE", LIST, 405),
        ("GET", "/api/v1/nichts", 404),
        ("POST", LIST, 401),
    ],
)
def test_every_error_has_one_shape(method: str, path: str, status: int) -> None:
    answer = Api()(method, path, {"title": "x", "body": "x"} if method == "POST" else None)
    assert answer.status_code == status
    assert status == 200 or set(answer.json()["error"]) == {"code", "message", "field"}


def test_a_wrong_token_is_a_401_even_for_reading() -> None:
    assert Api()("GET", LIST, Authorization="Bearer nonsense").status_code == 401
    assert Api()("GET", LIST, Authorization="Basic abc").status_code == 401


def test_a_session_needs_its_secret() -> None:
    made = article()
    program = Api()
    program.client.force_login(person())
    data = {"base_revision": 1, "body": "Neu"}
    assert program("PUT", f"{LIST}/{made.pk}", data).status_code == 403
    program.client.get("/wiki/neu/")
    secret = program.client.cookies["csrftoken"].value
    answer = program("PUT", f"{LIST}/{made.pk}", data, **{"X-CSRFToken": secret})
    assert answer.json()["status"] == "saved"


def test_a_taken_title_is_a_409(api: Api) -> None:
    article()
    answer = api("POST", LIST, {"title": "spielplaetze", "body": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "title_taken")


def test_messages_follow_the_reader() -> None:
    german = Api()("POST", LIST, {}, **{"Accept-Language": "de"}).json()
    english = Api()("POST", LIST, {}, **{"Accept-Language": "en"}).json()
    assert german["error"]["code"] == english["error"]["code"]


def test_limits_say_when_it_goes_on(api: Api, settings: Any, monkeypatch: Any) -> None:
    from community import limits  # patched here alone

    settings.RATE_LIMITS = True
    monkeypatch.setattr(limits, "PER_ACCOUNT", {"resident": 1})
    assert api("POST", LIST, {"title": "Eins", "body": "x"}).status_code == 201
    answer = api("POST", LIST, {"title": "Zwei", "body": "x"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
