"""Where does a district lie among its neighbours, seen from close by?

A window onto the city's sprite, so that no outline is drawn or sent a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from districts.map.signs import sprite_url
from districts.models import CitySign, District

_NUMBER = r"-?\d+(?:\.\d+)?"
_POINT = re.compile(rf"[ML]({_NUMBER}) ({_NUMBER})")
_DOT = re.compile(rf'cx="({_NUMBER})" cy="({_NUMBER})"')
#: Room around the districts, as a part of their width; a window never shows less than this.
ROOM = 0.08
SMALLEST = 12.0
#: Width of the lines between districts where the window is as large as the whole sprite.
LINE = 0.8


@dataclass(frozen=True, slots=True)
class NearbyOutline:
    """The window: its view box, the width of lines in it, and whose shapes stand out."""

    sprite: str
    view_box: str
    line: str
    own: str
    near: list[str]


def outline_of(district: District, near: Iterable[District]) -> NearbyOutline | None:
    """Return the window around a district and its neighbours; None where only dots are drawn.

    From close by, dots without names tell nothing that the list of neighbours does not.

    One query. Neighbours in other cities are in no sprite of this one and are left out.
    """
    city = district.city
    if not city.sign_digest:
        return None
    svg = CitySign.objects.filter(city=city).values_list("svg", flat=True).first() or ""
    neighbours = [row.slug for row in near if row.city_id == district.city_id]
    points = [point for slug in (district.slug, *neighbours) for point in _points(svg, slug)]
    if not _POINT.search(_symbol(svg, district.slug)):
        return None
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    north, south = min(y for _x, y in points), max(y for _x, y in points)
    size = max(max(east - west, south - north) * (1 + 2 * ROOM), SMALLEST)
    left, top = (west + east - size) / 2, (north + south - size) / 2
    return NearbyOutline(
        sprite=sprite_url(city),
        view_box=f"{left:.1f} {top:.1f} {size:.1f} {size:.1f}",
        line=f"{LINE * size / 100:.2f}",
        own=district.slug,
        near=neighbours,
    )


def _points(svg: str, slug: str) -> list[tuple[float, float]]:
    """Return the corners and dots of a district's symbol."""
    symbol = _symbol(svg, slug)
    pairs = [*_POINT.findall(symbol), *_DOT.findall(symbol)]
    return [(float(x), float(y)) for x, y in pairs]


def _symbol(svg: str, slug: str) -> str:
    """Return how a district is drawn; "" where it is not."""
    _before, found, rest = svg.partition(f'<symbol id="d-{slug}"')
    return rest.partition("</symbol>")[0] if found else ""
