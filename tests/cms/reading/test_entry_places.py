"""The districts of several lists: one query for all of them, and none when cards ask for them."""

from typing import Any

import pytest

from cms.reading.entry_places import fetch_places
from districts.models import Actor, Project
from districts.services import create_actor, create_city, create_district, create_project

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_lists_of_two_kinds_get_their_districts_at_once(django_assert_num_queries: Any) -> None:
    city = create_city(name="Musterstadt")
    west = create_district(city=city, name="West")
    east = create_district(city=city, name="Ost")
    create_project(title="Bachputz", districts=[west, east])
    create_actor(name="Nachbarn", districts=[east])
    create_actor(name="Überall", districts=[])
    projects = list(Project.objects.all())
    actors = list(Actor.objects.order_by("pk"))
    with django_assert_num_queries(1):
        fetch_places(projects, [], actors)
    with django_assert_num_queries(0):
        found = [[place.name for place in one.districts.all()] for one in (*projects, *actors)]
        assert found == [["Ost", "West"], ["Ost"], []]
        assert projects[0].districts.all()[0].city.name == "Musterstadt"
        assert len(actors[1].districts.all()) == 0


def test_no_list_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        fetch_places()
        fetch_places([], [])
