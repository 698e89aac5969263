"""Asks an engine and makes an answer that readers may see.

Whatever an engine says is only a list of names: every hit is read from `Entry` again, so that a
thing that was hidden a moment ago is not shown, however old the index is.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from search import lexicon, places, words, zero
from search.contract import FACETS, label
from search.engines import choose
from search.engines.base import Bucket, Found, FoundEntry, Likeness, Scope
from search.models import Entry, EntryText
from search.question import Question, understand
from search.request import (
    MAX_QUERY_LETTERS,
    Facet,
    FacetValue,
    Hit,
    SearchRequest,
    SearchResult,
    Suggestion,
    Term,
)
from search.snippets import snippet
from search.synonyms import vocabulary

#: Words of a thing that say what it is like; more make the question slow and vague.
LIKENESS_WORDS = 24
#: A correction is spelled as it stands in one of so many first hits.
SPELLING_HITS = 10
#: What of an entry's words no snippet is made of.
UNREAD = tuple(
    f"words__{field.name}"
    for field in EntryText._meta.concrete_fields
    if field.name not in {"entry", "text"}
)
#: In facets, values nobody has chosen are shown up to this number.
FACET_CHOICES = 60


def find(request: SearchRequest) -> SearchResult:
    """Search. Never raises: when the index is away the database answers."""
    began = time.perf_counter()
    question = understand(request.query, vocabulary(), request.language)
    scope = _scope(request)
    if question.unanswerable:
        found, engine, degraded = Found(total=0), "database", False
    else:
        found, engine, degraded = choose.ask(lambda e: e.search(request, question, scope))
    entries = _visible(found.entries, with_text=any(not item.snippet for item in found.entries))
    texts = _texts(found.entries, entries)
    hits = tuple(_hits(found.entries, entries, texts, question))
    if question.words and not found.total and request.page == 1 and not request.filtered:
        zero.count(question.text, request.language)
    return SearchResult(
        request=request,
        engine=engine,
        total=found.total,
        hits=hits,
        facets=tuple(_facets(found, request)),
        took_ms=round((time.perf_counter() - began) * 1000),
        did_you_mean=_did_you_mean(request, question, found, entries, texts),
        degraded=degraded,
    )


def suggest(text: str, *, language: str = "de", limit: int = 8) -> tuple[Suggestion, ...]:
    """Return titles, places and actors that begin with these words, best first."""
    folded = words.folded_words(words.clean(text)[:MAX_QUERY_LETTERS])[:6]
    if not folded:
        return ()
    found, *_how = choose.ask(lambda e: e.suggest(folded, language, limit))
    entries = _visible(found)
    return tuple(
        Suggestion(entry.title, entry.url, entry.kind)
        for item in found
        if (entry := entries.get((item.kind, item.pk)))
    )


def similar(kind: str, pk: int, *, limit: int = 5) -> tuple[Hit, ...]:
    """Return what other districts know about the same thing, best first, each with its `reason`."""
    entry = Entry.objects.visible().filter(kind=kind, object_id=pk).select_related("words").first()
    if entry is None:
        return ()
    likeness = _likeness(entry)
    found, *_how = choose.ask(lambda e: e.similar(likeness, limit))
    entries = _visible(found)
    shared = _shared_topics(entry, entries.values())
    hits = _hits(found, entries, {}, Question(text=""))
    return tuple(_with_reason(hit, shared.get((hit.kind, hit.pk), ()), entry) for hit in hits)


def still_public(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Suggestion]:
    """Return those of these things that may be shown now, as they are called now."""
    wanted = Q(pk__in=())
    for kind, pk in keys:
        wanted |= Q(kind=kind, object_id=pk)
    return {
        (entry.kind, entry.object_id): Suggestion(entry.title, entry.url, entry.kind)
        for entry in Entry.objects.visible().filter(wanted)
    }


def _scope(request: SearchRequest) -> Scope:
    """Read where the chosen districts lie; no query when none is chosen or all are remembered."""
    chosen = request.filters.get("district", ())
    wanted = [("district", value) for value in (*chosen, request.home) if value]
    if not wanted:
        return Scope()
    cities = {value: place.city for (_facet, value), place in places.known(wanted).items()}
    return Scope(
        chosen_cities=tuple(sorted({cities[value] for value in chosen if cities.get(value)})),
        home=request.home,
        home_city=cities.get(request.home, ""),
    )


def _visible(
    found: Iterable[FoundEntry], *, with_text: bool = False
) -> dict[tuple[str, int], Entry]:
    """Read the entries that may be shown, in one query; with the text that snippets are cut from
    where the engine has made none.
    """
    by_kind: dict[str, list[int]] = defaultdict(list)
    for item in found:
        by_kind[item.kind].append(item.pk)
    if not by_kind:
        return {}
    rows = Entry.objects.visible().of_any(by_kind)
    if with_text:
        rows = rows.select_related("words").defer(*UNREAD)
    return {(entry.kind, entry.object_id): entry for entry in rows}


def _texts(
    found: Sequence[FoundEntry], entries: Mapping[tuple[str, int], Entry]
) -> dict[int, EntryText]:
    """Read the texts of hits whose snippet is missing or was made of an older version."""
    wanted = [
        entry.pk
        for item in found
        if (entry := entries.get((item.kind, item.pk)))
        and (not item.snippet or item.version != entry.version)
    ]
    if not wanted:
        return {}
    known = {entry.pk: entry.words for entry in entries.values() if _has_text(entry)}
    if known:
        return known
    return EntryText.objects.only("entry_id", "text").in_bulk(wanted)


def _has_text(entry: Entry) -> bool:
    return Entry.words.is_cached(entry) and hasattr(entry, "words")


def _hits(
    found: Iterable[FoundEntry],
    entries: Mapping[tuple[str, int], Entry],
    texts: Mapping[int, EntryText],
    question: Question,
) -> Iterable[Hit]:
    stems = _sought_stems(question)
    for item in found:
        entry = entries.get((item.kind, item.pk))
        if entry is None:
            continue
        shown = item.snippet
        if item.version != entry.version:
            text = texts.get(entry.pk)
            shown = snippet(text.text if text else entry.summary, stems)
        yield _hit(entry, item.score, shown)


def _sought_stems(question: Question) -> frozenset[str]:
    stems = {stem for word in question.content for stem in word.stems}
    stems |= {stem for phrase in question.alternatives for stem in phrase}
    return frozenset(stems | {words.stem(known) for _typed, known in question.corrections})


def _hit(entry: Entry, score: float, shown: str) -> Hit:
    terms = {facet: _terms(entry, facet) for facet in entry.facets}
    status = terms.get("status", ())
    return Hit(
        kind=entry.kind,
        pk=entry.object_id,
        title=entry.title,
        url=entry.url,
        language=entry.language,
        summary=entry.summary,
        snippet=shown,
        score=score,
        updated_at=entry.updated_at,
        date=entry.date,
        city=Term(entry.city, entry.city_label) if entry.city else None,
        districts=terms.get("district", ()),
        topics=terms.get("topic", ()),
        sectors=terms.get("sector", ()),
        status=status[0] if status else None,
        extra=entry.extra,
    )


def _terms(entry: Entry, facet: str) -> tuple[Term, ...]:
    """The values an entry carries of one facet."""
    rows = entry.facets.get(facet, ())
    return tuple(Term(value, label(facet, value, stored)) for value, stored in rows)


def _facets(found: Found, request: SearchRequest) -> Iterable[Facet]:
    for name in FACETS:
        if name not in found.facets:
            continue
        chosen = request.filters.get(name, ())
        choices = [_choice(name, bucket, chosen) for bucket in found.facets[name]]
        choices.sort(key=lambda choice: (not choice.selected, -choice.count, choice.label))
        yield Facet(name, tuple(choices[: max(FACET_CHOICES, len(chosen))]))


def _choice(facet: str, bucket: Bucket, chosen: Sequence[str]) -> FacetValue:
    name = label(facet, bucket.value, bucket.label or bucket.value)
    return FacetValue(bucket.value, name, bucket.count, bucket.value in chosen)


def _did_you_mean(
    request: SearchRequest,
    question: Question,
    found: Found,
    entries: Mapping[tuple[str, int], Entry],
    texts: Mapping[int, EntryText],
) -> str:
    """Return the question with unknown words replaced, spelled as public hits spell them.

    Nothing when a title already has every word, or when no visible hit contains the correction:
    then it may come from something hidden.
    """
    if not found.corrections or not found.total:
        return ""
    wanted = {stem for word in question.content for stem in word.stems}
    titles = [entry.title for entry in entries.values()]
    if any(wanted <= set(words.stems(words.folded_words(title))) for title in titles):
        return ""
    shown = list(entries.values())[:SPELLING_HITS]
    bodies = [f"{entry.title} {entry.summary}" for entry in shown]
    missing = [entry.pk for entry in shown if entry.pk not in texts]
    extra = EntryText.objects.only("entry_id", "text").in_bulk(missing) if missing else {}
    bodies += [text.text for text in [*texts.values(), *extra.values()]]
    return _respelled(request.query, found.corrections, bodies)


def _respelled(query: str, corrections: Sequence[tuple[str, str]], bodies: Sequence[str]) -> str:
    replaced = query
    for unknown, known in corrections:
        spelling = _spelling(known, bodies)
        typed = next((word for word in query.split() if unknown in words.folded_words(word)), "")
        if not spelling or not typed:
            return ""
        replaced = replaced.replace(typed, spelling)
    return replaced if replaced != query else ""


def _spelling(known: str, bodies: Iterable[str]) -> str:
    """Find how a folded word is really written, in whatever form comes first."""
    stem = words.stem(known)
    for body in bodies:
        for word in words.written(body):
            folded = words.folded_words(word)
            if folded and stem == words.stem(folded[0]):
                return word
    return ""


def _likeness(entry: Entry) -> Likeness:
    stop = {words.stem(word) for word in lexicon.stopwords()}
    stems = f"{entry.words.title_stems} {entry.words.summary_stems}".split()
    telling = [stem for stem in dict.fromkeys(stems) if stem not in stop and len(stem) > 2]
    return Likeness(
        kind=entry.kind,
        pk=entry.object_id,
        language=entry.language,
        words=tuple(telling[:LIKENESS_WORDS]),
        topics=tuple(value for value, _label in entry.facets.get("topic", ())),
        districts=tuple(value for value, _label in entry.facets.get("district", ())),
    )


def _shared_topics(entry: Entry, others: Iterable[Entry]) -> dict[tuple[str, int], tuple[str, ...]]:
    own = {value for value, _label in entry.facets.get("topic", ())}
    return {
        (other.kind, other.object_id): tuple(
            term.label for term in _terms(other, "topic") if term.value in own
        )
        for other in others
    }


def _with_reason(hit: Hit, topics: Sequence[str], entry: Entry) -> Hit:
    """Say in words what the two have in common."""
    if topics:
        names = ", ".join(topics[:2])
        reason = _("Also about %(topics)s") % {"topics": names}
    else:
        own = set(words.stems(words.folded_words(entry.title)))
        shared = [
            word
            for word in words.written(hit.title)
            if len(word) > 3 and own & set(words.stems(words.folded_words(word)))
        ]
        reason = (
            _("“%(words)s” in the title, too") % {"words": " ".join(shared)}
            if shared
            else _("Similar text")
        )
    return replace(hit, reason=reason)
