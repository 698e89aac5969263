"""The plan: what one presses, where names go, and what it says of outlines that are none."""

import json
from pathlib import Path

import pytest

from districts import services
from districts.map.geometry import read_outline
from districts.map.plan import MOST_NAMES, CityPlan, PlanLabel, plan_around, plan_of
from districts.models import City, District

pytestmark = pytest.mark.django_db
#: As far apart as four districts of a town lie, by latitude and longitude.
POINTS = {
    "Bad Oberau": (48.70, 9.10),
    "Unterau": (48.72, 9.15),
    "Weiler": (48.75, 9.11),
    "Ost": (48.71, 9.2),
}


@pytest.fixture
def city() -> City:
    made = services.create_city(name="Musterstadt")
    for name, (latitude, longitude) in POINTS.items():
        services.create_district(city=made, name=name, latitude=latitude, longitude=longitude)
    made.refresh_from_db()
    return made


def districts(city: City) -> list[District]:
    return list(District.objects.filter(city=city).select_related("city"))


def plan(city: City) -> CityPlan:
    found = plan_of(city, districts(city))
    assert found is not None
    return found


def assert_apart(shown: CityPlan) -> None:
    labels = [place.label for place in (*shown.places, shown.own) if place and place.label]
    for index, one in enumerate(labels):
        for other in labels[index + 1 :]:
            beside = one.half[0] + other.half[0] - abs(one.x - other.x)
            above = one.half[1] + other.half[1] - abs(one.y - other.y)
            assert beside <= 0 or above <= 0.3, (one.words, other.words)


def test_without_outlines_districts_are_cells_and_named_as_schematic(city: City) -> None:
    shown = plan(city)
    assert shown.schematic
    assert [place.name for place in shown.places] == ["Bad Oberau", "Ost", "Unterau", "Weiler"]
    assert {place.symbol[:2] for place in shown.places} == {"m-"}
    assert len({place.tint for place in shown.places}) > 1, "neighbours differ in colour"
    north, south = shown.at("weiler"), shown.at("bad-oberau")
    assert north
    assert south
    assert north.y < south.y, "north is up"
    assert_apart(shown)


def test_a_long_name_stands_in_two_lines_where_it_can_be_broken(city: City) -> None:
    found = plan(city).at("bad-oberau")
    assert found
    assert found.label
    assert found.label.words == ["Bad", "Oberau"]


def test_names_move_apart_and_stay_in_the_window(city: City) -> None:
    for number in range(12):
        services.create_district(
            city=city, name=f"Kleinod {number}", latitude=48.72, longitude=9.15 + number * 0.004
        )
    city.refresh_from_db()
    shown = plan(city)
    assert_apart(shown)
    for place in shown.places:
        assert isinstance(place.label, PlanLabel)
        assert shown.left <= place.label.x - place.label.half[0] + 0.01
        assert place.label.x + place.label.half[0] <= shown.left + shown.width + 0.01


def test_around_a_district_only_its_neighbours_are_links(city: City) -> None:
    by_name = {row.name: row for row in districts(city)}
    shown = plan_around(by_name["Unterau"], [by_name["Ost"], by_name["Weiler"]])
    assert shown is not None
    assert shown.own
    assert shown.own.slug == "unterau"
    assert {place.slug for place in shown.places} == {"ost", "weiler"}
    assert shown.rest == ["m-bad-oberau"]
    assert plan_around(by_name["Unterau"], []) is None


def test_a_neighbour_in_another_city_is_left_out(city: City) -> None:
    other = services.create_city(name="Nachbarstadt")
    far = services.create_district(city=other, name="Fern", latitude=48.7, longitude=9.3)
    by_name = {row.name: row for row in districts(city)}
    shown = plan_around(by_name["Ost"], [far, by_name["Weiler"]])
    assert shown is not None
    assert [place.slug for place in shown.places] == ["weiler"]


@pytest.mark.parametrize("gone", ["digest", "drawing", "districts"])
def test_what_is_not_drawn_has_no_plan(city: City, gone: str) -> None:
    rows = districts(city)
    if gone == "digest":
        city.sign_digest = ""
    elif gone == "drawing":
        city.sign.delete()
    else:
        rows = rows[:1]
    assert plan_of(city, rows) is None


@pytest.mark.parametrize("town", ["freiburg", "leipzig"])
def test_real_outlines_are_no_schema(shared_data: Path, town: str) -> None:
    city = services.create_city(name=town)
    features = json.loads((shared_data / f"geo/{town}.geojson").read_text())["features"]
    for number, feature in enumerate(features):
        outline = read_outline(feature["geometry"])
        services.create_district(
            city=city,
            name=f"Feld {number}",
            outline=outline.geojson,
            latitude=outline.latitude,
            longitude=outline.longitude,
            draw=number == len(features) - 1,
        )
    city.refresh_from_db()
    shown = plan(city)
    assert not shown.schematic
    assert len(shown.places) == len(features)
    if len(features) <= MOST_NAMES:
        assert_apart(shown)
    else:
        assert all(place.label is None for place in shown.places)
