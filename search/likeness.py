"""What do other districts know about the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from search import hits as shown
from search import lexicon, words
from search.engines import choose
from search.engines.base import Likeness
from search.models import Entry
from search.question import Question
from search.request import Hit

#: Words of a thing that say what it is like; more make the question slow and vague.
LIKENESS_WORDS = 24
#: Words of its text that part siblings from what merely shares their topic.
TEXT_WORDS = 24
#: So much of what is being typed is read.
MOST_LETTERS = 800


def similar(kind: str, pk: int, *, limit: int = 5) -> tuple[Hit, ...]:
    """Return what other districts know about the same thing, best first, each with its `reason`."""
    entry = Entry.objects.visible().filter(kind=kind, object_id=pk).select_related("words").first()
    if entry is None:
        return ()
    stems = f"{entry.words.title_stems} {entry.words.summary_stems}".split()
    likeness = Likeness(
        kind=entry.kind,
        pk=entry.object_id,
        language=entry.language,
        words=_telling(stems, LIKENESS_WORDS),
        text_words=_telling(entry.words.text_stems.split(), TEXT_WORDS, without=stems),
        topics=tuple(value for value, _label in entry.facets.get("topic", ())),
        districts=tuple(value for value, _label in entry.facets.get("district", ())),
    )
    return _answer(likeness, entry.title, limit)


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
    """Return what other districts know about something that is only being typed."""
    typed = words.clean(f"{title} {summary}")[:MOST_LETTERS]
    likeness = Likeness(
        kind=kind,
        pk=0,
        language=language,
        words=_telling(words.stems(words.folded_words(typed)), LIKENESS_WORDS),
        text_words=(),
        topics=tuple(topics),
        districts=tuple(districts),
    )
    return _answer(likeness, title, limit) if likeness.words else ()


def _telling(stems: Iterable[str], most: int, *, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the first stems that say something, each once."""
    stop = {words.stem(word) for word in lexicon.stopwords()}.union(without)
    telling = [stem for stem in dict.fromkeys(stems) if stem not in stop and len(stem) > 2]
    return tuple(telling[:most])


def _answer(likeness: Likeness, title: str, limit: int) -> tuple[Hit, ...]:
    found, *_how = choose.ask(lambda e: e.similar(likeness, limit))
    entries = shown.visible(found)
    shared = _shared_topics(likeness, entries.values())
    hits = shown.hits(found, entries, {}, Question(text=""))
    return tuple(_with_reason(hit, shared.get((hit.kind, hit.pk), ()), title) for hit in hits)


def _shared_topics(likeness: Likeness, others: Iterable[Entry]) -> dict[shown.Key, tuple[str, ...]]:
    own = set(likeness.topics)
    return {
        (other.kind, other.object_id): tuple(
            term.label for term in shown.terms(other, "topic") if term.value in own
        )
        for other in others
    }


def _with_reason(hit: Hit, topics: Sequence[str], title: str) -> Hit:
    """Say in words what the two have in common."""
    if topics:
        names = ", ".join(topics[:2])
        reason = _("Also about %(topics)s") % {"topics": names}
    else:
        own = set(words.stems(words.folded_words(title)))
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
