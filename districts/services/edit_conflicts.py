"""What becomes of what two people changed in the same entry?

Errors::

    writing.WriteRefused
    └── EditConflict        somebody else changed the same fields meanwhile
"""

from __future__ import annotations

from collections.abc import Iterable

from districts.entries.revision_values import SEQUENCES, TOGETHER, Fields
from districts.models import EntryRevision
from districts.services import writing
from versions.merge import FieldConflict, merge_fields


class EditConflict(writing.WriteRefused):
    """Both changed the same fields; `merged` is what could be combined, else the writer's own."""

    def __init__(
        self,
        head: EntryRevision,
        conflicts: tuple[FieldConflict, ...],
        base: Fields,
        mine: Fields,
        merged: Fields,
    ) -> None:
        super().__init__(", ".join(conflict.field for conflict in conflicts))
        self.head, self.conflicts, self.base = head, conflicts, base
        self.mine, self.merged = mine, merged

    @property
    def theirs(self) -> Fields:
        """The fields as they are now."""
        return dict(self.head.fields)


def combined(
    head: EntryRevision, base: Fields, mine: Fields, *, taken_back: Iterable[str] = ()
) -> Fields:
    """Return the head's fields combined with what a writer made of `base`; raises `EditConflict`.

    `taken_back` are fields that the base once had and nobody may show any more. A form that was
    opened before sends them back unchanged, and we cannot tell that from a new value: the writer
    is asked, and if they only press "save" once more, what was taken back stays away.
    """
    typed = [n for n in taken_back if mine.get(n) not in (base.get(n), head.fields.get(n))]
    settled = {**mine, **{name: base.get(name) for name in typed}}
    merged = merge_fields(base, head.fields, settled, together=TOGETHER, sequences=SEQUENCES)
    again = tuple(FieldConflict(n, base.get(n), head.fields.get(n), mine[n]) for n in typed)
    conflicts = merged.conflicts + again
    if conflicts:
        raise EditConflict(head, conflicts, base, mine, merged.values)
    return {name: merged.values.get(name) for name in head.fields}
