"""Did somebody mean another word? Offered in a spelling that public hits really have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search import words
from search.engines.base import Found
from search.models import Entry, EntryText
from search.question import Question
from search.shown import Key

#: A correction is spelled as it stands in one of so many first hits.
SPELLING_HITS = 10


def did_you_mean(
    query: str,
    question: Question,
    found: Found,
    entries: Mapping[Key, Entry],
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
    return _respelled(query, found.corrections, bodies)


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
