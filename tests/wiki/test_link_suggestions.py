"""What "[[" offers while somebody types, and that each offer leads where it says."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import assume, example, given
from hypothesis import strategies as st

from districts.models import City, District
from tests.people import newcomer, person
from tests.wiki.factories import article, district
from text import names
from text.identity import same
from text.wikilinks import parse_link
from wiki import services
from wiki.link_suggestions import ideas
from wiki.links import places_of
from wiki.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def leads_to(link: str, place: District | None) -> Article | None:
    parsed = parse_link(link)
    assert parsed is not None
    return places_of([parsed], district=place, language="de")[parsed].article


def test_every_offer_leads_to_its_article() -> None:
    here = district()
    freiburg = City.objects.create(name="Freiburg", slug="freiburg")
    old = district("Altstadt", "altstadt")
    other = District.objects.create(name="Altstadt", slug="altstadt-freiburg", city=freiburg)
    made = [
        article("Spielplätze", district=here),
        article("Spielplätze"),
        article("Spielplätze", district=old),
        article("Spielplätze", district=other),
        article("Spiel: Regeln"),
        article("Spiel #1 | [Halle]", district=old),
    ]
    for place in (None, here, old, other):
        found = ideas("spiel", district=place, language="de")
        assert len(found) == len(made)
        assert {leads_to(idea.link, place) for idea in found} == set(made), place
        assert found[0].place == ""


def test_own_articles_come_first_and_words_inside_count() -> None:
    here = district()
    article("Alte Märkte")
    article("Märkte am Neckar", district=here)
    found = ideas("mär", district=here, language="de")
    assert [(idea.title, idea.link) for idea in found] == [
        ("Märkte am Neckar", "Märkte am Neckar"),
        ("Alte Märkte", "Alte Märkte"),
    ]


def test_a_named_place_is_looked_in_alone() -> None:
    article("Märkte", district=district())
    article("Märkte")
    elsewhere = ideas("Bad Cannstatt:mär", district=None, language="de")
    assert [idea.link for idea in elsewhere] == ["Bad Cannstatt:Märkte|Märkte"]
    assert [idea.link for idea in ideas("Allgemein:mär", district=None, language="de")] == [
        "Märkte"
    ]
    assert ideas("Nirgends:mär", district=None, language="de") == []


def test_only_what_is_public_and_in_the_language() -> None:
    article("Wartet", author=newcomer())
    gone = article("Wartehalle")
    article("Warten", language="en")
    services.delete_article(article=gone, reason="x", by=person("moderator"))
    assert ideas("wart", district=None, language="de") == []


def test_the_editor_asks_for_its_district(client: Client) -> None:
    article("Märkte", district=district())
    page = client.get("/wiki/bad-cannstatt/maerkte/bearbeiten/").content.decode()
    assert 'data-links-url="/wiki/neu/verweise/?district=bad-cannstatt"' in page
    answer = client.get("/wiki/neu/verweise/?district=bad-cannstatt&q=mä")
    assert answer.json() == [{"title": "Märkte", "district": "", "link": "Märkte"}]
    assert client.get("/en/wiki/neu/verweise/?q=mä").json() == []


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00", ":", "::", "a\x00:b", "%", "_", "x" * 5000, "🙂"]
)
def test_any_typing_is_answered(client: Client, typed: str) -> None:
    article()
    answer = client.get("/wiki/neu/verweise/", {"q": typed, "district": typed})
    assert (answer.status_code, answer.json()) == (200, [])


@given(
    st.text(alphabet=st.sampled_from("abäCß |#[]`:/\\^-+&"), min_size=1, max_size=12)
    | st.sampled_from(["Seite: Mitmachen", "Allgemein: Regeln", "http://a", "x" * 200, "&" * 199])
)
@example(":[//C")
@example("[Seite: Mitmachen")
def test_any_title_can_be_linked_to(title: str) -> None:
    """By its words alone: an address would lead elsewhere when another article gets it."""
    title = names.clean(title)
    assume(not names.problem(title))
    made: Any = Article(title=title, slug="zz")
    from wiki.link_suggestions import _idea  # the pure part alone: no example needs the database

    parsed = parse_link(_idea(made, None, set(), {}).link)
    assert parsed is not None
    assert (parsed.kind, parsed.anchor) == ("article", "")
    assert same(parsed.target, title)


def test_a_title_that_begins_like_a_place_is_none(client: Client) -> None:
    place = district("Spiel", "spiel")
    made, other = article("Spiel: Regeln"), article("Regeln", district=place)
    for where in (None, place):
        offered = {
            leads_to(idea.link, where) for idea in ideas("Reg", district=where, language="de")
        }
        assert offered == {made, other}


@pytest.mark.parametrize("typed", ["ÄMTER", "Aemter:", "ämter"])
def test_a_place_is_known_by_its_words(typed: str) -> None:
    place = district("Ämter", "aemter")
    article("Märkte", district=place)
    article("Märkte")
    found = ideas(f"{typed.rstrip(':')}:mär", district=None, language="de")
    assert [idea.place for idea in found] == ["Ämter"]


@pytest.mark.parametrize(("typed", "title"), [("C+", "C++"), ("парк", "Парк 5"), ("№", "№ 5")])
def test_words_are_looked_for_as_they_are_typed(typed: str, title: str) -> None:
    article("C")
    article(title)
    assert [idea.title for idea in ideas(typed, district=None, language="de")] == [title]
