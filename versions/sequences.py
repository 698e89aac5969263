"""How are two people's changes to one ordered list merged?

As the paragraphs of a text are: what either put in stays where it was put, what either removed is
gone, what either moved has moved; one item that both rewrote is merged by its words or is a
conflict.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from versions.textmerge import merge
from versions.units import Units
from versions.weaving import Chunk, Clash, Versions, woven


def merge_sequence(base: list[Any], theirs: list[Any], mine: list[Any]) -> tuple[list[Any], bool]:
    """Return the merged list, and whether nobody has to decide; if not, it holds both rewritings.

    An item that both have added comes once, wherever they did.
    """
    items = [[_written(item) for item in version] for version in (base, theirs, mine)]

    def combine(base: str, theirs: str, mine: str) -> tuple[Chunk, ...]:
        read = [json.loads(item) for item in (base, theirs, mine)]
        if all(isinstance(item, str) for item in read):
            merged = merge(*read)
            if merged.clean:
                return (_written(merged.text),)
        return (Clash(base, theirs, mine),)

    found: list[str] = []
    clean = True
    for piece in woven(Versions(*map(_units, items)), combine):
        for chunk in piece.chunks:
            clean = clean and isinstance(chunk, str)
            found += [chunk] if isinstance(chunk, str) else filter(None, [chunk.theirs, chunk.mine])
    return [json.loads(item) for item in _once(found, items)], clean


def _once(found: list[str], versions: list[list[str]]) -> list[str]:
    """Leave out what comes a second time, unless it does so in a version."""
    several = {item for version in versions for item, n in Counter(version).items() if n > 1}
    left = dict.fromkeys(item for item in found if item not in several)
    return [item for item in found if item in several or left.pop(item, item) is None]


def _written(item: object) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def _units(items: list[str]) -> Units:
    return Units(tuple(items), ("",) * (len(items) + 1))
