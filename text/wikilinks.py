"""What does ``[[…]]`` say?

A wiki link names an article the way people do: ``[[Spielplätze]]``, ``[[Spielplätze#Rutschen]]``,
``[[Bad Cannstatt:Spielplätze]]``, ``[[Altstadt (Freiburg):Märkte|die Märkte]]``, or an editorial
page: ``[[seite:Mitmachen]]``. This module only reads the words into a :class:`WikiLink`; where the
link leads, and whether the thing exists, is decided by the caller's :data:`LinkResolver`, which
gets all links of a text at once and so needs one query for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

#: Longer than any title may be; what is longer is no link but an accident.
MAX_LENGTH = 300

LINK_TYPE = "wiki_link"
_LINK = re.compile(rf"\[\[([^\[\]\n`]{{1,{MAX_LENGTH}}})\]\]")
PAGE_PREFIXES = frozenset({"seite", "page"})
_CITY = re.compile(r"(?P<name>.*\S)\s*\((?P<city>[^()]+)\)")
# Noncharacters that no sensible text holds: stand-ins for "|" while a table row is split.
_STAND_INS = [chr(code) for code in range(0xFDD0, 0xFDF0)]


@dataclass(frozen=True, slots=True)
class WikiLink:
    """One wiki link as written.

    ``kind`` is "article" or "page". ``target`` is everything before ``|`` and ``#``, white space
    tidied. ``district`` is the part before the first colon, or None; when no such district exists,
    the colon may belong to the title: try ``target`` as a whole. ``title`` is the rest; it is empty
    for a link to a heading of the same text (``[[#Rutschen]]``). ``anchor`` is the heading as
    written (turn it into an id with ``text.headings.anchor_for``), ``text`` what the reader sees.
    """

    kind: Literal["article", "page"]
    target: str
    district: str | None
    title: str
    anchor: str
    text: str

    @property
    def district_name(self) -> str | None:
        """The district without the city in brackets: "Altstadt (Freiburg)" → "Altstadt"."""
        match = _CITY.fullmatch(self.district or "")
        return match["name"] if match else self.district

    @property
    def city(self) -> str | None:
        """The city named in brackets after the district, or None."""
        match = _CITY.fullmatch(self.district or "")
        return match["city"].strip() if match else None


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a wiki link leads: a path, whether something is there, an own title and class."""

    href: str
    exists: bool = True
    title: str = ""
    css_class: str = ""


#: Gets every distinct wiki link of a text; answers those it knows. The others become plain text.
LinkResolver: TypeAlias = Callable[[Sequence[WikiLink]], Mapping[WikiLink, LinkTarget]]


def parse_link(inner: str) -> WikiLink | None:
    """Read what stands between the brackets; None where it is no wiki link after all."""
    target, _, text = inner.partition("|")
    target, _, anchor = target.rstrip("\\").partition("#")
    target, anchor, text = (" ".join(part.split()) for part in (target, anchor, text))
    before, colon, after = (part.strip() for part in target.partition(":"))
    if after.startswith("//") or target.startswith("^") or not (target or anchor):
        return None
    kind: Literal["article", "page"] = "article"
    district, title = None, target
    if colon and after:
        if before.casefold() in PAGE_PREFIXES:
            kind, title = "page", after
        elif before:
            district, title = before, after
        else:
            title = after
    elif colon and not before:
        return None
    return WikiLink(kind, target, district, title, anchor, text or title or anchor)


def likely_links(source: str) -> Iterator[WikiLink]:
    """Yield what reads like a wiki link, also where Markdown makes none of it (in code, say)."""
    for match in _LINK.finditer(source):
        link = parse_link(match[1])
        if link is not None:
            yield link


def wikilinks_plugin(md: MarkdownIt) -> None:
    """Teach a parser wiki links, also inside table rows, where "|" would split the cell."""
    md.inline.ruler.before("link", LINK_TYPE, _inline_rule)
    md.add_render_rule(LINK_TYPE, _render_unplaced)
    md.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})


def _inline_rule(state: StateInline, silent: bool) -> bool:
    """Recognise ``[[…]]`` unless CommonMark has another meaning for it."""
    before = state.src[state.pos - 1] if state.pos else ""
    if not state.src.startswith("[[", state.pos) or (before and before in "[!"):
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None or _is_reference(state, match[1]):
        return False
    link = parse_link(match[1])
    if link is None:
        return False
    if not silent:
        token = state.push(LINK_TYPE, "", 0)
        token.content, token.markup = link.text, match[0]
        token.meta = {"link": link}
    state.pos = match.end()
    return True


def _render_unplaced(_renderer: object, tokens: list[Token], index: int, *_: object) -> str:
    """Show a link that nobody resolved as it was typed; ``text.links`` replaces the others."""
    return escapeHtml(tokens[index].markup)


def _is_reference(state: StateInline, inner: str) -> bool:
    references = state.env.get("references")
    if not references:
        return False
    return any(normalizeReference(label) in references for label in (inner, f"[{inner}]"))


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Run the table rule on a text whose wiki links show no "|"; lengths, so positions, stay."""
    if "hidden_pipes" not in state.env:
        state.env["hidden_pipes"] = _hide_pipes(state.src)
    if state.env["hidden_pipes"] is None:
        return table(state, start, end, silent)
    original, first = state.src, len(state.tokens)
    state.src, stand_in = state.env["hidden_pipes"]
    try:
        return table(state, start, end, silent)
    finally:
        state.src = original
        for token in state.tokens[first:]:
            token.content = token.content.replace(stand_in, "|")


def _hide_pipes(source: str) -> tuple[str, str] | None:
    """Return the text with a stand-in for "|" within wiki links, and that; None if there is none.

    Asked once for a text, not once for each of its lines.
    """
    stand_in = next((char for char in _STAND_INS if char not in source), "|")
    hidden = _LINK.sub(lambda match: match[0].replace("|", stand_in), source)
    return None if hidden == source else (hidden, stand_in)
