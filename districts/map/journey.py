"""How does a project's way look on the map? Lines from dot to dot over the city's dots.

A drawing beside the family tree, which says the same in words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pagecache
from districts.models import District
from districts.pages.family_tree import FamilyTree, Node
from pagecache.shared import kept

#: Width of the drawing in its own units; the height follows the place.
WIDTH = 400.0
MARGIN = 18.0
MOST_HEIGHT = 420.0
KEEP = 600
#: How far a line bends to the side, as a part of its length, so that there and back differ.
BEND = 0.16


@dataclass(frozen=True, slots=True)
class Stop:
    """A project on the drawing."""

    x: float
    y: float
    status: str
    current: bool
    title: str


@dataclass(frozen=True, slots=True)
class Journey:
    """The drawing: its height, the pale dots of all districts, the lines and the stops."""

    height: float
    dots: list[tuple[float, float]]
    lines: list[str]
    stops: list[Stop]

    @property
    def shown_height(self) -> int:
        """The height on the page, where the drawing is 320 pixels wide."""
        return round(self.height * 320 / WIDTH)


def journey_of(family: FamilyTree) -> Journey | None:
    """Return the drawing of a family that went from one place to another; else None.

    It shows the city of the first project; what went to other cities stands in the tree only.
    """
    nodes = family.nodes()
    city = next((node.city for node in nodes if node.city), None)
    here = [node for node in nodes if node.city == city and node.point is not None]
    if city is None or len({node.point for node in here}) < 2:
        return None
    places = _places(city)
    fit = _Fit([*places, *(node.point for node in here if node.point)])
    shown = {node.pk for node in here}
    lines = [
        _curve(fit(source.point), fit(child.point))
        for source in here
        for child in source.children
        if child.pk in shown and source.point and child.point and child.point != source.point
    ]
    return Journey(fit.height, [fit(place) for place in places], lines, _stops(here, fit))


def _stops(nodes: list[Node], fit: _Fit) -> list[Stop]:
    return [
        Stop(*fit(node.point), node.status, node.current, _title(node))
        for node in nodes
        if node.point
    ]


def _title(node: Node) -> str:
    because = f" ({node.because})" if node.because else ""
    return f"{node.district}: {node.title}{because}"


def _places(city: int) -> list[tuple[float, float]]:
    """Return the points of a city's districts, kept until places change."""

    def made() -> list[tuple[float, float]]:
        pagecache.shows_only()
        rows = District.objects.filter(city=city, latitude__isnull=False)
        return [
            (latitude, longitude)
            for latitude, longitude in rows.values_list("latitude", "longitude")
            if latitude is not None and longitude is not None
        ]

    return kept("districts:points", str(city), made, seconds=KEEP) or []


class _Fit:
    """Brings latitude and longitude onto the drawing, north up."""

    def __init__(self, points: list[tuple[float, float]]) -> None:
        self.north = max(lat for lat, _ in points)
        self.west = min(lon for _, lon in points)
        south, east = min(lat for lat, _ in points), max(lon for _, lon in points)
        self.across = math.cos(math.radians((self.north + south) / 2))
        wide = max((east - self.west) * self.across, 1e-4)
        high = max(self.north - south, 1e-4)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high)
        self.left = (WIDTH - wide * self.scale) / 2
        self.height = round(high * self.scale + 2 * MARGIN, 1)

    def __call__(self, point: tuple[float, float]) -> tuple[float, float]:
        latitude, longitude = point
        x = self.left + (longitude - self.west) * self.across * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the path of a bent line."""
    (x1, y1), (x2, y2) = start, end
    bend_x = (x1 + x2) / 2 - (y2 - y1) * BEND
    bend_y = (y1 + y2) / 2 + (x2 - x1) * BEND
    return f"M{x1} {y1}Q{bend_x:.1f} {bend_y:.1f} {x2} {y2}"
