"""Hostile and clumsy input: an answer or a 400 that says what is wrong, never a 500."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import outbox
from search.engines import choose
from search.synonyms import forget
from tests.fixtures.conditions import every_day, full_proofs
from tests.search.both_engines import no_index, publish, settle
from tests.search.conftest import Sources
from tests.search.fake_source import CANNSTATT
from tests.text.vectors import live, vectors, whole_files

pytestmark = pytest.mark.django_db

PAGES = ("/suche/", "/suche/feed.atom", "/api/v1/search")
QUESTIONS = [
    "title:geheim OR (text:[* TO *])",
    "_exists_:title AND kind:page",
    'a AND (b OR "c',
    "/[a-z]{1000}.*/",
    "wort~99 ^^^ wort^1000000",
    "* ? ~ ! { } [ ] ( ) : \\",
    '{"query":{"match_all":{}}}',
    "' UNION SELECT password FROM accounts_user --",
    "NEAR(a b, 3) names:x* rowid",
    "a:* & !b | <-> 'c",
    "%00%FF",
    "🚲👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202eEilfuak\u202c \u200f\u061c",
    "e\u0301" * 200,
    "\u0301" * 400,
    "ﷺ" * 300,
    "İıſß" * 60,
    "-" * 400,
    '"' * 399,
    "((((" * 100,
    "a-b-c-" * 80,
    "10.000.000,00 €",
    "\t\n\r\v",
    "\ufffe\uffff",
]


@pytest.fixture
def things(engine: str, sources: Sources) -> str:
    choose.breaker.reset()
    no_index()
    forget()
    sources["article"].put(
        1, title="Radwerkstatt am Wort", text="Ein Wort über Räder.", districts=(CANNSTATT,)
    )
    publish(sources["article"], 1)
    return engine


def test_no_question_breaks_it(client: Client, things: str) -> None:
    """Each engine is asked each question; of the pages that ask it in the same way, some."""
    pages = (*PAGES[:2], "/suche/vorschlaege/")
    shown = every_day([(path, question) for path in pages for question in QUESTIONS], one_in=3)
    for question in QUESTIONS:
        answer = client.get(f"/api/v1/search?q={quote(question)}")
        assert answer.status_code == 200, question
        found = answer.json()
        assert (found["engine"], found["total"] <= 1) == (things, True), question
    for path, question in shown:
        assert client.get(f"{path}?q={quote(question)}").status_code == 200, (path, question)


@settings(
    max_examples=40 if full_proofs() else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=80), st.sampled_from(["q", "district", "kind", "page", "near", "sort"]))
def test_any_text_anywhere(client: Client, things: str, text: str, name: str) -> None:
    sent = quote(text.encode("utf-8", "surrogatepass"))
    for path in PAGES:
        assert client.get(f"{path}?{name}={sent}").status_code in {200, 400}, (path, name, text)


@pytest.mark.parametrize(
    ("query", "field", "kept"),
    [
        ("q=" + "x" * 10_000, "q", "x" * 10_000),
        ("q=Rad%00&page=1", "q", "Rad"),
        ("q=Rad&page=-1", "page", "Rad"),
        ("q=Rad&page=0", "page", "Rad"),
        ("q=Rad&size=1e9", "size", "Rad"),
        ("q=Rad&size=1000000000", "size", "Rad"),
        ("q=Rad&size=50&page=21", "page", "Rad"),
        ("q=Rad&page=99999999999999999999", "page", "Rad"),
        ("q=Rad&kind=geheim", "kind", "Rad"),
        ("q=Rad&district=" + "%F0%9F%9A%B2", "district", "Rad"),
        ("q=Rad&topic=%ED%A0%80", "topic", "Rad"),
        ("q=Rad&" + "&".join(f"district=d{n}" for n in range(400)), "district", "Rad"),
        ("q=Rad&near=NaN,inf", "near", "Rad"),
        ("q=Rad&sort=%27--", "sort", "Rad"),
        ("q=Rad&language=tlh", "language", "Rad"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, sources: Sources, query: str, field: str, kept: str
) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    error = answer.json()["error"]
    assert (answer.status_code, set(error)) == (400, {"code", "message", "field"})
    assert error["field"] == field
    assert error["message"]
    page = client.get(f"/suche/?{query}")
    shown = page.content.decode()
    assert page.status_code == 400
    assert 'role="alert"' in shown
    assert re.search(rf'value="{kept}', shown)
    feed = client.get(f"/suche/feed.atom?{query}")
    assert (feed.status_code, feed["Content-Type"].split(";")[0]) == (400, "text/plain")


def cards_of(page: HttpResponse) -> str:
    """The list of hits of a search page."""
    shown = page.content.decode()
    start = shown.index('<ul class="cards"')
    return shown[start : shown.index("suche/feed.atom", start)]


def sent(question: str) -> str:
    """A question as a browser sends it, as much of it as the form takes."""
    return quote(question[:400].encode("utf-8", "replace"))


@pytest.mark.timeout(3_600)
def test_hostile_texts_are_found_and_stay_texts(
    client: Client,
    things: str,
    sources: Sources,
    proof_size: Callable[[int, int], int],
) -> None:
    """Every vector and every file is public as title, summary and text, and is asked as a question.

    The short proof takes some of each list, evenly.
    """
    own = cards_of(client.get("/suche/?q=Radwerkstatt"))
    lists = [list(vectors()), list(whole_files())]
    chosen = [
        vector
        for every, few in zip(lists, (50, 12), strict=True)
        for vector in every[:: max(1, len(every) // proof_size(few, len(every)))]
    ]
    for pk, vector in enumerate(chosen, start=10):
        sources["article"].put(
            pk, title=vector[:200], summary=vector[:300], text=f"Vektorwort {vector} Vektorwort"
        )
    outbox.changed_many("article", range(10, len(chosen) + 10))
    settle()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as its autovacuum does between transactions
            cursor.execute("ANALYZE search_entry, search_entrytext")
    for number in range(1, min(21, len(chosen) // 50 + 1)):
        found = client.get(f"/api/v1/search?q=Vektorwort&size=50&page={number}").json()
        assert (found["engine"], found["total"]) == (things, len(chosen))
        assert_snippets_are_texts(found["results"])
        shown = cards_of(client.get(f"/suche/?q=Vektorwort&page={number}"))
        assert set(live(shown)) <= {"<nav>", *live(own)}
    # The database takes three times as long as the index at this size.
    asked = proof_size(6, 1 if things == "elasticsearch" else 5)
    for number, vector in enumerate(chosen):
        if number % asked == 0:
            found = client.get(f"/api/v1/search?q={sent(vector)}").json()
            # A question may be refused, and then the answer says which field is wrong.
            assert "results" in found or found["error"]["field"] == "q", vector
            assert found.get("engine", things) == things, vector
            assert_snippets_are_texts(found.get("results", []))
        if number % proof_size(6, 15) == 0:
            answer = client.get(f"/suche/?q={sent(vector)}")
            assert answer.status_code in {200, 400}, vector
            if "<" in vector[:400]:
                assert vector[:400] not in answer.content.decode()


def assert_snippets_are_texts(results: list[dict[str, str]]) -> None:
    """Escaped text and the mark, nothing else."""
    for hit in results:
        assert live(hit["snippet_html"]) == [], hit
        assert "<" not in re.sub("</?mark>", "", hit["snippet_html"]), hit
