"""Asks an engine and makes an answer that readers may see."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from search import failed_queries, places, spelling
from search import hits as shown
from search.engines import choose
from search.engines.base import Bucket, EngineAnswer, ReaderScope
from search.question import understand
from search.request import Facet, FacetValue, SearchRequest, SearchResult
from search.sources import FACETS, label
from search.synonyms import vocabulary

#: In facets, values nobody has chosen are shown up to this number.
FACET_CHOICES = 60


def find(
    request: SearchRequest, corrections: Sequence[tuple[str, str]] | None = None
) -> SearchResult:
    """Search. Never raises: when the index is away the database answers.

    `corrections` are those of an answer to the same words, so that they are not looked up twice.
    """
    began = time.perf_counter()
    question = understand(request.query, vocabulary(), request.language)
    if corrections is not None:
        question = question.corrected(corrections)
    scope = _scope(request)
    if question.unanswerable:
        found, engine, degraded = EngineAnswer(total=0), choose.usual(), False
    else:
        found, engine, degraded = choose.ask(lambda e: e.search(request, question, scope))
    entries = shown.visible(
        found.entries,
        with_text=any(not item.snippet for item in found.entries),
        with_acts=request.acts,
    )
    texts = shown.texts(found.entries, entries)
    hits = tuple(shown.hits(found.entries, entries, texts, question))
    if question.words and not found.total and request.page == 1 and not request.filtered:
        failed_queries.count(question.text, request.language)
    return SearchResult(
        request=request,
        engine=engine,
        total=found.total,
        hits=hits,
        facets=tuple(_facets(found, request)),
        took_ms=round((time.perf_counter() - began) * 1000),
        did_you_mean=spelling.did_you_mean(request.query, question, found, entries, texts),
        degraded=degraded,
        corrections=found.corrections,
    )


def _scope(request: SearchRequest) -> ReaderScope:
    """Read where the chosen districts lie; no query when none is chosen or all are remembered."""
    chosen = request.filters.get("district", ())
    wanted = [("district", value) for value in (*chosen, request.home) if value]
    if not wanted:
        return ReaderScope()
    cities = {value: place.city for (_facet, value), place in places.known(wanted).items()}
    return ReaderScope(
        chosen_cities=tuple(sorted({cities[value] for value in chosen if cities.get(value)})),
        home=request.home,
        home_city=cities.get(request.home, ""),
    )


def _facets(found: EngineAnswer, request: SearchRequest) -> Iterable[Facet]:
    """Every facet with its values; a chosen one stays to be seen and taken back without hits."""
    for name in FACETS if request.facets else ():
        chosen = request.filters.get(name, ())
        buckets = list(found.facets.get(name, ()))
        absent = set(chosen) - {bucket.value for bucket in buckets}
        named = places.known((name, value) for value in chosen if value in absent)
        buckets += [
            Bucket(value, named[name, value].label if (name, value) in named else value, 0)
            for value in chosen
            if value in absent
        ]
        choices = [_choice(name, bucket, chosen) for bucket in buckets]
        choices.sort(key=lambda choice: (not choice.selected, -choice.count, choice.label))
        if choices or name in found.facets:
            yield Facet(name, tuple(choices[: max(FACET_CHOICES, len(chosen))]))


def _choice(facet: str, bucket: Bucket, chosen: Sequence[str]) -> FacetValue:
    name = label(facet, bucket.value, bucket.label or bucket.value)
    return FacetValue(bucket.value, name, bucket.count, bucket.value in chosen)
