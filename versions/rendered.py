"""Which words differ between two texts as readers see them? They are marked in their HTML.

The HTML is what `text.sanitise` has let through: tags are complete, and everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from versions.wordmarks import Segment, mark_words

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
#: What stands within a line; every other tag divides words.
_WITHIN = frozenset("a abbr b bdi code del em i ins kbd mark s small span strong sub sup u".split())


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """A tag, or a stretch of text; `words` is what a reader sees of it."""

    html: str
    words: str
    is_tag: bool


def marked(theirs: str, mine: str, *, tags: tuple[str, str] = ("mark", "mark")) -> tuple[str, str]:
    """Return both with the words that differ in elements: `tags` for the first, for the second."""
    first, second = list(html_parts(theirs)), list(html_parts(mine))
    old, new = mark_words(_words(first), _words(second))
    return _written(first, old, tags[0]), _written(second, new, tags[1])


def words_of(html: str) -> str:
    """Return what a reader sees of HTML, a line for each block."""
    return _words(html_parts(html))


def html_parts(html: str) -> Iterator[HtmlPart]:
    """Yield the tags and the stretches of text of HTML, in their order."""
    done = 0
    for match in _TAG.finditer(html):
        if text := html[done : match.start()]:
            yield HtmlPart(text, unescape(text), is_tag=False)
        yield HtmlPart(match[0], "" if match["name"].lower() in _WITHIN else "\n", is_tag=True)
        done = match.end()
    if text := html[done:]:
        yield HtmlPart(text, unescape(text), is_tag=False)


def _words(parts: Iterable[HtmlPart]) -> str:
    return "".join(part.words for part in parts)


def _written(parts: Iterable[HtmlPart], segments: Iterable[Segment], tag: str) -> str:
    """Write the parts again, in an element what is marked of their words."""
    rest = _Rest(segments)
    written: list[str] = []
    for part in parts:
        taken = rest.take(len(part.words))
        if part.is_tag:
            written.append(part.html)
            continue
        for segment in taken:
            words = escape(segment.text, quote=False)
            is_seen = segment.marked and segment.text.strip()
            written.append(f"<{tag}>{words}</{tag}>" if is_seen else words)
    return "".join(written)


class _Rest:
    """Segments that are used up from the left, cut where a part ends."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._segments = [segment for segment in segments if segment.text][::-1]

    def take(self, length: int) -> Iterator[Segment]:
        """Return the next `length` characters."""
        taken = []
        while length > 0 and self._segments:
            segment = self._segments.pop()
            if len(segment.text) > length:
                self._segments.append(Segment(segment.text[length:], segment.marked))
                segment = Segment(segment.text[:length], segment.marked)
            length -= len(segment.text)
            taken.append(segment)
        return iter(taken)
