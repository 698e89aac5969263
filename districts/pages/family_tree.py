"""How did a project travel? The whole family tree from two queries, however large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.person import Person
from districts.lists.choice_labels import because
from districts.map.signs import sprite_url_of
from districts.models import Adoption, Answer, Project

COLUMNS = (
    *("pk", "title", "slug", "status", "failed_because", "began"),
    *("districts__name", "districts__short", "districts__slug"),
    *("districts__city", "districts__city__slug", "districts__city__sign_digest"),
)


@dataclass(slots=True)
class Node:
    """One project of a family, in the form `components/family_tree.html` takes.

    `year` is when it began, else when it was taken over. `adapted` says what was adapted then.
    `because` says why it did not hold. `lage`
    is the sign of its district, `city` that district's city.
    """

    pk: int
    title: str
    url: str
    status: str
    district: str = ""
    lage: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    because: str = ""
    adapted: str = ""
    current: bool = False
    children: list[Node] = field(default_factory=list)
    city: int | None = None


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """The tree from its first project, and its figures: how many took over, with which outcome.

    `own` is the adoption of the project the family was asked for, if its source may be seen, with
    `n_met`, `n_missing` and `n_unknown` conditions.
    """

    roots: list[Node]
    adoptions: int
    outcomes: dict[str, int]
    own: Adoption | None = None

    def nodes(self) -> list[Node]:
        """Return all projects, parents before their children."""
        found, waiting = [], list(self.roots)
        while waiting:
            node = waiting.pop(0)
            found.append(node)
            waiting += node.children
        return found


def family_of(project: Project, user: Person) -> FamilyTree | None:
    """Return the family of a project as this reader may see it; None for a project on its own."""
    if project.family_id is None:
        return None
    nodes = _nodes(project, user)
    if len(nodes) < 2:
        return None
    links = list(_links(project.family_id))
    roots = _connect(nodes, links)
    own = next((link for link in links if link.project_id == project.pk), None)
    taken = [node for pk, node in nodes.items() if pk != project.family_id]
    outcomes: dict[str, int] = {}
    for node in taken:
        outcomes[node.status] = outcomes.get(node.status, 0) + 1
    return FamilyTree(roots, len(taken), outcomes, own if own and own.source_id in nodes else None)


def _links(family: int) -> QuerySet[Adoption]:
    counts: dict[str, Any] = {
        f"n_{answer}": Count("answers", filter=Q(answers__answer=answer))
        for answer in Answer.values
    }
    rows = Adoption.objects.filter(project__family=family, withdrawn_at__isnull=True)
    return rows.select_related("source").annotate(**counts)


def _nodes(project: Project, user: Person) -> dict[int, Node]:
    """Return the members with their first district by name, from one query."""
    members = Project.objects.visible_to(user).filter(Q(family=project.family_id))
    rows = members.order_by("sort_key", "pk", "districts__name").values_list(*COLUMNS)
    nodes: dict[int, Node] = {}
    for pk, title, slug, status, why, began, *rest in rows:
        name, short, place, city, city_slug, digest = rest
        if pk in nodes:
            continue
        url = reverse("districts:project", args=[slug])
        node = Node(pk, title, url, status, year=began, current=pk == project.pk)
        node.because = because(status, why)
        if name:
            node.district, node.city = short or name, city
            node.lage = (
                {"sprite": sprite_url_of(city_slug, digest), "slug": place} if digest else {}
            )
        nodes[pk] = node
    return nodes


def _connect(nodes: dict[int, Node], links: Iterable[Adoption]) -> list[Node]:
    """Hang every project under its source; what has none in sight stands at the top."""
    below = set()
    for link in links:
        child, source = nodes.get(link.project_id), nodes.get(link.source_id)
        if child is None:
            continue
        child.year = child.year or link.created_at.year
        child.adapted = link.adapted
        if source is not None:
            source.children.append(child)
            below.add(child.pk)
    return [node for pk, node in nodes.items() if pk not in below]
