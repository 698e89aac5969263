"""What other apps know of search: the values they exchange with it, and who offers them.

An app that has something findable writes a `Source` (in its `searchable.py`), registers it in
`AppConfig.ready()`, and calls `search.outbox.changed(kind, pk)` in the transaction of every write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict

from search.beginning import register as register_beginning
from search.request import (
    Hit,
    PublicName,
    PublicThing,
    SearchRequest,
    SearchResult,
    Similar,
    Suggestion,
    Term,
    Unanswered,
)
from search.sources import (
    FACETS,
    LeadsTo,
    Record,
    Source,
    Traits,
    UnknownKind,
    kinds,
    label,
    register,
    register_acts,
    register_labels,
    source,
    sources,
)

__all__ = [
    "FACETS",
    "Hit",
    "LeadsTo",
    "PublicName",
    "PublicThing",
    "Record",
    "SearchRequest",
    "SearchResult",
    "Similar",
    "Source",
    "Suggestion",
    "Term",
    "Traits",
    "Unanswered",
    "UnknownKind",
    "canonical",
    "changed_things",
    "find",
    "found_and_named",
    "found_by",
    "hidden_since",
    "in_words",
    "kinds",
    "label",
    "named",
    "public_thing",
    "register",
    "register_acts",
    "register_beginning",
    "register_labels",
    "similar_to",
    "similar_to_words",
    "source",
    "sources",
    "suggest",
    "unanswered",
    "version_of",
]


def find(
    request: SearchRequest, corrections: Sequence[tuple[str, str]] | None = None
) -> SearchResult:
    """Search. Never raises: when the index is away the database answers.

    `corrections` are those of an answer to the same words, so that they are not looked up twice.
    """
    from search.finding import find as answer  # its models load after this module

    return answer(request, corrections)


def similar_to(kind: str, pk: int, *, without: Collection[str] = ()) -> Similar:
    """Return what other districts know about the same thing, as the worker last found it.

    Only kinds with the trait `names_similar` are asked for; things of the kinds in `without` are
    left out. One query. Whoever shows it says the keys of what it shows, too.
    """
    from search.similar import similar_to as answer  # its models load after this module

    return answer(kind, pk, without=without)


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
    """Return what is like a thing that is only being typed, best first; nothing of it is kept.

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


def version_of(kind: str, pk: str = "pk") -> Subquery:
    """Return, for a query of things of a kind, how often each has changed; NULL if never told.

    `pk` names the column with their keys. The number rises in the transaction of a change, also
    where something is renamed that the record of a thing names.
    """
    from search.models import Entry  # its models load after this module

    return Subquery(Entry.objects.filter(kind=kind, object_id=OuterRef(pk)).values("version"))


def canonical(parameters: QueryDict) -> str:
    """Return the parameters of a search in the one order by which it is known.

    "" for what is no question: wrong, too long to keep, or without words and filters.
    """
    from search.canonical import canonical as answer  # its models load after this module

    return answer(parameters)


def in_words(parameters: Iterable[str]) -> dict[str, str]:
    """Return what searches look for, by their canonical parameters. One query at most."""
    from search.canonical import in_words as answer  # its models load after this module

    return answer(parameters)


def found_by(
    parameters: Iterable[str], keys: Collection[tuple[str, int]]
) -> dict[str, set[tuple[str, int]]]:
    """Return for each search, by its canonical parameters, which of these things it finds.

    One query, and two questions to the engine for each search that has words.
    """
    from search.following import found_by as answer  # its models load after this module

    return answer(parameters, keys)


def found_and_named(
    parameters: Iterable[str], keys: Collection[tuple[str, int]]
) -> tuple[dict[str, set[tuple[str, int]]], dict[tuple[str, int], PublicName]]:
    """Return what `found_by` and `named` return, with one query for both."""
    from search.following import found_and_named as answer  # its models load after this module

    return answer(parameters, keys)


def named(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], PublicName]:
    """Return what things are called, by kind and key, that everybody may find now; one query."""
    from search.following import named as answer  # its models load after this module

    return answer(keys)


def public_thing(kind: str, pk: int) -> PublicThing | None:
    """Return what everybody may know of a thing now, None where that is nothing. One query."""
    from search.public_things import public_thing as answer  # its models load after this module

    return answer(kind, pk)


def changed_things(known: Subquery, most: int) -> list[PublicThing]:
    """Return those that were changed last and are not `known` in their present version. One query.

    `known` is the version known of the thing at `OuterRef("kind")` and `OuterRef("object_id")`.
    """
    from search.public_things import changed_things as answer  # its models load after this module

    return answer(known, most)


def hidden_since(known: QuerySet[Any]) -> QuerySet[Any]:
    """Return of rows with `kind` and `object_id` those whose things nobody may find any more."""
    from search.public_things import hidden_since as answer  # its models load after this module

    return answer(known)


def unanswered() -> tuple[Unanswered, ...]:
    """Return the questions without a hit that editors may see, most frequent first."""
    from search.failed_queries import shown  # its models load after this module

    return tuple(Unanswered(row.query, row.language, row.count) for row in shown())
