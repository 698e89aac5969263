"""How are two versions of a set of fields merged?

Directory entries keep their content as a JSON object. Field by field: what one person changed is
taken; what both changed alike is taken once; long texts are merged like articles; lists are sets
with an order (added by either, removed by either); objects are merged within. Everything else that
both changed differently is a conflict of that field alone.

Some fields say one thing together, as beginning and end do: two people's halves would be a time
that nobody set. And some lists are sequences, as the steps of a guide are: two rewritings of one
step are a conflict, not two steps. The caller names both.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from versions.sequences import merge_sequence
from versions.textmerge import merge

#: Shorter texts (names, dates, numbers, addresses) are changed as a whole, never word by word.
_PROSE_WORDS = 8
_MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both changed differently; None stands for removed, dots join nested names."""

    field: str
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class FieldsMerge:
    """The merged fields.

    Where there is a conflict, ``values`` holds mine, or both texts where they could be combined, so
    that a form can be filled with it; it must not be saved unseen.
    """

    values: dict[str, Any]
    conflicts: tuple[FieldConflict, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nobody has to decide anything."""
        return not self.conflicts


def merge_fields(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    *,
    together: Iterable[Sequence[str]] = (),
    sequences: Container[str] = (),
) -> FieldsMerge:
    """Merge three versions of a JSON object. The order of the fields is mine, then theirs.

    `together` are the names of fields that say one thing, `sequences` those of ordered lists.
    """
    values: dict[str, Any] = {}
    conflicts: list[FieldConflict] = []
    at_odds = {name for names in together if _differ(names, base, theirs, mine) for name in names}
    for name in dict.fromkeys([*mine, *theirs]):
        was, other, own = (version.get(name, _MISSING) for version in (base, theirs, mine))
        if name in at_odds:
            merged, found = _undecided(name, was, other, own)
        else:
            merged, found = _merge_value(name, was, other, own, in_order=name in sequences)
        conflicts += found
        if merged is not _MISSING:
            values[name] = merged
    return FieldsMerge(values, tuple(conflicts))


def _differ(
    names: Sequence[str],
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
) -> bool:
    """Say whether each has changed a part of this; what both agree on does not count."""
    parts = [
        [_key(version.get(name, _MISSING)) for version in (base, theirs, mine)] for name in names
    ]
    apart = [(was != other, was != own) for was, other, own in parts if other != own]
    return any(by_them for by_them, _ in apart) and any(by_me for _, by_me in apart)


def _merge_value(
    name: str, base: object, theirs: object, mine: object, *, in_order: bool
) -> tuple[object, Sequence[FieldConflict]]:
    if _same(theirs, mine) or _same(base, theirs):
        return mine, ()
    if _same(base, mine):
        return theirs, ()
    if isinstance(theirs, list) and isinstance(mine, list):
        before = base if isinstance(base, list) else []
        if not in_order:
            return _merge_lists(before, theirs, mine), ()
        merged, clean = merge_sequence(before, theirs, mine)
        return merged, () if clean else (_conflict(name, base, theirs, mine),)
    if isinstance(theirs, dict) and isinstance(mine, dict):
        inner = merge_fields(base if isinstance(base, dict) else {}, theirs, mine)
        found = [
            FieldConflict(f"{name}.{c.field}", c.base, c.theirs, c.mine) for c in inner.conflicts
        ]
        return inner.values, found
    if isinstance(theirs, str) and isinstance(mine, str) and _is_prose(base, theirs, mine):
        text = merge(base if isinstance(base, str) else "", theirs, mine)
        return text.text, () if text.clean else (_conflict(name, base, theirs, mine),)
    return _undecided(name, base, theirs, mine)


def _undecided(
    name: str, base: object, theirs: object, mine: object
) -> tuple[object, Sequence[FieldConflict]]:
    """Keep mine and ask, if they differ; removed by me, the others' stays to be seen."""
    if _same(theirs, mine):
        return mine, ()
    shown = theirs if mine is _MISSING else mine
    return shown, (_conflict(name, base, theirs, mine),)


def _conflict(name: str, *values: object) -> FieldConflict:
    return FieldConflict(name, *(None if value is _MISSING else value for value in values))


def _merge_lists(base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """Keep what nobody removed and what either added, where they put it: theirs first."""
    in_base, in_theirs, in_mine = (
        {_key(item): item for item in version} for version in (base, theirs, mine)
    )
    merged = [key for key in in_theirs if key in in_mine or key not in in_base]
    place = 0
    for key in in_mine:
        if key in in_theirs:
            place = merged.index(key) + 1 if key in merged else place
        elif key not in in_base:
            while place < len(merged) and merged[place] not in in_mine:
                place += 1
            merged.insert(place, key)
            place += 1
    values = {**in_mine, **in_theirs}
    return [values[key] for key in merged]


def _is_prose(*values: object) -> bool:
    return any(
        isinstance(value, str) and ("\n" in value or len(value.split()) >= _PROSE_WORDS)
        for value in values
    )


def _key(value: object) -> str:
    """Tell JSON values apart as JSON does: 1 is not true, and order of names does not count."""
    return "" if value is _MISSING else json.dumps(value, sort_keys=True, default=str)


def _same(one: object, other: object) -> bool:
    return _key(one) == _key(other)
