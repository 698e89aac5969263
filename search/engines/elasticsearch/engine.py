"""Elasticsearch as an engine: asks, and reads what the server answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from search.engines import weights
from search.engines.base import Bucket, EngineAnswer, FoundEntry, Likeness, ReaderScope, Unavailable
from search.engines.elasticsearch import client, deadline, queries
from search.engines.elasticsearch.documents import SEPARATOR, TERM_FACETS
from search.question import Question
from search.request import SearchRequest
from search.snippets import choose
from search.sources import FACETS
from text import thing_keys


class ElasticsearchEngine:
    """Finds entries through the index."""

    name = "elasticsearch"

    def __init__(self, index: str = "", *, patient: bool = False) -> None:
        """Search the alias, or another index (for golden queries and evaluation).

        A patient one waits as long as other work does: nobody is reading.
        """
        self._index, self._patient = index, patient

    @property
    def index(self) -> str:
        """What is searched."""
        return self._index or client.alias()

    def search(
        self, request: SearchRequest, question: Question, scope: ReaderScope
    ) -> EngineAnswer:
        """Find the entries of one page.

        Asks once, and a second time when a word of the question is unknown but like a known one, or
        when hardly anything was found: then corrections and n-grams let more match.
        """
        now = timezone.now()
        answer = self._ask(queries.search(request, question, scope, now))
        with client.unavailable_on_error():
            corrections = question.corrections if question.looked_up else _corrections(answer)
            total = int(answer["hits"]["total"]["value"])
        tolerant = total < weights.LITTLE
        if question.words and (corrections or tolerant):
            again = question.corrected(corrections).guessed()
            if total == 0:
                again = again.unquoted()
            answer = self._ask(queries.search(request, again, scope, now, tolerant=tolerant))
        with client.unavailable_on_error():
            return EngineAnswer(
                total=int(answer["hits"]["total"]["value"]),
                entries=tuple(map(_entry, answer["hits"]["hits"])),
                facets=_facets(answer.get("aggregations", {})) if request.facets else {},
                corrections=corrections,
            )

    def suggest(self, folded: Sequence[str], language: str, limit: int) -> Sequence[FoundEntry]:
        """Find entries whose names have words that begin with these."""
        answer = self._ask(queries.suggest(folded, language, limit))
        with client.unavailable_on_error():
            return tuple(map(_entry, answer["hits"]["hits"]))

    def similar(self, likeness: Likeness, limit: int) -> Sequence[FoundEntry]:
        """Find entries like this one in other districts."""
        answer = self._ask(queries.similar(likeness, limit))
        with client.unavailable_on_error():
            return tuple(map(_entry, answer["hits"]["hits"]))

    def _ask(self, body: Mapping[str, Any]) -> dict[str, Any]:
        if not deadline.left():
            # Not asked: a server that had no time must not count as one that is away.
            raise Unavailable("the time for the whole question is over")
        with client.unavailable_on_error():
            # Half an answer looks like a whole one; the database then has a better one.
            elastic = client.for_work() if self._patient else client.for_readers()
            answer = elastic.search(
                index=self.index, body=dict(body), allow_partial_search_results=False
            )
            return client.body(answer)


def _entry(hit: Mapping[str, Any]) -> FoundEntry:
    kind, pk = thing_keys.parted(str(hit["_id"]))
    fragments = hit.get("highlight", {}).get("text", ())
    return FoundEntry(
        kind=kind,
        pk=pk,
        score=float(hit.get("_score") or 0.0),
        version=int(hit["_version"]) if "_version" in hit else None,
        snippet=choose(fragments),
    )


def _corrections(answer: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Read pairs of an unknown word and the most frequent known one beside it."""
    known = answer.get("aggregations", {}).get("known", {}).get("buckets", {})
    return tuple(
        (item["text"], item["options"][0]["text"])
        for item in answer.get("suggest", {}).get("corrections", ())
        if item["options"] and not known.get(item["text"], {}).get("doc_count")
    )


def _facets(answer: Mapping[str, Any]) -> dict[str, list[Bucket]]:
    facets: dict[str, list[Bucket]] = {}
    for facet in FACETS:
        place = answer.get(facet, answer)
        buckets = place.get(f"{facet}_values", {}).get("buckets", ())
        if facet not in TERM_FACETS:
            facets[facet] = [Bucket(row["key"], "", int(row["doc_count"])) for row in buckets]
            continue
        citywide = {
            row["key"]: int(row["doc_count"])
            for row in (place["city_values"]["buckets"] if facet == "district" else ())
        }
        facets[facet] = _named_buckets(buckets, citywide)
    return facets


def _named_buckets(
    buckets: Sequence[Mapping[str, Any]], citywide: Mapping[str, int]
) -> list[Bucket]:
    """Sum what is the same value under different names; what is city-wide counts everywhere."""
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    cities: dict[str, str] = {}
    for row in buckets:
        value, label, *city = row["key"].split(SEPARATOR)
        counts[value] = counts.get(value, 0) + int(row["doc_count"])
        labels.setdefault(value, label)
        if city and city[0]:
            cities.setdefault(value, city[0])
    return [
        Bucket(value, labels[value], count + citywide.get(cities.get(value, ""), 0))
        for value, count in counts.items()
    ]
