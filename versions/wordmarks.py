"""Which words of a rewritten paragraph are to be marked?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from versions.matching import changes
from versions.units import Units, words
from versions.wordmerge import kept_runs


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one row; ``marked`` where it differs from the other side."""

    text: str
    marked: bool = False


def is_rewritten(old: str, new: str) -> bool:
    """Say whether a new text still has enough of an old one to be shown as its change."""
    return bool(kept_runs(words(old), words(new)))


def mark_words(old: str, new: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return both versions of a short text in segments, the words that differ marked."""
    old_words, new_words = words(old), words(new)
    runs = kept_runs(old_words, new_words)
    found = changes(runs, len(old_words.items), len(new_words.items))
    return (
        _segments(old_words, [(change.old_start, change.old_end) for change in found]),
        _segments(new_words, [(change.new_start, change.new_end) for change in found]),
    )


def _segments(units: Units, ranges: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    """Cut a text at the ends of marked ranges of words; space between marked words is marked."""
    segments: list[Segment] = []
    done = 0
    for start, end in ranges:
        if start < end:
            segments.append(Segment(_stretch(units, done, start, outer=True)))
            segments.append(Segment(_stretch(units, start, end, outer=False), True))
            done = end
    segments.append(Segment(_stretch(units, done, len(units.items), outer=True)))
    return tuple(segment for segment in segments if segment.text)


def _stretch(units: Units, start: int, end: int, *, outer: bool) -> str:
    """Return words with the space between them, and with the space around them if ``outer``."""
    parts = [units.spaces[start]] if outer else []
    for index in range(start, end):
        parts.append(units.items[index])
        if outer or index + 1 < end:
            parts.append(units.spaces[index + 1])
    return "".join(parts)
