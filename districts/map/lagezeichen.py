"""The mark of each district: the city's districts pale, its own one solid. Pure.

One sprite (SVG) per city holds the symbol `city` and one symbol `d-<slug>` per district, all drawn
on a square of 100. At 40 px a unit is 0.4 px: a shape smaller than a dot would not be seen, so it
gets a dot, too; where an outline is schematic or missing only dots are drawn, since a made-up
border must not look like a real one. What the plan of the city needs besides stands behind them
(`districts.map.plan_shapes`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from shapely.affinity import affine_transform
from shapely.geometry import Point, Polygon

from districts.map import plan_shapes
from districts.map.geometry import Area, area_or_none, outlines_from_centroids

__all__ = ["MarkedDistrict", "Sprite", "draw", "outlines_from_centroids"]

SIZE = 100.0
MARGIN = 3.0
#: More points a shape would only weigh; the eye takes in far fewer at 40 px.
MOST_POINTS = 60
#: Radius of a dot: 40 px · 0.06 = 2.4 px, nearly 5 px across.
DOT = 6.0
#: The pale dots of the other districts are smaller, so that the own one stands out in black, too.
PALE_DOT = 3.6
#: A shape below this area (in square units) is no bigger than a dot and gets one.
SMALL = 60.0


@dataclass(frozen=True, slots=True)
class MarkedDistrict:
    """A district as the sprite sees it; `outline` None where it is schematic or missing.

    The city is drawn from its leaves, the districts that have none below them.
    """

    slug: str
    latitude: float | None
    longitude: float | None
    outline: Mapping[str, Any] | None
    leaf: bool = True


@dataclass(frozen=True, slots=True)
class Sprite:
    """A drawn sprite and a short digest of it, for its address."""

    svg: str
    digest: str


def draw(places: Iterable[MarkedDistrict]) -> Sprite:
    """Draw the sprite of a city. Districts without any place are left out."""
    known = [(place, area_or_none(place.outline)) for place in places]
    known = [(p, area) for p, area in known if area is not None or p.latitude is not None]
    symbols = _symbols(known) if known else []
    svg = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    return Sprite(svg, hashlib.blake2b(svg.encode(), digest_size=6).hexdigest())


def _symbols(known: list[tuple[MarkedDistrict, Area | None]]) -> list[str]:
    matrix = _fit(known)
    shapes = {place.slug: _shape(area, matrix) for place, area in known}
    dots = {place.slug: _dot(place, area, matrix) for place, area in known}
    places = [place for place, _area in known]
    leaves = [place.slug for place in places if place.leaf]
    city = "".join(_path(shapes[slug]) for slug in leaves if shapes[slug] is not None)
    pale = [_circle(dots[slug], PALE_DOT) for slug in leaves if shapes[slug] is None]
    symbols = [_symbol("city", (f'<path d="{city}"/>' if city else "") + "".join(pale))]
    on_plan = _plan({slug: (shapes[slug], dots[slug]) for slug in leaves}, places)
    for place in places:
        area = shapes[place.slug]
        own = "" if area is None else f'<path d="{_path(area)}"/>'
        told = on_plan.pop(place.slug, None) if area is not None and area.area >= SMALL else None
        if area is None or area.area < SMALL:
            own += _circle(dots[place.slug], DOT)
        symbols.append(_symbol(f"d-{place.slug}", own, told))
    # What is no more than a dot as a sign has an area of its own on the plan.
    return [*symbols, *(_symbol(f"m-{slug}", told.path, told) for slug, told in on_plan.items())]


@dataclass(frozen=True, slots=True)
class _OnPlan:
    """What a symbol says of its area on the plan: the point for its name, its colour, its kind."""

    at: str
    path: str


def _plan(
    drawn: Mapping[str, tuple[Area | None, tuple[float, float]]], places: Iterable[MarkedDistrict]
) -> dict[str, _OnPlan]:
    """Return the areas of the plan: outlines where there are some, else cells around the points."""
    schematic = all(shape is None for shape, _dot in drawn.values())
    if schematic:
        points = {p.slug: (p.latitude or 0.0, p.longitude or 0.0) for p in places if p.leaf}
        areas = plan_shapes.cells(points)
    else:
        areas = {
            slug: Point(dot).buffer(PALE_DOT, quad_segs=4) if shape is None else shape
            for slug, (shape, dot) in drawn.items()
        }
    kind = "c" if schematic else "o"
    return {
        slug: _OnPlan(
            f"{_short(place.x)} {_short(place.y)} {place.tint} {kind}",
            f'<path d="{_path(place.area)}"/>',
        )
        for slug, place in plan_shapes.placed(areas).items()
    }


def _symbol(name: str, content: str, told: _OnPlan | None = None) -> str:
    said = f' data-at="{told.at}"' if told else ""
    return f'<symbol id={quoteattr(name)} viewBox="0 0 100 100"{said}>{content}</symbol>'


def _circle(point: tuple[float, float], radius: float) -> str:
    # The lines between outlines would eat a pale dot, so dots have none.
    x, y, r = _short(point[0]), _short(point[1]), _short(radius)
    return f'<circle cx="{x}" cy="{y}" r="{r}" stroke="none"/>'


def _fit(known: list[tuple[MarkedDistrict, Area | None]]) -> list[float]:
    """Return the matrix from degrees to the square, north up, the city in the middle."""
    boxes = [_bounds(place, area) for place, area in known]
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    across = math.cos(math.radians((south + north) / 2))
    width, height = max((east - west) * across, 1e-6), max(north - south, 1e-6)
    # Dots stand out over the box by their radius.
    room = SIZE - 2 * (MARGIN if any(area is not None for _place, area in known) else MARGIN + DOT)
    scale = room / max(width, height)
    left = (SIZE - width * scale) / 2 - west * across * scale
    top = (SIZE - height * scale) / 2 + north * scale
    return [across * scale, 0.0, 0.0, -scale, left, top]


def _bounds(place: MarkedDistrict, area: Area | None) -> tuple[float, float, float, float]:
    if area is not None:
        west, south, east, north = area.bounds
        return west, south, east, north
    longitude, latitude = place.longitude or 0.0, place.latitude or 0.0
    return longitude, latitude, longitude, latitude


def _shape(area: Area | None, matrix: list[float]) -> Area | None:
    """Return the simplified outline in units of the square, None where only a dot is drawn."""
    if area is None:
        return None
    area = affine_transform(area, matrix)
    tolerance = 0.3
    slim = area.simplify(tolerance)
    while _points(slim) > MOST_POINTS and tolerance < SIZE:
        tolerance *= 1.4
        slim = _without_crumbs(area.simplify(tolerance))
    return slim if not slim.is_empty else area.convex_hull


def _without_crumbs(area: Area) -> Area:
    """Leave out islands and holes too small to see, but never the largest part."""
    parts = sorted(_polygons(area), key=lambda part: part.area, reverse=True)
    kept = [part for i, part in enumerate(parts) if i == 0 or part.area > 1.0]
    filled = [type(part)(part.exterior) for part in kept]
    return type(area)(filled) if len(filled) > 1 else filled[0] if filled else area


def _polygons(area: Area) -> list[Polygon]:
    return [part for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]


def _points(area: Area) -> int:
    return sum(
        len(ring.coords) for part in _polygons(area) for ring in (part.exterior, *part.interiors)
    )


def _path(area: Area) -> str:
    """Return the path data of an area; the closing point of a ring is left to `Z`."""
    rings = [ring for part in _polygons(area) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in ring.coords[:-1]) + "Z"
        for ring in rings
    )


def _dot(place: MarkedDistrict, area: Area | None, matrix: list[float]) -> tuple[float, float]:
    longitude, latitude = place.longitude or 0.0, place.latitude or 0.0
    if place.latitude is None and area is not None:
        centre = area.representative_point()
        longitude, latitude = centre.x, centre.y
    return longitude * matrix[0] + matrix[4], latitude * matrix[3] + matrix[5]


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
