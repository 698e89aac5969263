"""What do other districts know about the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from search import lexicon, shown, words
from search.engines import choose
from search.engines.base import Likeness
from search.models import Entry
from search.question import Question
from search.request import Hit

#: Words of a thing that say what it is like; more make the question slow and vague.
LIKENESS_WORDS = 24


def similar(kind: str, pk: int, *, limit: int = 5) -> tuple[Hit, ...]:
    """Return what other districts know about the same thing, best first, each with its `reason`."""
    entry = Entry.objects.visible().filter(kind=kind, object_id=pk).select_related("words").first()
    if entry is None:
        return ()
    likeness = _likeness(entry)
    found, *_how = choose.ask(lambda e: e.similar(likeness, limit))
    entries = shown.visible(found)
    shared = _shared_topics(entry, entries.values())
    hits = shown.hits(found, entries, {}, Question(text=""))
    return tuple(_with_reason(hit, shared.get((hit.kind, hit.pk), ()), entry) for hit in hits)


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


def _shared_topics(entry: Entry, others: Iterable[Entry]) -> dict[shown.Key, tuple[str, ...]]:
    own = {value for value, _label in entry.facets.get("topic", ())}
    return {
        (other.kind, other.object_id): tuple(
            term.label for term in shown.terms(other, "topic") if term.value in own
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
