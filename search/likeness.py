"""What do other districts know about the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from search import hits as shown
from search import lexicon, words
from search.engines import choose
from search.engines.base import FoundEntry, Likeness
from search.models import Entry
from search.question import Question
from search.request import Hit

#: Words of a thing that say what it is like; more make the question slow and vague.
LIKENESS_WORDS = 24
#: Words of its text that part siblings from what merely shares their topic.
TEXT_WORDS = 24
#: So much of what is being typed is read.
MOST_LETTERS = 800


def alike(entry: Entry, limit: int) -> list[Entry]:
    """Return what other districts know about the same thing, best first; its text is read, too."""
    stems = f"{entry.words.title_stems} {entry.words.summary_stems}".split()
    likeness = Likeness(
        kind=entry.kind,
        pk=entry.object_id,
        language=entry.language,
        words=_telling(stems, LIKENESS_WORDS),
        text_words=_telling(entry.words.text_stems.split(), TEXT_WORDS, without=stems),
        topics=belonging(entry, "topic"),
        districts=belonging(entry, "district"),
    )
    return [*_found(likeness, limit).values()]


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
    if not likeness.words:
        return ()
    return with_reasons(_found(likeness, limit), title, likeness.topics)


def _telling(stems: Iterable[str], most: int, *, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the first stems that say something, each once."""
    stop = {words.stem(word) for word in lexicon.stopwords()}.union(without)
    telling = [stem for stem in dict.fromkeys(stems) if stem not in stop and len(stem) > 2]
    return tuple(telling[:most])


def _found(likeness: Likeness, limit: int) -> dict[shown.Key, Entry]:
    """Return what an engine finds and may be shown, best first."""
    found, *_how = choose.ask(lambda e: e.similar(likeness, limit))
    entries = shown.visible(found)
    keys = ((item.kind, item.pk) for item in found)
    return {key: entries[key] for key in keys if key in entries}


def belonging(entry: Entry, facet: str) -> tuple[str, ...]:
    """Return the values that its record has for a facet."""
    return tuple(value for value, _label in entry.facets.get(facet, ()))


def with_reasons(
    entries: Mapping[shown.Key, Entry], title: str, topics: Iterable[str]
) -> tuple[Hit, ...]:
    """Make hits of what is like a thing with this title and these topics, each with its reason."""
    own = set(topics)
    found = [FoundEntry(*key, 1.0) for key in entries]
    return tuple(
        _with_reason(
            hit,
            [
                term.label
                for term in shown.terms(entries[hit.kind, hit.pk], "topic")
                if term.value in own
            ],
            title,
        )
        for hit in shown.hits(found, entries, {}, Question(text=""))
    )


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
