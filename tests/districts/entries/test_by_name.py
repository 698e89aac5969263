"""Who is meant by a typed name: the one of the same words, however it is spelled."""

import pytest
from django.core.exceptions import ValidationError

from districts import services
from districts.entries.by_name import called, districts_called
from districts.forms.lines import ActorsField, ProjectsField
from districts.models import Actor, District
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


def actor(name: str) -> Actor:
    return services.create_actor(name=name, sector="nonprofit")


def typed(text: str) -> list[Actor]:
    return ActorsField().clean(text)


@pytest.mark.parametrize(
    "name", ["ÄMTER-LOTSEN", "Aemter-Lotsen", "•\tämter lotsen", "Äm\u00adter-Lotsen!"]
)
def test_actors_and_projects_are_found_by_their_words(name: str) -> None:
    made = actor("Ämter-Lotsen")
    project = services.create_project(title="Ämter-Lotsen")
    actor("Amter-Lotsen")
    services.create_project(title="Amter-Lotsen")
    assert typed(name) == [made]
    assert ProjectsField().clean(name) == [project]


def test_other_words_are_nobody() -> None:
    actor("Hofen")
    services.create_project(title="Hofen")
    for field in (ActorsField(), ProjectsField()):
        with pytest.raises(ValidationError, match="Höfen"):
            field.clean("Hofen\nHöfen")


def test_who_is_spelled_so_comes_before_others_of_the_same_words() -> None:
    first, second = actor("HÖFEN"), actor("Höfen")
    assert typed("Höfen") == [second]
    assert typed("HÖFEN") == [first]
    assert typed("hoefen") == [first]
    actor("Höfen")
    assert typed("Höfen") == [second]
    assert called(Actor.objects.all(), ["Hö\u00adfen "]) == {"Hö\u00adfen ": second}


def test_a_name_that_two_have_stays_that_of_the_one_who_stood_there() -> None:
    first, second = actor("Ämtertreff"), actor("ÄMTERTREFF")
    field = ActorsField()
    field.stored = [second]
    assert field.clean("Aemtertreff") == [second]
    field.stored = [first, second]
    assert field.clean("Ämtertreff\nÄmtertreff") == [first, second]


def test_many_names_cost_what_one_does(django_assert_num_queries: object) -> None:
    for number in range(30):
        actor(f"Träger {number}")
    for name, queries in (("Träger", 1), ("TRÄGER", 3)):
        for count in (1, 30):
            with django_assert_num_queries(queries):  # type: ignore[operator]
                found = typed("\n".join(f"{name} {number}" for number in range(count)))
            assert len(found) == count


def test_nothing_is_asked_for_without_a_name(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert called(Actor.objects.all(), []) == {}
        assert districts_called(["", " "]) == {}


def test_districts_of_one_name_and_by_their_addresses(town: Town) -> None:
    other = services.create_city(name="Anderswo")
    there = services.create_district(city=other, name="WEST", short="Weststadt")
    found = districts_called(["west", "weststadt", there.slug, there.slug.title(), "Nord"])
    assert found == {
        "west": [town.west, there],
        "weststadt": [there],
        "west-anderswo": [there],
        "West-Anderswo": [there],
        "Nord": [],
    }
    assert District.objects.count() == 3
