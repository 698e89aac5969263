"""Which passage of a text shows best what was sought? Escaped text with `<mark>` only."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from search import words

#: About two lines; the index cuts its own as long.
LETTERS = 220
_WORD = re.compile(r"[^\W_]+(?:[:*_/·-][^\W_]+)*")


def snippet(text: str, stems: Collection[str]) -> str:
    """Return the passage with most different sought stems, the first of equals, marked."""
    hits = [(m.start(), m.end(), stem) for m in _WORD.finditer(text) if (stem := _hit(m[0], stems))]
    start = _start(text, hits)
    end = min(len(text), start + LETTERS)
    while end < len(text) and not text[end].isspace() and end - start < LETTERS + 30:
        end += 1
    marked, position = [], start
    for left, right, _stem in hits:
        if left >= start and right <= end:
            marked.append(escape(text[position:left]))
            marked.append(f"<mark>{escape(text[left:right])}</mark>")
            position = right
    marked.append(escape(text[position:end]))
    return ("… " if start else "") + "".join(marked).strip() + (" …" if end < len(text) else "")


def _hit(word: str, stems: Collection[str]) -> str:
    for folded in words.folded_words(word):
        stem = words.stem(folded)
        if stem in stems or folded in stems:
            return stem
    return ""


def _start(text: str, hits: list[tuple[int, int, str]]) -> int:
    """Return where to begin: at the beginning of a sentence or word before the densest hits."""
    best, most = 0, 0
    for position, (left, _right, _stem) in enumerate(hits):
        within = {s for other, _end, s in hits[position:] if other < left + LETTERS - 40}
        if len(within) > most:
            best, most = left, len(within)
    if best < LETTERS // 3:
        return 0
    begin = max(0, best - 60)
    sentence = max(text.rfind(mark, begin, best) for mark in (". ", "\n", "? ", ": "))
    if sentence >= 0:
        return sentence + 1
    space = text.find(" ", begin)
    return space + 1 if 0 <= space < best else begin
