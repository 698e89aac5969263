"""Which parts of an article's page are the same for every reader, and need not be made again?

Anonymous readers get whole pages from `pagecache`. Whoever is signed in sees the same text, the
same authors and the same links; only the head of the page and what they may do is their own. What
is shared is kept under the content version, which every write raises, hiding first of all; and for
a minute at most, because time alone changes some of it ("nobody has checked for a long time").
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.utils.safestring import SafeString

import pagecache.version
from wiki.models import Article

KEEP = 60


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What every reader of an article sees alike, made for one address and language.

    `alternates` has the addresses in other languages, as `cms.languages` takes them; `waiting` is
    the number of contributions that wait for a decision.
    """

    article: Article
    text: SafeString
    beside: SafeString
    summary: str
    waiting: int
    alternates: dict[str, str | None]
    breadcrumb: list[dict[str, str]]


def kept(address: str, make: Callable[[], ArticlePage | None]) -> ArticlePage | None:
    """Return the page for an address (with host, language first), made or kept.

    Nothing is kept of what is not there: the next request asks again. Nor is anything inside a
    transaction: the version rises after its commit and does not know yet what it has written.
    """
    if connection.in_atomic_block:
        return make()
    version = pagecache.version.current()
    digest = hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    key = f"wiki:page:{version}:{digest}"
    page: ArticlePage | None = cache.get(key)
    if page is None:
        page = make()
        if page is not None:
            cache.set(key, page, KEEP)
    return page
