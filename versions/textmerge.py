"""How are two people's changes to one text brought together?

Three versions: the base both began with, theirs (saved meanwhile) and mine. The text is merged by
paragraph; a paragraph both rewrote by its points (list items, table rows); a point both rewrote by
its words. What is left are conflicts: the same words changed in two ways, or something removed here
and rewritten there. It never writes marks into a text and never drops what somebody wrote:

    merge(b, b, x) = x     merge(b, x, b) = x     merge(b, x, x) = x

and every word added by either side is in the merged text or in a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from versions.units import numbers, paragraphs, points
from versions.weaving import Chunk, Clash, Versions, weave
from versions.wordmerge import merge_words

#: What may stand in a place of conflict; "both" has theirs first, "mine_first" both the other way.
Choice = Literal["theirs", "mine", "both", "mine_first"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A stretch of the merged text nobody has to look at."""

    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stretch that two people changed differently; "" means that this side removed it.

    ``position`` is where its text begins in ``Merge.text``, in characters; ``gap`` divides both
    versions there, ``after`` follows unless nothing is left.
    """

    base: str
    theirs: str
    mine: str
    position: int
    gap: str = ""
    after: str = ""

    def text(self, choice: Choice) -> str:
        """Return what stands here if somebody chooses so."""
        wanted = {
            "theirs": [self.theirs],
            "mine": [self.mine],
            "both": [self.theirs, self.mine],
            "mine_first": [self.mine, self.theirs],
        }
        return self.own(self.gap.join(filter(None, wanted[choice])))

    def own(self, text: str) -> str:
        """Return what stands here if somebody writes this; nothing leaves no gap."""
        return text + self.after if text else ""


MergedChunk: TypeAlias = Agreed | Conflict


@dataclass(frozen=True, slots=True)
class Merge:
    """The result: chunks in order, agreed stretches and conflicts.

    A merge without conflicts is ``clean`` and its ``text`` can be saved. Otherwise ``text`` is what
    to put into the one editable field: everything agreed, and in each place of conflict both
    versions one after the other, theirs first, without any marks. ``choose`` gives the text with
    one side's version in all those places.
    """

    chunks: tuple[MergedChunk, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The places somebody has to decide."""
        return tuple(chunk for chunk in self.chunks if isinstance(chunk, Conflict))

    @property
    def clean(self) -> bool:
        """Whether nobody has to decide anything."""
        return not self.conflicts

    @property
    def text(self) -> str:
        """The merged text; with both versions in places of conflict."""
        return self.choose("both")

    def choose(self, choice: Choice) -> str:
        """Return the merged text with this choice in all places of conflict."""
        return self.settle([conflict.text(choice) for conflict in self.conflicts])

    def settle(self, texts: Sequence[str]) -> str:
        """Return the merged text with these in the places of conflict, in their order."""
        settled = iter(texts)
        return "".join(
            chunk.text if isinstance(chunk, Agreed) else next(settled) for chunk in self.chunks
        )


def merge(base: str, theirs: str, mine: str) -> Merge:
    """Merge two versions that began with the same base."""
    if theirs in (base, mine):
        return Merge((Agreed(mine),))
    if mine == base:
        return Merge((Agreed(theirs),))
    return merge_by_paragraph(base, theirs, mine)


def merge_by_paragraph(base: str, theirs: str, mine: str) -> Merge:
    """Merge without taking the short ways, which give the same."""
    newline = "\r\n" if "\r\n" in mine else "\n"
    texts = Versions(*(paragraphs(text) for text in (base, theirs, mine)))

    def combine(base: str, theirs: str, mine: str) -> tuple[Chunk, ...]:
        return _merge_paragraph(base, theirs, mine, newline)

    return Merge(_placed(weave(texts, combine, newline * 2)))


def _merge_paragraph(base: str, theirs: str, mine: str, newline: str) -> tuple[Chunk, ...]:
    """Merge one paragraph both rewrote: by its points, else by its words."""
    texts = Versions(*(points(text) for text in (base, theirs, mine)))
    if max(len(units.items) for units in (texts.base, texts.theirs, texts.mine)) == 1:
        return _merge_point(base, theirs, mine)
    by_points = weave(texts, _merge_point, newline)
    agreed = "".join(chunk for chunk in by_points if isinstance(chunk, str))
    is_clean = not any(isinstance(chunk, Clash) for chunk in by_points)
    # "vom 12. bis" may stand on one line and "14. März", which looks like a point, on the next.
    is_mixed = is_clean and not numbers(agreed) <= numbers(base) | numbers(theirs) | numbers(mine)
    if is_clean and not is_mixed:
        return by_points
    # Lines may have been wrapped anew or points been run together: perhaps the words agree.
    by_words = merge_words(base, theirs, mine)
    if by_words is None:
        return (Clash(base, theirs, mine),) if is_mixed else by_points
    return (by_words,)


def _merge_point(base: str, theirs: str, mine: str) -> tuple[Chunk, ...]:
    merged = merge_words(base, theirs, mine)
    return (Clash(base, theirs, mine),) if merged is None else (merged,)


def _placed(chunks: Iterable[Chunk]) -> tuple[MergedChunk, ...]:
    """Join what is agreed and say where in the text each conflict stands."""
    placed: list[MergedChunk] = []
    agreed: list[str] = []
    position = 0
    for chunk in [*chunks, None]:
        if isinstance(chunk, str):
            agreed.append(chunk)
            position += len(chunk)
            continue
        if text := "".join(agreed):
            placed.append(Agreed(text))
        agreed = []
        if chunk is not None:
            conflict = Conflict(
                chunk.base, chunk.theirs, chunk.mine, position, chunk.gap, chunk.after
            )
            placed.append(conflict)
            position += len(conflict.text("both"))
    return tuple(placed)
