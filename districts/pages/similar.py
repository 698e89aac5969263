"""What do other districts know about the same thing? Asks search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pagecache
from districts import entries
from districts.models import District, Entry, Project, Topic
from search import contract

SHOWN = 5
#: A city rarely has so many things of its own on one matter that no district's is among these.
CANDIDATES = 15


def similar_to(entry: Entry) -> Sequence[contract.Hit]:
    """Return public things about the same in other districts, best first."""
    silent = _tell_who() if getattr(entry, "nameless", False) else frozenset()
    found = contract.similar_to(entry.KIND, entry.pk, without=silent)
    pagecache.shows_also(*found.keys)
    return found.hits


def like_words(
    title: str,
    summary: str,
    *,
    without: Iterable[District],
    topics: Iterable[Topic] = (),
    language: str,
) -> Sequence[contract.Hit]:
    """Return public things like a project that is being typed, none of the districts left out.

    What is city-wide belongs to every district of its city.
    """
    slugs = {district.slug for district in without}
    cities = {district.city.slug for district in without}
    hits = contract.similar_to_words(
        title,
        summary,
        kind=Project.KIND,
        language=language,
        topics=[topic.slug for topic in topics],
        districts=slugs,
        limit=CANDIDATES,
    )
    others = [hit for hit in hits if hit.districts or not hit.city or hit.city.value not in cities]
    return others[:SHOWN]


def _tell_who() -> frozenset[str]:
    """Return what does not stand beside a nameless project, since it might be its own."""
    return frozenset(kind.key for kind in entries.kinds() if kind.tells_who)
