"""The menu: what apps register, without what no town uses."""

from typing import Any

import pytest
from django.test import Client

from districts import navigation, services
from districts.models import City
from districts.modules import Usage, own
from districts.navigation import MenuLine, MenuPage, Shown
from districts.services import modules as switching

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db: None) -> City:
    return services.create_city(name="Musterstadt", district_term="Bezirk")


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_lines", {})
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register_line(MenuLine("late", "Spät", 20), MenuLine("early", "Früh", 10))


def switch(city: City, module: Any, state: Usage = Usage.OFF) -> None:
    switching.set_state(city=city, module=module, state=state, seen=Usage.ON)


def test_lines_stand_in_their_order_and_an_empty_one_vanishes(empty: None) -> None:
    navigation.register(
        MenuPage("late", "Termine", "districts:dates", 2),
        MenuPage("late", "Projekte", "districts:projects", 1),
    )
    projects, dates = Shown("Projekte", "/projekte/"), Shown("Termine", "/termine/")
    assert navigation.menu() == [Shown("Spät", below=(projects, dates))]
    navigation.register(MenuPage("early", "Themen", "districts:topics"))
    topics = Shown("Themen", "/themen/")
    assert navigation.menu()[0] == topics, "one page is the line itself"
    assert list(navigation.pages()) == [topics, projects, dates]


def test_what_no_town_uses_is_left_out(empty: None, city: City) -> None:
    navigation.register(
        MenuPage("late", "Termine", "districts:dates", 2, own.DATES),
        MenuPage("late", "Projekte", "districts:projects", 1, own.PROJECTS),
    )
    other = services.create_city(name="Anderstadt", district_term="Bezirk")
    switch(city, own.DATES)
    assert len(navigation.menu()[0].below) == 2
    switch(other, own.DATES)
    assert navigation.menu() == [Shown("Projekte", "/projekte/")]
    switch(city, own.PROJECTS)
    switch(other, own.PROJECTS, Usage.RESTING)
    assert navigation.menu() == [Shown("Projekte", "/projekte/")]


def test_the_page_shows_it(client: Client, city: City) -> None:
    def menu() -> str:
        page = client.get("/themen/").content.decode()
        return page.partition('<nav class="site-nav"')[2].partition("</nav>")[0]

    order = "stadtteile themen projekte wiki ratspapiere akteure netzwerke termine".split()
    places = [menu().index(f'href="/{one}/"') for one in order]
    assert places == sorted(places)
    switch(city, own.NETWORKS)
    assert "/netzwerke/" not in menu()
    assert "/akteure/" in menu()
