"""Which areas touch, where one lies, and what stands for one of which only the middle is known."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from districts.map import geometry

LATITUDE = 48.0
METRE_NORTH = 1 / 111_320
METRE_EAST = METRE_NORTH / math.cos(math.radians(LATITUDE))


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """Return a rectangle by metres from one corner of the town."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = [[9 + x * METRE_EAST, LATITUDE + y * METRE_NORTH] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


HOME = box(0, 0, 1000, 1000)


@pytest.mark.parametrize(
    ("other", "touches"),
    [
        (box(1000, 0, 2000, 1000), True),
        # Borders of two data sets do not fit exactly: a gap and a strip in common.
        (box(1015, 0, 2000, 1000), True),
        (box(985, 0, 2000, 1000), True),
        (box(1030, 0, 2000, 1000), False),
        # Only a corner, and a border shorter than a house.
        (box(1000, 1000, 2000, 2000), False),
        (box(1000, 985, 2000, 2000), True),
        (box(1010, 1010, 2000, 2000), False),
        # One inside of the other: an enclave.
        (box(400, 400, 600, 600), True),
        (box(5000, 5000, 6000, 6000), False),
    ],
)
def test_two_areas(other: dict[str, Any], touches: bool) -> None:
    found = geometry.neighbours({"home": HOME, "other": other})
    near = {"home": {"other"}, "other": {"home"}}
    assert found == (near if touches else {"home": set(), "other": set()})


def test_nobody_is_a_neighbour_of_itself() -> None:
    assert geometry.neighbours({}) == {}
    assert geometry.neighbours({"home": HOME}) == {"home": set()}


@pytest.mark.parametrize("stored", [{}, None, {"type": "Point", "coordinates": [9, 48]}, "Unfug"])
def test_what_is_no_area_costs_the_others_nothing(stored: Any) -> None:
    found = geometry.neighbours({"home": HOME, "none": stored, "east": box(1000, 0, 2000, 1000)})
    assert found == {"home": {"east"}, "none": set(), "east": {"home"}}
    assert geometry.neighbours({"none": stored}) == {"none": set()}
    assert geometry.reduced_or_none(stored) is None
    assert geometry.area_or_none(stored) is None


@pytest.mark.parametrize(("bulge", "corners"), [(1, 4), (2, 4), (5, 5), (50, 5)])
def test_corners_that_nobody_sees_are_left_out(bulge: float, corners: int) -> None:
    shaped = box(0, 0, 1000, 1000)
    middle = [9 + 500 * METRE_EAST, LATITUDE - bulge * METRE_NORTH]
    shaped["coordinates"][0].insert(1, middle)
    found = geometry.read_outline(shaped)
    assert len(found.geojson["coordinates"][0]) - 1 == corners


def test_the_point_of_an_area_lies_in_it() -> None:
    """The middle of a horseshoe is outside."""
    corners = [(0, 0), (900, 0), (900, 900), (600, 900), (600, 300), (300, 300), (300, 900)]
    ring = [[9 + x * METRE_EAST, LATITUDE + y * METRE_NORTH] for x, y in (*corners, (0, 900))]
    found = geometry.read_outline({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    area = shape(found.geojson)
    assert area.contains(Point(found.longitude, found.latitude))
    assert not area.contains(area.centroid)


def test_the_point_of_a_square_is_its_middle_latitude_first() -> None:
    found = geometry.read_outline(HOME)
    assert found.latitude == pytest.approx(LATITUDE + 500 * METRE_NORTH, abs=2e-6)
    assert found.longitude == pytest.approx(9 + 500 * METRE_EAST, abs=2e-6)


def test_no_point_has_no_area() -> None:
    assert geometry.outlines_from_centroids({}) == {}


@pytest.mark.parametrize("names", ["a", "ab"])
def test_a_single_place_gets_a_circle(names: str) -> None:
    """Also two that lie at the same point: both stand for all that is known."""
    found = geometry.outlines_from_centroids(dict.fromkeys(names, (48.0, 9.0)))
    assert [*found] == [*names]
    area = shape(found["a"])
    assert area.centroid.distance(Point(9.0, 48.0)) < 1e-6
    west, south, east, north = area.bounds
    # As high as wide on the ground, whatever the degrees say.
    assert (east - west) * math.cos(math.radians(48)) == pytest.approx(north - south, rel=0.01)
    assert found[names[-1]] == found["a"]


PLACES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=12, unique=True
)


@given(PLACES)
def test_each_place_lies_in_its_own_area_and_no_two_overlap(places: list[tuple[int, int]]) -> None:
    centroids = {n: (48 + y / 1000, 9 + x / 1000) for n, (y, x) in enumerate(places)}
    found = {n: shape(area) for n, area in geometry.outlines_from_centroids(centroids).items()}
    assert [*found] == [*centroids]
    for name, (latitude, longitude) in centroids.items():
        assert found[name].buffer(1e-6).contains(Point(longitude, latitude))
    areas = list(found.values())
    for index, one in enumerate(areas):
        for other in areas[index + 1 :]:
            assert one.intersection(other).area < 1e-4 * min(one.area, other.area)


def test_places_in_a_row_get_an_area_each() -> None:
    found = geometry.outlines_from_centroids({n: (48.0, 9 + n / 100) for n in range(4)})
    assert geometry.neighbours(found) == {0: {1}, 1: {0, 2}, 2: {1, 3}, 3: {2}}


def test_two_at_one_point_among_others_share_their_area() -> None:
    found = geometry.outlines_from_centroids({1: (48.0, 9.0), 2: (48.0, 9.0), 3: (48.1, 9.1)})
    assert found[1] == found[2]
    assert shape(found[1]).disjoint(Point(9.1, 48.1))
