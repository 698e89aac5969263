"""The plan of a city on the home page, and over it how projects have travelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

import pagecache
from districts.map.plan import CityPlan, PlanPlace, plan_of
from districts.map.routes import RouteStop, path_between, stop_at
from districts.models import Adoption, Project
from districts.shown import all_of

#: So many routes are drawn; more would be a tangle. So many rows are read for them.
MOST, READ = 3, 60


@dataclass(frozen=True, slots=True)
class Route:
    """A project that was taken over: what it is called there, from where to where, and its line.

    The path is in units of the plan, as SVG takes it.
    """

    number: int
    title: str
    url: str
    origin: str
    goal: str
    path: str
    stop: RouteStop


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
    return Route(
        number=number,
        title=title,
        url=reverse("districts:project", args=[slug]),
        origin=begin.name,
        goal=end.name,
        path=path_between(plan, begin, end),
        stop=stop_at(plan, end),
    )


def plan_parts(cities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each city its plan and what has travelled on it."""
    made = []
    for city in cities:
        plan = plan_of(city["city"], city["districts"], city["svg"])
        made.append({**city, "plan": plan, "routes": routes_on(plan) if plan else []})
    return made
