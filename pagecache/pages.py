"""Whole pages as they are kept: where, for how long, and in which bytes.

They lie in the cache `pages`, which all processes share, as a line of JSON and the body behind it:
what is read from there is data and nothing else.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches

from pagecache import version

#: A minute bounds what time alone changes on a page ("next dates"), where nobody wrote anything.
KEEP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, made after the content version `seen` was read, showing `keys`.

    `sent` is the body, compressed where `packed` says so.
    """

    sent: bytes
    packed: bool
    etag: str
    headers: dict[str, str]
    seen: int
    keys: tuple[str, ...]

    def body(self) -> bytes:
        """Return the body for a program that takes nothing compressed."""
        return gzip.decompress(self.sent) if self.packed else self.sent

    def to_bytes(self) -> bytes:
        """Return all of it in one piece."""
        head = [self.packed, self.etag, self.headers, self.seen, self.keys]
        return json.dumps(head).encode() + b"\n" + self.sent

    @classmethod
    def from_bytes(cls, found: bytes) -> Page:
        """Return what `to_bytes` was asked of; `ValueError` for anything else."""
        head, _line, sent = found.partition(b"\n")
        packed, etag, headers, seen, keys = json.loads(head)
        return cls(sent, packed, etag, headers, seen, tuple(keys))


def read(name: str) -> Page | None:
    """Return the page that is kept under a name, if nothing that it shows has changed since."""
    found = caches["pages"].get(name)
    if found is None:
        return None
    try:
        page = Page.from_bytes(found)
    except (ValueError, TypeError):  # made by another version of this program
        return None
    return page if version.unchanged(page.keys, since=page.seen) else None


def keep(name: str, page: Page) -> None:
    """Keep a page for whoever asks next."""
    caches["pages"].set(name, page.to_bytes(), KEEP_SECONDS)


def forget_all() -> None:
    """Begin with nothing, where a server starts: another program may have made what is kept."""
    store: Any = caches["pages"]
    store.clear()
    if hasattr(store, "disconnect"):
        store.disconnect()


def remove_old() -> None:
    """Remove what is over from the file, a job of the worker. Other caches do so by themselves."""
    store: Any = caches["pages"]
    if hasattr(store, "purge"):
        store.purge()
