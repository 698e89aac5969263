"""The search page, its feed, its suggestions and the API, as readers and programs meet them."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from django.test import Client

from search import finding
from search.models import Entry
from tests.search.both_engines import publish, settle
from tests.search.conftest import Sources
from tests.search.fake_source import CANNSTATT, VAIHINGEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(sources: Sources) -> Sources:
    sources["article"].put(1, title="Mittagstisch Seelberg", text="Essen", districts=(CANNSTATT,))
    sources["article"].put(2, title="Mittagstisch Vaihingen", districts=(VAIHINGEN,))
    sources["actor"].put(1, title="Verein Mittagstisch", districts=(VAIHINGEN,))
    publish(sources["article"], 1, 2)
    publish(sources["actor"], 1)
    return sources


def test_the_page_shows_hits_facets_and_removable_chips(client: Client, things: Sources) -> None:
    page = client.get("/suche/?q=Mittagstisch&district=vaihingen").content.decode()
    assert "Mittagstisch Vaihingen" in page
    assert "Mittagstisch Seelberg" not in page
    assert 'href="?q=Mittagstisch"' in page
    assert "Wiki-Artikel" in page
    assert "noindex" in page


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=1e9",
        "size=1000000000",
        "page=51",
        "sort=color",
        "near=a,b",
        "near=999,0",
        "district=nirgendwo",
        "kind=person",
        "q=" + "x" * 501,
        "q=" + "wort+" * 33,
        "&".join(f"topic=t{number}" for number in range(400)),
        "q=%00",
    ],
)
def test_wrong_questions_are_named_and_kept(client: Client, things: Sources, query: str) -> None:
    page = client.get(f"/suche/?{query}")
    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()
    api = client.get(f"/api/v1/search?{query}")
    assert api.status_code == 400
    assert set(api.json()["error"]) == {"code", "message", "field"}
    assert client.get(f"/suche/feed.atom?{query}").status_code == 400


def test_what_was_typed_stays_in_the_form(client: Client, things: Sources) -> None:
    page = client.get("/suche/?q=%3Cb%3EGarten&page=-1").content.decode()
    assert 'value="&lt;b&gt;Garten"' in page


def test_nothing_found_shows_ways_on(client: Client, things: Sources) -> None:
    page = client.get("/suche/?q=Zauberwald").content.decode()
    assert "/wiki/neu/?title=Zauberwald" in page


def test_the_api_answers_in_its_shape(client: Client, things: Sources) -> None:
    answer = client.get("/api/v1/search?q=Mittagstisch&kind=article&size=1").json()
    assert list(answer) == [
        "query",
        "engine",
        "total",
        "page",
        "size",
        "took_ms",
        "did_you_mean",
        "results",
        "facets",
    ]
    assert (answer["engine"], answer["total"], len(answer["results"])) == ("database", 2, 1)
    hit = answer["results"][0]
    assert hit["id"].startswith("article:")
    assert hit["url"].startswith("/")
    assert hit["districts"][0].keys() == {"slug", "name"}
    choice = answer["facets"]["kind"][0]
    assert choice == {"value": "article", "label": "Wiki-Artikel", "count": 2, "selected": True}


def test_only_what_was_found_is_the_state_of_a_search(
    client: Client, things: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long it took is told, and is no news; what is called otherwise is."""
    seconds = (second * second for second in itertools.count())
    clock = SimpleNamespace(perf_counter=lambda: next(seconds))
    monkeypatch.setattr(finding, "time", clock)
    path = "/api/v1/search?q=Mittagstisch"
    first, second = client.get(path), client.get(path)
    assert first.json()["took_ms"] != second.json()["took_ms"]
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["ETag"].startswith('W/"')
    has_it = {"if-none-match": first.headers["ETag"]}
    assert client.get(path, headers=has_it).status_code == 304
    assert client.get("/api/v1/search?q=Seelberg", headers=has_it).status_code == 200
    things["actor"].put(1, title="Mittagstisch im Verein", districts=(VAIHINGEN,))
    publish(things["actor"], 1)
    assert client.get(path, headers=has_it).status_code == 200


def test_messages_of_the_api_follow_the_reader_codes_do_not(
    client: Client, things: Sources
) -> None:
    german = client.get("/api/v1/search?kind=x", headers={"accept-language": "de"}).json()
    english = client.get("/api/v1/search?kind=x", headers={"accept-language": "en"}).json()
    assert german["error"]["code"] == english["error"]["code"] == "invalid"
    assert german["error"]["message"] != english["error"]["message"]


def test_suggestions_are_a_plain_list(client: Client, things: Sources) -> None:
    rows = client.get("/suche/vorschlaege/?q=Verein").json()
    assert rows == [{"title": "Verein Mittagstisch", "url": "/actor/1/", "kind": "actor"}]


def test_a_search_is_a_feed(client: Client, things: Sources) -> None:
    feed = client.get("/suche/feed.atom?q=Mittagstisch")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert feed.content.decode().count("<entry>") == 3


@pytest.mark.parametrize(
    "query",
    [
        "q=Mittagstisch",
        "q=Mittagstisch&district=vaihingen&kind=actor&sort=date",
        "q=Mitagstihs",
        "q=Verein+Mittagstisch+Rosenau",
        'q="Mittagstisch+Vaihingen"+-Seelberg',
        "",
    ],
)
@pytest.mark.parametrize("name", ["database", "elasticsearch"])
def test_a_page_costs_at_most_six_queries(
    client: Client,
    things: Sources,
    request: pytest.FixtureRequest,
    django_assert_max_num_queries: object,
    query: str,
    name: str,
) -> None:
    if name == "elasticsearch":
        request.getfixturevalue("elasticsearch")
        Entry.objects.update(synced_version=0)
        settle()
    client.get("/suche/?q=warm&district=vaihingen")
    # A question without hits is counted, which begins and ends a transaction of its own.
    budget = 8 if "Mitagstihs" in query else 6
    for path in ("/suche/", "/en/suche/", "/api/v1/search"):
        with django_assert_max_num_queries(budget):  # type: ignore[operator]
            client.get(f"{path}?{query}")


def test_an_answer_is_never_older_than_the_index(client: Client, things: Sources) -> None:
    """A stored answer would hide a new article for a minute, and keep a limited search limited."""
    assert "neu" not in client.get("/suche/?q=Mittagstisch").content.decode()
    things["article"].put(3, title="Mittagstisch ganz neu")
    publish(things["article"], 3)
    for path in ("/suche/?q=Mittagstisch", "/suche/vorschlaege/?q=Mittagstisch"):
        answer = client.get(path)
        assert "Mittagstisch ganz neu" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/suche/?q=Mittagstisch", "/"])
def test_the_box_to_search_stands_once_and_is_where_the_skip_link_leads(
    client: Client, path: str
) -> None:
    page = client.get(path).content.decode()
    assert page.count('role="search"') == page.count('id="suche"') == 1
