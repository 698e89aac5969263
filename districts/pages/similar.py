"""What do other districts know about the same thing? Asks search.

Kept until one of the things found changes, or for some minutes: what else would be found is found
then. What is shown of it is asked of the database each time, so nothing hidden is ever shown from
here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

import pagecache
from districts import entries
from districts.models import District, Entry, Project, Topic
from pagecache.shared import kept
from search import contract
from text import thing_keys

SHOWN = 5
KEEP = 600
#: A city rarely has so many things of its own on one matter that no district's is among these.
CANDIDATES = 15


def similar_to(entry: Entry) -> list[dict[str, Any]]:
    """Return public things about the same in other districts, best first."""

    def made() -> list[dict[str, Any]]:
        hits = contract.similar(entry.KIND, entry.pk, limit=CANDIDATES)
        about = ((entry.KIND, entry.pk), *((hit.kind, hit.pk) for hit in hits))
        pagecache.shows_only(*(thing_keys.key(*thing) for thing in about))
        silent = _tell_who() if getattr(entry, "nameless", False) else frozenset()
        return [_line(hit) for hit in hits if hit.kind not in silent][:SHOWN]

    words = f"{get_language()} {thing_keys.key(entry.KIND, entry.pk)}"
    return contract.called_now(kept("districts:similar", words, made, seconds=KEEP) or [])


def like_words(
    title: str,
    summary: str,
    *,
    without: Iterable[District],
    topics: Iterable[Topic] = (),
    language: str,
) -> list[dict[str, Any]]:
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
    return [_line(hit) for hit in others[:SHOWN]]


def _tell_who() -> frozenset[str]:
    """Return what does not stand beside a nameless project, since it might be its own."""
    return frozenset(kind.key for kind in entries.kinds() if kind.tells_who)


def _line(hit: contract.Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "pk": hit.pk,
        "title": hit.title,
        "url": hit.url,
        "district": ", ".join(term.label for term in hit.districts),
        "reason": hit.reason,
        "summary": hit.summary,
    }
