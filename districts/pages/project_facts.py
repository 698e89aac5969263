"""What does a project cost and take, in a few words each?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.models import Project
from text.inline import amount


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is called, its icon in the sprite, and what it is; empty if not said."""

    label: str
    icon: str
    words: str


def facts_of(project: Project, *, whom: Iterable[str] = (), year: int | None = None) -> list[Fact]:
    """Return what a project costs and takes, said or not: two projects have the same facts.

    `whom` names the groups it is for; `year` is when it began, as far as that is known.
    """
    ends = date_format(project.funded_until) if project.funded_until else ""
    return [
        Fact(_("Effort"), "effort", project.get_effort_display() if project.effort else ""),
        Fact(_("Cost to start"), "euro", _euros(project.cost_base)),
        Fact(_("Cost each year"), "euro", _euros(project.cost_year)),
        Fact(_("Begun"), "calendar", str(year or "")),
        Fact(_("Duration"), "clock", project.duration),
        Fact(_("For whom"), "people", ", ".join(whom)),
        Fact(_("Funded by"), "heart", "" if project.nameless else project.funded_by),
        Fact(_("Funding ends on"), "calendar", ends),
    ]


def said(facts: Sequence[Fact]) -> list[Fact]:
    """Return those facts of which something is said."""
    return [fact for fact in facts if fact.words]


def _euros(cost: Decimal | None) -> str:
    return "" if cost is None else _("%(n)s euros") % {"n": amount(cost)}
