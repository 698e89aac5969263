"""Does a text say anything, or does it only look written?

An editor that was opened and left behind stores an empty paragraph, a blank or `&nbsp;`: a body
with a block in it is not yet a body with words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import TypeAlias

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue

Body: TypeAlias = Iterable[StreamValue.StreamChild] | None
#: Blocks that hold words and nothing else; the others show something by themselves.
OF_WORDS = frozenset({"heading", "text", "quote", "callout", "steps", "easy_section"})
#: A heading announces a text and is none.
ANNOUNCING = frozenset({"heading"})


def says_something(words: str) -> bool:
    """Whether there is a letter or a number in a text, or in HTML."""
    return any(letter.isalnum() for letter in unescape(strip_tags(words)))


def has_words(body: Body) -> bool:
    """Whether a body has text to read, besides headings."""
    return any(says_something(_words_of(block)) for block in _blocks(body, but=ANNOUNCING))


def shows_something(body: Body) -> bool:
    """Whether a body shows anything: text, or pictures, lists, a search box."""
    return has_words(body) or any(True for _block in _blocks(body, but=OF_WORDS))


def all_words_of(body: Body) -> str:
    """Return the words of all blocks, with one blank between two words."""
    return " ".join(" ".join(_words_of(block) for block in body or ()).split())


def _blocks(body: Body, *, but: frozenset[str]) -> Iterator[StreamValue.StreamChild]:
    return (block for block in body or () if block.block_type not in but)


def _words_of(block: StreamValue.StreamChild) -> str:
    return " ".join(str(part) for part in block.block.get_searchable_content(block.value))
