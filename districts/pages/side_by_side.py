"""What do the projects of one family have in common, and what not? Fact by fact, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.person import Person
from districts.models import Project
from districts.pages.family_tree import FamilyTree, Node
from districts.pages.project_facts import ProjectFact, facts_of
from districts.pages.summary import first_words
from text.translatable import Words

#: So many columns can be told apart; a larger family stands in its tree.
MOST = 8
#: So much of a long text stands in a cell; the whole is on the page of the project.
WORDS = 280

#: What was learned, as sentences: what it is called, and which field of a project says it.
LEARNED: Sequence[tuple[Words, str]] = (
    (_("What worked"), "what_worked"),
    (_("What did not work"), "what_did_not_work"),
    (_("What one would do differently"), "do_differently"),
    (_("Results"), "results"),
    (_("What stays"), "what_stays"),
)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The projects that are compared, and each fact with what it is in each of them."""

    projects: Sequence[Node]
    facts: Sequence[tuple[Words, Sequence[str]]]


def compared(family: FamilyTree, user: Person) -> SideBySide:
    """Return the projects of a family side by side, the one asked for first. Two queries.

    The others follow as in the tree, parents before children. A fact that none names is left out.
    """
    nodes = sorted(family.nodes(), key=lambda node: not node.current)[:MOST]
    rows = Project.objects.visible_to(user).prefetch_related("conditions")
    found = rows.in_bulk([node.pk for node in nodes])
    columns = [node for node in nodes if node.pk in found]
    facts: list[tuple[Words, list[str]]] = [
        (_("What was adapted"), [node.adapted for node in columns]),
        *_short([facts_of(found[node.pk], year=node.year) for node in columns]),
        (_("What it cannot do without"), [_conditions(found[node.pk]) for node in columns]),
        *((label, [_begin(found[node.pk], name) for node in columns]) for label, name in LEARNED),
    ]
    return SideBySide(columns, [(label, cells) for label, cells in facts if any(cells)])


def _short(columns: list[list[ProjectFact]]) -> list[tuple[Words, list[str]]]:
    return [
        (facts[0].label, [fact.words for fact in facts]) for facts in zip(*columns, strict=True)
    ]


def _conditions(project: Project) -> str:
    return "\n".join(condition.text for condition in project.conditions.all())


def _begin(project: Project, name: str) -> str:
    return first_words(getattr(project, name), length=WORDS)
