"""Which parts of an article's page are the same for every reader, and need not be made again?

Anonymous readers get whole pages from `pagecache`. Whoever is signed in sees the same text, the
same authors and the same links; only the head of the page and what they may do is their own. What
is shared is kept (`pagecache.shared`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from pagecache import shared
from wiki.models import Article


@dataclass(frozen=True, slots=True)
class SharedArticle:
    """What every reader of an article sees alike, made for one address and language.

    `alternates` has the addresses in other languages, as `cms.reading.languages` takes them;
    `waiting` is the number of contributions that wait for a decision.
    """

    article: Article
    text: SafeString
    side: SafeString
    beside: SafeString
    talk: SafeString
    summary: str
    waiting: int
    alternates: dict[str, str | None]
    breadcrumb: list[dict[str, str]]


def kept(address: str, make: Callable[[], SharedArticle | None]) -> SharedArticle | None:
    """Return the page for an address (with host, language first), made or kept."""
    return shared.kept("wiki:page", address, make)
