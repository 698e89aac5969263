"""How are two versions of a set of fields merged?

Directory entries keep their content as a JSON object. Field by field: what one person changed is
taken; what both changed alike is taken once; long texts are merged like articles; lists are sets
with an order (added by either, removed by either); objects are merged within. Everything else that
both changed differently is a conflict of that field alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

    Where there is a conflict, ``values`` holds mine, or both texts where they could be joined, so
    that a form can be filled with it; it must not be saved unseen.
    """

    values: dict[str, Any]
    conflicts: tuple[FieldConflict, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nobody has to decide anything."""
        return not self.conflicts


def merge_fields(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> FieldsMerge:
    """Merge three versions of a JSON object. The order of the fields is mine, then theirs."""
    values: dict[str, Any] = {}
    conflicts: list[FieldConflict] = []
    for name in dict.fromkeys([*mine, *theirs]):
        merged, found = _merge_value(
            name, *(version.get(name, _MISSING) for version in (base, theirs, mine))
        )
        conflicts += found
        if merged is not _MISSING:
            values[name] = merged
    return FieldsMerge(values, tuple(conflicts))


def _merge_value(
    name: str, base: Any, theirs: Any, mine: Any
) -> tuple[Any, Sequence[FieldConflict]]:
    if _same(theirs, mine) or _same(base, theirs):
        return mine, ()
    if _same(base, mine):
        return theirs, ()
    if isinstance(theirs, list) and isinstance(mine, list):
        return _merge_lists(base if isinstance(base, list) else [], theirs, mine), ()
    if isinstance(theirs, dict) and isinstance(mine, dict):
        inner = merge_fields(base if isinstance(base, dict) else {}, theirs, mine)
        found = [
            FieldConflict(f"{name}.{c.field}", c.base, c.theirs, c.mine) for c in inner.conflicts
        ]
        return inner.values, found
    conflict = FieldConflict(name, *(_shown(value) for value in (base, theirs, mine)))
    if isinstance(theirs, str) and isinstance(mine, str) and _is_prose(base, theirs, mine):
        merged = merge(base if isinstance(base, str) else "", theirs, mine)
        return merged.text, () if merged.clean else (conflict,)
    if mine is _MISSING:
        # Removed by me, changed by the others: what was written stays to be seen.
        return theirs, (conflict,)
    return mine, (conflict,)


def _merge_lists(base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """Keep what nobody removed, then what the others added, then what I added."""
    keys = [{_key(item) for item in version} for version in (base, theirs, mine)]
    in_base, in_theirs, in_mine = keys
    merged: dict[str, Any] = {}
    for item in theirs:
        if _key(item) in in_mine or _key(item) not in in_base:
            merged.setdefault(_key(item), item)
    for item in mine:
        if _key(item) in in_theirs or _key(item) not in in_base:
            merged.setdefault(_key(item), item)
    return list(merged.values())


def _is_prose(*values: Any) -> bool:
    return any(
        isinstance(value, str) and ("\n" in value or len(value.split()) >= _PROSE_WORDS)
        for value in values
    )


def _key(value: Any) -> str:
    """Tell JSON values apart as JSON does: 1 is not true, and order of names does not count."""
    return "" if value is _MISSING else json.dumps(value, sort_keys=True, default=str)


def _same(one: Any, other: Any) -> bool:
    return _key(one) == _key(other)


def _shown(value: Any) -> Any:
    return None if value is _MISSING else value
