"""What does the mark of a district look like, for whoever draws it otherwise than as SVG? Pure.

The numbers are those of the sprite (`districts.map.lagezeichen`): a square of 100, north up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Corners of one closed line, the last one not repeated.
Ring = list[tuple[float, float]]
_SYMBOL = r'<symbol id="{name}" [^>]*>(.*?)</symbol>'
_PATH = re.compile(r'<path d="([^"]*)"')
_CIRCLE = re.compile(r'<circle cx="([^"]*)" cy="([^"]*)" r="([^"]*)"')
_RING = re.compile(r"M([^MZ]*)Z")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Closed lines, and dots (x, y, radius) where there is no real outline."""

    rings: tuple[Ring, ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rings or self.dots)


def shapes_of(svg: str, slug: str = "") -> Shapes:
    """Return what a sprite draws of a district, or without a slug of the city; empty for nothing.

    Where there are no real outlines these are the areas of the plan around each place.
    """
    found = _drawn(svg, re.escape(f"d-{slug}" if slug else "city"))
    if found.rings:
        return found
    return _drawn(svg, f"m-{re.escape(slug)}" if slug else 'm-[^"]*') or found


def _drawn(svg: str, name: str) -> Shapes:
    inside = "".join(re.findall(_SYMBOL.format(name=name), svg, re.DOTALL))
    rings = (ring for path in _PATH.findall(inside) for ring in rings_of(path))
    dots = ((float(x), float(y), float(r)) for x, y, r in _CIRCLE.findall(inside))
    return Shapes(tuple(rings), tuple(dots))


def rings_of(path: str) -> list[Ring]:
    """Return the closed lines of a path of absolute straight lines ("M1 2L3 4L5 6Z")."""
    return [
        [(float(x), float(y)) for x, y in (point.split() for point in ring.split("L"))]
        for ring in _RING.findall(path)
    ]
