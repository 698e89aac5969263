"""What helps somebody whose question found nothing?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from search import contract, lexicon, words
from search.request import SearchRequest, SearchResult, Suggestion

#: So many titles are offered; more would look like hits.
OFFERED = 5
#: Of a word nobody wrote, at least so many letters and so large a share begin what is offered.
FEWEST_LETTERS = 4
SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways on: how much there is without filters, a better spelling, titles with like words."""

    unfiltered: int = 0
    did_you_mean: str = ""
    titles: tuple[Suggestion, ...] = ()


def ways_on(result: SearchResult) -> Ways | None:
    """Return what may help when nothing was found; `None` when something was."""
    request = result.request
    if result.total or not request.query:
        return None
    without, spelling = 0, result.did_you_mean
    if request.filtered:
        wide = contract.find(
            replace(request, filters={}, facets=False, page=1, size=1), result.corrections
        )
        without, spelling = wide.total, wide.did_you_mean
    return Ways(without, spelling, () if without else _like(request))


def _like(request: SearchRequest) -> tuple[Suggestion, ...]:
    """Titles with a word that begins like the longest one of the question."""
    stop = lexicon.stopwords()
    folded = words.folded_words(words.clean(request.query))
    telling = max((word for word in folded if word not in stop), key=len, default="")
    if len(telling) < FEWEST_LETTERS:
        return ()
    begin = telling[: max(FEWEST_LETTERS, round(len(telling) * SHARE))]
    return contract.suggest(begin, language=request.language, limit=OFFERED)
