"""Topics: the tree with true figures, and what each district does on one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from districts import services
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


def test_an_entry_on_a_topic_and_its_child_counts_once(client: Client, town: Town) -> None:
    services.update_project(project=town.project, topics=[town.topic, town.child])
    page = client.get("/themen/").content.decode()
    assert "1 Projekt<" in page
    assert "2 Projekte" not in page


def test_a_topic_shows_each_district_with_what_is_below_it(client: Client, town: Town) -> None:
    services.create_project(title="Im Osten", districts=[town.east], topics=[town.child])
    services.create_project(title="Überall", city=town.city, topics=[town.topic])
    other = services.create_topic(name="Anderes")
    services.create_project(title="Nicht dabei", districts=[town.east], topics=[other])
    page = client.get(town.topic.get_absolute_url()).content.decode()
    for words in ("Im Osten", "Plauderbank", "Überall", "Einsamkeit"):
        assert words in page
    assert "Nicht dabei" not in page
    assert page.index('id="ort-ost"') < page.index('id="ort-west"'), "by name, no ranking"


def test_networks_stand_with_what_else_is_done_and_are_counted(client: Client, town: Town) -> None:
    for number in range(4):
        services.create_network(
            title=f"Netz {number}", districts=[town.west], topics=[town.topic], summary="Hilft."
        )
    services.create_network(title="Netz der Stadt", city=town.city, topics=[town.topic])
    page = client.get(town.topic.get_absolute_url()).content.decode()
    west = page.partition('id="ort-west"')[2].partition("</section>")[0]
    assert '<a href="/netzwerke/netz-0/">Netz 0</a>' in west
    assert "Netz 3" not in west, "three of a kind, then the list"
    assert 'href="/netzwerke/?topic=nachbarschaft&amp;district=west"' in west
    assert "Netz der Stadt" in page
    assert "6 Netzwerke<" in client.get("/themen/").content.decode()


def test_a_date_that_is_over_does_not_count(client: Client, town: Town) -> None:
    over = timezone.now() - timedelta(days=30)
    services.create_date(
        title="Sommerfest",
        kind="offer",
        start=over,
        end=over + timedelta(hours=1),
        districts=[town.west],
        topics=[town.child],
    )
    page = client.get("/themen/").content.decode()
    assert "1 Termin<" in page
    assert "2 Termine" not in page


@pytest.mark.django_db(transaction=True)
def test_each_line_leads_to_an_act_until_it_is_taken_back(
    client: Client, committed_town: Town
) -> None:
    """Also what another entry answers for, on a page that is kept."""
    town = committed_town
    page = town.topic.get_absolute_url()
    on = {"topics": [town.topic], "districts": [town.west]}
    actor = services.create_actor(
        name="Treff", sector="civil", phone="0711 90009 1", phone_public=True, **on
    )
    services.create_date(
        title="Frühstück", start=town.date.start, end=town.date.end, organiser=actor, **on
    )
    services.update_project(project=town.project, topics=[town.topic])
    for _twice in range(2):
        found = client.get(page).content.decode()
        assert found.count('href="tel:0711900091"') == 2
        assert f'href="{town.project.get_absolute_url()}uebernehmen/"' in found
    services.update_actor(actor=actor, phone_public=False)
    found = client.get(page).content.decode()
    assert "Frühstück" in found
    assert "tel:" not in found
    services.update_project(project=town.project, status="failed", failed_because="money")
    assert "uebernehmen/" not in client.get(page).content.decode()
