"""How does a project's way look on the map? Lines from district to district over the city's plan.

A drawing beside the family tree, which says the same in words and leads on.
"""

from __future__ import annotations

from dataclasses import dataclass

import pagecache
from districts.map.plan import CityPlan, plan_naming
from districts.map.routes import RouteStop, path_between, stop_at
from districts.models import CitySign
from districts.pages.family_tree import FamilyTree, Node
from pagecache.shared import kept

#: So long a city's drawing is at hand; a new drawing has a new address.
KEEP = 600


@dataclass(frozen=True, slots=True)
class Stop:
    """A project on the drawing: where, how it stands, and what it is in words."""

    at: RouteStop
    status: str
    current: bool
    title: str


@dataclass(frozen=True, slots=True)
class Journey:
    """The drawing: the plan with the districts of the family named, the lines and the stops."""

    plan: CityPlan
    lines: list[str]
    stops: list[Stop]


def journey_of(family: FamilyTree) -> Journey | None:
    """Return the drawing of a family that went from one district to another; else None.

    It shows the city of the first project; what went to other cities stands in the tree only. Where
    several stand in one district, the one asked for is the stop there, else the first.
    """
    nodes = family.nodes()
    city = next((node.city for node in nodes if node.city), None)
    here = [node for node in nodes if node.city == city and node.lage]
    names = {node.lage["slug"]: node.district for node in here}
    if city is None or len(names) < 2:
        return None
    own = next((node.lage["slug"] for node in here if node.current), "")
    sprite = here[0].lage["sprite"]
    plan = plan_naming(sprite, _drawing(city, sprite), names, own)
    return None if plan is None else Journey(plan, _lines(plan, here), _stops(plan, here))


def _lines(plan: CityPlan, nodes: list[Node]) -> list[str]:
    places = {node.pk: plan.at(node.lage["slug"]) for node in nodes}
    found = []
    for node in nodes:
        for child in node.children:
            begin, end = places[node.pk], places.get(child.pk)
            if begin and end and begin is not end:
                found.append(path_between(plan, begin, end))
    return found


def _stops(plan: CityPlan, nodes: list[Node]) -> list[Stop]:
    found: dict[str, Stop] = {}
    for node in nodes:
        slug = node.lage["slug"]
        place = plan.at(slug)
        if place is not None and (node.current or slug not in found):
            at = stop_at(plan, place)
            found[slug] = Stop(at, node.status, node.current, _title(node))
    return list(found.values())


def _title(node: Node) -> str:
    because = f" ({node.because})" if node.because else ""
    return f"{node.district}: {node.title}{because}"


def _drawing(city: int, sprite: str) -> str:
    """Return the drawing of a city, kept as long as its address is the same."""

    def made() -> str:
        pagecache.shows_only()
        return CitySign.objects.filter(city=city).values_list("svg", flat=True).first() or ""

    return kept("districts:drawing", sprite, made, seconds=KEEP) or ""
