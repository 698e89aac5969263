"""From whatever is found one step leads on: to a telephone, a form, a map, a calendar, a take-over.

Whom everybody may call is called from a hit, a list and a page alike; whom not, from nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import escape, unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from districts import services
from districts.entries import of as kind_of
from districts.models import Actor, CouncilPaper, Date, Project
from search.models import Entry, EntryText
from tests.districts.conftest import Town, person
from tests.fixtures.days import in_days
from tests.search.both_engines import settle
from wiki.services import create_article

pytestmark = pytest.mark.django_db
NUMBER, DIALLED = "069 90009 123", "tel:06990009123"
RELAY = "/akteure/kueche/nachricht/"
WHERE = ("hit", "list", "page")
LISTS = {"actor": "/akteure/", "event": "/termine/", "project": "/projekte/"}


class Found:
    """An actor, its date and its project, all called alike."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.actor: Actor = services.create_actor(
            name="Küche",
            sector="nonprofit",
            city=town.city,
            districts=[town.west],
            phone=NUMBER,
            phone_public=True,
            mail="kueche@example.org",
            address="Am Markt 3",
        )
        self.date: Date = services.create_date(
            title="Küche am Mittag",
            kind="offer",
            start=in_days(2),
            end=in_days(2) + timedelta(hours=1),
            place="Saal",
            organiser=self.actor,
            city=town.city,
            districts=[town.west],
        )
        self.project: Project = services.create_project(
            title="Küche unterwegs",
            summary="Sie kocht anderswo.",
            status="running",
            actors=[self.actor],
            contact_willing=True,
            districts=[town.west],
        )
        settle()

    def acts(self, kind: str, where: str) -> dict[str, str]:
        """Return what can be done about a thing as a guest meets it: words and addresses."""
        thing = {"actor": self.actor, "event": self.date, "project": self.project}[kind]
        url = thing.get_absolute_url()
        address = {"hit": f"/suche/?q=Küche&kind={kind}", "list": LISTS[kind], "page": url}[where]
        html = Client().get(address).content.decode()
        if where != "page":
            html = next(
                part
                for part in html.split('<article class="card"')
                if f'href="{url}"' in part.partition("</h2>")[0]
            ).partition("</article>")[0]
        found = re.findall(r'class="act" href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
        return {said(words): unescape(link) for link, words in found}

    def links(self, kind: str, where: str) -> set[str]:
        return set(self.acts(kind, where).values())


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def found(town: Town) -> Found:
    return Found(town)


@pytest.mark.parametrize("where", WHERE)
def test_an_actor_is_called_written_to_and_found(found: Found, where: str) -> None:
    call, write, go = found.acts("actor", where).values()
    assert (call, write) == (DIALLED, RELAY)
    assert go == "https://www.openstreetmap.org/search?query=Am+Markt+3%2C+Musterstadt"


@pytest.mark.parametrize("where", WHERE)
def test_a_date_leads_to_whoever_organises_it_and_into_the_calendar(
    found: Found, where: str
) -> None:
    links = found.links("event", where)
    assert {DIALLED, RELAY, f"{found.date.get_absolute_url().rstrip('/')}.ics"} <= links
    services.update_date(entry=found.date, phone="069 90009 777")
    assert "tel:06990009777" in found.links("event", where)
    assert DIALLED not in found.links("event", where)


@pytest.mark.parametrize("where", WHERE)
def test_a_project_is_taken_over_and_its_people_are_asked(found: Found, where: str) -> None:
    over = f"{found.project.get_absolute_url()}uebernehmen/"
    assert found.links("project", where) == {over, DIALLED, RELAY}
    services.update_project(project=found.project, contact_willing=False)
    assert found.links("project", where) == {over}
    services.update_project(project=found.project, contact_willing=True, nameless=True)
    assert found.links("project", where) == {over}


def hide_number(found: Found) -> None:
    services.update_actor(actor=found.actor, phone_public=False)


def remove_number(found: Found) -> None:
    services.update_actor(actor=found.actor, phone="")


@pytest.mark.parametrize("take_back", [hide_number, remove_number])
def test_a_number_that_is_taken_back_is_nowhere_at_once(
    found: Found, take_back: Callable[[Found], None]
) -> None:
    for kind in LISTS:  # every page is kept with the number on it
        for where in WHERE:
            assert DIALLED in found.links(kind, where), (kind, where)
    take_back(found)
    for kind in LISTS:
        for where in WHERE:
            assert DIALLED not in found.links(kind, where), (kind, where)
            assert RELAY in found.links(kind, where), (kind, where)


@pytest.mark.django_db(transaction=True)
def test_a_card_that_is_kept_ends_with_the_number_on_it(committed_town: Town) -> None:
    """Only what was committed is kept at all."""
    found = Found(committed_town)
    for _visit in (1, 2):
        assert DIALLED in found.links("event", "list")
        assert DIALLED in found.links("project", "list")
    services.update_actor(actor=found.actor, phone_public=False)
    assert DIALLED not in found.links("event", "list")
    assert DIALLED not in found.links("project", "list")


def test_whom_nobody_sees_nobody_calls(found: Found) -> None:
    for where in WHERE:
        assert {DIALLED, RELAY} <= found.links("event", where)
    Actor.objects.filter(pk=found.actor.pk).update(state="hidden")
    cache.clear()
    for kind in ("event", "project"):
        for where in WHERE:
            assert not {DIALLED, RELAY} & found.links(kind, where), (kind, where)


def test_search_knows_no_number(found: Found, client: Client) -> None:
    texts = EntryText.objects.values_list("text", "letters", "parts", "names")
    entries = Entry.objects.values_list("title", "summary", "extra", "facets")
    assert "90009" not in str([*texts, *entries])
    answer = client.get("/api/v1/search?q=Küche").content.decode()
    assert "kueche" in answer
    assert "90009" not in answer


def test_what_is_over_called_off_or_has_failed_offers_less(found: Found) -> None:
    calendar = f"{found.date.get_absolute_url().rstrip('/')}.ics"
    Date.objects.update(last_end=timezone.now() - timedelta(days=1))
    cache.clear()
    assert calendar not in found.links("event", "hit")
    services.update_project(
        project=found.project, status="failed", failed_because="money", what_did_not_work="Geld"
    )
    assert not any("uebernehmen" in link for link in found.links("project", "hit"))


def test_each_link_says_what_it_belongs_to(found: Found) -> None:
    assert "069 90009 123 Anrufen : Küche" in found.acts("actor", "hit")
    assert "Schreiben : Küche am Mittag" in found.acts("event", "list")
    assert "Anrufen 069 90009 123 Küche" in found.acts("project", "page")


def test_an_article_asks_what_one_knows(client: Client, town: Town) -> None:
    create_article(title="Küchen", body="Hier kocht man.", author=person("resident"))
    settle()
    page = client.get("/suche/?q=Küchen&kind=article").content.decode()
    assert 'href="/wiki/allgemein/kuechen/ergaenzen/"' in page


def test_a_place_with_a_point_is_shown_by_the_map_program(found: Found) -> None:
    Actor.objects.update(latitude=48.78, longitude=9.18)
    cache.clear()
    html = Client().get(found.actor.get_absolute_url()).content.decode()
    assert "directions?to=48.78000%2C9.18000" in html
    assert 'data-geo="geo:48.78000,9.18000?q=48.78000,9.18000(Am%20Markt%203)"' in html


def test_a_network_leads_to_its_website_and_a_paper_to_its_original(town: Town) -> None:
    site, original = "https://lotsen.example/?a=1&b=2", "https://rat.example/vorlage/7"
    network = services.create_network(title="Lotsen", website=site, districts=[town.west])
    paper = CouncilPaper.objects.create(title="Lotsenstelle", slug="v-7", original_url=original)
    bare = services.create_network(title="Lotsen ohne Seite", districts=[town.west])
    evil = CouncilPaper.objects.create(
        title="Lotsengeld", slug="v-8", original_url="javascript:alert(1)"
    )
    for thing, words, address in ((network, "Website", site), (paper, "Original", original)):
        for place in (thing.get_absolute_url(), kind_of(thing).list_url):
            html = Client().get(place).content.decode()
            shown = rf'<a class="act" href="{re.escape(escape(address))}"([^>]*)>(.*?)</a>'
            [(tag, said_there)] = re.findall(shown, html, re.DOTALL)
            assert "nofollow" in tag
            assert "data-geo" not in tag  # a script would lead there instead
            assert words in said(said_there)
    for empty in (bare, evil):
        assert 'class="act"' not in Client().get(empty.get_absolute_url()).content.decode()


def test_hits_ask_the_database_no_more_often(
    found: Found, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        services.create_actor(name=f"Küche {number}", sector="church", phone=NUMBER)
    settle()
    Client().get("/suche/?q=Küche")
    with django_assert_max_num_queries(6):
        Client().get("/suche/?q=Küche")
