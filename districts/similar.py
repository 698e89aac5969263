"""What do other districts know about the same thing? Asks search.

Kept under the content version: whatever changes or is hidden anywhere makes it ask again, so
nothing hidden is ever shown from here.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

import pagecache.version
from districts.models import Entry
from search import contract

SHOWN = 5
KEEP = 600


def similar_to(entry: Entry) -> list[dict[str, Any]]:
    """Return public things about the same in other districts, best first."""
    key = f"districts:similar:{entry.KIND}:{entry.pk}:{pagecache.version.current()}"
    found: list[dict[str, Any]] | None = cache.get(key)
    if found is None:
        hits = contract.similar(entry.KIND, entry.pk, limit=SHOWN)
        found = [_line(hit) for hit in hits]
        cache.set(key, found, KEEP)
    return found


def like_words(words: str, *, without: set[str], language: str) -> list[dict[str, Any]]:
    """Return public projects about these words, none of them in the districts left out."""
    request = contract.SearchRequest(
        query=words[:300],
        filters={"kind": ("project",)},
        language=language,
        size=SHOWN + len(without) + 5,
        facets=False,
    )
    hits = contract.find(request).hits
    others = [hit for hit in hits if not {term.value for term in hit.districts} & without]
    return [_line(hit) for hit in others[:SHOWN]]


def _line(hit: contract.Hit) -> dict[str, Any]:
    return {
        "title": hit.title,
        "url": hit.url,
        "district": ", ".join(term.label for term in hit.districts),
        "reason": hit.reason,
        "summary": hit.summary,
    }
