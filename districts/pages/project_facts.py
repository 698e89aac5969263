"""What does a project cost, take and need, and why did it not hold, in a few words each?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.models import ConditionKind, Project
from districts.pages.relations import RelatedThing
from districts.pages.summary import first_words
from text.inline import amount, in_words

#: The sign of each kind of thing that a project cannot do without.
_SIGNS: dict[str, str] = {
    ConditionKind.ROOM: "room",
    ConditionKind.PARTNER_SECTOR: "people",
    ConditionKind.HOURS: "clock",
    ConditionKind.MONEY: "euro",
    ConditionKind.PERMIT: "permit",
}
#: So much of why a project did not hold is read in the first screen of a phone.
_BEGINNING = 220


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """One fact: what it is called, its icon in the sprite, and what it is; empty if not said."""

    label: str
    icon: str
    words: str


def facts_of(
    project: Project, *, whom: Iterable[str] = (), year: int | None = None
) -> list[ProjectFact]:
    """Return what a project costs and takes, said or not: two projects have the same facts.

    `whom` names the groups it is for; `year` is when it began, as far as that is known.
    """
    ends = date_format(project.funded_until) if project.funded_until else ""
    return [
        ProjectFact(_("Effort"), "effort", project.get_effort_display() if project.effort else ""),
        ProjectFact(_("Cost to start"), "euro", _euros(project.cost_base)),
        ProjectFact(_("Cost each year"), "euro", _euros(project.cost_year)),
        ProjectFact(_("Begun"), "calendar", str(year or "")),
        ProjectFact(_("Duration"), "clock", project.duration),
        ProjectFact(_("For whom"), "people", ", ".join(whom)),
        ProjectFact(_("Funded by"), "heart", "" if project.nameless else project.funded_by),
        ProjectFact(_("Funding ends on"), "calendar", ends),
    ]


def said(facts: Sequence[ProjectFact]) -> list[ProjectFact]:
    """Return those facts of which something is said."""
    return [fact for fact in facts if fact.words]


def needs_of(conditions: Iterable[RelatedThing]) -> list[ProjectFact]:
    """Return what a project cannot do without; what it is called is the kind of thing."""
    kinds = dict(ConditionKind.choices)
    return [
        ProjectFact(str(kinds.get(row.slug, row.slug)), _SIGNS.get(row.slug, "check"), row.name)
        for row in conditions
    ]


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a text begins, and whether there is more of it than that."""

    words: str
    goes_on: bool


def beginning(text: str) -> Beginning:
    """Return how a text begins, in one line without marks."""
    words = first_words(text, length=_BEGINNING)
    return Beginning(words, in_words(text.strip()) != words)


def _euros(cost: Decimal | None) -> str:
    return "" if cost is None else _("%(n)s euros") % {"n": amount(cost)}
