"""How a project's way is drawn: where there is one, north up, and only within one town."""

from typing import Any

import pytest

from districts.map import journey
from districts.map.journey import MARGIN, MOST_HEIGHT, WIDTH, Journey
from districts.pages.family_tree import FamilyTree, Node

SOUTH_WEST, NORTH_EAST, MIDDLE = (48.0, 9.0), (48.1, 9.2), (48.05, 9.1)


def node(pk: int, point: tuple[float, float] | None, *children: Node, **values: Any) -> Node:
    plain: dict[str, Any] = {"city": 1, "title": f"P{pk}", "url": "", "status": "running"}
    return Node(pk=pk, point=point, children=[*children], **(plain | values))


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """The points of the districts of the town; none where a test puts none here."""
    found: list[tuple[float, float]] = []
    monkeypatch.setattr(journey, "_places", lambda city: list(found))
    return found


def drawn(*roots: Node) -> Journey | None:
    return journey.journey_of(FamilyTree([*roots], 0, {}))


@pytest.mark.parametrize(
    "roots",
    [
        [],
        [node(1, SOUTH_WEST)],
        [node(1, None, node(2, SOUTH_WEST))],
        # It went on in the same district.
        [node(1, SOUTH_WEST, node(2, SOUTH_WEST))],
        # To another town: the drawing of the first one has one dot only.
        [node(1, SOUTH_WEST, node(2, NORTH_EAST, city=2))],
        [node(1, SOUTH_WEST, node(2, NORTH_EAST, city=None), city=None)],
    ],
)
def test_there_is_no_way_to_draw(roots: list[Node]) -> None:
    assert drawn(*roots) is None


def test_north_is_up_and_east_is_right() -> None:
    found = drawn(node(1, SOUTH_WEST, node(2, NORTH_EAST)))
    assert found is not None
    start, end = found.stops
    assert start.x < end.x
    assert start.y > end.y
    assert len(found.lines) == 1
    assert found.lines[0].startswith(f"M{start.x} {start.y}Q")
    assert found.lines[0].endswith(f" {end.x} {end.y}")


def test_there_and_back_are_two_lines() -> None:
    back = node(3, SOUTH_WEST)
    found = drawn(node(1, SOUTH_WEST, node(2, NORTH_EAST, back)))
    assert found is not None
    there, again = (line.partition("Q")[2].split()[:2] for line in found.lines)
    assert there != again


def test_a_step_outside_of_the_town_is_left_out_and_what_came_of_it_too() -> None:
    away = node(2, (50.0, 8.0), node(3, NORTH_EAST), city=2)
    found = drawn(node(1, SOUTH_WEST, away, node(4, MIDDLE)))
    assert found is not None
    assert [stop.title.split(": ")[1] for stop in found.stops] == ["P1", "P4", "P3"]
    assert len(found.lines) == 1


def test_the_town_is_that_of_the_first_project_that_has_one() -> None:
    root = node(1, None, node(2, SOUTH_WEST, node(3, NORTH_EAST, city=2), node(4, MIDDLE)))
    root.city = None
    found = drawn(root)
    assert found is not None
    assert len(found.stops) == 2


def test_a_stop_says_where_what_and_why_it_did_not_hold() -> None:
    ended = node(2, MIDDLE, district="Höhe", title="Bank", because="Geld", status="failed")
    found = drawn(node(1, SOUTH_WEST, ended, district="West", title="Bank", current=True))
    assert found is not None
    assert [(stop.title, stop.status, stop.current) for stop in found.stops] == [
        ("West: Bank", "running", True),
        ("Höhe: Bank (Geld)", "failed", False),
    ]


@pytest.mark.parametrize(
    ("south", "north", "west", "east"),
    [
        (48.0, 48.4, 9.0, 9.0001),  # a town along a river
        (48.0, 48.0001, 9.0, 9.4),
        (48.0, 48.1, 9.0, 9.2),
        (48.0, 48.00001, 9.0, 9.00001),  # two houses
    ],
)
def test_everything_lies_within_the_drawing(
    places: list[tuple[float, float]], south: float, north: float, west: float, east: float
) -> None:
    places.extend([(south, east), (north, west)])
    found = drawn(node(1, (south, west), node(2, (north, east))))
    assert found is not None
    assert found.height <= MOST_HEIGHT
    points = [*found.dots, *((stop.x, stop.y) for stop in found.stops)]
    assert len(points) == 4
    for x, y in points:
        assert MARGIN - 0.1 <= x <= WIDTH - MARGIN + 0.1
        assert MARGIN - 0.1 <= y <= found.height - MARGIN + 0.1


def test_its_height_on_the_page_goes_with_its_width() -> None:
    assert Journey(WIDTH, [], [], []).shown_height == 320
    assert Journey(0.0, [], [], []).shown_height == 0
