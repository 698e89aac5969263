"""Which titles, places and actors does a reader mean who has begun to type?"""

from __future__ import annotations

from collections.abc import Sequence

from search import hits, words
from search.engines import choose
from search.request import MAX_QUERY_LETTERS, Suggestion
from search.sources import traits

#: Nobody types more words before looking at what is offered.
MOST_WORDS = 6
#: So many times more are found than shown, so that the best of them can be chosen.
CHOSEN_FROM = 4


def suggest(text: str, *, language: str = "de", limit: int = 8) -> tuple[Suggestion, ...]:
    """Return titles, places and actors that begin with these words, best first.

    Minor kinds come last, other languages behind the reader's own, and titles that begin with what
    was typed before those that have it further on or only in a heading. Equal titles say where they
    belong.
    """
    typed = words.folded_words(words.clean(text)[:MAX_QUERY_LETTERS])[:MOST_WORDS]
    if not typed:
        return ()
    found, *_how = choose.ask(lambda e: e.suggest(typed, language, limit * CHOSEN_FROM))
    known = hits.named(found)
    known.sort(key=lambda entry: _order(entry, typed, language))
    chosen = known[:limit]
    titles = [entry.title for entry in chosen]
    return tuple(
        Suggestion(_name(entry, titles.count(entry.title) > 1), entry.url, entry.kind)
        for entry in chosen
    )


def _order(entry: hits.NamedValue, typed: Sequence[str], language: str) -> tuple[bool, bool, int]:
    title = words.folded_words(entry.title)
    if " ".join(title).startswith(" ".join(typed)):
        place = 0
    elif all(any(word.startswith(begin) for word in title) for begin in typed):
        place = 1
    else:
        place = 2
    return traits(entry.kind).is_minor, entry.language != language, place


def _name(entry: hits.NamedValue, is_shared: bool) -> str:
    where = ", ".join(term.label for term in hits.terms(entry, "district")) or entry.city_label
    return f"{entry.title} ({where})" if is_shared and where else entry.title
