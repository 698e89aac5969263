"""Did somebody mean another word? Offered in a spelling that public hits really have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from search import words
from search.engines.base import EngineAnswer
from search.hits import Key
from search.models import Entry, EntryText
from search.question import Question

#: A correction is spelled as it stands in one of so many first hits.
SPELLING_HITS = 10


def did_you_mean(
    query: str,
    question: Question,
    found: EngineAnswer,
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
    names = [f"{entry.title} {entry.summary}" for entry in shown]
    missing = [entry.pk for entry in shown if entry.pk not in texts]
    extra = EntryText.objects.only("entry_id", "text").in_bulk(missing) if missing else {}
    bodies = [text.text for text in [*texts.values(), *extra.values()]]
    return _respelled(query, found.corrections, names, bodies)


def _respelled(
    query: str, corrections: Sequence[tuple[str, str]], names: Sequence[str], bodies: Sequence[str]
) -> str:
    replaced = query
    for unknown, known in corrections:
        typed = next((word for word in query.split() if unknown in words.folded_words(word)), "")
        spelling = _spelling(known, unknown, names) or _spelling(known, unknown, bodies)
        if not spelling or not typed:
            return ""
        replaced = replaced.replace(typed, spelling)
    return replaced if replaced != query else ""


def _spelling(known: str, unknown: str, bodies: Iterable[str]) -> str:
    """Find how a folded word is really written, in the form most like what was typed."""
    stem = words.stem(known)
    best, likeness = "", 0.0
    for word in dict.fromkeys(word for body in bodies for word in words.written(body)):
        folded = words.folded_words(word)
        if not folded or words.stem(folded[0]) != stem:
            continue
        share = SequenceMatcher(None, folded[0], unknown).ratio()
        if share > likeness:
            best, likeness = word, share
    return best
