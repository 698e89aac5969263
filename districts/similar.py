"""What do other districts know about the same thing? Asks search.

Kept under the content version: whatever changes or is hidden anywhere makes it ask again, so
nothing hidden is ever shown from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache

import pagecache.version
from districts.models import District, Entry
from search import contract

SHOWN = 5
KEEP = 600
#: A district rarely has so many projects on one matter that none of another is among these.
CANDIDATES = 40


def similar_to(entry: Entry) -> list[dict[str, Any]]:
    """Return public things about the same in other districts, best first."""
    key = f"districts:similar:{entry.KIND}:{entry.pk}:{pagecache.version.current()}"
    found: list[dict[str, Any]] | None = cache.get(key)
    if found is None:
        hits = contract.similar(entry.KIND, entry.pk, limit=SHOWN)
        found = [_line(hit) for hit in hits]
        cache.set(key, found, KEEP)
    return found


def like_words(words: str, *, without: Iterable[District], language: str) -> list[dict[str, Any]]:
    """Return public projects about these words, none that belongs to the districts left out.

    What is city-wide belongs to every district of its city.
    """
    slugs = {district.slug for district in without}
    cities = {district.city.slug for district in without}
    request = contract.SearchRequest(
        query=words[:300],
        filters={"kind": ("project",)},
        language=language,
        size=CANDIDATES,
        facets=False,
    )
    hits = contract.find(request).hits
    others = [hit for hit in hits if not _belongs(hit, slugs, cities)]
    return [_line(hit) for hit in others[:SHOWN]]


def _belongs(hit: contract.Hit, slugs: set[str], cities: set[str]) -> bool:
    if not hit.districts:
        return hit.city is not None and hit.city.value in cities
    return any(term.value in slugs for term in hit.districts)


def _line(hit: contract.Hit) -> dict[str, Any]:
    return {
        "title": hit.title,
        "url": hit.url,
        "district": ", ".join(term.label for term in hit.districts),
        "reason": hit.reason,
        "summary": hit.summary,
    }
