"""The database as an engine: the same words as the index, its own order.

The full text finds candidates by stems, parts of compounds and synonyms; Python puts the best of
them in order by the letters they share with the question. What is a hit is the same as in the index
but for one thing: letters alone make none. Behind the candidates that are looked at closely the
order is that of the words alone. Method and limits are described in docs/search.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search import words
from search.engines import weights
from search.engines.base import EngineAnswer, FoundEntry, Likeness, ReaderScope
from search.engines.database import fulltext, ranking, vocabulary
from search.engines.database.factors import factor
from search.engines.database.narrowing import counts, narrowed
from search.engines.database.sql import Sql, one_of, rows
from search.models import Entry, EntryTerm
from search.question import Question
from search.request import SearchRequest
from search.sources import dated_kinds, traits

#: Of so many candidates those that are like something are chosen.
LIKE = 100
#: More than fit are read, so that the reader's language and short titles can come first.
SUGGESTED = 25


class DatabaseEngine:
    """Finds entries with FTS5 or tsvector."""

    name = "database"

    def search(
        self, request: SearchRequest, question: Question, scope: ReaderScope
    ) -> EngineAnswer:
        """Find the entries of one page: at most two queries for words that nobody wrote, one to
        count, one for the entries in their order.

        When hardly anything is found the question is asked more tolerantly, as with the index. Who
        puts words in quotation marks is answered without them only if nothing has them.
        """
        if question.words and not question.looked_up:
            question = question.corrected(vocabulary.corrections(question))
        again, little = (question.unquoted(), 1) if question.phrases else (question, weights.LITTLE)
        again = again.guessed()
        wider = fulltext.matched(again, tolerant=True)
        matched = fulltext.matched(question, tolerant=False)
        total, facets, few = counts(request, scope, matched, wider, little)
        question = again if few else question
        if not total and not facets:
            return EngineAnswer(0, (), facets, question.corrections)
        if request.sort == "date" or not question.words:
            entries = _by_date(request, scope, wider if few else matched)
        else:
            hits = fulltext.ranked_hits(question, tolerant=few)
            entries = _by_fit(request, question, scope, hits)
        return EngineAnswer(total, tuple(entries), facets, question.corrections)

    def suggest(self, folded: Sequence[str], language: str, limit: int) -> Sequence[FoundEntry]:
        """Find entries whose names have words that begin with these, short names first."""
        matching = fulltext.matching(fulltext.beginning(folded), names=True)
        names = (
            Entry.objects.visible()
            .filter(pk__in=matching)
            .values_list("kind", "object_id", "title", "language")
        )
        found = sorted(
            names[: limit * SUGGESTED],
            key=lambda row: (
                traits(row[0]).is_minor,
                row[3] != language,
                not words.letters(words.folded_words(row[2])).startswith(f"_{folded[0]}"),
                len(row[2]),
            ),
        )
        return [FoundEntry(kind, pk, 1.0) for kind, pk, *_rest in found[:limit]]

    def similar(self, likeness: Likeness, limit: int) -> Sequence[FoundEntry]:
        """Find entries of other districts that share topics or words of the title."""
        others = Entry.objects.visible().exclude(kind=likeness.kind, object_id=likeness.pk)
        if likeness.districts:
            own = EntryTerm.objects.filter(facet="district", value__in=likeness.districts)
            others = others.exclude(pk__in=own.values("entry_id"))
        if not likeness.words:
            return ()
        pks = fulltext.ranked(
            fulltext.any_of([*map(fulltext.word, (*likeness.words, *likeness.text_words))]),
            others,
            LIKE,
        )
        same = EntryTerm.objects.filter(facet="topic", value__in=likeness.topics)
        akin = others.filter(pk__in=same.values("entry_id")).order_by("-pk")
        pks = list(dict.fromkeys([*pks, *akin.values_list("pk", flat=True)[:LIKE]]))
        topics: dict[int, set[str]] = {}
        for pk, topic in EntryTerm.objects.filter(
            entry_id__in=pks, facet="topic", value__in=likeness.topics
        ).values_list("entry_id", "value"):
            topics.setdefault(pk, set()).add(topic)
        found = Entry.objects.select_related("words").in_bulk(pks)
        scores = {pk: _likeness(entry, likeness, topics) for pk, entry in found.items()}
        order = sorted(scores, key=lambda pk: (-scores[pk], pks.index(pk)))
        return [
            FoundEntry(found[pk].kind, found[pk].object_id, scores[pk])
            for pk in order[:limit]
            if scores[pk] >= 1
        ]


def _likeness(entry: Entry, likeness: Likeness, topics: Mapping[int, set[str]]) -> float:
    """Shared words of titles count most, those of texts least, a shared topic more than a word."""
    wanted = set(likeness.words)
    told = wanted | set(likeness.text_words)
    score = 2.0 * len(wanted & set(entry.words.title_stems.split()))
    score += len(wanted & set(entry.words.summary_stems.split())) / 2
    score += 1.5 * len(topics.get(entry.pk, ()))
    if score:  # words of a text alone are no likeness
        score += (
            len(told & {*entry.words.text_stems.split(), *entry.words.summary_stems.split()}) / 4
        )
    if traits(entry.kind).is_minor:
        score *= weights.MINOR
    return score if entry.kind == likeness.kind else score * 0.9


def _by_fit(
    request: SearchRequest, question: Question, scope: ReaderScope, hits: Sql
) -> list[FoundEntry]:
    """One page, best first; the first candidates are put in order by their letters."""
    reach = max(ranking.CLOSELY, request.start + request.size)
    candidates = _candidates(request, scope, hits, reach)
    near, far = candidates[: ranking.CLOSELY], candidates[ranking.CLOSELY :]
    fits = _fits(question, near) if near else []
    scored = [
        FoundEntry(candidate.kind, candidate.pk, candidate.factor * fit)
        for candidate, fit in zip(near, fits, strict=True)
    ]
    scored.sort(key=lambda entry: -entry.score)
    last = scored[-1].score if scored else 0.0
    scored += [FoundEntry(c.kind, c.pk, min(last, c.rank * c.factor)) for c in far]
    return scored[request.start : request.start + request.size]


def _candidates(
    request: SearchRequest, scope: ReaderScope, hits: Sql, reach: int
) -> list[ranking.Candidate]:
    """The best by words, as the database ranks them; the first ones with their letters.

    The matches are materialised first: asked row by row, FTS5 takes a hundred times as long.
    """
    statement = (
        Sql("WITH m AS MATERIALIZED (")
        + hits
        + "), c AS (SELECT e.kind, e.object_id, m.rank, e.id, "
        + factor(request, scope)
        + " AS factor FROM m JOIN search_entry e ON e.id = m.id WHERE "
        + narrowed(request, scope)
        + "), best AS MATERIALIZED (SELECT c.*, row_number() OVER (ORDER BY c.rank * c.factor DESC,"
        + Sql(" c.id DESC) AS place FROM c ORDER BY place LIMIT %s)", (reach,))
        + Sql(
            " SELECT best.kind, best.object_id, best.rank, best.factor, substr(t.letters, 1, %s),"
            " t.title_stems, t.summary_stems FROM best LEFT JOIN search_entrytext t"
            " ON t.entry_id = best.id AND best.place <= %s ORDER BY best.place",
            (ranking.MOST_LETTERS, ranking.CLOSELY),
        )
    )
    return [
        ranking.Candidate(kind, pk, float(rank), float(times), *(text or "" for text in texts))
        for kind, pk, rank, times, *texts in rows(statement)
    ]


def _fits(question: Question, near: Sequence[ranking.Candidate]) -> list[float]:
    """How well each candidate fits."""
    letters = [candidate.letters for candidate in near]
    by_words = [candidate.rank for candidate in near]
    if fulltext.is_postgresql():
        often = ranking.by_words(question, letters)
        by_words = [rank + score for rank, score in zip(by_words, often, strict=True)]
    return [
        ranking.WORDS * of_words + of_letters + of_standing
        for of_words, of_letters, of_standing in zip(
            by_words,
            ranking.by_letters(question, letters),
            ranking.by_standing(
                question, [c.title_stems for c in near], [c.summary_stems for c in near]
            ),
            strict=True,
        )
    ]


def _by_date(request: SearchRequest, scope: ReaderScope, matched: Sql) -> list[FoundEntry]:
    """One page, newest first."""
    statement = (
        Sql("WITH m AS MATERIALIZED (")
        + matched
        + ") SELECT e.kind, e.object_id FROM m JOIN search_entry e ON e.id = m.id WHERE "
        + narrowed(request, scope)
        + " ORDER BY CASE WHEN e.date IS NOT NULL AND "
        + one_of("e.kind", dated_kinds())
        + " THEN e.date ELSE e.updated_at END DESC, e.id DESC"
        + Sql(" LIMIT %s OFFSET %s", (request.size, request.start))
    )
    return [FoundEntry(kind, pk, 0.0) for kind, pk in rows(statement)]
