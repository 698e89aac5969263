"""How do links and pictures of a text appear?

Wiki links get the address their resolver found, foreign links say what they are (``external``, and
``nofollow ugc`` where the author is not yet trusted). A picture from a foreign server would tell
that server who reads what; only pictures of this site are shown, the others become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from text.headings import anchor_for
from text.pictures import is_ours
from text.plain import inline_text
from text.wikilinks import LINK_TYPE, LinkTarget, WikiLink

_FOREIGN = re.compile(r"(https?:)?[/\\]{2}", re.IGNORECASE)
_OWN_PICTURE = re.compile(r"/(?![/\\])")


def wiki_links(tokens: Sequence[Token]) -> tuple[WikiLink, ...]:
    """Return every distinct wiki link in the order of the text; links to own headings are none."""
    found: dict[WikiLink, None] = {}
    for parent in tokens:
        for token in parent.children or ():
            if token.type == LINK_TYPE and token.meta["link"].title:
                found[token.meta["link"]] = None
    return tuple(found)


def place_links(
    tokens: Sequence[Token], targets: Mapping[WikiLink, LinkTarget], *, nofollow: bool
) -> tuple[str, ...]:
    """Give every link and picture its final form; return the distinct foreign addresses."""
    foreign: dict[str, None] = {}
    for parent in tokens:
        if parent.children:
            parent.children = list(_placed(parent.children, targets, nofollow, foreign))
    return tuple(foreign)


def _placed(
    children: Iterable[Token],
    targets: Mapping[WikiLink, LinkTarget],
    nofollow: bool,
    foreign: dict[str, None],
) -> Iterator[Token]:
    inside_link = 0
    for token in children:
        if token.type == LINK_TYPE:
            yield from _wiki_link(token, targets)
        elif token.type == "image":
            yield from _picture(token, nofollow, foreign, inside_link=bool(inside_link))
        else:
            if token.type == "link_open":
                _mark_foreign(token, nofollow, foreign)
            inside_link += token.nesting if token.type.startswith("link_") else 0
            yield token


def _mark_foreign(token: Token, nofollow: bool, foreign: dict[str, None]) -> None:
    address = str(token.attrGet("href") or "")
    if _FOREIGN.match(address):
        token.attrSet("class", "external")
        token.attrSet("rel", "noopener nofollow ugc" if nofollow else "noopener")
        foreign[address] = None


def _wiki_link(token: Token, targets: Mapping[WikiLink, LinkTarget]) -> Iterator[Token]:
    link: WikiLink = token.meta["link"]
    own_heading = LinkTarget(f"#{anchor_for(link.anchor)}")
    target = targets.get(link) if link.title else own_heading
    if target is None:
        yield _tag("span", 1, {"class": "wikilink"})
        yield _text(link.text)
        yield _tag("span", -1)
        return
    css_class = "wikilink" if target.exists else "wikilink wikilink-missing"
    attributes = {"href": target.href, "class": f"{css_class} {target.css_class}".strip()}
    if link.title and link.anchor and target.exists:
        attributes["href"] += f"#{anchor_for(link.anchor)}"
    if target.title:
        attributes["title"] = target.title
    if not target.exists:
        attributes["rel"] = "nofollow"
    yield _tag("a", 1, attributes)
    yield _text(link.text)
    yield _tag("a", -1)


def _picture(
    token: Token, nofollow: bool, foreign: dict[str, None], *, inside_link: bool
) -> Iterator[Token]:
    """Show a file of this site, lead to others; its alternative text is words, never a link.

    Pictures that residents gave are links to their page, within a sentence: alone they have a place
    of their own. Words about one are the picture's own, and would stay when it is hidden.
    """
    address = str(token.attrGet("src") or "")
    words = _text(address if is_ours(token) else inline_text(token.children or ()))
    if _OWN_PICTURE.match(address) and not is_ours(token):
        token.attrSet("loading", "lazy")
        token.children = [words]
        yield token
    elif inside_link:
        yield words
    else:
        opening = Token("link_open", "a", 1, attrs={"href": address})
        _mark_foreign(opening, nofollow, foreign)
        yield opening
        yield words if words.content else _text(address)
        yield _tag("a", -1)


def _tag(name: str, nesting: int, attributes: Mapping[str, str] | None = None) -> Token:
    kind = "open" if nesting == 1 else "close"
    return Token(f"{name}_{kind}", name, 1 if nesting == 1 else -1, attrs=dict(attributes or {}))


def _text(words: str) -> Token:
    token = Token("text", "", 0)
    token.content = words
    return token
