"""Which conditions of a project are met in a district, as far as the directory knows?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from districts.models import Actor, Answer, ConditionKind, District

#: More names than these prove nothing more.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition and what the directory says to it; `evidence` are the actors that prove it."""

    kind: str
    text: str
    sector: str
    answer: str
    evidence: list[Actor] = field(default_factory=list)

    @property
    def by_data(self) -> bool:
        """Whether the answer was read from the directory."""
        return bool(self.evidence)


def check(conditions: Iterable[tuple[str, str, str]], district: District) -> list[Checked]:
    """Answer the conditions (kind, text, sector) for a district; one query.

    Only a partner from a named sector can be read from data; everything else starts unknown and is
    for the adopter to answer. A missing partner stays unknown, too: the directory is not complete.
    """
    rows = list(conditions)
    wanted = {s for kind, _text, s in rows if kind == ConditionKind.PARTNER_SECTOR and s}
    found: dict[str, list[Actor]] = {sector: [] for sector in wanted}
    if wanted:
        actors = Actor.objects.live().listed().filter(sector__in=wanted)
        near: Any = actors.in_districts([district])
        for actor in near.order_by("nearness", "sort_key", "pk"):
            if len(found[actor.sector]) < SHOWN:
                found[actor.sector].append(actor)
    checked = []
    for kind, text, sector in rows:
        partner = kind == ConditionKind.PARTNER_SECTOR
        evidence = found.get(sector, []) if partner else []
        answer = str((Answer.MET if evidence else Answer.UNKNOWN).value)
        checked.append(Checked(kind, text, sector, answer, evidence))
    return checked
