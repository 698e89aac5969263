"""The phone list: what may be called, one line each, and what it was narrowed to."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts import services
from districts.views import phone_list
from tests.districts.conftest import Town

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ADDRESS = "/akteure/telefonliste/"


def lines(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{ADDRESS}{query}").content.decode()
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split())
        for row in table.split("</tr>")
        if row.strip()
    ]


def page_of(client: Client, address: str) -> str:
    """Return a page with its white space as a browser has it."""
    return " ".join(client.get(address).content.decode().split())


def test_it_shows_only_numbers_that_may_be_shown(client: Client, town: Town) -> None:
    services.update_actor(actor=town.actor, phone="030 23125 1", phone_public=False)
    page = client.get(f"{ADDRESS}?district=west").content.decode()
    assert "Ohne öffentliche Nummer: Bäckerei Krümel" in page
    assert "23125" not in page
    assert lines(client) == []
    services.update_actor(actor=town.actor, phone_public=True)
    page = page_of(client, f"{ADDRESS}?district=west")
    assert '<a href="tel:030231251">030 23125 1</a>' in page
    assert "Ohne öffentliche Nummer" not in page


def test_each_number_has_its_line(client: Client, town: Town) -> None:
    services.update_actor(
        actor=town.actor,
        phone="030 23125 1 oder 0171 98 76 54",
        phone_public=True,
        address="Am Markt 3",
    )
    services.create_actor(
        name="Amt", sector="municipal", city=town.city, phone="040 66969 1", phone_public=True
    )
    assert lines(client) == [
        "Amt 040 66969 1 Ganz Musterstadt",
        "Bäckerei Krümel 030 23125 1 Am Markt 3 West",
        "Bäckerei Krümel 0171 98 76 54 Am Markt 3 West",
    ]


def test_an_actor_of_two_districts_stands_in_both_and_no_actor_costs_a_query(
    client: Client, town: Town
) -> None:
    def call(name: str) -> None:
        services.create_actor(
            name=name,
            sector="municipal",
            districts=[town.west, town.east],
            phone="040 66969 1",
            phone_public=True,
        )

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert "Chor 1 040 66969 1 Ost, West" in lines(client)
        return len(caught)

    call("Chor 1")
    lines(client)
    few = queries()
    for number in range(2, 9):
        call(f"Chor {number}")
    assert queries() == few


def test_the_paper_says_what_it_was_narrowed_to(client: Client, town: Town) -> None:
    page = client.get(f"{ADDRESS}?district=west&sector=business&topic=einsamkeit").content.decode()
    body = page.split("<main")[-1]
    assert "Nur: West, Einsamkeit, Lokale Wirtschaft" in body
    assert "Alle Akteure" not in body
    body = client.get(ADDRESS).content.decode().split("<main")[-1]
    assert "Alle Akteure" in body
    assert "Nur:" not in body.partition("Nur Nummern")[2]


def test_a_list_that_is_cut_says_so(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.create_actor(name="Zweite", sector="church", districts=[town.west])
    monkeypatch.setattr(phone_list, "MOST", 1)
    assert "die ersten 1 Akteure" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("auf Anfrage", "<dd>auf Anfrage"),
        ("030 23125 1", '<dd><a href="tel:030231251">030 23125 1</a>'),
        (
            "0711 12 34-56 / 0171 22 33 445",
            (
                '<dd><a href="tel:0711123456">0711 12 34-56</a> <br> '
                '<a href="tel:01712233445">0171 22 33 445</a>'
            ),
        ),
        ("Büro 030 23125 1 (Mo)", '<dd>Büro <a href="tel:030231251">030 23125 1</a> (Mo)'),
    ],
)
def test_a_page_links_only_what_can_be_dialled(
    client: Client, town: Town, written: str, shown: str
) -> None:
    services.update_actor(actor=town.actor, phone=written, phone_public=True)
    services.update_date(entry=town.date, phone=written)
    for entry in (town.actor, town.date):
        assert shown in page_of(client, entry.get_absolute_url())


def test_programs_read_one_number_or_a_list(client: Client, town: Town) -> None:
    for written, told in (
        ("030 23125 1", '"telephone": "030 23125 1"'),
        ("030 23125 1 / 0171 22 33 445", '"telephone": ["030 23125 1", "0171 22 33 445"]'),
    ):
        services.update_actor(actor=town.actor, phone=written, phone_public=True)
        page = client.get(town.actor.get_absolute_url()).content.decode()
        assert told.replace(" ", "") in page.replace(" ", "")


def test_each_list_leads_to_the_numbers_of_what_it_is_narrowed_to(
    client: Client, town: Town
) -> None:
    """One click: the page prints itself when it is opened there."""
    asked = "district=west&topic=nachbarschaft"
    for name in ("projekte", "akteure", "termine", "netzwerke", "ratspapiere"):
        page = client.get(f"/{name}/?{asked}&status=running").content.decode()
        link = f'href="{ADDRESS}?{asked}#drucken"'.replace("&", "&amp;")
        assert link in page, name
    page = client.get("/akteure/?sector=church").content.decode()
    assert f'href="{ADDRESS}?sector=church#drucken"' in page
    assert f'href="{ADDRESS}#drucken"' in client.get("/projekte/?status=failed").content.decode()
