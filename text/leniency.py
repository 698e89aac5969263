"""How does our Markdown differ from CommonMark, for people who never heard of it?

Emphasis, line ends and links, which cannot be told from one line (see ``text.typed`` for the rest):

- a star between letters is a gender star or a times sign, never emphasis: "Bürger*innen", "2*3*4";
- ``**wichtig:**dann`` is bold, whatever follows;
- a line end is one, as in an address, unless a mail programme has made it at a fixed width;
- what follows a quotation of a mail is an answer and no part of it;
- items of a list keep the numbers they have (``text.numbering``);
- four blanks at a line start come from mails and make no code;
- ``<br>`` is a line end; "www.stadt.de", "name.tld/plan" and "http:/name.tld" as a link's
  address lead outside.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.common import normalize_url
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from text.numbering import numbering_plugin
from text.phones import dialled
from text.typed import normalised

_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
# "Leser/*innen", "jede(*r)": what stands behind a gender star.
_ENDING = re.compile(r"(?:in(?:nen)?|e[mnrs]?|[mnrs])\b")
#: Widths at which programmes wrap lines. Shorter lines are meant, longer ones were never wrapped.
_NARROWEST, _WIDEST = 50, 120
#: So much shorter may a wrapped line be where somebody has changed a word of it.
_RAGGED = 8
#: Words after which nobody ends a line.
_DANGLING = re.compile(
    r"(?i:\b(?:der|die|das|de[mns]|ein(?:e[mnrs]?)?|a[mn]|i[mn]s?|ans|auf|aus|beim?|mit|nach|vo[mnr]"
    r"|zu[mr]?|für|über|unter|um|und|oder|sowie|ohne|gegen|durch|the|of|and|or|to|at)[ \t]*$)"
)
_SOFT_END = re.compile(r"[^\s.!?:;]\s*\n[ \t]*[a-zäöüß]|" + _DANGLING.pattern, re.MULTILINE)
#: The line of a postcode, in an address.
_POSTCODE = re.compile(r"[ \t]*(?:[A-Z]{1,2}-)?\d{4,5} [A-ZÄÖÜ]")

_HOST = r"(?:[^\W_](?:[\w-]{0,62})\.)+(?P<ending>[^\W\d_]{2,24})"
_SCHEMELESS = re.compile(rf"{_HOST}(?::\d{{1,5}})?(?P<rest>[/?#].*)?", re.DOTALL)
_MAIL = re.compile(rf"[\w.+-]{{1,64}}@{_HOST}")
_PHONE = re.compile(r"[+(]?[0-9](?:[-/.()\s]{0,3}[0-9]){5,}")
# "http:/", "https:", "http//", "https://https://" before the name of a server.
_SCHEME = re.compile(r"(?:(https?)[:;/\\]{1,5})+", re.IGNORECASE)
#: An address with blanks in it, which CommonMark takes for none: a telephone, or a file.
_WITH_BLANKS = re.compile(
    r"(?P<address>(?:tel:[ ]*)?(?!\d\d?\.[ ]?\d\d?\.)[+(]?[0-9](?:[-/.() ]{0,3}[0-9]){5,}"
    r"|(?:https?://|www\.)[^\s/()<>\"']+/[^\s()<>\"']*(?:[ ]+[^\s()<>\"']+)+\.\w{2,5})(?=[ ]*\))"
)
_NUMBERED_HOST = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::\d{1,5})?(?:[/?#].*)?", re.DOTALL)
#: What ends the name of a file rather than that of a server.
_FILES = frozenset(
    {"asp", "csv", "doc", "docx", "gif", "htm", "html", "ics", "jpeg", "jpg", "md", "mp", "odt"}
    | {"pdf", "php", "png", "ppt", "pptx", "svg", "txt", "webp", "xls", "xlsx", "xml", "zip"}
)


def leniency_plugin(md: MarkdownIt) -> None:
    """Teach a parser what people mean."""
    md.core.ruler.after("normalize", "typed", _normalise)
    md.use(numbering_plugin)
    md.disable("code")
    md.block.ruler.before("paragraph", "answer", _ends_quotation, {"alt": ["blockquote"]})
    md.inline.ruler.at("newline", _newline)
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.before("html_inline", "break", _break)
    # The parser asks this of every address of a link, before it asks whether it is allowed.
    setattr(md, "normalizeLink", complete_address)  # noqa: B010
    setattr(md, "helpers", _Helpers())  # noqa: B010


def complete_address(address: str) -> str:
    """Return an address as a browser needs it: with the scheme that its author has left out."""
    address = address.strip()
    if address[:4].lower() == "tel:" and _PHONE.fullmatch(address[4:].strip()):
        return f"tel:{dialled(address[4:])}"
    said = _SCHEME.match(address)
    host = address[said.end() :] if said else address
    if _NUMBERED_HOST.fullmatch(host):
        return normalize_url.normalizeLink(f"{said[1] if said else 'http'}://{host}")
    if match := _SCHEMELESS.fullmatch(host):
        is_file = match["ending"].lower() in _FILES and not said
        is_server = bool(match["rest"]) or host.lower().startswith("www.") or not is_file
        scheme = said[1] if said else "https"
        return normalize_url.normalizeLink(f"{scheme}://{host}" if is_server else host)
    if _MAIL.fullmatch(address):
        return normalize_url.normalizeLink(f"mailto:{address}")
    if _PHONE.fullmatch(address):
        return f"tel:{dialled(address)}"
    return normalize_url.normalizeLink(address)


class _Helpers:
    """What the parser asks of links, as the library answers it but for addresses with blanks."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)  # noqa: N815
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkDestination(text: str, pos: int, maximum: int) -> Any:  # noqa: N802
        found = helpers.parseLinkDestination(text, pos, maximum)
        match = _WITH_BLANKS.match(text, pos, maximum)
        if match is not None:
            found.ok, found.pos, found.str = True, match.end(), match["address"]
        return found


def _normalise(state: StateCore) -> None:
    state.src = normalised(state.src)


def _ends_quotation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # Tables ask the same rules whether they are at their end.
    return silent and state.parentType == "blockquote"


def _newline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        is_soft = state.pos in _wraps(state.src)
        state.push("softbreak" if is_soft else "hardbreak", "br", 0)
    pos = state.pos + 1
    while pos < state.posMax and state.src[pos] in " \t":
        pos += 1
    state.pos = pos
    return True


@lru_cache(maxsize=8)
def _wraps(text: str) -> frozenset[int]:
    """Return the line ends of a paragraph that a programme has made, not its author.

    Where lines were wrapped, the next word would not have fitted; and some line breaks off in the
    middle of a sentence, before a small letter or after a word that needs another.
    """
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST or not _SOFT_END.search(text):
        return frozenset()
    found = set()
    end = -1
    for line, following in pairwise(lines):
        end += len(line) + 1
        word = following.split(maxsplit=1)
        if _POSTCODE.match(following) and not _DANGLING.search(line):
            continue
        if word and len(line.rstrip()) + 1 + len(word[0]) > width - _RAGGED:
            found.add(end)
    return frozenset(found)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Take stars and underscores for emphasis as CommonMark does, but for what people mean."""
    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(start, marker == "*")
    may_open, may_close = scanned.can_open, scanned.can_close
    before = state.src[start - 1] if start else " "
    end = start + scanned.length
    after = state.src[end] if end < state.posMax else " "
    is_ending = _ENDING.match(state.src, end) is not None
    if before in ":!?,;" and after.isalnum() and not is_ending:  # "*wichtig:*dann"
        may_close = may_close or _is_open(state, marker)
    if marker == "*":
        if scanned.length == 1 and before.isalnum() and after.isalnum():
            may_open = may_close = False
        elif is_ending and before in "/-(":
            may_open = False
        elif scanned.length > 1 and after.isalnum() and not before.isspace():
            is_open = _is_open(state, marker)
            may_close = may_close or is_open
            may_open = may_open and (is_open or not (is_ending and before.isalnum()))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=may_open,
                close=may_close,
            )
        )
    state.pos += scanned.length
    return True


def _is_open(state: StateInline, marker: str) -> bool:
    return any(d.marker == ord(marker) and d.open for d in state.delimiters)


def _break(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    match = _BREAK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True
