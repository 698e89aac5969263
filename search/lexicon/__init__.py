"""The word lists that come with the product, read once per process and folded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from text.fold import fold

FOLDER = Path(__file__).parent


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Folded words that do not say what is sought."""
    return frozenset(fold(word) for line in _lines("stopwords.txt") for word in line.split())


@lru_cache(maxsize=1)
def parts() -> frozenset[str]:
    """Folded words that compounds are made of."""
    return frozenset(fold(word) for line in _lines("parts.txt") for word in line.split())


@lru_cache(maxsize=1)
def starts() -> frozenset[str]:
    """Folded words that compounds only begin with."""
    return frozenset(fold(word) for line in _lines("starts.txt") for word in line.split())


@lru_cache(maxsize=1)
def only_known() -> frozenset[str]:
    """Folded words that end a compound only if its beginning is known, too."""
    return frozenset(fold(word) for line in _lines("ambiguous.txt") for word in line.split())


@lru_cache(maxsize=1)
def whole() -> frozenset[str]:
    """Folded words that are never cut although their ends look like parts."""
    return frozenset(fold(word) for line in _lines("whole.txt") for word in line.split())


@lru_cache(maxsize=1)
def exceptions() -> dict[str, str]:
    """Folded words whose stem the stemmer gets wrong, with the right one."""
    return dict(pair.split("=") for line in _lines("stems.txt") for pair in line.split())


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Folded abbreviations that end with a full stop, and what they stand for."""
    pairs = (line.split("=", 1) for line in _lines("abbreviations.txt"))
    return {fold(short.strip()): fold(long.strip()) for short, long in pairs}


@lru_cache(maxsize=1)
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words and phrases that mean the same, in dictionary spelling."""
    lines = _lines("synonyms.txt")
    return tuple(tuple(word.strip() for word in line.split(",")) for line in lines)
