"""Which values of an entry belong to a person, and go from every version once they are taken back?

A phone number is shown because somebody agreed to it. When it is removed, replaced, or no longer to
be shown, nobody has agreed any more, and no old version, comparison or contribution goes on saying
it. So of a version's personal values only those are kept that the entry has now; all others are
blanked in the transaction that changes the entry, and their names noted in `taken_back`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from districts.entries.revision_values import Fields, plain, shape_of
from districts.entries.shape import Shape
from districts.models import EntryRevision, Sector, VersionedEntry

#: No version and no comparison shows them.
UNSEEN = frozenset({"mail"})
#: Whose personal values are proposals: read by their author and those who decide, nobody else.
PROPOSED = frozenset({EntryRevision.State.HELD, EntryRevision.State.REFUSED})
#: A public switch that goes with a value: a number is shown only with it.
_SHOWN_WITH = {"phone": "phone_public"}


def names(shape: Shape, *states: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the personal fields of a kind; of people without an institution their place, too."""
    citizens = any(state.get("sector") == Sector.CITIZENS for state in states)
    return (*shape.personal, *shape.home) if citizens else shape.personal


def taken_back(shape: Shape, before: Fields, after: Fields) -> list[str]:
    """Return which personal values a change takes back that were there before."""
    return [
        name
        for name in names(shape, before, after)
        if before.get(name) and (before[name] != after.get(name) or _withdrawn(name, before, after))
    ]


def _withdrawn(name: str, before: Fields, after: Fields) -> bool:
    switch = _SHOWN_WITH.get(name, "")
    return bool(before.get(switch)) and not after.get(switch)


@dataclass(frozen=True, slots=True)
class TakenBackHead:
    """What an entry says now, and what it said before the change that takes something back."""

    shape: Shape
    now: Fields
    before: Fields

    def goes(self, name: str, value: object) -> bool:
        """Say whether a value is no longer anybody's to show in an old version."""
        switch = _SHOWN_WITH.get(name, "")
        is_private = switch in self.now and not self.now[switch]
        return bool(value) and (value != self.now.get(name) or is_private)

    def left(self, fields: Fields, base: Fields | None) -> Fields:
        """Return the fields of a revision without what was taken back.

        `base` are those of the revision that a waiting contribution was made from (None: it does
        not wait): what it proposes itself stays, what it only repeats goes.
        """
        kept = dict(fields)
        for name in names(self.shape, fields, self.now, self.before):
            value = fields.get(name)
            repeats = base is None or value in (base.get(name), self.before.get(name))
            if repeats and self.goes(name, value):
                kept[name] = blank(self.shape, name)
        return kept


def blank(shape: Shape, name: str) -> Any:
    """Return what stands for nothing in a field."""
    return shape.model._meta.get_field(name).get_default()


def shown(entry: VersionedEntry, fields: Fields) -> frozenset[str]:
    """Return which personal fields of an old version may be shown: those the entry has now.

    Asked whenever a version is read, so that nothing shows what a program changed past the
    services.
    """
    shape = shape_of(entry)
    now = {name: plain(getattr(entry, name)) for name in shape.columns}
    head = TakenBackHead(shape, now, now)
    every = names(shape, fields, now)
    return frozenset(name for name in every if not head.goes(name, fields.get(name)))
