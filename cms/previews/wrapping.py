"""Which words stand in which line, so that none runs over the edge? Pure."""

from __future__ import annotations

from collections.abc import Callable

from PIL.ImageFont import FreeTypeFont

ELLIPSIS, HYPHEN = "…", "-"
#: Where a long word may end a line without another hyphen.
SEAMS = "-/–"
VOWELS = frozenset("aeiouyäöü")
TOGETHER = frozenset({"ch", "ck", "ph", "th", "qu"})
#: So many letters are given up for a better place to cut.
NEAR = 6


def lines_of(text: str, font: FreeTypeFont, width: float, most: int) -> list[str]:
    """Return at most so many lines, none wider than these pixels; what is too much ends in "…"."""
    lines: list[str] = []
    for part in _parts(text, lambda words: font.getlength(words) <= width):
        longer = f"{lines[-1]}{part}" if lines else part.lstrip()
        if lines and font.getlength(longer.rstrip()) <= width and not lines[-1].endswith("\n"):
            lines[-1] = longer
        else:
            lines.append(part.lstrip())
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(last + ELLIPSIS) > width:
        # A whole word less, unless it is all there is.
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:.–-") + ELLIPSIS]


def whole(text: str, font: FreeTypeFont, width: float, most: int) -> bool:
    """Say whether a text fits without a word that is cut or left out."""
    lines = lines_of(text, font, width, most)
    return "".join("".join(lines).split()) == "".join(text.split())


def _parts(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Return words with the blank before them, long ones in pieces that fit."""
    parts: list[str] = []
    for word in text.split():
        blank = " "
        for piece in _pieces(word, fits):
            parts.append(blank + piece)
            blank = ""
    return parts


def _pieces(word: str, fits: Callable[[str], bool]) -> list[str]:
    """Return a word, in pieces at its seams if it has some, and anywhere where it has to be."""
    if fits(word):
        return [word]
    pieces, begun = [], ""
    for at, letter in enumerate(word):
        end = "" if at == len(word) - 1 or letter in SEAMS else HYPHEN
        if begun and not fits(begun + letter + end):
            seam = max(begun.rfind(mark) for mark in SEAMS) + 1
            if 0 < seam < len(begun):
                pieces.append(begun[:seam])
                begun = begun[seam:]
            else:
                at_syllable = _syllable(begun, letter)
                pieces.append(begun[:at_syllable] + ("" if begun[-1] in SEAMS else HYPHEN))
                begun = begun[at_syllable:]
        begun += letter
    return [*pieces, begun]


def _syllable(begun: str, letter: str) -> int:
    """Return where the beginning of a word, before this letter, is cut: as German syllables begin.

    One consonant goes with the vowel that follows; "ch", "sch" and "ck" are one.
    """
    whole_word = (begun + letter).lower()
    for at in range(len(begun), max(2, len(begun) - NEAR), -1):
        first, following = whole_word[at - 1 : at], whole_word[at : at + 2]
        if len(following) < 2 or following[0] in VOWELS or following[1] not in VOWELS:
            continue
        if first + following[0] not in TOGETHER:
            return at
    return len(begun)
