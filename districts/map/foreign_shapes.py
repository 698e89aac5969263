"""Which polygons does a GeoJSON object of somebody else hold? Pure.

Data sets come with heights (a third number, or a fourth), with rings that are not closed or run the
wrong way, as Feature or collection instead of a geometry, with positions the wrong way round or in
the metres of a survey. What can be understood is read; `BadOutline` says why the rest cannot.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry import Polygon

#: Where degrees of longitude and latitude that are the wrong way round would lie, if they are of
#: Central Europe: west, south, east, north.
_AT_HOME = (5.0, 45.0, 18.0, 56.0)

Position = tuple[float, float]


class BadOutline(ValueError):
    """The shape is no area on the globe; the message says why."""


def polygons(raw: object) -> Iterator[Polygon]:
    """Yield the polygons of a geometry, a Feature or a collection; raises `BadOutline`.

    They are in two dimensions and in degrees, and may still cross themselves.
    """
    if raw is None:
        raise BadOutline(_("it has no geometry"))
    if not isinstance(raw, dict):
        raise BadOutline(_("its geometry is no GeoJSON"))
    kind = raw.get("type")
    if kind == "Polygon":
        yield from _polygon(raw.get("coordinates"))
    elif kind == "MultiPolygon":
        for part in _members(raw.get("coordinates")):
            yield from _polygon(part)
    elif kind == "GeometryCollection":
        for part in _members(raw.get("geometries")):
            yield from polygons(part)
    elif kind == "Feature":
        yield from polygons(raw.get("geometry"))
    elif kind == "FeatureCollection":
        for part in _members(raw.get("features")):
            yield from polygons(part)
    elif kind not in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        raise BadOutline(_("its geometry is no GeoJSON"))


def _polygon(raw: object) -> Iterator[Polygon]:
    """Yield the polygon of these rings; nothing where the outer one encloses nothing."""
    outer, *holes = _list(raw) or [None]
    rings = [_ring(ring) for ring in (outer or [], *_members(holes))]
    # Of fewer than three corners no ring can be made.
    if len(set(rings[0])) >= 3:
        yield Polygon(rings[0], [hole for hole in rings[1:] if len(set(hole)) >= 3])


def _ring(raw: object) -> list[Position]:
    """Return the positions of a ring; shapely closes it where it is open."""
    return [_position(position) for position in _list(raw)]


def _position(raw: object) -> Position:
    """Return longitude and latitude; heights and measures are left out."""
    if not isinstance(raw, list | tuple) or len(raw) < 2:
        raise BadOutline(_("a position is no pair of numbers"))
    x, y = (_number(value) for value in raw[:2])
    if abs(x) > 180 or abs(y) > 90:
        raise BadOutline(_why_outside(x, y))
    if _is_at_home(y, x) and not _is_at_home(x, y):
        raise BadOutline(_swapped())
    return x, y


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadOutline(_("a position is no pair of numbers"))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadOutline(_("a position is no pair of numbers"))
    return number


def _is_at_home(x: float, y: float) -> bool:
    west, south, east, north = _AT_HOME
    return west <= x <= east and south <= y <= north


def _why_outside(x: float, y: float) -> str:
    where = {"x": f"{x:.10g}", "y": f"{y:.10g}"}
    if max(abs(x), abs(y)) > 1000:
        return (
            _(
                "%(x)s, %(y)s are metres of a survey (UTM, Gauß-Krüger or the like), not degrees; "
                "please save the file in WGS 84 (EPSG:4326)"
            )
            % where
        )
    if abs(x) <= 90 and abs(y) <= 180:
        return _swapped()
    return _("%(x)s, %(y)s is no longitude and latitude") % where


def _swapped() -> str:
    return _(
        "longitude and latitude are probably the wrong way round; GeoJSON has the longitude first"
    )


def _members(raw: object) -> list[Any]:
    """Return what a list of shapes or rings holds; empty places of it cost the others nothing."""
    return [part for part in _list(raw) if part is not None and not _is_placeless(part)]


def _is_placeless(part: object) -> bool:
    """Say whether a member is a Feature without a geometry, as tables with gaps become."""
    if not isinstance(part, dict):
        return False
    return part.get("type") == "Feature" and part.get("geometry") is None


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list | tuple):
        raise BadOutline(_("its geometry is no GeoJSON"))
    return list(raw)
