"""How a project's way is drawn: where there is one, from district to district of one town."""

from typing import Any

import pytest

from districts.map import journey
from districts.map.journey import Journey
from districts.pages.family_tree import FamilyTree, Node

SPRITE = "/lagezeichen/musterstadt.abc.svg"
#: The town's drawing: four districts, each a square around its point.
DRAWING = "".join(
    f'<symbol id="m-{slug}" viewBox="0 0 100 100" data-at="{x} {y} {tint} c">'
    f'<path d="M{x - 5} {y - 5}L{x + 5} {y - 5}L{x + 5} {y + 5}L{x - 5} {y + 5}Z"/></symbol>'
    for tint, (slug, x, y) in enumerate(
        [("west", 20, 80), ("ost", 80, 20), ("mitte", 50, 50), ("sued", 50, 90)]
    )
)


def node(pk: int, slug: str, *children: Node, **values: Any) -> Node:
    plain: dict[str, Any] = {
        "city": 1,
        "title": f"P{pk}",
        "url": "",
        "status": "running",
        "district": slug.title(),
        "lage": {"sprite": SPRITE, "slug": slug} if slug else {},
    }
    return Node(pk=pk, children=[*children], **(plain | values))


@pytest.fixture(autouse=True)
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "_drawing", lambda city, sprite: DRAWING)


def drawn(*roots: Node) -> Journey | None:
    return journey.journey_of(FamilyTree([*roots], 0, {}))


@pytest.mark.parametrize(
    "roots",
    [
        [],
        [node(1, "west")],
        # It stands in no district, or in one that is not drawn.
        [node(1, "", node(2, "west"))],
        [node(1, "west", node(2, "neubau"))],
        # It went on in the same district.
        [node(1, "west", node(2, "west"))],
        # To another town: the drawing of the first one has one stop only.
        [node(1, "west", node(2, "ost", city=2))],
        [node(1, "west", node(2, "ost", city=None), city=None)],
    ],
)
def test_there_is_no_way_to_draw(roots: list[Node]) -> None:
    assert drawn(*roots) is None


def test_only_where_it_went_is_named_on_a_plan_of_the_whole_town() -> None:
    found = drawn(node(1, "west", node(2, "ost"), current=True))
    assert found is not None
    assert found.plan.own is not None
    assert found.plan.own.name == "West"
    assert [place.name for place in found.plan.places] == ["Ost"]
    assert found.plan.rest == ["m-mitte", "m-sued"]
    assert found.plan.schematic


def test_north_is_up_and_east_is_right() -> None:
    found = drawn(node(1, "west", node(2, "ost")))
    assert found is not None
    start, end = (stop.at for stop in found.stops)
    assert float(start.x) < float(end.x)
    assert float(start.y) > float(end.y)
    assert len(found.lines) == 1
    assert found.lines[0].startswith(f"M{start.x} {start.y}Q")
    assert found.lines[0].endswith(f" {end.x} {end.y}")


def test_there_and_back_are_two_lines_between_two_stops() -> None:
    back = node(3, "west", current=True)
    found = drawn(node(1, "west", node(2, "ost", back)))
    assert found is not None
    there, again = (line.partition("Q")[2].split()[:2] for line in found.lines)
    assert there != again
    assert [stop.title for stop in found.stops] == ["West: P3", "Ost: P2"], "the one asked for"


def test_a_step_outside_of_the_town_is_left_out_and_what_came_of_it_too() -> None:
    away = node(2, "ost", node(3, "mitte"), city=2)
    found = drawn(node(1, "west", away, node(4, "sued")))
    assert found is not None
    assert [stop.title.split(": ")[1] for stop in found.stops] == ["P1", "P4", "P3"]
    assert len(found.lines) == 1


def test_the_town_is_that_of_the_first_project_that_has_one() -> None:
    root = node(1, "", node(2, "west", node(3, "ost", city=2), node(4, "mitte")))
    root.city = None
    found = drawn(root)
    assert found is not None
    assert len(found.stops) == 2


def test_a_stop_says_where_what_and_why_it_did_not_hold() -> None:
    ended = node(2, "mitte", title="Bank", because="Geld", status="failed")
    found = drawn(node(1, "west", ended, title="Bank", current=True))
    assert found is not None
    assert [(stop.title, stop.status, stop.current) for stop in found.stops] == [
        ("West: Bank", "running", True),
        ("Mitte: Bank (Geld)", "failed", False),
    ]
