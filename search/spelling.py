"""Did somebody mean another word? Offered in a spelling that public hits really have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from search import words
from search.engines.base import EngineAnswer
from search.hits import Key
from search.models import Entry, EntryText
from search.question import Question

#: A correction is spelled as it stands in one of so many first hits.
SPELLING_HITS = 10
_BETWEEN_BLANKS = re.compile(r"\S+")


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
        spelling = _spelling(known, unknown, names) or _spelling(known, unknown, bodies)
        with_it = _put(spelling, unknown, replaced) if spelling else replaced
        if with_it == replaced:
            return ""
        replaced = with_it
    return replaced


def _put(spelling: str, unknown: str, query: str) -> str:
    """Replace a folded word wherever it is typed, and nothing that only contains it."""

    def right(typed: re.Match[str]) -> str:
        return spelling if words.folded_words(typed[0]) == [unknown] else typed[0]

    by_words = words.WORD.sub(right, query)
    # A word with an invisible or a gender sign inside is one between blanks only.
    return by_words if by_words != query else _BETWEEN_BLANKS.sub(right, query)


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
