"""What is a plan of the city drawn from? An area for each district, its colour, a point for names.

Pure. Outlines stand where they do in the Lagezeichen; where a city has none, districts become cells
around their points. The plan says that these are schematic (`districts.map.plan`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from shapely.affinity import affine_transform
from shapely.geometry import Polygon
from shapely.ops import polylabel, unary_union

from districts.map.geometry import Area, area_of, outlines_from_centroids

#: Room around the cells, and how coarse they are, in units of the square of 100.
MARGIN, COARSE = 1.0, 0.4
#: Areas that come closer than this touch, and get different colours.
TOUCH = 0.8
#: So many colours a printed plan has for the land.
TINTS = 4


@dataclass(frozen=True, slots=True)
class PlanShape:
    """An area on the square of 100, the number of its colour, and the point for its name."""

    area: Area
    tint: int
    x: float
    y: float


def cells(points: Mapping[str, tuple[float, float]]) -> dict[str, Area]:
    """Return schematic areas on the square of 100 around points (latitude, longitude)."""
    found = {slug: area_of(shape) for slug, shape in outlines_from_centroids(points).items()}
    if not found:
        return {}
    west, south, east, north = unary_union(list(found.values())).bounds
    across = _across((south + north) / 2)
    scale = (100 - 2 * MARGIN) / max((east - west) * across, north - south, 1e-6)
    left = (100 - (east - west) * across * scale) / 2
    top = (100 - (north - south) * scale) / 2
    matrix = [
        *(across * scale, 0.0, 0.0, -scale),
        *(left - west * across * scale, top + north * scale),
    ]
    return {slug: affine_transform(area, matrix).simplify(COARSE) for slug, area in found.items()}


def placed(areas: Mapping[str, Area]) -> dict[str, PlanShape]:
    """Return the areas with a colour that no neighbour has, where four are enough, and a point."""
    wide = {slug: area.buffer(TOUCH / 2) for slug, area in areas.items()}
    tints: dict[str, int] = {}
    # Whoever has the most around it chooses first: then four colours nearly always do.
    around = {
        slug: [other for other in wide if other != slug and wide[other].intersects(area)]
        for slug, area in wide.items()
    }
    for slug in sorted(areas, key=lambda slug: (-len(around[slug]), slug)):
        taken = [tints[other] for other in around[slug] if other in tints]
        tints[slug] = min(range(TINTS), key=lambda tint: (taken.count(tint), tint))
    return {
        slug: PlanShape(area, tints[slug], *_middle(area)) for slug, area in sorted(areas.items())
    }


def _middle(area: Area) -> tuple[float, float]:
    """Return the point with the most room around it, a little towards the middle of the whole."""
    parts = [part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon)]
    largest = max(parts, key=lambda part: part.area)
    deep, centre = polylabel(largest, tolerance=0.5), largest.centroid
    point = centre if largest.buffer(-1).contains(centre) else deep
    return float(point.x), float(point.y)


def _across(latitude: float) -> float:
    """Return how long a degree of longitude is there, in degrees of latitude."""
    return math.cos(math.radians(latitude))
