"""What stands in a line, sign by sign: the form in which two ways of writing can be compared.

A line is a list of ``Sign``s. It is tidied so that all ways of saying the same give the same signs:
blanks belong to no mark that ends beside them, addresses are links, line ends have no blanks around
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from text.parser import is_allowed_address, product_parser
from text.rich.schema import MARKS, Node
from text.wikilinks import MAX_LENGTH, parse_link

#: A mark: its name, and the address of a link.
Mark: TypeAlias = tuple[str, str]

CODE: Mark = ("code", "")
BREAK = "\n"
#: Signs that nobody sees; they come with pasted text.
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))
_ANY_BLANK = re.compile(r"\s")
#: What cannot be seen goes; what ends a line anywhere ends it here.
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]) | {
    ord("\t"): " ",
    ord("\x0b"): BREAK,
    ord("\x0c"): BREAK,
    0x85: BREAK,
    ord("\r"): None,
    ord("\n"): BREAK,
    0x2028: BREAK,
    0x2029: BREAK,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One character (``\\n`` is a line end) or one wiki link, and the marks it carries.

    ``wiki`` is what stands between the brackets of a wiki link; ``char`` is then empty.
    """

    char: str
    marks: frozenset[Mark] = frozenset()
    wiki: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it is white space that no code keeps."""
        return self.char.isspace() and CODE not in self.marks

    @property
    def href(self) -> str:
        """The address of the link it belongs to; empty for none."""
        return next((value for name, value in self.marks if name == "link"), "")


def signs_of(nodes: Iterable[Node]) -> list[Sign]:
    """Return the signs of inline nodes that have been checked, tidied."""
    found: list[Sign] = []
    for node in nodes:
        marks = frozenset(
            (mark["type"], mark.get("attrs", {}).get("href", "")) for mark in node.get("marks", ())
        )
        if node["type"] == "text":
            text = node["text"].translate(CONTROLS)
            if CODE in marks:
                # Our Markdown does the same to code at the beginning of a line (``text.typed``).
                text = _ANY_BLANK.sub(" ", text.translate(UNSEEN))
            found += [Sign(char, frozenset() if char == BREAK else marks) for char in text]
        elif node["type"] == "hardBreak":
            found.append(Sign(BREAK))
        else:
            kept = frozenset(mark for mark in marks if mark[0] not in ("link", "code"))
            found.append(Sign("", kept, wiki_inner(node["attrs"])))
    return _tidied(found)


def nodes_of(signs: Sequence[Sign]) -> list[Node]:
    """Return the inline nodes of tidied signs; found addresses are plain words again."""
    nodes: list[Node] = []
    for (marks, kind), run in groupby(without_found_links(signs), key=_same_node):
        group = list(run)
        extra: Node = {"marks": _as_json(marks)} if marks else {}
        if kind == "text":
            nodes.append({"type": "text", "text": "".join(s.char for s in group), **extra})
        elif kind == "break":
            nodes += [{"type": "hardBreak"} for _ in group]
        else:
            nodes += [{"type": "wikiLink", "attrs": wiki_attrs(s.wiki), **extra} for s in group]
    return nodes


def _same_node(sign: Sign) -> tuple[frozenset[Mark], str]:
    kind = "wiki" if sign.wiki else "break" if sign.char == BREAK else "text"
    return sign.marks, kind


def _as_json(marks: frozenset[Mark]) -> list[Node]:
    return [
        {"type": name, **({"attrs": {"href": value}} if name == "link" else {})}
        for name, value in sorted(marks, key=lambda mark: MARKS.index(mark[0]))
    ]


def wiki_attrs(inner: str) -> Node:
    """Return the parts of a wiki link from what stands between its brackets."""
    target, _bar, label = inner.partition("|")
    link = parse_link(inner)
    shown = link.text if link else label
    return {"target": target.rstrip("\\").strip(), "label": label.strip(), "text": shown}


def wiki_inner(attrs: Node) -> str:
    """Return what stands between the brackets of a wiki link; empty when these are no parts."""
    target, label = (" ".join(str(attrs.get(key) or "").split()) for key in ("target", "label"))
    inner = f"{target}|{label}" if label else target
    is_closed = not set("[]`\n") & set(inner) and "|" not in target and "|" not in label
    whole = is_closed and 0 < len(inner) <= MAX_LENGTH and parse_link(inner) is not None
    return inner if whole else ""


def _tidied(signs: Sequence[Sign]) -> list[Sign]:
    return _without_marked_blanks(_with_found_links(_without_idle_blanks(signs)))


def _without_idle_blanks(signs: Sequence[Sign]) -> list[Sign]:
    """Drop blanks around line ends, and line ends around everything."""
    lines: list[list[Sign]] = [[]]
    for sign in signs:
        if sign.char == BREAK:
            lines.append([])
        else:
            lines[-1].append(sign)
    lines = [_stripped(line) for line in lines]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    kept: list[Sign] = []
    for number, line in enumerate(lines):
        kept += [Sign(BREAK), *line] if number else line
    return kept


def _stripped(line: list[Sign]) -> list[Sign]:
    start, end = 0, len(line)
    while start < end and line[start].is_blank:
        start += 1
    while end > start and line[end - 1].is_blank:
        end -= 1
    return line[start:end]


def _without_marked_blanks(signs: Sequence[Sign]) -> list[Sign]:
    """Let blanks carry the marks that both of their neighbours have: an emphasis has no edges."""
    before = _marks_beside(signs)
    after = _marks_beside(signs[::-1])[::-1]
    return [
        replace(sign, marks=_marks_of_blank(sign, left & right)) if sign.is_blank else sign
        for sign, left, right in zip(signs, before, after, strict=True)
    ]


def _marks_of_blank(sign: Sign, around: frozenset[Mark]) -> frozenset[Mark]:
    if sign.char == BREAK:
        return frozenset()
    # Two links beside each other are two, even where they lead to one place.
    return frozenset(m for m in around if m != CODE and (m[0] != "link" or m in sign.marks))


def _marks_beside(signs: Sequence[Sign]) -> list[frozenset[Mark]]:
    """Return for each sign the marks of the nearest one before it that is no blank."""
    found: list[frozenset[Mark]] = []
    last: frozenset[Mark] = frozenset()
    for sign in signs:
        found.append(last)
        last = last if sign.is_blank else sign.marks
    return found


def _with_found_links(signs: Sequence[Sign]) -> list[Sign]:
    """Make links of the addresses that readers find in plain words, too."""
    found: list[Sign] = []
    for marks, run in groupby(signs, key=lambda sign: (sign.marks, bool(sign.wiki))):
        group = list(run)
        if marks[1] or CODE in marks[0] or group[0].href:
            found += group
            continue
        for start, end, href in _addresses_in("".join(sign.char for sign in group)):
            also = frozenset({("link", href)})
            group[start:end] = [replace(s, marks=s.marks | also) for s in group[start:end]]
        found += group
    return found


def without_found_links(signs: Sequence[Sign]) -> list[Sign]:
    """Take the mark from links that would be found again without it."""
    bare: list[Sign] = []
    for href, run in groupby(signs, key=lambda sign: sign.href):
        group = list(run)
        if href and _leads_by_itself(group, href):
            group = [replace(s, marks=frozenset(s.marks - {("link", href)})) for s in group]
        bare += group
    return bare if _with_found_links(bare) == list(signs) else list(signs)


def _leads_by_itself(signs: Sequence[Sign], href: str) -> bool:
    """Say whether the words of a link are its address, as readers find it without a link."""
    words = "".join(sign.char for sign in signs)
    same = len({sign.marks for sign in signs}) == 1 and not any(sign.wiki for sign in signs)
    return same and _addresses_in(words) == [(0, len(words), href)]


def _addresses_in(words: str) -> list[tuple[int, int, str]]:
    """Return where addresses stand in plain words, and where they lead: ``(start, end, href)``."""
    parser = product_parser()
    finder = parser.linkify
    if finder is None or not finder.pretest(words):
        return []
    found = []
    for match in finder.match(words) or []:
        href = parser.normalizeLink(match.url)
        if parser.validateLink(href):
            found.append((match.index, match.last_index, href))
    return found


def allowed_href(address: str) -> str:
    """Return the address of a link as it is stored; empty when no link may lead there."""
    href = product_parser().normalizeLink(address.strip()) if address.strip() else ""
    return href if is_allowed_address(href) else ""
