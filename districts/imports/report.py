"""What did an import do, and what did it leave out?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What is counted, as a person reads it.
KINDS: dict[str, Promise] = {
    "districts": gettext_lazy("Parts of the city"),
    "neighbourhoods": gettext_lazy("Neighbourhoods"),
    "organisations": gettext_lazy("Organisations"),
    "meetings": gettext_lazy("Meetings"),
    "papers": gettext_lazy("Papers"),
}
#: A list longer than this says how many more there are.
MOST_LINES = 20


@dataclass(slots=True)
class ImportTally:
    """How many of one kind were new, changed, unchanged and removed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        """How many there are now."""
        return self.new + self.changed + self.unchanged

    def words(self, name: str) -> str:
        """Say it in one line."""
        words = {
            "name": KINDS.get(name, name),
            "total": self.total,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
        }
        if self.removed:
            return (
                _(
                    "%(name)s: %(total)s, of which %(new)s new, %(changed)s changed, "
                    "%(unchanged)s unchanged; %(removed)s hidden"
                )
                % words
            )
        return (
            _(
                "%(name)s: %(total)s, of which %(new)s new, %(changed)s changed, "
                "%(unchanged)s unchanged"
            )
            % words
        )


@dataclass(slots=True)
class Report:
    """What an import did, by kind, what it skipped and why, and what else is worth knowing."""

    tallies: dict[str, ImportTally] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def tally(self, kind: str) -> ImportTally:
        """Return the figures of a kind."""
        return self.tallies.setdefault(kind, ImportTally())

    def skip(self, what: str, why: str) -> None:
        """Note that something was left out."""
        self.skipped.append((what, why))

    def note(self, what: str, why: str) -> None:
        """Note something that was taken in all the same."""
        self.notes.append((what, why))

    def lines(self) -> list[str]:
        """Return the report for reading."""
        lines = [tally.words(kind) for kind, tally in self.tallies.items()]
        lines.append(_("%(number)s skipped") % {"number": len(self.skipped)})
        lines += _listed(self.skipped)
        if self.notes:
            lines.append(_("%(number)s remarks") % {"number": len(self.notes)})
        return lines + _listed(self.notes)

    def as_json(self) -> dict[str, Any]:
        """Return the figures for programs."""
        kinds = {
            kind: {
                "total": tally.total,
                "new": tally.new,
                "changed": tally.changed,
                "unchanged": tally.unchanged,
                "removed": tally.removed,
            }
            for kind, tally in self.tallies.items()
        }
        return {
            **kinds,
            "skipped": [{"what": what, "why": why} for what, why in self.skipped],
            "notes": [{"what": what, "why": why} for what, why in self.notes],
        }


def _listed(rows: list[tuple[str, str]]) -> list[str]:
    """Return the rows grouped by reason, each reason with its first few."""
    lines = []
    for why, n in Counter(why for _what, why in rows).most_common():
        named = Counter(what for what, reason in rows if reason == why)
        shown = [f"{what} ({m}×)" if m > 1 else what for what, m in named.items()]
        more = ""
        if len(shown) > MOST_LINES:
            more = _(" and %(number)s more") % {"number": len(shown) - MOST_LINES}
        lines.append(f"  {n} × {why}: {', '.join(shown[:MOST_LINES])}{more}")
    return lines
