"""Where does a German sentence end?

A full stop does not always end one: "z. B.", "Dr. Maier", "am 3. Mai", "Str. 5". An empty line
always does, and so does a line that begins a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    {"abs", "art", "aug", "bd", "bzw", "ca", "dez", "dipl", "dr", "etc", "evtl", "ev", "feb", "ff"}
    | {"gem", "ggf", "hbf", "hl", "hr", "hrsg", "inkl", "jan", "jh", "jhd", "kath", "lt", "max"}
    | {"min", "mio", "mrd", "nov", "nr", "okt", "pfr", "prof", "rd", "sept", "sog", "st", "std"}
    | {"str", "tel", "u", "usf", "usw", "vgl", "zzgl", "zz"}
)
# A stop, perhaps closing quotes or brackets, then white space; or the end of a block.
_END = re.compile(
    r"(?P<stop>[.!?…]+)[\"'»«“”‘’)\]]*(?=\s|$)|\n(?=\s*\n|[ \t]*(?:[-*•]|\d+[.)])[ \t])"
)
_LAST_WORD = re.compile(r"(\w+)\Z")
_NEXT_WORD = re.compile(r"\s+[\"'»«„“‚‘(\[]*(\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['’·\u00ad-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: ``text == source[start:end]``."""

    text: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """Return the words of a text; a compound with hyphens is one word, a number none."""
    return _WORD.findall(text)


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a plain text that hold at least one word."""
    return [sentence for sentence in _cut(text) if _WORD.search(sentence.text)]


def _cut(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if match["stop"] and not _ends_sentence(text, match.start(), match.end()):
            continue
        yield _trimmed(text, start, match.end())
        start = match.end()
    yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    stripped = part.strip()
    return Sentence(stripped, start, start + len(stripped))


def _ends_sentence(text: str, stop: int, after: int) -> bool:
    """Say whether a stop ends its sentence."""
    following = _NEXT_WORD.match(text, after)
    if following is None:
        return True
    if "\n\n" in following[0]:
        return True
    if following[1].islower():
        return False
    if text[stop:after].strip("\"'»«“”‘’)]") != ".":
        return True
    before = _LAST_WORD.search(text, max(0, stop - 40), stop)
    if before is None:
        return True
    word = before[1]
    if word.isdigit():
        return len(word) > 2  # "am 3. Mai", but "im Jahr 2024. Danach"
    return len(word) > 1 and word.casefold() not in _ABBREVIATIONS
