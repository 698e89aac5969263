"""Which passage of a text shows best what was sought? Escaped text with `<mark>` only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from html import escape, unescape
from itertools import islice

from search import words

#: About two lines; the index cuts its own as long.
LETTERS = 220
#: Headings, tables of contents, rows of figures and lists of names have few words in small
#: letters, sentences every second one: 57 % in the demo's articles, 50 % in council papers, and
#: 29 % in agendas.
SENTENCES = 1 / 3
#: Fewer such words are a link or what is left of a text.
FEW = 6
#: Of so many passages that an engine offers one is chosen.
OFFERED = 3
#: So much of a text is looked through, and so many places in it are compared: a hundred pages say
#: soon enough what they are about, and nobody's page waits for somebody's endless text.
LOOKED_AT, MOST_HITS = 200_000, 500
_SMALL = re.compile(r"(?<![\w-])[a-zäöüß]{2,}")
_MARKED = re.compile(r"<mark>(.*?)</mark>")
_TAG = re.compile(r"</?mark>")
_BLOCKS = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W_]+(?:[:*_/·-][^\W_]+)*")


def snippet(text: str, stems: Collection[str]) -> str:
    """Return the passage with most different sought stems, marked; of equals the first one with
    sentences.
    """
    found = (
        (m.start(), m.end(), stem)
        for m in _WORD.finditer(text, 0, LOOKED_AT)
        if (stem := _hit(m[0], stems))
    )
    hits = list(islice(found, MOST_HITS))
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


def as_a_line(passage: str) -> str:
    """Return a marked passage as it is read on one line: headings do not run into what follows,
    and a sentence that was cut says so.

    A single line break means nothing: in text out of printed pages it is where the paper ended.
    """
    whole = ""
    for block in _BLOCKS.split(passage):
        line = " ".join(block.split())
        if line:
            whole += f"{'' if not whole else ' ' if _ended(whole) else ' · '}{line}"
    return (
        whole
        if not whole or _ended(whole) or whole.endswith("…")
        else f"{whole}\N{NO-BREAK SPACE}…"
    )


def _ended(line: str) -> bool:
    return unescape(_TAG.sub("", line)).rstrip("\"'“”«»)").endswith((".", "!", "?", ":", ";"))


def _hit(word: str, stems: Collection[str]) -> str:
    for folded in words.folded_words(word):
        stem = words.stem(folded)
        if stem in stems or folded in stems:
            return stem
    return ""


def _start(text: str, hits: list[tuple[int, int, str]]) -> int:
    """Return where to begin: at the beginning of a sentence or word before the densest hits."""
    best, most, last = 0, (0, False), 0
    within: Counter[str] = Counter()
    for left, _right, stem in hits:
        while last < len(hits) and hits[last][0] < left + LETTERS - 40:
            within[hits[last][2]] += 1
            last += 1
        different = len(within)
        if different >= most[0] and most != (different, True):
            worth = (different, _tells(text, left))
            if worth > most:
                best, most = left, worth
        within[stem] -= 1
        if not within[stem]:
            del within[stem]
    if best < LETTERS // 3 or len(text) <= LETTERS:
        return 0
    latest = len(text) - LETTERS
    if best > latest:  # near the end what is before is shown, too
        space = text.find(" ", latest)
        return space + 1 if 0 <= space < best else best
    begin = max(0, best - 60)
    sentence = max(text.rfind(mark, begin, best) for mark in (". ", "\n", "? ", ": "))
    if sentence >= 0:
        return sentence + 1
    space = text.find(" ", begin)
    return space + 1 if 0 <= space < best else begin


def _tells(text: str, place: int) -> bool:
    """Whether what is around a place are sentences, also in the very line."""
    line = max(place - LETTERS, 0, text.rfind("\n", 0, place))
    rest = text[line : place + LETTERS].strip().partition("\n")[0]
    around = text[max(0, place - 60) : place + LETTERS - 60]
    return len(_SMALL.findall(rest)) >= FEW / 2 and has_sentences(around)


def has_sentences(passage: str) -> bool:
    """Whether a passage tells something, rather than listing headings, names or figures."""
    return len(_SMALL.findall(passage)) >= max(FEW, SENTENCES * len(passage.split()))


def choose(passages: Sequence[str]) -> str:
    """Return the first of an engine's marked passages, unless one with sentences shows as much."""

    def shown(passage: str) -> int:
        return len({word.lower() for word in _MARKED.findall(passage)})

    for passage in passages:
        if shown(passage) >= shown(passages[0]) and has_sentences(_TAG.sub("", passage)):
            return passage
    return passages[0] if passages else ""
