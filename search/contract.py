"""What other apps know of search: the values they exchange with it, and who offers them.

An app that has something findable writes a `Source` (in its `searchable.py`), registers it in
`AppConfig.ready()`, and calls `search.outbox.changed(kind, pk)` in the transaction of every write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from search.beginning import register as register_beginning
from search.request import Hit, SearchRequest, SearchResult, Suggestion, Term, Unanswered
from search.sources import (
    FACETS,
    Record,
    Source,
    Traits,
    UnknownKind,
    kinds,
    label,
    register,
    register_labels,
    source,
    sources,
)

__all__ = [
    "FACETS",
    "Hit",
    "Record",
    "SearchRequest",
    "SearchResult",
    "Source",
    "Suggestion",
    "Term",
    "Traits",
    "Unanswered",
    "UnknownKind",
    "find",
    "kinds",
    "label",
    "register",
    "register_beginning",
    "register_labels",
    "similar",
    "similar_to_words",
    "source",
    "sources",
    "suggest",
    "unanswered",
    "version_of",
]


def find(request: SearchRequest) -> SearchResult:
    """Search. Never raises: when the index is away the database answers."""
    from search.finding import find as answer  # its models load after this module

    return answer(request)


def similar(kind: str, pk: int, *, limit: int = 5) -> tuple[Hit, ...]:
    """Return what other districts know about the same thing, best first, each with its `reason`.

    Things of the item's own districts and the item itself are left out; nothing at all for
    something that is not public.
    """
    from search.likeness import similar as answer  # its models load after this module

    return answer(kind, pk, limit=limit)


def similar_to_words(
    title: str,
    summary: str,
    *,
    kind: str,
    language: str,
    topics: Iterable[str] = (),
    districts: Iterable[str] = (),
    limit: int = 5,
) -> tuple[Hit, ...]:
    """Return what `similar` would of a thing that is only being typed; nothing of it is kept.

    `topics` and `districts` are slugs; what belongs to one of the districts is left out.
    """
    from search.likeness import similar_to_words as answer  # its models load after this module

    return answer(
        title,
        summary,
        kind=kind,
        language=language,
        topics=topics,
        districts=districts,
        limit=limit,
    )


def suggest(text: str, *, language: str = "de", limit: int = 8) -> tuple[Suggestion, ...]:
    """Return titles, places and actors that begin with these words, best first."""
    from search.suggesting import suggest as answer  # its models load after this module

    return answer(text, language=language, limit=limit)


def called_now(kept: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return those of these things that may be shown now, by their present titles and addresses.

    For answers of `similar` that an app has kept, each with `kind` and `pk`; one query, or none.
    """
    from search.finding import still_public  # its models load after this module

    public = still_public((item["kind"], item["pk"]) for item in kept) if kept else {}
    return [
        {**item, "title": now.title, "url": now.url}
        for item in kept
        if (now := public.get((item["kind"], item["pk"])))
    ]


def version_of(kind: str, pk: str = "pk") -> Subquery:
    """Return, for a query of things of a kind, how often each has changed; NULL if never told.

    `pk` names the column with their keys. The number rises in the transaction of a change, also
    where something is renamed that the record of a thing names.
    """
    from search.models import Entry  # its models load after this module

    return Subquery(Entry.objects.filter(kind=kind, object_id=OuterRef(pk)).values("version"))


def unanswered() -> tuple[Unanswered, ...]:
    """Return the questions without a hit that editors may see, most frequent first."""
    from search.failed_queries import shown  # its models load after this module

    return tuple(Unanswered(row.query, row.language, row.count) for row in shown())
