"""How is a way from one district to another drawn on a plan? A bent line, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

from districts.map.plan import CityPlan, PlanPlace

#: How far a line bends to the side, as a part of its length, so that there and back differ.
BEND = 0.18
#: How large a stop is, and how far above the name of its place it lies, in heights of letters: so
#: that the line covers no name.
STOP, RISE = 0.95, 1.5


@dataclass(frozen=True, slots=True)
class RouteStop:
    """Where a line begins or ends, as SVG takes it: point, radius, and where a number stands."""

    x: str
    y: str
    r: str
    text_y: str


def stop_at(plan: CityPlan, place: PlanPlace) -> RouteStop:
    """Return the stop at a district of a plan."""
    letters = float(plan.letters)
    x, y = _point(plan, place)
    return RouteStop(f"{x:.1f}", f"{y:.1f}", f"{letters * STOP:.1f}", f"{y + letters * 0.36:.1f}")


def path_between(plan: CityPlan, begin: PlanPlace, end: PlanPlace) -> str:
    """Return the path of the line from one district of a plan to another."""
    (x1, y1), (x2, y2) = _point(plan, begin), _point(plan, end)
    bend_x = (x1 + x2) / 2 - (y2 - y1) * BEND
    bend_y = (y1 + y2) / 2 + (x2 - x1) * BEND
    return f"M{x1:.1f} {y1:.1f}Q{bend_x:.1f} {bend_y:.1f} {x2:.1f} {y2:.1f}"


def _point(plan: CityPlan, place: PlanPlace) -> tuple[float, float]:
    return place.x, place.y - float(plan.letters) * RISE
