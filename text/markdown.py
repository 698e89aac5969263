"""What does a text in Markdown say, and how does it look as HTML?

    source → parse → wiki links → resolver → place headings and links → HTML → sanitise

``render`` does all of it in this process and takes as long as the text wants. Texts from outside go
through ``text.rendering.render_safely``, which knows when to hand over to another process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from text.headings import Heading, place_headings
from text.links import place_links, wiki_links
from text.parser import product_parser
from text.pictures import place_pictures
from text.plain import plain_text
from text.sanitise import clean_article
from text.sections import Section, append_paragraph, replace_section, section_text, sections
from text.wikilinks import LinkResolver, LinkTarget, WikiLink

__all__ = [
    "Heading",
    "LinkResolver",
    "LinkTarget",
    "Parsed",
    "Rendered",
    "Section",
    "WikiLink",
    "append_paragraph",
    "find_links",
    "finish",
    "parse",
    "render",
    "replace_section",
    "section_text",
    "sections",
    "to_plain",
]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as readers get it.

    ``html`` is sanitised and final; ``headings`` make the contents list; ``links`` are the distinct
    wiki links, ``urls`` the distinct foreign addresses; ``plain`` are the bare words.
    ``plain_fallback`` is set where the text was too costly to format: ``html`` then shows the
    source as it was typed, and the text may be rendered again later.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[WikiLink, ...] = ()
    plain: str = ""
    urls: tuple[str, ...] = ()
    plain_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text between its two passes: read, but its wiki links not yet resolved."""

    tokens: list[Token]
    env: dict[str, Any]
    links: tuple[WikiLink, ...]


def render(source: str, *, links: LinkResolver | None = None, nofollow: bool = False) -> Rendered:
    """Turn Markdown into sanitised HTML.

    ``links`` is called once, with all distinct wiki links, if there are any; without it wiki links
    stay words. ``nofollow`` marks foreign links of authors who are not yet trusted.
    """
    parsed = parse(source)
    targets = links(parsed.links) if links and parsed.links else {}
    return finish(parsed, targets, nofollow=nofollow)


def parse(source: str) -> Parsed:
    """Read a text: the first pass of ``render``."""
    env: dict[str, Any] = {}
    tokens = product_parser().parse(source, env)
    return Parsed(tokens, env, wiki_links(tokens))


def finish(
    parsed: Parsed, targets: Mapping[WikiLink, LinkTarget], *, nofollow: bool = False
) -> Rendered:
    """Turn a text into HTML: the second pass of ``render``. Uses up ``parsed``."""
    parser = product_parser()
    plain = plain_text(parsed.tokens)
    tokens = place_pictures(parsed.tokens)
    headings = place_headings(tokens)
    urls = place_links(tokens, targets, nofollow=nofollow)
    place_tables(tokens)
    html = parser.renderer.render(boxed(tokens), parser.options, parsed.env)
    return Rendered(clean_article(html), headings, parsed.links, plain, urls)


def find_links(source: str) -> tuple[WikiLink, ...]:
    """Return the distinct wiki links of a text in their order; takes as long as it wants."""
    return parse(source).links if "[[" in source else ()


def to_plain(source: str) -> str:
    """Return the bare words of a text, for search: no markup, the words of links kept.

    It takes as long as the text wants; ``text.rendering.plain_safely`` does not.
    """
    return plain_text(product_parser().parse(source, {}))


def place_tables(tokens: Sequence[Token]) -> None:
    """Say alignment by class (the site allows no inline style) and what the head cells head."""
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrSet("class", f"align-{style.removeprefix('text-align:')}")
            if token.type == "th_open":
                token.attrSet("scope", "col")


def boxed(tokens: Sequence[Token]) -> list[Token]:
    """Put every table into a box that scrolls by itself, also by keyboard."""
    wrapped: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            attributes: dict[str, str | int | float] = {"class": "table-scroll", "tabindex": "0"}
            box = Token("table_box_open", "div", 1, attrs=attributes)
            box.block = True
            wrapped += [box, token]
        elif token.type == "table_close":
            box = Token("table_box_close", "div", -1)
            box.block = True
            wrapped += [token, box]
        else:
            wrapped.append(token)
    return wrapped
