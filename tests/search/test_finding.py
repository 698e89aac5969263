"""What readers find and what they never see: the same on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from search import contract, outbox
from search.engines import choose
from search.engines.elasticsearch import client
from search.models import Entry, QueryCount
from search.request import SearchRequest, SearchResult
from tests.search.both_engines import publish, settle
from tests.search.conftest import Sources
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource, only_sources
from tests.search.looked_for import look_for_similar

pytestmark = pytest.mark.django_db


def find(query: str = "", **fields: object) -> SearchResult:
    return contract.find(SearchRequest(query=query, **fields))  # type: ignore[arg-type]


def titles(result: SearchResult) -> list[str]:
    return [hit.title for hit in result.hits]


def counts(result: SearchResult, name: str) -> dict[str, int]:
    return {
        choice.value: choice.count
        for facet in result.facets
        if facet.name == name
        for choice in facet.choices
    }


def test_the_engine_that_was_chosen_answers(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Mittagstisch")
    publish(articles, 1)
    result = find("Mittagstisch")
    assert (result.engine, result.total, result.degraded) == (engine, 1, False)


ASKED = {
    "Spielplätze": "Spielplatz",
    "Bäckerei": "Baeckerei",
    "Bürgerinnen und Bürger": "Bürger:innen",
    "Straßenfest": "Strassenfest",
    "Nachbarschaftshilfe": "Nachbarschaft",
    "Repair-Café": "Repaircafe",
    "Königstraße 12": "Königstr. 12",
}


def test_german_words_meet(engine: str, articles: MemorySource) -> None:
    articles.put(0, title="Null", text="Etwas ganz anderes.")
    for pk, written in enumerate(ASKED, start=1):
        articles.put(pk, title=f"Nummer {pk}", text=f"Hier geht es um {written} im Quartier.")
    publish(articles, *range(len(ASKED) + 1))
    for pk, asked in enumerate(ASKED.values(), start=1):
        found = titles(find(asked))
        assert found[0] == f"Nummer {pk}", asked
        assert "Null" not in found, asked


def test_the_title_comes_before_the_text(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Sommer", text="Am Rande: der Tauschring trifft sich.")
    articles.put(2, title="Tauschring", text="Wir teilen Werkzeug und Zeit.")
    publish(articles, 1, 2)
    assert titles(find("Tauschring")) == ["Tauschring", "Sommer"]


def test_a_typing_error_is_corrected_and_offered(engine: str, articles: MemorySource) -> None:
    for pk in range(1, 5):
        articles.put(pk, title=f"Haus {pk}", text="Unsere Nachbarschaftshilfe kauft ein.")
    publish(articles, 1, 2, 3, 4)
    result = find("Nachbarschaftshife")
    assert result.total == 4
    assert result.did_you_mean == "Nachbarschaftshilfe"


def test_of_several_forms_the_one_most_like_the_error_is_offered(
    engine: str, articles: MemorySource
) -> None:
    articles.put(1, title="Paten", summary="Wer nach den Spielplätzen sieht.")
    articles.put(2, title="Neue Rutsche", summary="Ein Spielplatz ist wieder offen.")
    publish(articles, 1, 2)
    assert find("Spielplaz").did_you_mean == "Spielplatz"


def test_nothing_is_offered_when_a_title_matches(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Grätzl", text="Das Grätzl lebt.")
    publish(articles, 1)
    assert find("Grätzl").did_you_mean == ""


def test_phrases_and_minus(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="A", text="Die offene Werkstatt am Platz.")
    articles.put(2, title="B", text="Offene Türen in der Werkstatt.")
    articles.put(3, title="C", text="Die offene Werkstatt in Wangen.")
    publish(articles, 1, 2, 3)
    assert set(titles(find('"offene Werkstatt"'))) == {"A", "C"}
    assert titles(find('"offene Werkstatt" -Wangen')) == ["A"]


def test_facets_ignore_their_own_choice(engine: str, sources: Sources) -> None:
    articles, actors = sources["article"], sources["actor"]
    articles.put(1, title="Hitze eins", districts=(CANNSTATT,))
    articles.put(2, title="Hitze zwei", districts=(VAIHINGEN,))
    actors.put(1, title="Hitze drei", districts=(VAIHINGEN,))
    publish(articles, 1, 2)
    publish(actors, 1)
    result = find("Hitze", filters={"district": ("bad-cannstatt",)})
    assert titles(result) == ["Hitze eins"]
    assert counts(result, "district") == {"bad-cannstatt": 1, "vaihingen": 2}
    assert counts(result, "kind") == {"article": 1}
    both = find("Hitze", filters={"district": ("bad-cannstatt", "vaihingen"), "kind": ("actor",)})
    assert titles(both) == ["Hitze drei"]
    assert counts(both, "kind") == {"article": 2, "actor": 1}


def test_citywide_things_belong_to_every_district_behind_its_own(
    engine: str, articles: MemorySource
) -> None:
    articles.put(1, title="Hitzetelefon der Stadt", text="Hitze")
    articles.put(2, title="Hitze am Neckar", text="Hitze", districts=(CANNSTATT,))
    articles.put(3, title="Hitze in Vaihingen", text="Hitze", districts=(VAIHINGEN,))
    publish(articles, 1, 2, 3)
    result = find("Hitze", filters={"district": ("bad-cannstatt",)})
    assert titles(result) == ["Hitze am Neckar", "Hitzetelefon der Stadt"]
    assert counts(result, "district")["vaihingen"] == 2


def test_hidden_things_vanish_at_once(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Geheimnis", text="Kanarienvogel")
    publish(articles, 1)
    assert find("Kanarienvogel").total == 1
    outbox.changed_many("article", [1], hidden=True)
    assert find("Kanarienvogel").hits == ()
    assert contract.suggest("Geheim") == ()
    del articles.things[1]
    settle()
    result = find("Kanarienvogel")
    assert (result.total, result.did_you_mean) == (0, "")
    assert find("Kanarienvogl").did_you_mean == ""


def test_an_old_snippet_is_never_shown(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Brief", text="Der Name Vertraulich stand hier neben dem Garten.")
    publish(articles, 1)
    articles.put(1, text="Jetzt steht hier nur der Garten.")
    outbox.changed("article", 1)
    shown = " ".join(hit.snippet for hit in find("Garten").hits)
    assert "Vertraulich" not in shown


def test_snippets_are_escaped(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="X", text='<script>alert("Garten")</script> & Garten')
    publish(articles, 1)
    shown = find("Garten").hits[0].snippet
    assert "<script" not in shown
    assert "<mark>Garten</mark>" in shown


def test_suggestions_fold_both_sides(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Bäckerei Krümelmann")
    publish(articles, 1)
    for typed in ("Bäck", "baeck", "Back", "BÄCKEREI KR"):
        assert [item.title for item in contract.suggest(typed)] == ["Bäckerei Krümelmann"], typed
    assert contract.suggest("") == contract.suggest("???") == ()


def test_similar_things_are_of_other_districts(engine: str, articles: MemorySource) -> None:
    topic = (contract.Term("einsamkeit", "Einsamkeit"),)
    articles.put(1, title="Plauderbank Ost", districts=(CANNSTATT,), topics=topic)
    articles.put(2, title="Plauderbank Nord", districts=(CANNSTATT,), topics=topic)
    articles.put(3, title="Plauderbank West", districts=(VAIHINGEN,), topics=topic)
    articles.put(4, title="Sperrmüll", districts=(VAIHINGEN,))
    publish(articles, 1, 2, 3, 4)
    look_for_similar()
    found = contract.similar_to("article", 1).hits
    assert [hit.title for hit in found] == ["Plauderbank West"]
    assert "Einsamkeit" in found[0].reason


def test_the_readers_language_comes_first(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Spielplatz", text="Spielplatz", language="de")
    articles.put(2, title="Spielplatz", text="Spielplatz", language="en")
    publish(articles, 1, 2)
    assert [hit.language for hit in find("Spielplatz", language="de").hits] == ["de", "en"]
    assert [hit.language for hit in find("Spielplatz", language="en").hits] == ["en", "de"]


def test_sorting_by_date(engine: str, articles: MemorySource) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    for pk in (1, 2, 3):
        articles.put(pk, title=f"Fest {pk}", updated_at=now - timedelta(days=10 * pk))
    publish(articles, 1, 2, 3)
    assert titles(find("Fest", sort="date")) == ["Fest 1", "Fest 2", "Fest 3"]


@pytest.fixture
def fairs(sources: Sources) -> Iterator[MemorySource]:
    """A kind that search does not know, with a day of its own that passes."""
    made = MemorySource("fair", dated=True, passes=True)
    with only_sources(*sources.values(), made):
        yield made


def test_what_has_passed_comes_behind_what_is_to_come_in_every_kind(
    engine: str, fairs: MemorySource
) -> None:
    now = timezone.now()
    for pk, days in ((1, -3), (2, 3), (3, -9)):
        fairs.put(pk, title="Markt", text="Markt", date=now + timedelta(days=days))
    publish(fairs, 1, 2, 3)
    assert find("Markt").hits[0].pk == 2
    assert [hit.pk for hit in find("Markt", sort="date").hits] == [2, 1, 3]


def test_a_minor_kind_comes_behind_all_others(engine: str, sources: Sources) -> None:
    articles, leaflets = sources["article"], MemorySource("leaflet", is_minor=True)
    topics = (contract.Term("garten", "Garten"),)
    with only_sources(*sources.values(), leaflets):
        for source, pk in ((leaflets, 1), (articles, 2), (articles, 3)):
            where = (VAIHINGEN,) if pk < 3 else (CANNSTATT,)
            source.put(pk, title="Beete anlegen", text="Beete", districts=where, topics=topics)
        publish(leaflets, 1)
        publish(articles, 2, 3)
        assert find("Beete").hits[-1].kind == "leaflet"
        assert contract.suggest("Beete")[-1].kind == "leaflet"
        look_for_similar()
        hits = contract.similar_to("article", 3).hits
        assert [hit.kind for hit in hits] == ["article", "leaflet"]


def test_pages_hold_different_hits(engine: str, articles: MemorySource) -> None:
    for pk in range(1, 8):
        articles.put(pk, title=f"Fest {pk}", text="Fest")
    publish(articles, *range(1, 8))
    pages = [titles(find("Fest", size=3, page=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({title for page in pages for title in page}) == 7


INPUTS = (
    "",
    "???",
    "a AND (b OR",
    'title:"x" ~*',
    "-",
    '"',
    "\x00",
    "\udc80",
    "🚲",
    "\u202eabc",
    "x" * 500,
    "wort " * 32,
    "' OR 1=1 --",
    "NEAR(a b)",
    "*",
)


def test_no_input_breaks_it(engine: str, articles: MemorySource) -> None:
    articles.put(1, title="Etwas")
    publish(articles, 1)
    for query in INPUTS:
        assert find(query).total >= 0, query
        contract.suggest(query)


def test_what_finds_nothing_is_counted_without_a_person(engine: str, sources: Sources) -> None:
    for _ in range(3):
        find("Zauberwald")
    row = QueryCount.objects.get()
    assert (row.query, row.count) == ("zauberwald", 3)


def test_a_dead_server_degrades_and_says_so(settings: Settings, articles: MemorySource) -> None:
    articles.put(1, title="Mittagstisch")
    publish(articles, 1)
    choose.breaker.reset()
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    settings.SEARCH_INDEX_PREFIX = "nowhere"
    result = find("Mittagstisch")
    assert (result.engine, result.total, result.degraded) == ("database", 1, True)
    outbox.changed("article", 1)
    assert Entry.objects.get().version == 2
    assert client.configured()
    choose.breaker.reset()
