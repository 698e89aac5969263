"""What many readers share need not be made again before something public changes.

It is kept under the content version, which every public change raises, hiding first of all; and for
a minute, because time alone changes some of it ("next dates", "nobody has checked for a long
time"). What time changes little may be kept for longer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db import connection

from pagecache import version

KEEP_SECONDS = 60
T = TypeVar("T")


def key(kind: str, seen: int, words: str) -> str:
    """Return the name under which something is kept; the only place that makes one."""
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{kind}:{seen}:{digest}"


def kept(
    kind: str,
    words: str,
    make: Callable[[], T | None],
    *,
    seen: int | None = None,
    seconds: int = KEEP_SECONDS,
) -> T | None:
    """Return what `make` returns, made now or kept since the last public change.

    `kind` names the caller's cupboard; `words` name everything that tells one value in it from
    another (address, language, audience). `seen` is the content version, where the caller has read
    it already. Nothing is kept of what is not there (None): the next request asks again. Nor is
    anything inside a transaction: the version rises after its commit and does not know yet what it
    has written.
    """
    if connection.in_atomic_block:
        return make()
    name = key(kind, version.current() if seen is None else seen, words)
    value: T | None = cache.get(name)
    if value is None:
        value = make()
        if value is not None:
            cache.set(name, value, seconds)
    return value
