"""Which blocks can be edited without markup? The closed list, in the form of ProseMirror's JSON.

A node is ``{"type", "attrs"?, "content"?, "marks"?, "text"?}``:

- blocks: ``paragraph``, ``heading`` (``level`` 1–6), ``bulletList`` and ``orderedList`` (``start``,
  both ``tight``) of ``listItem`` (paragraphs and lists), ``blockquote``, ``table`` of ``tableRow``
  of ``tableHeader`` or ``tableCell`` (``align``), ``horizontalRule``, and ``picture`` (``number``,
  ``alt``, ``caption``: ``text.rich.picture``), which stands in nothing else;
- inline: ``text``, ``hardBreak``, ``wikiLink`` (``target``, and ``label`` where it differs);
- marks: ``bold``, ``italic``, ``strike``, ``code``, ``link`` (``href``).

Everything else that a text may hold is shown and kept, but edited as Markdown.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]

#: Lists and quotations within each other. What lies deeper is edited as Markdown; what is pasted so
#: deep becomes flatter.
MAX_DEPTH = 3
#: "2024." begins no list but a sentence (``text.typed``).
MAX_START = 999
HEADING_LEVELS = range(1, 7)
ALIGNMENTS = ("left", "center", "right")
LISTS = ("bulletList", "orderedList")
#: What an item of a list holds; with a heading, a table or a quotation it is edited as Markdown.
IN_ITEMS = ("paragraph", *LISTS)
CELLS = ("tableHeader", "tableCell")
#: From the outside inwards, as they are written.
MARKS = ("link", "bold", "italic", "strike", "code")


class Locked(Exception):
    """A block holds something that is edited as Markdown only; the message says what."""
