"""Suggestions while typing, ways on when nothing is found, feeds: what a reader meets over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import contract, words
from search.request import SearchRequest
from tests.search.both_engines import publish
from tests.search.conftest import Sources
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def suggested(client: Client, text: str) -> list[str]:
    rows = client.get("/suche/vorschlaege/", {"q": text}).json()
    assert all(set(row) == {"title", "url", "kind"} for row in rows)
    return [row["title"] for row in rows]


@pytest.fixture
def names(sources: Sources) -> Sources:
    sources["paper"].put(1, title="BA 2 Mittelstraße: Umgestaltung")
    sources["article"].put(
        1, title="Mittagstisch", districts=(CANNSTATT,), headings=("Anmeldung und Preise",)
    )
    sources["article"].put(2, title="Mittagstisch", districts=(VAIHINGEN,))
    sources["actor"].put(1, title="Bunte Mitte e. V.", boost_terms=("Haus am Kelterplatz",))
    sources["district"].put(1, title="Bad Cannstatt")
    sources["article"].put(3, title="Mittens and hats", language="en")
    for kind, pks in (("paper", [1]), ("article", [1, 2, 3]), ("actor", [1]), ("district", [1])):
        publish(sources[kind], *pks)
    return sources


def test_titles_that_begin_so_come_first_and_papers_last(client: Client, names: Sources) -> None:
    found = suggested(client, "Mitt")
    assert set(found[:2]) == {"Mittagstisch (Bad Cannstatt)", "Mittagstisch (Vaihingen)"}
    assert found[2:] == [
        "Bunte Mitte e. V.",
        "Mittens and hats",
        "BA 2 Mittelstraße: Umgestaltung",
    ]
    assert suggested(client, "Ba")[0] == "Bad Cannstatt"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Anmeld", "Mittagstisch"),
        ("preis", "Mittagstisch"),
        ("kelter", "Bunte Mitte e. V."),
        ("bad c", "Bad Cannstatt"),
        ("MITTAGSTISCH", "Mittagstisch (Bad Cannstatt)"),
        ("tisch", "Mittagstisch (Bad Cannstatt)"),
    ],
)
def test_headings_places_and_parts_of_compounds_are_suggested(
    client: Client, names: Sources, typed: str, title: str
) -> None:
    assert title in suggested(client, typed)


def test_suggestions_of_nothing_are_an_empty_list(client: Client, names: Sources) -> None:
    for text in ("", " ", "???", "\x00", "xyzzy", "a" * 5_000, "🚲", "' OR 1=1", '"'):
        assert suggested(client, text) == [], text
    assert client.get("/suche/vorschlaege/").json() == []


def test_hidden_names_are_not_suggested(client: Client, names: Sources) -> None:
    del names["article"].things[1]
    publish(names["article"], 1)
    assert suggested(client, "Mitt")[0] == "Mittagstisch"
    assert suggested(client, "Anmeld") == []


def test_no_other_engine_lists_searches(client: Client, names: Sources) -> None:
    assert 'content="noindex"' in client.get("/suche/?q=Mitte").content.decode()
    for path in ("/suche/feed.atom?q=Mitte", "/suche/vorschlaege/?q=Mitte"):
        assert client.get(path)["X-Robots-Tag"] == "noindex", path


def test_a_feed_is_named_by_its_whole_question_newest_first(
    client: Client, articles: MemorySource
) -> None:
    for pk, month in ((1, 3), (2, 5), (3, 1)):
        articles.put(pk, title=f"Fest {pk}", updated_at=datetime(2026, month, 1, tzinfo=UTC))
    publish(articles, 1, 2, 3)
    ids = set()
    for query in ("q=Fest", "q=Fest&kind=article"):
        answer = client.get(f"/suche/feed.atom?{query}").content
        root = ElementTree.fromstring(answer)  # noqa: S314  (our own answer)
        ids.add(root.findtext(f"{ATOM}id"))
        entries = root.findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
            "Fest 2",
            "Fest 1",
            "Fest 3",
        ]
        links = {link.get("rel"): link.get("href") or "" for link in root.findall(f"{ATOM}link")}
        assert links["self"].endswith(f"/suche/feed.atom?{query}")
        assert links["alternate"].endswith(f"/suche/?{query}")
    assert len(ids) == 2


def test_without_hits_in_a_district_the_others_are_a_way_on(
    client: Client, sources: Sources
) -> None:
    sources["article"].put(1, title="Mittagstisch", districts=(CANNSTATT,))
    sources["article"].put(2, title="Garten", districts=(VAIHINGEN,))
    publish(sources["article"], 1, 2)
    page = client.get("/suche/?q=Mittagstisch&district=vaihingen").content.decode()
    assert "0 Treffer" in page
    assert "1 Treffer" in page
    assert 'href="?q=Mittagstisch"' in page
    assert "/wiki/neu/?title=Mittagstisch&amp;district=vaihingen" in page
    # What was chosen stays to be seen by its name and to be taken back.
    assert page.count("Vaihingen") >= 2
    facets = client.get("/api/v1/search?q=Mittagstisch&district=vaihingen").json()["facets"]
    chosen = {"value": "vaihingen", "label": "Vaihingen", "count": 0, "selected": True}
    assert chosen in facets["district"]


def test_similar_titles_are_offered_when_nothing_is_found(
    client: Client, articles: MemorySource
) -> None:
    articles.put(1, title="Nachbarschaftsgarten", text="Beete für alle.")
    publish(articles, 1)
    page = client.get("/suche/?q=Nachbarschaftsgrillabende").content.decode()
    assert "0 Treffer" in page
    assert 'href="/article/1/"' in page


def test_a_better_spelling_is_a_link_that_finds(client: Client, articles: MemorySource) -> None:
    articles.put(1, title="Haus am Markt", text="Eine Bibliothek für alle.")
    articles.put(2, title="Bücherbus", text="Die Bibliothek auf Rädern.")
    publish(articles, 1, 2)
    page = client.get("/suche/?q=Bibliotek").content.decode()
    assert 'href="?q=Bibliothek"' in page
    assert client.get("/api/v1/search?q=Bibliotek").json()["did_you_mean"] == "Bibliothek"
    assert client.get("/api/v1/search?q=Bibliothek").json()["did_you_mean"] is None


def test_other_languages_say_so(client: Client, articles: MemorySource) -> None:
    articles.put(1, title="Hilfe", language="de-simple")
    articles.put(2, title="Hilfe", language="de")
    publish(articles, 1, 2)
    page = client.get("/suche/?q=Hilfe").content.decode()
    assert page.count("Wiki-Artikel · Leichte Sprache") == 1


def test_it_works_in_other_languages(client: Client, articles: MemorySource) -> None:
    articles.put(1, title="Garden", language="en")
    publish(articles, 1)
    page = client.get("/en/suche/?q=Garden").content.decode()
    assert "1 hit" in page
    assert "/en/wiki/neu/?title=Xyzzy" in client.get("/en/suche/?q=xyzzy").content.decode()


SIGNS = st.sampled_from([":", "*", "_", "/", "/-", "·", ""])
PERSONS = st.sampled_from(
    ["Bürger", "Lehrer", "Nachbar", "Senior", "Mieter", "Student", "Journalist"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(person=PERSONS, sign=SIGNS)
def test_every_gender_sign_leads_to_the_same_stem(person: str, sign: str) -> None:
    plain = words.stem(words.folded_words(person)[0])
    assert {words.stem(word) for word in words.folded_words(f"{person}{sign}innen")} == {plain}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=40))
def test_no_text_breaks_suggestions_or_search(db: None, text: str) -> None:
    assert isinstance(contract.suggest(text), tuple)
    assert contract.find(SearchRequest(text[:40], facets=False)).total >= 0
