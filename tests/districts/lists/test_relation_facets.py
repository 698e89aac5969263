"""How counts of districts and topics are put into words: whole cities, names of two towns."""

from typing import Any

import pytest
from django.http import QueryDict

from districts import services
from districts.lists.counting import counted
from districts.lists.facets import ChosenPlaces
from districts.lists.filters import DateFilter, ProjectFilter
from districts.lists.relation_facets import SEPARATOR, DistrictFacet, TopicFacet
from districts.models import City, Date, District, Project, Topic
from districts.modules import Usage, own
from districts.services import modules
from tests.districts.conftest import Town

MUSTER, OTHER = City(pk=1, name="Muster", slug="muster"), City(pk=2, name="Ander", slug="ander")
WEST = District(pk=1, name="West", slug="west", city=MUSTER)
MITTE = District(pk=2, name="Mitte", slug="mitte-ander", city=OTHER)
DISTRICTS, TOPICS = DistrictFacet(), TopicFacet()


def row(value: str, label: str, n: int) -> tuple[str, str, int]:
    return value, label, n


W, M, O = (  # noqa: E741
    f"West{SEPARATOR}Muster",
    f"Mitte{SEPARATOR}Muster",
    f"Mitte{SEPARATOR}Ander",
)


@pytest.mark.parametrize(
    ("rows", "chosen", "found"),
    [
        ([], (), []),
        # What is city-wide alone is counted in no district that was not chosen.
        ([row("muster/", "", 4)], (), []),
        ([row("muster/west", W, 2)], (), [("west", "West", 2)]),
        # It belongs to each district of its own city.
        (
            [row("muster/west", W, 2), row("muster/mitte", M, 1), row("muster/", "", 4)],
            (),
            [("west", "West", 6), ("mitte", "Mitte", 5)],
        ),
        (
            [row("muster/mitte", M, 1), row("ander/mitte-ander", O, 2), row("ander/", "", 4)],
            (),
            [("mitte", "Mitte (Muster)", 1), ("mitte-ander", "Mitte (Ander)", 6)],
        ),
        # Its own rows and those it is a guest of are added up.
        ([row("muster/west", W, 2), row("muster/west", W, 3)], (), [("west", "West", 5)]),
        # A chosen one stays although nothing is left of it, and has what is city-wide.
        ([], (WEST,), [("west", "West", 0)]),
        ([row("muster/", "", 4)], (WEST,), [("west", "West", 4)]),
        (
            [row("muster/west", W, 2)],
            (MITTE,),
            [("west", "West (Muster)", 2), ("mitte-ander", "Mitte (Ander)", 0)],
        ),
    ],
)
def test_districts(
    rows: list[tuple[str, str, int]],
    chosen: tuple[District, ...],
    found: list[tuple[str, str, int]],
) -> None:
    assert DISTRICTS.labelled(rows, ChosenPlaces(districts=chosen)) == found


def test_a_chosen_topic_stays_once() -> None:
    klima, alter = Topic(slug="klima", name="Klima"), Topic(slug="alter", name="Alter")
    rows = [row("klima", "Klima", 2)]
    assert TOPICS.labelled(rows, ChosenPlaces()) == rows
    assert TOPICS.labelled(rows, ChosenPlaces(topics=(klima, alter))) == [
        *rows,
        ("alter", "Alter", 0),
    ]


def counts(kind: Any, query: str, rows: Any, facet: str) -> dict[str, int]:
    filters = kind(QueryDict(query), queryset=rows)
    _total, found = counted(filters, "test")
    named = filters.facets[facet].labelled(found.get(facet, []), filters.scope)
    return {value: n for value, _label, n in named}


def test_a_topic_counts_what_lies_below_it_once(town: Town) -> None:
    both = [town.topic, town.child]
    services.create_project(title="Beides", topics=both, districts=[town.west, town.east])
    services.create_project(title="Oben", topics=[town.topic], districts=[town.west])
    found = counts(ProjectFilter, "", Project.objects.all(), "topic")
    assert found == {town.topic.slug: 3, town.child.slug: 2}
    # In two districts it is one project, for each topic.
    assert counts(ProjectFilter, "", Project.objects.all(), "district") == {"west": 3, "ost": 1}


def test_a_topic_finds_what_lies_below_it_and_a_child_only_its_own(town: Town) -> None:
    over = services.create_project(title="Oben", topics=[town.topic], districts=[town.west])
    above, child = town.topic.slug, town.child.slug
    for query, found in (
        (f"topic={above}", {over, town.project}),
        (f"topic={child}", {town.project}),
        (f"topic={above}&topic={child}", {over, town.project}),
    ):
        filters = ProjectFilter(QueryDict(query), queryset=Project.objects.all())
        assert set(filters.narrowed()) == found, query
        assert [topic.slug for topic in filters.scope.below] == [child] * (above in query)


def test_the_choice_of_a_facet_does_not_narrow_its_own_counts(town: Town) -> None:
    services.create_project(title="Im Osten", topics=[town.topic], districts=[town.east])
    query = "district=ost"
    assert counts(ProjectFilter, query, Project.objects.all(), "district") == {"west": 1, "ost": 1}
    assert counts(ProjectFilter, query, Project.objects.all(), "topic") == {town.topic.slug: 1}


def test_sectors_are_those_of_live_actors_of_projects_with_names(town: Town) -> None:
    church = services.create_actor(name="Kirche", sector="church", districts=[town.west])
    services.create_project(title="Mit", actors=[town.actor, church], districts=[town.west])
    assert counts(ProjectFilter, "", Project.objects.all(), "sector") == {
        "business": 2,
        "church": 1,
    }
    Project.objects.filter(title="Mit").update(nameless=True)
    type(church).objects.filter(pk=town.actor.pk).update(state="hidden")
    assert counts(ProjectFilter, "", Project.objects.all(), "sector") == {}


def test_sectors_tell_nothing_of_actors_of_a_town_without_them(town: Town) -> None:
    east = services.create_city(name="Anderstadt", district_term="Bezirk")
    nord = services.create_district(city=east, name="Nord")
    church = services.create_actor(name="Kirche", sector="church", districts=[nord])
    services.create_project(title="Mit", actors=[town.actor, church], districts=[town.west])
    modules.set_state(city=east, module=own.ACTORS, state=Usage.OFF, seen=Usage.ON)
    rows = Project.objects.all()
    assert counts(ProjectFilter, "", rows, "sector") == {"business": 2}
    facet = ProjectFilter(QueryDict(""), queryset=rows).facets["sector"]
    assert not facet.narrow(rows, ["church"]).exists()
    assert facet.narrow(rows, ["business"]).count() == 2


def test_a_date_counts_where_it_is_a_guest(town: Town) -> None:
    day = Date.objects.get(pk=town.date.pk).start.date()
    services.change_time(entry=town.date, day=day, districts=[town.east])
    assert counts(DateFilter, "", Date.objects.all(), "district") == {"west": 1, "ost": 1}
