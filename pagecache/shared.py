"""What many readers share need not be made again before something it shows changes.

It is kept with the content version that was read before it was made, and with what it shows. Every
public change raises both, hiding first of all. And it is kept for a minute, because time alone
changes some of it ("next dates", "nobody has checked for a long time"). What time changes little
may be kept for longer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection

from pagecache import version
from pagecache.shown import begun_at, collecting, shows_also

KEEP_SECONDS = 60
#: For what time does not change within a day, where the day is among the words that name it. So
#: much later at most, what no change has named is right again.
LONGER_SECONDS = 600
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """Something that is kept: made after the content version `seen` was read, showing `keys`."""

    value: Any
    seen: int
    keys: tuple[str, ...]

    def is_current(self, seen: int | None) -> bool:
        """Say whether nothing that it shows has changed since; one query at most.

        `seen` is the content version, where the caller has read it already: that is all there is to
        know for what shows nothing but what belongs to every page.
        """
        if isinstance(seen, version.SeenVersion) and self.keys == (version.EVERYTHING,):
            return seen.spares(self.seen)
        return seen == self.seen or version.unchanged(self.keys, since=self.seen)


def before() -> int:
    """Return a content version from before what is about to be made: a part goes by the whole's."""
    begun = begun_at()
    return version.current() if begun is None else begun


def key(kind: str, words: str) -> str:
    """Return the name under which something is kept; the only place that makes one."""
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{kind}:{digest}"


def read(name: str, *, seen: int | None = None) -> Stored | None:
    """Return what is kept under a name, if it is still as it should be."""
    stored: Stored | None = cache.get(name)
    return stored if stored is not None and stored.is_current(seen) else None


def _read_each(names: Iterable[str], seen: int) -> dict[str, Stored]:
    """Return what is kept under these names and still as it should be; one query for all."""
    found: dict[str, Stored] = cache.get_many(names)
    older = [stored for stored in found.values() if stored.seen != seen]
    if not older:
        return found
    keys = {key for stored in older for key in stored.keys}
    changes = version.changes(sorted(keys), since=min(stored.seen for stored in older))
    return {
        name: stored
        for name, stored in found.items()
        if stored.seen == seen or changes.spared(stored.keys, since=stored.seen)
    }


def kept(
    kind: str,
    words: str,
    make: Callable[[], T | None],
    *,
    seen: int | None = None,
    seconds: int = KEEP_SECONDS,
) -> T | None:
    """Return what `make` returns, made now or kept since what it shows has last changed.

    `kind` names the caller's cupboard; `words` name everything that tells one value in it from
    another (address, language, audience). `make` says what it shows (`pagecache.shows_only`); else
    each public change ends what it has made. `seen` is the content version, where the caller has
    read it already. Nothing is kept of what is not there (None): the next request asks again. Nor
    is anything inside a transaction: the version rises after its commit and does not know yet what
    it has written.
    """
    in_transaction = connection.in_atomic_block
    name = key(kind, words)
    if seen is None and not in_transaction:
        seen = begun_at()
    stored = None if in_transaction else read(name, seen=seen)
    if stored is None:
        if seen is None:
            seen = 0 if in_transaction else before()
        with collecting(seen) as shown:
            value = make()
        stored = Stored(value, int(seen), shown.keys)
        if value is not None and not in_transaction:
            cache.set(name, stored, seconds)
    shows_also(*stored.keys)
    found: T | None = stored.value
    return found


def kept_each(
    kind: str,
    makers: Mapping[str, Callable[[], T]],
    *,
    ahead: Callable[[Collection[str]], None] = lambda missing: None,
    seconds: Callable[[str], int] = lambda _words: KEEP_SECONDS,
) -> dict[str, T]:
    """Return what each maker returns, made now or kept: the parts of one page, each by itself.

    `makers` maps the words that name a part to what makes it, as in `kept`, and says what it shows:
    a change ends the parts that show it and leaves the others. Costs two queries at most, whether
    there are three parts or thirty. `ahead` is told the words of those that have to be made, before
    the first is: it may fetch with one query what all of them need.
    """
    in_transaction = connection.in_atomic_block
    seen = 0 if in_transaction else before()
    names = {words: key(kind, words) for words in makers}
    stored = {} if in_transaction else _read_each(names.values(), seen)
    missing = [words for words, name in names.items() if name not in stored]
    if missing:
        ahead(missing)
    for words in missing:
        with collecting(seen) as shown:
            value = makers[words]()
        made = stored[names[words]] = Stored(value, int(seen), shown.keys)
        if not in_transaction:
            cache.set(names[words], made, seconds(words))
    for part in stored.values():
        shows_also(*part.keys)
    return {words: stored[name].value for words, name in names.items()}
