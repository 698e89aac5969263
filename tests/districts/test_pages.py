"""Lists and pages over HTTP: what they show, what they hide, what they cost, what they survive."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts import services
from districts.models import Project
from tests.districts.conftest import Town, person
from tests.fixtures.conditions import full_proofs
from tests.fixtures.days import in_days
from tests.papers import create_paper

LISTS = ["projekte", "akteure", "termine", "netzwerke", "ratspapiere"]


def pages(town: Town) -> list[str]:
    entries = [town.west, town.topic, town.actor, town.project, town.date, town.network, town.paper]
    return [entry.get_absolute_url() for entry in entries]


def lists() -> list[str]:
    return ["/stadtteile/", "/themen/", *(f"/{name}/" for name in LISTS)]


@pytest.mark.any_database
def test_every_list_and_page_answers_in_every_language(client: Client, town: Town) -> None:
    """In German all are asked by other tests; every day each is asked in one other language."""
    for number, address in enumerate([*lists(), *pages(town), "/termine/kalender.ics"]):
        turn = ("/en", "/de-simple")[number % 2]
        for prefix in ("", "/en", "/de-simple") if full_proofs() else (turn,):
            answer = client.get(f"{prefix}{address}")
            assert answer.status_code == 200, f"{prefix}{address}"


def test_a_page_shows_what_is_known(client: Client, town: Town) -> None:
    page = client.get(town.west.get_absolute_url()).content.decode()
    for words in ("West", "Am Fluss.", "Plauderbank", "Bäckerei Krümel", "Mittagstisch", "Ost"):
        assert words in page
    page = client.get(town.project.get_absolute_url()).content.decode()
    for words in ("Bank suchen", "Ein Platz im Trockenen", "Das Wort auf dem Plakat", "Krümel"):
        assert words in page


def test_an_empty_district_shows_one_invitation(client: Client, town: Town) -> None:
    page = client.get(town.east.get_absolute_url()).content.decode()
    assert page.count('class="invite') == 1
    assert "Plauderbank" not in page


def test_what_is_hidden_is_nowhere(client: Client, town: Town) -> None:
    services.hide_entry(entry=town.project)
    services.hide_entry(entry=town.actor)
    services.hide_entry(entry=town.date)
    services.hide_entry(entry=town.paper)
    for address in [*lists(), town.west.get_absolute_url(), town.topic.get_absolute_url()]:
        page = client.get(address).content.decode()
        for words in ("Plauderbank", "Krümel", "Mittagstisch", "Mehr Bänke"):
            assert words not in page, address
    for entry in (town.project, town.actor, town.date, town.paper):
        assert client.get(entry.get_absolute_url()).status_code == 404
    assert b"Mittagstisch" not in client.get("/termine/kalender.ics").content
    client.force_login(person("moderator"))
    assert client.get(town.project.get_absolute_url()).status_code == 200


def test_filters_narrow_join_and_count(client: Client, town: Town) -> None:
    services.create_project(title="Lastenrad", status="failed", districts=[town.east])
    services.create_project(title="Stadtweit", status="idea", city=town.city)
    everything = client.get("/projekte/").context["listing"]
    assert everything.total == 3
    listing = client.get("/projekte/?district=west").context["listing"]
    assert [str(p) for p in listing.page] == ["Plauderbank", "Stadtweit"]
    both = client.get("/projekte/?district=west&district=ost").context["listing"]
    assert [str(p) for p in both.page] == ["Lastenrad", "Plauderbank", "Stadtweit"]
    counts = {f.name: {c.value: c.count for c in f.values} for f in listing.facets}
    # A facet ignores its own choice; what is city-wide counts for both districts.
    assert counts["district"] == {"ost": 2, "west": 2}
    assert counts["status"] == {"idea": 1, "running": 1}
    # A parent stands for its children.
    assert counts["topic"] == {"nachbarschaft": 1, "einsamkeit": 1}
    assert client.get("/projekte/?topic=nachbarschaft").context["listing"].total == 1
    assert counts["target_group"] == {"aeltere-menschen": 1}
    assert counts["sector"] == {"business": 1}


def test_every_choice_leads_to_as_many_as_it_says(client: Client, town: Town) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    services.create_project(
        title="Zwei", city=town.city, topics=[town.topic], cost_base=0, funded_until=soon
    )
    for name in LISTS:
        for facet in client.get(f"/{name}/").context["listing"].facets:
            for choice in facet.values:
                address = f"/{name}/?{facet.name}={choice.value}"
                assert client.get(address).context["listing"].total == choice.count, address


def test_filters_survive_sorting_and_paging(client: Client, town: Town) -> None:
    for number in range(25):
        services.create_project(title=f"Projekt {number}", districts=[town.west])
    page = client.get("/projekte/?district=west&sort=newest&page=2")
    listing = page.context["listing"]
    assert listing.page.number == 2
    assert len(listing.page.object_list) == 6
    assert listing.hidden != {"label": "sort", "value": "newest"}
    assert listing.hidden == [{"name": "sort", "value": "newest"}]
    assert listing.chips[0]["url"] == "/projekte/?sort=newest"
    assert all("district=west" in sort["url"] for sort in listing.sorts)
    assert "page=" not in listing.sorts[0]["url"]
    assert "district=west" in page.content.decode().split('rel="prev"')[1][:200]


def cost(client: Client, address: str) -> int:
    """How many queries a page costs somebody who is the first to see it."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.any_database
def test_lists_and_districts_cost_ten_queries_at_most_however_much_there_is(
    client: Client, town: Town
) -> None:
    narrow = "?district=west&topic=nachbarschaft"
    addresses = [
        *lists(),
        *(f"/{name}/{narrow}" for name in LISTS),
        town.west.get_absolute_url(),
        f"{town.west.get_absolute_url()}aushang/",
    ]
    for address in addresses:  # what a process remembers for good is no cost of a page
        client.get(address)
    few = {address: cost(client, address) for address in addresses}
    assert max(few.values()) <= 10, few
    _much_more(town)
    assert {address: cost(client, address) for address in addresses} == few


@pytest.mark.any_database
def test_an_entry_costs_the_same_however_much_there_is(client: Client, town: Town) -> None:
    entries = [entry.get_absolute_url() for entry in (town.actor, town.date, town.paper)]
    _much_more(town)
    few = {address: cost(client, address) for address in entries}
    assert max(few.values()) <= 12, few
    _much_more(town)
    assert {address: cost(client, address) for address in entries} == few


@pytest.mark.django_db(transaction=True)
def test_what_other_districts_know_is_asked_once(client: Client, committed_town: Town) -> None:
    """It is kept until anything changes; inside a transaction nothing is."""
    _much_more(committed_town)
    project = committed_town.project.get_absolute_url()
    client.get(project)
    with CaptureQueriesContext(connection) as queries:
        client.get(project)
    assert len(queries) <= 12


def _much_more(town: Town) -> None:
    start = in_days(1)
    for number in range(8):
        actor = services.create_actor(
            name=f"A{number}", sector="church", districts=[town.west, town.east]
        )
        project = services.create_project(
            title=f"P{number}",
            districts=[town.west, town.east],
            actors=[actor],
            topics=[town.child],
        )
        services.adopt_project(project=project, source=town.project)
        services.create_date(title=f"D{number}", start=start, districts=[town.west])
        services.create_network(title=f"N{number}", districts=[town.west], actors=[actor])
        create_paper(
            title=f"R{number}", districts=[town.west], refers_to=[town.paper], bodies=[actor]
        )


HOSTILE = [
    "district=%00",
    "district=" + "a" * 5000,
    "&".join(f"district=d{number}" for number in range(400)),
    "topic=%F0%9F%98%80&topic=%ED%A0%80",
    "status=__class__&effort=%27%22%3E%3Cscript%3E",
    "page=-1",
    "page=1e9",
    "page=%00",
    "sort=%00;drop",
    "cost=nix&transferable=zwei&funding=%FF",
    "month=2026-99",
    "month=0000-00",
    "month=9999-12",
    "month=٢٠٢٦-١١",
    "view=archive&month=2026-11",
    "type=%00&year=abc&year=99999",
    "kind=%E2%80%AE&open_to=1",
    "target_group=..%2F..%2Fetc",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_a_list(client: Client, town: Town, query: str) -> None:
    for name in LISTS:
        answer = client.get(f"/{name}/?{query}")
        assert answer.status_code in (200, 400), f"/{name}/?{query}"
        assert "<script>" not in answer.content.decode().split("<main")[-1]
    assert client.get(f"/termine/kalender.ics?{query}").status_code in (200, 400)


def test_an_unknown_choice_finds_nothing_and_can_be_taken_away(client: Client, town: Town) -> None:
    listing = client.get("/projekte/?status=verschollen").context["listing"]
    assert listing.total == 0
    assert [chip["url"] for chip in listing.chips] == ["/projekte/"]


def test_council_bodies_are_no_actors(client: Client, town: Town) -> None:
    body = services.create_actor(
        name="Gemeinderat", sector="politics", city=town.city, council_body=True
    )
    assert b"Gemeinderat" not in client.get("/akteure/").content
    assert client.get(body.get_absolute_url()).status_code == 200


def test_a_project_without_names_shows_none(client: Client, town: Town) -> None:
    services.update_project(project=town.project, nameless=True, funded_by="Stiftung Kesselrand")
    page = client.get(town.project.get_absolute_url()).content.decode()
    assert "Krümel" not in page
    assert "Kesselrand" not in page
    assert "Plauderbank" not in client.get(town.actor.get_absolute_url()).content.decode()


def test_the_sprite_can_be_kept_while_it_is_current(client: Client, town: Town) -> None:
    town.city.refresh_from_db()
    answer = client.get(f"/lagezeichen/musterstadt.{town.city.sign_digest}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert 'id="d-west"' in answer.content.decode()
    assert client.get("/lagezeichen/musterstadt.alt.svg")["Cache-Control"] == "no-cache"
    assert client.get("/lagezeichen/nirgends.alt.svg").status_code == 404


def test_the_family_tree_counts_what_failed(client: Client, town: Town) -> None:
    copy = services.create_project(title="Bank am Bahnhof", status="failed", districts=[town.east])
    services.adopt_project(project=copy, source=town.project, adapted="Am Bahnhof")
    context = client.get(town.project.get_absolute_url()).context
    assert context["family"].outcomes == {"failed": 1}
    root = context["family"].roots[0]
    assert (root.title, [child.title for child in root.children]) == (
        "Plauderbank",
        ["Bank am Bahnhof"],
    )
    services.withdraw_adoption(adoption=copy.adoptions.get())
    assert client.get(town.project.get_absolute_url()).context["family"] is None
    assert Project.objects.filter(family__isnull=False).count() == 0


def test_what_is_being_typed_is_looked_up_in_other_districts(client: Client, town: Town) -> None:
    typed = {
        "title": "Plauderbank",
        "summary": "Eine Bank zum Reden",
        "status": "idea",
        "action": "similar",
        "bedingung-TOTAL_FORMS": "1",
        "bedingung-INITIAL_FORMS": "0",
    }
    page = client.post("/projekte/neu/", {**typed, "districts": [town.east.pk]})
    assert [hit.title for hit in page.context["similar"]] == ["Plauderbank"]
    page = client.post("/projekte/neu/", {**typed, "districts": [town.west.pk]})
    assert page.context["similar"] == []
    services.hide_entry(entry=town.project)
    page = client.post("/projekte/neu/", {**typed, "districts": [town.east.pk]})
    assert page.context["similar"] == []


def test_what_did_not_hold_says_why_first(client: Client, town: Town) -> None:
    """Others read it for that; on a project that goes on they first want to know how it is done."""
    address = town.project.get_absolute_url()
    why, how = "Das Wort auf dem Plakat", "Schild malen"
    page = client.get(address).content.decode()
    assert page.index(how) < page.index(why)
    Project.objects.filter(pk=town.project.pk).update(status="failed", cost_base=13_800)
    cache.clear()
    page = client.get(address).content.decode()
    assert page.index(why) < page.index(how)
    assert page.count(why) == 1
    assert "13.800 Euro" in page
