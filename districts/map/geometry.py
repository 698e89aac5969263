"""Where do districts lie, and which of them touch? Pure: GeoJSON in, GeoJSON out.

Degrees are WGS84, longitude first as GeoJSON has it. Distances are reckoned in a plane where a
degree of longitude is as long as it is at the place; over a city that is off by less than a
thousandth.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypedDict, TypeVar

from django.utils.translation import gettext as _
from shapely import GEOSException, STRtree, get_coordinates, make_valid, set_precision, transform
from shapely.affinity import affine_transform
from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from shapely.ops import unary_union, voronoi_diagram

from districts.map.foreign_shapes import BadOutline, polygons

K = TypeVar("K", bound=Hashable)
#: One polygon, or several.
Area: TypeAlias = MultiPolygon | Polygon

#: Outlines keep about this precision in metres; finer is invisible and only weighs.
PRECISION_M = 3.0
#: Outlines whose borders come closer than this, in metres, touch: data sets do not fit exactly.
TOUCH_M = 20.0
#: A border shared for less than this, in metres, is only a corner where districts meet.
BORDER_M = 30.0
_METRES_PER_DEGREE = 111_320.0
#: No town is as wide. What is has a stray corner (0, 0 is off Africa), or lies on both sides of the
#: 180th meridian and would become a band around the globe.
WIDEST_DEGREES = 3.0


class Geometry(TypedDict):
    """An area as GeoJSON, as it is stored and given out."""

    type: str
    coordinates: list[Any]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area: as GeoJSON, and the point that stands for it (latitude, longitude)."""

    geojson: Geometry
    latitude: float
    longitude: float


def read_outline(geometry: object) -> Outline:
    """Reduce a foreign shape to ours and leave out what nobody sees; raises `BadOutline`."""
    area = area_of(geometry)
    slim = _on_grid(area.simplify(PRECISION_M / _METRES_PER_DEGREE)) or _on_grid(area)
    if slim is None:
        raise BadOutline(_("it is smaller than a hand"))
    point = slim.centroid if slim.contains(slim.centroid) else slim.representative_point()
    return Outline(_geojson(slim), round(float(point.y), 6), round(float(point.x), 6))


def reduced(geometry: object) -> Geometry:
    """Return any shape as the geometry that may be stored; raises `BadOutline`.

    A polygon or several in two dimensions, valid, six digits; rings closed and wound as RFC 7946
    has it: outer ones anticlockwise, holes clockwise. Reducing it again changes nothing.
    """
    area = _on_grid(area_of(geometry))
    if area is None:
        raise BadOutline(_("it is smaller than a hand"))
    return _geojson(area)


def reduced_or_none(geometry: object) -> Geometry | None:
    """Return a stored outline as it may be given out, None for what is no area."""
    try:
        return reduced(geometry) if geometry else None
    except BadOutline:
        return None


def area_of(geometry: object) -> Area:
    """Return the area of a GeoJSON object, mended, in two dimensions; raises `BadOutline`."""
    try:
        area = _areas_of(unary_union([make_valid(part) for part in polygons(geometry)]))
    except RecursionError as error:
        raise BadOutline(_("it is nested too deeply")) from error
    except GEOSException as error:
        raise BadOutline(_("it is no area")) from error
    if area is None:
        raise BadOutline(_("it is no area"))
    west, south, east, north = area.bounds
    if max(east - west, north - south) > WIDEST_DEGREES:
        words = {"degrees": f"{max(east - west, north - south):.0f}"}
        raise BadOutline(_("it is %(degrees)s degrees wide; a corner is probably wrong") % words)
    return area


def area_or_none(geometry: object) -> Area | None:
    """Return the area of a stored outline; one that is none must not cost the others theirs."""
    try:
        return area_of(geometry) if geometry else None
    except BadOutline:
        return None


def _on_grid(area: Area) -> Area | None:
    """Return an area with six digits (a hand's breadth), None when nothing is left of it.

    Only what a second time is the same can be compared with what is stored.
    """
    for _attempt in range(5):
        try:
            before, area = area, _areas_of(set_precision(area, 1e-6))
        except GEOSException:
            return None
        if area is None:
            return None
        area = transform(area, lambda positions: positions.round(6)).normalize()
        if area.equals_exact(before):
            break
    return area


def _geojson(area: Area) -> Geometry:
    parts = [area] if isinstance(area, Polygon) else list(area.geoms)
    wound = [orient(part, sign=1.0) for part in parts]
    geojson = mapping(wound[0] if len(wound) == 1 else MultiPolygon(wound))
    return {"type": geojson["type"], "coordinates": _rounded(geojson["coordinates"])}


def _areas_of(geometry: BaseGeometry) -> Area | None:
    """Return the polygons of a geometry, None when there are none."""
    parts = getattr(geometry, "geoms", [geometry])
    found: list[Any] = []
    for part in parts:
        if part.geom_type == "Polygon" and part.area > 0:
            found.append(part)
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            inner = _areas_of(part)
            found += getattr(inner, "geoms", [inner]) if inner is not None else []
    if not found:
        return None
    return found[0] if len(found) == 1 else MultiPolygon(found)


def _rounded(value: object) -> Any:
    """Turn shapely's tuples into the lists of JSON, with six digits."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value


def neighbours(outlines: Mapping[K, Mapping[str, Any]]) -> dict[K, set[K]]:
    """Return which areas share a border of some length, within the tolerance of the data."""
    known = {key: area for key, outline in outlines.items() if (area := area_or_none(outline))}
    found: dict[K, set[K]] = {key: set() for key in outlines}
    if not known:
        return found
    keys, areas = list(known), list(known.values())
    plane = _to_plane(_mean_latitude(areas))
    flat = [affine_transform(area, plane) for area in areas]
    wide = [area.buffer(TOUCH_M / 2) for area in flat]
    tree = STRtree(wide)
    for one, other in zip(*tree.query(wide, predicate="intersects"), strict=True):
        if one < other and _share_border(wide[one], wide[other]):
            found[keys[one]].add(keys[other])
            found[keys[other]].add(keys[one])
    return found


def _share_border(one: Area, other: Area) -> bool:
    """Say whether two widened areas overlap in a strip, not only at a corner.

    The strip is about `TOUCH_M` wide, so its area divided by that is the length of the border.
    """
    return bool(one.intersection(other).area / TOUCH_M > BORDER_M)


def outlines_from_centroids(
    centroids: Mapping[K, tuple[float, float]],
) -> dict[K, Geometry]:
    """Return schematic areas (GeoJSON) around points given as (latitude, longitude).

    Each area is what lies nearer to its point than to any other (Voronoi), within a border around
    all of them. They are no real outlines and must be named schematic. One point gets a circle.
    """
    if not centroids:
        return {}
    plane = _to_plane(sum(lat for lat, _ in centroids.values()) / len(centroids))
    back = _from_plane(plane)
    points = {key: _flat_point(lat, lon, plane) for key, (lat, lon) in centroids.items()}
    cloud = MultiPoint(list(points.values()))
    reach = _spacing(list(points.values()))
    hull = cloud.convex_hull.buffer(reach, quad_segs=6)
    if len(set(points.values())) == 1:
        return {key: _rounded(mapping(affine_transform(hull, back))) for key in points}
    cells = list(voronoi_diagram(cloud, envelope=hull.buffer(reach)).geoms)
    tree = STRtree(cells)
    outlines: dict[K, Geometry] = {}
    for key, point in points.items():
        cell = cells[int(tree.nearest(point))]
        outlines[key] = _rounded(mapping(affine_transform(cell.intersection(hull), back)))
    return outlines


def _spacing(points: list[Point]) -> float:
    """Return half the usual distance between neighbours, at least 500 m."""
    if len(points) < 2:
        return 1500.0
    tree = STRtree(points)
    gaps = []
    for point in points:
        near = tree.query_nearest(point, exclusive=True, return_distance=True)[1]
        gaps.append(float(near[0]) if len(near) else 0.0)
    return max(500.0, sorted(gaps)[len(gaps) // 2] * 0.75)


def _flat_point(latitude: float, longitude: float, plane: list[float]) -> Point:
    return Point(longitude * plane[0], latitude * plane[3])


def _to_plane(latitude: float) -> list[float]:
    """Return the affine matrix from degrees to metres at this latitude."""
    across = _METRES_PER_DEGREE * math.cos(math.radians(latitude))
    return [across, 0.0, 0.0, _METRES_PER_DEGREE, 0.0, 0.0]


def _from_plane(plane: list[float]) -> list[float]:
    return [1 / plane[0], 0.0, 0.0, 1 / plane[3], 0.0, 0.0]


def _mean_latitude(areas: list[Area]) -> float:
    return float(get_coordinates(areas)[:, 1].mean())
