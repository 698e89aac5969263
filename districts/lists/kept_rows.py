"""What is made of one entry at a time, a card or a record, is kept until that entry changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import get_language

import pagecache
from districts.entries import EntryKind
from pagecache.shared import LONGER_SECONDS, kept_each
from text.thing_keys import key

T = TypeVar("T")


def of_each(
    cupboard: str,
    kind: EntryKind,
    pks: Sequence[int],
    *,
    fetched: Callable[[Collection[int]], Iterable[Any]],
    make: Callable[[Any], T],
    words: str = "",
    shown: Iterable[str] = (),
    seconds: int = LONGER_SECONDS,
) -> list[T]:
    """Return what `make` returns of these entries in their order, made now or kept.

    `pks` are those that a reader may see. `fetched(pks)` returns such of them as are still there,
    with what `make` needs: asked once, of those that have to be made. `words` name what it depends
    on beside entry and language, `shown` are the keys of what it shows beside the entry.
    """
    names = {f"{key(kind.key, pk)} {get_language()} {words}": pk for pk in pks}
    found: dict[int, Any] = {}

    def fetch(missing: Collection[str]) -> None:
        found.update((entry.pk, entry) for entry in fetched([names[name] for name in missing]))

    def made(pk: int) -> T | None:
        pagecache.shows_only(key(kind.key, pk), *shown)
        return make(found[pk]) if pk in found else None

    kept = kept_each(
        cupboard,
        {name: partial(made, pk) for name, pk in names.items()},
        ahead=fetch,
        seconds=lambda _name: seconds,
    )
    return [value for value in kept.values() if value is not None]
