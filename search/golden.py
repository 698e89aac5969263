"""Questions with known answers: an index that does not find a thing by its title is broken."""

from __future__ import annotations

from search.engines.base import Engine, ReaderScope
from search.models import Entry
from search.question import understand, without_minus
from search.request import MAX_QUERY_LETTERS, SearchRequest
from search.synonyms import vocabulary

SAMPLE = 20
#: Of the sample, so many may be missed: twenty things may well have the same title.
TOLERATED = 2


def failed_titles(engine: Engine) -> list[str]:
    """Return the titles by which their entries are not found; empty when there are few enough."""
    entries = list(Entry.objects.visible().exclude(title="").order_by("digest")[:SAMPLE])
    failed = [entry.title for entry in entries if not _finds(engine, entry)]
    return failed if len(failed) > min(TOLERATED, len(entries) - 1) else []


def _finds(engine: Engine, entry: Entry) -> bool:
    request = SearchRequest(
        query=entry.title[:MAX_QUERY_LETTERS], language=entry.language, size=50, facets=False
    )
    question = understand(without_minus(entry.title), vocabulary(), entry.language)
    found = engine.search(request, question, ReaderScope())
    return any((hit.kind, hit.pk) == (entry.kind, entry.object_id) for hit in found.entries)
