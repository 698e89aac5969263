"""How well are questions answered? Measures a foreign corpus with the production engine.

The corpus is prepared, indexed and asked exactly as our own entries are, apart from them: in an
index of its own, or in a database of its own (`search.scratch`). Both are removed at the end.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from search import projection, sources
from search.engines.base import Engine, ReaderScope
from search.engines.elasticsearch import index
from search.engines.elasticsearch.documents import source
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import Entry, EntryText
from search.question import understand
from search.request import SearchRequest
from search.synonyms import vocabulary

#: The measures look at the first ten hits, as people do.
DEPTH = 10
#: The same for all, so that age decides nothing.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Figures:
    """What came out. Times are those of the engine's answers, in milliseconds."""

    mrr: float
    recall_1: float
    recall_10: float
    p50_ms: float
    p95_ms: float
    docs: int
    queries: int
    mean_hits: float

    def as_json(self) -> dict[str, float]:
        """Return them under the names of the command's output."""
        return {
            "mrr@10": round(self.mrr, 4),
            "recall@1": round(self.recall_1, 4),
            "recall@10": round(self.recall_10, 4),
            "p50_ms": round(self.p50_ms, 1),
            "p95_ms": round(self.p95_ms, 1),
            "docs": self.docs,
            "queries": self.queries,
            "mean_hits": round(self.mean_hits, 1),
        }


def prepared(docs: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Entry, EntryText]]:
    """Make unsaved entries of documents `{"id", "title", "text", "language"}`, numbered from 1."""
    for number, doc in enumerate(docs, start=1):
        record = sources.Record(
            kind="page",
            pk=number,
            language=doc.get("language") or "de",
            title=doc.get("title", ""),
            summary=doc.get("summary", ""),
            text=doc.get("text", ""),
            url=f"/{number}/",
            updated_at=UNDATED,
        )
        entry = Entry(
            pk=number,
            kind=record.kind,
            object_id=number,
            public=True,
            version=1,
            **projection.entry_fields(record),
        )
        yield entry, EntryText(entry=entry, **projection.text_fields(record))


def fill_index(name: str, docs: Iterable[Mapping[str, Any]]) -> None:
    """Write documents into a scratch index and make them findable."""
    writes = (
        index.Write(entry.key, entry.version, source(entry, text)) for entry, text in prepared(docs)
    )
    failed = [outcome for outcome in index.write(writes, [name]) if not outcome.done]
    if failed:
        raise RuntimeError(f"{len(failed)} documents were refused, the first: {failed[0].error}")
    index.refresh(name)


def fill_database(docs: Iterable[Mapping[str, Any]]) -> None:
    """Write documents as entries into the (scratch) database."""
    rows = list(prepared(docs))
    Entry.objects.bulk_create([entry for entry, _text in rows], batch_size=500)
    EntryText.objects.bulk_create([text for _entry, text in rows], batch_size=500)


def measure(engine: Engine, ids: Sequence[str], queries: Sequence[Mapping[str, Any]]) -> Figures:
    """Ask every question and see where the first relevant document stands.

    :param ids: the documents' own names, in the order they were numbered in.
    """
    ranks: list[int] = []
    times: list[float] = []
    totals = 0
    for query in queries:
        started = time.perf_counter()
        request = SearchRequest(query=query["query"], size=DEPTH)
        question = understand(request.query, vocabulary(), request.language)
        found = engine.search(request, question, ReaderScope())
        times.append((time.perf_counter() - started) * 1000)
        totals += found.total
        names = [ids[entry.pk - 1] for entry in found.entries]
        ranks.append(_rank(names, query["relevant"]))
    return _figures(ranks, times, len(ids), totals)


def measure_elasticsearch(
    docs: Sequence[Mapping[str, Any]], queries: Sequence[Mapping[str, Any]]
) -> Figures:
    """Measure Elasticsearch with a scratch index, which is removed whatever happens."""
    name = index.create(scratch=True)
    try:
        fill_index(name, docs)
        return measure(
            ElasticsearchEngine(name, patient=True), [str(doc["id"]) for doc in docs], queries
        )
    finally:
        index.remove(name)


def _rank(names: Sequence[str], relevant: Iterable[str]) -> int:
    """The place of the first relevant one, from 1; 0 when it is not among them."""
    wanted = set(map(str, relevant))
    return next((place for place, name in enumerate(names, start=1) if name in wanted), 0)


def _figures(ranks: Sequence[int], times: Sequence[float], docs: int, totals: int) -> Figures:
    count = max(len(ranks), 1)
    ordered = sorted(times) or [0.0]
    return Figures(
        mrr=sum(1 / rank for rank in ranks if rank) / count,
        recall_1=sum(rank == 1 for rank in ranks) / count,
        recall_10=sum(rank > 0 for rank in ranks) / count,
        p50_ms=ordered[len(ordered) // 2],
        p95_ms=ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
        docs=docs,
        queries=len(ranks),
        mean_hits=totals / count,
    )
