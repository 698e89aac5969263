"""What comes first beyond the words themselves: promises to readers, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.services import change_profile, create_user
from districts.models import City, District
from search import contract
from search.request import SearchRequest, SearchResult
from tests.search.both_engines import publish
from tests.search.conftest import Sources
from tests.search.fake_source import CANNSTATT, STUTTGART, VAIHINGEN, MemorySource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def find(query: str = "", **fields: object) -> SearchResult:
    return contract.find(SearchRequest(query=query, **fields))  # type: ignore[arg-type]


def titles(query: str, **fields: object) -> list[str]:
    return [hit.title for hit in find(query, **fields).hits]


def same(source: MemorySource, **by_title: dict[str, object]) -> None:
    """Things that differ in nothing but what is given for each title."""
    for pk, (title, fields) in enumerate(by_title.items(), start=1):
        source.put(pk, title=title, text="Hitze in der Stadt", **fields)
    publish(source, *range(1, len(by_title) + 1))


def test_own_district_then_city_wide_then_others(articles: MemorySource) -> None:
    same(
        articles,
        Fremd={"districts": (VAIHINGEN,)},
        Stadtweit={"city": STUTTGART},
        Eigen={"districts": (CANNSTATT,)},
    )
    assert titles("Hitze", district="bad-cannstatt") == ["Eigen", "Stadtweit", "Fremd"]
    assert titles("Hitze", district="vaihingen") == ["Fremd", "Stadtweit", "Eigen"]
    assert find("Hitze", district="bad-cannstatt").total == 3


def test_nobody_has_a_district_who_has_chosen_none(client: Client, articles: MemorySource) -> None:
    same(articles, Fremd={"districts": (VAIHINGEN,)}, Eigen={"districts": (CANNSTATT,)})
    city = City.objects.create(name="Stuttgart", slug="stuttgart-test")
    for name, slug in (("Bad Cannstatt", "bad-cannstatt"), ("Vaihingen", "vaihingen")):
        District.objects.get_or_create(slug=slug, defaults={"name": name, "city": city})
    user = create_user(email="eva@example.org", name="Eva")
    client.force_login(user)

    def first() -> str:
        return str(client.get("/api/v1/search?q=Hitze").json()["results"][0]["title"])

    for slug, title in (("bad-cannstatt", "Eigen"), ("vaihingen", "Fremd")):
        answer = client.post("/konto/", {"name": "Eva", "about": "", "home_district": slug})
        assert answer.status_code == 302
        assert first() == title
    change_profile(user=user, name="Eva Maria", about="")
    user.refresh_from_db()
    assert user.home_district == "vaihingen"
    assert client.post("/konto/", {"name": "Eva", "home_district": "nirgendwo"}).status_code == 200


def test_upcoming_dates_before_past_ones(sources: Sources) -> None:
    now = timezone.now()
    same(
        sources["event"],
        Vorbei={"date": now - timedelta(days=3)},
        Kommt={"date": now + timedelta(days=30)},
    )
    assert titles("Hitze") == ["Kommt", "Vorbei"]


def test_fresh_before_stale_but_only_between_equals(articles: MemorySource) -> None:
    old, new = datetime(2016, 1, 1, tzinfo=UTC), timezone.now()
    same(articles, Alt={"updated_at": old}, Neu={"updated_at": new})
    assert titles("Hitze") == ["Neu", "Alt"]
    articles.put(1, title="Hitze", updated_at=old)
    publish(articles, 1)
    assert titles("Hitze") == ["Hitze", "Neu"]


def test_knowledge_before_papers_of_the_same_words(sources: Sources) -> None:
    text = "Ein Plan gegen Hitze: Bäume, Brunnen, Schatten."
    sources["paper"].put(1, title="Hitzeaktionsplan", text=text)
    sources["article"].put(1, title="Hitzeaktionsplan", text=text)
    publish(sources["paper"], 1)
    publish(sources["article"], 1)
    assert [hit.kind for hit in find("Hitzeaktionsplan").hits] == ["article", "paper"]


@pytest.mark.parametrize(
    ("reader", "order"),
    [
        ("de", ["de", "de-simple", "en"]),
        ("de-simple", ["de-simple", "de", "en"]),
        ("en", ["en", "de", "de-simple"]),
    ],
)
def test_the_readers_language_then_its_sister(
    articles: MemorySource, reader: str, order: list[str]
) -> None:
    same(articles, A={"language": "en"}, B={"language": "de-simple"}, C={"language": "de"})
    found = [hit.language for hit in find("Hitze", language=reader).hits]
    assert found[0] == order[0]
    assert set(found) == set(order)
    if reader != "en":
        assert found == order


def test_easy_language_is_found_from_standard_german_and_the_other_way_round(
    articles: MemorySource,
) -> None:
    articles.put(
        1, title="Nachbarschafts-Hilfe", text="Menschen helfen sich.", language="de-simple"
    )
    articles.put(2, title="Bürgerbeteiligung", text="Alle reden mit.")
    publish(articles, 1, 2)
    assert titles("Nachbarschaftshilfe") == ["Nachbarschafts-Hilfe"]
    assert titles("Bürger-Beteiligung", language="de-simple") == ["Bürgerbeteiligung"]
    assert titles("Bürger·beteiligung", language="de-simple") == ["Bürgerbeteiligung"]


def test_english_texts_have_english_forms(articles: MemorySource) -> None:
    articles.put(1, title="Starting a repair café", text="Neighbours fix things.", language="en")
    publish(articles, 1)
    for asked in ("neighbour", "fixing", "started"):
        assert titles(asked, language="en") == ["Starting a repair café"], asked


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Hauptstraße 12", "zwölf"),
        ("Hauptstr. 12", "zwölf"),
        ("Hauptstraße 12a", "zwölf a"),
        ("Hauptstr 12 a", "zwölf a"),
        ("Hauptstrasse 7", "sieben"),
    ],
)
def test_house_numbers_count(articles: MemorySource, asked: str, first: str) -> None:
    for pk, (title, number) in enumerate(
        (("sieben", "7"), ("zwölf", "12"), ("zwölf a", "12a")), start=1
    ):
        articles.put(pk, title=title, text=f"Wir sind in der Hauptstraße {number} zu Hause.")
    publish(articles, 1, 2, 3)
    assert titles(asked)[0] == first


def test_the_exact_words_come_first_and_a_typing_error_adds_only_when_little_is_found(
    articles: MemorySource,
) -> None:
    for pk in range(1, 13):
        articles.put(pk, title=f"Kunst {pk}", text="Kunst im Park, Kunst am Bau.")
    articles.put(20, title="Gunst", text="In der Gunst der Leute.")
    publish(articles, *range(1, 13), 20)
    assert "Gunst" not in titles("Kunst", size=50)
    assert titles("Gunst")[0] == "Gunst"


def test_a_minus_before_a_phrase_or_a_compound(articles: MemorySource) -> None:
    articles.put(1, title="A", text="Sommerfest am runden Tisch.")
    articles.put(2, title="B", text="Sommerfest im Garten.")
    articles.put(3, title="C", text="Sommerfest mit Tisch, rund und groß.")
    publish(articles, 1, 2, 3)
    assert set(titles('Sommerfest -"runder Tisch"')) == {"B", "C"}
    assert titles("Sommerfest -Garten -Tisch") == []
    assert set(titles("-Garten")) == {"A", "C"}
    assert titles("Garten-Sommerfest")[0] == "B"


def test_near_things_come_first(articles: MemorySource) -> None:
    same(articles, Fern={"location": (48.9, 9.4)}, Nah={"location": (48.7801, 9.1801)})
    assert titles("Hitze", near=(48.78, 9.18)) == ["Nah", "Fern"]
    assert find("Hitze", near=(48.78, 9.18)).total == 2


def test_totals_and_facets_count_hits_only(sources: Sources) -> None:
    """Letters that nearly every text shares put hits in order and make none."""
    for pk in range(1, 6):
        sources["article"].put(pk, title=f"Ding {pk}", text="Verwaltungsvereinfachung")
    sources["actor"].put(1, title="Verein", text="Ein Verein.")
    publish(sources["article"], *range(1, 6))
    publish(sources["actor"], 1)
    result = find("Verein")
    assert result.total == 1
    assert {f.name: sum(c.count for c in f.choices) for f in result.facets}["kind"] == 1
