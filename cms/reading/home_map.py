"""The plan of a city on the home page, and over it how projects have travelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from django.db.models import F
from django.urls import reverse

import pagecache
from districts.map.plan import CityPlan, PlanPlace, plan_of
from districts.models import Adoption, Project
from districts.shown import all_of

#: So many routes are drawn; more would be a tangle. So many rows are read for them.
MOST, READ = 3, 60
#: How far a route bends, as a part of its length; how large its stop is, in letters.
BEND, STOP = 0.18, 0.95


@dataclass(frozen=True, slots=True)
class Route:
    """A project that was taken over: what it is called there, from where to where, and its line.

    All numbers are in units of the plan, as SVG takes them.
    """

    number: int
    title: str
    url: str
    origin: str
    goal: str
    path: str
    x: str
    y: str
    r: str
    text_y: str


def routes_on(plan: CityPlan) -> list[Route]:
    """Return the newest projects that were taken over within a plan. One query.

    One that concerns several districts goes to the first that has none yet.
    """
    pagecache.shows_also(all_of(Project.KIND))
    live = Project.objects.live().order_by().values("pk")
    rows = Adoption.objects.filter(withdrawn_at=None, project__in=live, source__in=live)
    found: dict[int, Route] = {}
    reached: set[str] = set()
    for project, title, slug, origin, goal in rows.order_by("-created_at", "-pk").values_list(
        "project",
        "project__title",
        "project__slug",
        F("source__districts__slug"),
        F("project__districts__slug"),
    )[:READ]:
        begin, end = plan.at(origin or ""), plan.at(goal or "")
        if project in found or begin is None or end is None or begin is end or goal in reached:
            continue
        reached.add(goal)
        found[project] = _route(plan, len(found) + 1, (title, slug), begin, end)
        if len(found) == MOST:
            break
    return list(found.values())


def _route(
    plan: CityPlan, number: int, project: Sequence[str], begin: PlanPlace, end: PlanPlace
) -> Route:
    title, slug = project
    letters = float(plan.letters)
    # The line ends above the name of the place, so that it covers none.
    rise = letters * 1.5
    (x1, y1), (x2, y2) = (begin.x, begin.y - rise), (end.x, end.y - rise)
    length = hypot(x2 - x1, y2 - y1) or 1.0
    bend_x = (x1 + x2) / 2 - (y2 - y1) / length * BEND * length
    bend_y = (y1 + y2) / 2 + (x2 - x1) / length * BEND * length
    return Route(
        number=number,
        title=title,
        url=reverse("districts:project", args=[slug]),
        origin=begin.name,
        goal=end.name,
        path=f"M{x1:.1f} {y1:.1f}Q{bend_x:.1f} {bend_y:.1f} {x2:.1f} {y2:.1f}",
        x=f"{x2:.1f}",
        y=f"{y2:.1f}",
        r=f"{letters * STOP:.1f}",
        text_y=f"{y2 + letters * 0.36:.1f}",
    )


def plan_parts(cities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each city its plan and what has travelled on it."""
    made = []
    for city in cities:
        plan = plan_of(city["city"], city["districts"], city["svg"])
        made.append({**city, "plan": plan, "routes": routes_on(plan) if plan else []})
    return made
