"""How a question becomes a request to the server. Pure: values in, dictionaries out.

What matches (`search.engines.matching`) and what comes first are two things: n-grams, which nearly
everything shares, only put hits in order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Query

from search import words
from search.engines import matching, weights
from search.engines.base import Likeness, ReaderScope
from search.engines.corrections import SHORTEST, can_be_corrected
from search.engines.elasticsearch.documents import TERM_FACETS
from search.engines.elasticsearch.factors import by_language, by_weight_of_kind, factors
from search.question import GRAM, Question
from search.request import SearchRequest
from search.snippets import OFFERED
from search.sources import FACETS
from search.synonyms import Phrase
from text import thing_keys

#: Hamburg has 103 districts; topics are fewer.
FACET_VALUES = 250
SNIPPET_LETTERS = 220


def search(
    request: SearchRequest,
    question: Question,
    scope: ReaderScope,
    now: datetime,
    *,
    tolerant: bool = False,
) -> dict[str, Any]:
    """Return the body of the request for one page of hits with facets and snippets."""
    chosen = filters(request.filters, scope)
    query = Q("bool", filter=[Q("term", public=True), *demands(question, tolerant=tolerant)])
    query.must_not = [phrase(stems) for stems in question.excluded]
    query.should = word_clauses(question)
    multiplied = factors(request, scope, now, browsing=question.everything)
    body = {
        **_page(_weighted(query, multiplied), request.size),
        "from": request.start,
        "track_total_hits": True,
        "version": True,
        **_order(request, question, multiplied),
    }
    if chosen:
        body["post_filter"] = Q("bool", filter=list(chosen.values())).to_dict()
    if request.facets:
        body["aggs"] = _facets(chosen)
    if question.words:
        body["highlight"] = highlight(question)
    doubtful = [word for word in question.content if can_be_corrected(word.folded)]
    if doubtful and not question.looked_up:
        body["suggest"] = corrections(word.folded for word in doubtful)
        stems = {word.folded: {"terms": {"tokens": word.stems}} for word in doubtful}
        # A word whose stem occurs is no error, however unusual its ending.
        body.setdefault("aggs", {})["known"] = {"filters": {"filters": stems}}
    return body


def demands(question: Question, *, tolerant: bool) -> list[Query]:
    """Return what a hit has to fulfil: quoted phrases, and enough of the words (see `matching`).

    `tolerant` also takes most letters of a long word for it.
    """
    required = [phrase(stems) for stems in question.phrases]
    if not question.words:
        return required
    ways = [_fulfilled(way, tolerant) for way in matching.matches(question, tolerant=tolerant)]
    ways += [phrase(stems) for stems in question.alternatives]
    needed = matching.needed(question, tolerant=tolerant)
    return [*required, Q("bool", should=ways, minimum_should_match=needed)]


def _fulfilled(way: matching.Match, tolerant: bool) -> Query:
    ways = [Q("terms", tokens=way.stems)]
    if way.parts:
        ways.append(Q("bool", filter=[Q("term", tokens=part) for part in way.parts]))
    if tolerant and len(way.folded) >= weights.SHORTEST_BY_LETTERS:
        grams = words.grams(words.letters([way.folded]), GRAM)
        needed = math.ceil(len(grams) * weights.SHARE_OF_LETTERS)
        by_letters = {"query": " ".join(grams), "minimum_should_match": needed}
        ways.append(Q("match", letters=by_letters))
    return ways[0] if len(ways) == 1 else Q("bool", should=ways)


def phrase(stems: Phrase) -> Query:
    """Return a clause for stems that stand side by side, in this order."""
    if len(stems) == 1:
        return Q("term", tokens=stems[0])
    return Q("match_phrase", stems=" ".join(stems))


def word_clauses(question: Question) -> list[Query]:
    """Return what makes a hit better at first sight: few words, in few places each."""
    if not question.words:
        return []
    content = question.content
    stems = " ".join(stem for word in content for stem in word.stems)
    tokens = " ".join([stems, *(part for word in content for part in (*word.parts, *word.meant))])
    single = [stems[0] for stems in question.alternatives if len(stems) == 1]
    clauses = [
        _match("stems", stems, weights.STEMS),
        _match("tokens", tokens, weights.TOKENS),
        _match("title_stems", tokens, weights.TITLE),
        _match("summary_stems", tokens, weights.SUMMARY),
        _match("tokens", " ".join(_corrected(question)), weights.CORRECTED),
        _match("tokens", " ".join(single), weights.SYNONYM),
        *(
            Q("match_phrase", stems={"query": " ".join(several), "boost": weights.SYNONYM})
            for several in question.alternatives
            if len(several) > 1
        ),
    ]
    return [clause for clause in clauses if clause is not None]


def fine_clauses(question: Question) -> list[Query]:
    """Return what puts the best in order at second sight: forms, neighbours and letters."""
    if not question.words:
        return []
    telling = " ".join(question.telling_grams())
    corrected = words.letters(known for _unknown, known in question.corrections)
    clauses = [
        _match("letters", " ".join(question.grams()), weights.LETTERS),
        _match("title_letters", telling, weights.TITLE_LETTERS),
        _match("letters.words", " ".join(word.folded for word in question.words), weights.EXACT),
    ]
    if len(question.words) > 1:
        pairs = " ".join(word.stems[0] for word in question.words)
        clauses.append(_match("stems.pairs", pairs, weights.PAIRS))
    clauses += [
        Q("match_phrase", stems={"query": " ".join(stems), "boost": weights.PHRASE})
        for stems in question.mentioned
        if len(stems) > 1
    ]
    if question.corrections:
        grams = " ".join(words.grams(corrected, GRAM))
        clauses.append(_match("letters", grams, weights.CORRECTED_LETTERS))
    return [clause for clause in clauses if clause is not None]


def _corrected(question: Question) -> list[str]:
    return [words.stem(known) for _unknown, known in question.corrections]


def _match(field: str, query: str, boost: float) -> Query | None:
    return Q("match", **{field: {"query": query, "boost": boost}}) if query.strip() else None


def _weighted(query: Query, multiplied: list[dict[str, Any]]) -> dict[str, Any]:
    """Multiply the score of a query. A plain dictionary, as everything around the clauses is: the
    library's objects for it took longer to make than all clauses together.
    """
    return {
        "function_score": {
            "query": query.to_dict(),
            "functions": multiplied,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _page(query: dict[str, Any], size: int) -> dict[str, Any]:
    """Ask for so many hits, and for their names only."""
    return {"query": query, "size": size, "_source": False}


def _order(
    request: SearchRequest, question: Question, multiplied: list[dict[str, Any]]
) -> dict[str, Any]:
    """Put the best by words in order by n-grams; sorting by date has no such second look."""
    if request.sort == "date":
        return {"sort": [{"newest": "desc"}, "_score"], "track_scores": True}
    fine = fine_clauses(question)
    if not fine:
        return {"sort": ["_score", {"newest": "desc"}], "track_scores": True}
    window = max(weights.RESCORED, request.start + request.size)
    rescored = _weighted(Q("bool", should=fine), multiplied)
    return {"rescore": {"window_size": window, "query": {"rescore_query": rescored}}}


def filters(chosen: Mapping[str, Sequence[str]], scope: ReaderScope) -> dict[str, Query]:
    """Return one clause per facet with chosen values."""
    clauses: dict[str, Query] = {}
    for facet in FACETS:
        values = list(chosen.get(facet, ()))
        if not values:
            continue
        clauses[facet] = Q("terms", **{facet: values})
        if facet == "district" and scope.chosen_cities:
            clauses[facet] |= Q("terms", city=list(scope.chosen_cities))
    return clauses


def _facets(chosen: Mapping[str, Query]) -> dict[str, Any]:
    """Count every facet's values among the hits that fulfil the choices in all other facets."""
    counted: dict[str, Any] = {}
    for facet in FACETS:
        field = f"{facet}_named" if facet in TERM_FACETS else facet
        values = {f"{facet}_values": {"terms": {"field": field, "size": FACET_VALUES}}}
        if facet == "district":
            values["city_values"] = {"terms": {"field": "city", "size": FACET_VALUES}}
        others = [clause for name, clause in chosen.items() if name != facet]
        if others:
            filtered = Q("bool", filter=others).to_dict()
            counted[facet] = {"filter": filtered, "aggs": values}
        else:
            counted |= values
    return counted


def highlight(question: Question) -> dict[str, Any]:
    """Return how snippets are cut: the passage with most of the sought words, escaped."""
    stems = [stem for stems in question.alternatives for stem in stems]
    known = [known for _unknown, known in question.corrections]
    sought = " ".join([question.sought, *stems, *known])
    return {
        "encoder": "html",
        "pre_tags": ["<mark>"],
        "post_tags": ["</mark>"],
        "order": "score",
        "fields": {
            "text": {
                "type": "unified",
                "number_of_fragments": OFFERED,
                "fragment_size": SNIPPET_LETTERS,
                "no_match_size": SNIPPET_LETTERS,
                "highlight_query": {"match": {"text": sought}},
            }
        },
    }


def corrections(unknown: Iterable[str]) -> dict[str, Any]:
    """Return the request for known words that are one letter away from unknown ones."""
    return {
        "corrections": {
            "text": " ".join(unknown),
            "term": {
                "field": "letters.words",
                "suggest_mode": "missing",
                "max_edits": 1,
                "prefix_length": 1,
                "min_word_length": SHORTEST,
                "size": 1,
            },
        }
    }


def suggest(folded: Sequence[str], language: str, limit: int) -> dict[str, Any]:
    """Return the body of the request for names with words that begin like these."""
    begin = Q("match", names={"query": " ".join(folded), "operator": "and"})
    query = Q("bool", filter=[Q("term", public=True), begin])
    query.should = [
        Q("match", title_stems={"query": " ".join(map(words.stem, folded)), "boost": 1}),
        Q("match", names=" ".join(folded)),
    ]
    functions = [by_weight_of_kind(), *by_language(language)]
    return {**_page(_weighted(query, functions), limit), "track_total_hits": False}


def similar(likeness: Likeness, limit: int) -> dict[str, Any]:
    """Return the body of the request for similar things in other districts."""
    topics = Q("terms", topic=list(likeness.topics)) if likeness.topics else None
    alike = [
        Q("match", title_stems={"query": " ".join(likeness.words), "boost": 2}),
        Q("match", tokens={"query": " ".join(likeness.words), "minimum_should_match": "30%"}),
    ]
    if topics is not None:
        alike.append(Q("constant_score", filter=topics, boost=3))
    query = Q("bool", filter=[Q("term", public=True)])
    query.must = [Q("bool", should=alike, minimum_should_match=1)]
    everything = " ".join((*likeness.words, *likeness.text_words))
    query.should = [Q("match", tokens={"query": everything, "boost": 0.3})]
    query.must_not = [Q("ids", values=[thing_keys.key(likeness.kind, likeness.pk)])]
    if likeness.districts:
        query.must_not.append(Q("terms", district=list(likeness.districts)))
    functions = [by_weight_of_kind(), *by_language(likeness.language)]
    return {**_page(_weighted(query, functions), limit), "track_total_hits": False}
