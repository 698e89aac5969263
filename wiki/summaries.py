"""The beginning of an article in a few words, for lists and for search engines."""

from __future__ import annotations

import re
from html import unescape

from text.sanitise import without_tags

DESCRIPTION_LENGTH = 160
_FIRST_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def summary_of(html: str) -> str:
    """Return the first paragraph of a rendered text as bare words, at most 160 signs."""
    match = _FIRST_PARAGRAPH.search(html)
    words = " ".join(unescape(without_tags(match[1])).split()) if match else ""
    return shortened(words, DESCRIPTION_LENGTH)


def shortened(words: str, length: int) -> str:
    """Return the beginning of a line, cut between words."""
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0] + " …"
