"""What do the neighbours have that this district lacks?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from districts.models import District, Project
from districts.querysets import is_public
from text.fold import fold

#: More topics than this would be a list of reproaches.
MOST_LACKING = 6
#: What counts as something one can look at: neither an idea nor something that did not hold.
WORTH_A_LOOK = ("running", "completed", "paused")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A topic on which neighbours have projects and this district has none.

    `query` narrows the list of projects to it.
    """

    name: str
    districts: list[str]
    query: str


@dataclass(frozen=True, slots=True)
class Around:
    """A district with its neighbours and the districts that lie in it, each by name."""

    district: District
    near: list[District]
    inside: list[District]


def around(slug: str) -> Around | None:
    """Return a district and what lies around and in it, from one query."""
    wanted = Q(slug=slug) | Q(neighbours__slug=slug) | Q(parent__slug=slug)
    rows = District.objects.filter(wanted).select_related("city", "parent").distinct()
    by_name = sorted(rows, key=lambda row: fold(row.name))
    found = next((row for row in by_name if row.slug == slug), None)
    if found is None:
        return None
    inside = [row for row in by_name if row.parent_id == found.pk]
    near = [row for row in by_name if row is not found and row not in inside]
    return Around(found, near, inside)


def topics_part(districts: Iterable[District]) -> QuerySet[Any, Any]:
    """Return which topics some districts have projects on, as a part of a district's overview."""
    text = CharField()
    places = [district.pk for district in districts]
    table: Any = Project.topics.through
    rows = table.objects.filter(
        is_public(Project, "project__"),
        project__status__in=WORTH_A_LOOK,
        project__districts__in=places,
    )
    named: QuerySet[Any, Any] = (
        rows.order_by()
        .values("topic__slug", "topic__name", "project__districts__slug")
        .annotate(n=Count("project"))
        .filter(project__districts__in=places)
        .values_list(
            Value("topic:", output_field=text),
            Cast(F("project__districts__slug"), text),
            F("n"),
            Cast(F("topic__slug"), text),
            Cast(F("topic__name"), text),
            Value(" ", output_field=text),
            Cast(Value(None), DateTimeField()),
            Value(0),
            Value("", output_field=text),
            Value("", output_field=text),
        )
    )
    return named


def lacking(
    district: District, neighbours: Iterable[District], rows: Iterable[tuple[str, str, str]]
) -> list[Lacking]:
    """Choose the topics most neighbours have and this district lacks.

    `rows` are (slug of a district, slug of a topic, name of the topic).
    """
    near = {neighbour.slug: neighbour.name for neighbour in neighbours}
    own = {topic for place, topic, _name in rows if place == district.slug}
    found: dict[tuple[str, str], set[str]] = {}
    for place, topic, name in rows:
        if place in near and topic not in own:
            found.setdefault((topic, name), set()).add(near[place])
    places = "".join(f"&district={slug}" for slug in near)
    listed = sorted(found, key=lambda topic: (-len(found[topic]), fold(topic[1])))
    return [
        Lacking(name, sorted(found[slug, name], key=fold), f"?topic={slug}{places}")
        for slug, name in listed[:MOST_LACKING]
    ]
