"""One block in Markdown, as little escaped as its place allows.

Whether a sign needs a backslash depends on everything around it, so nobody guesses: there are
several ways to write the same, from the plainest to one where no sign can mean anything, and
``text.rich.assembling`` takes the first that reads as it should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from text.rich.inline import BREAK, CODE, Mark, Sign, signs_of, without_found_links
from text.rich.schema import LISTS, MARKS, Node

_SIGNS = {"bold": "**", "italic": "*", "strike": "~~"}
_MARKUP = re.compile(r"[\\`*_\[\]<>~&^!|]")
_LINE_START = re.compile(r" *(?:\d{1,9}(?=[.)])|(?=[-+=#:>]))")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_BACKTICKS = re.compile("`+")
_CLOSING_HASHES = re.compile(r"#+$")
_ENTITY = re.compile(r"&(?=#?\w+;)")
#: Within the title of a picture nothing else means anything.
_ENDS_TITLE = re.compile(r'["\\]|&(?=#?\w+;)')
_NEEDS_BRACKETS = re.compile(r"[\s()<>]")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to write a block.

    ``escaping``: 0 nothing, 1 what may be markup, 2 every sign, and letters beside an emphasis, 3
    also what begins a line.
    ``bullet``, ``dot``: the sign of lists. ``italic``: the sign of emphasis. ``titled``: links have
    an empty title, so that code in their words cannot end as a definition does: "[`]:`](/a "")".
    """

    escaping: int = 0
    bullet: str = "-"
    dot: str = "."
    italic: str = "*"
    titled: bool = False


_TEXT_WAYS = (*map(Way, range(4)), Way(2, italic="_"), Way(3, italic="_"), Way(2, titled=True))
_LIST_WAYS = tuple(
    replace(way, bullet=bullet, dot=dot)
    for way in _TEXT_WAYS
    for bullet, dot in (("-", "."), ("*", ")"), ("+", "."))
)


def ways_of(node: Node) -> tuple[Way, ...]:
    """Return the ways to write a block, the plainest first."""
    return _LIST_WAYS if node["type"] in LISTS else _TEXT_WAYS


def markdown_of(node: Node, way: Way) -> str:
    """Return a checked block in Markdown, without a line end after it."""
    return "\n".join(_block(node, way))


def _block(node: Node, way: Way) -> list[str]:
    """Return the lines of a block."""
    kind, content = node["type"], node.get("content", [])
    if kind == "paragraph":
        return _lines(content, way)
    if kind == "heading":
        words = _line(content, way, in_cell=False)
        words = _CLOSING_HASHES.sub(r"\\\g<0>", words) if way.escaping == 1 else words
        return [f"{'#' * node['attrs']['level']} {words}"]
    if kind == "horizontalRule":
        return ["---"]
    if kind == "blockquote":
        return [f"> {line}".rstrip() for line in _blocks(content, way)]
    if kind == "table":
        return list(_table(content, way))
    if kind == "picture":
        return [_picture(node["attrs"], way)]
    return _list(node, way)


def _picture(attrs: Node, way: Way) -> str:
    alt, caption = attrs["alt"], attrs["caption"]
    if way.escaping > 1:
        alt, caption = _each_disarmed(alt), _each_disarmed(caption)
    else:
        alt = _MARKUP.sub(r"\\\g<0>", alt) if way.escaping else alt
        caption = _ENDS_TITLE.sub(r"\\\g<0>", caption)
    title = f' "{caption}"' if caption else ""
    return f"![{alt}](/bilder/{attrs['number']}/{title})"


def _each_disarmed(words: str) -> str:
    return "".join(_disarmed(char, is_bare=False, before_link=False) for char in words)


def _blocks(nodes: Sequence[Node], way: Way, *, tight: bool = False) -> list[str]:
    """Return the lines of several blocks; lists beside each other get other signs.

    ``tight``: a list that begins with 1 follows words at once, as it may within an item.
    """
    lines = _block(nodes[0], way)
    for before, node in pairwise(nodes):
        way = _other(way) if node["type"] == before["type"] in LISTS else way
        is_near = node["type"] in LISTS and node["attrs"].get("start", 1) == 1
        close = tight and before["type"] == "paragraph" and is_near
        lines += [*([] if close else [""]), *_block(node, way)]
    return lines


def _other(way: Way) -> Way:
    # The way with "+" has no star anywhere: below "5 Euro*" one would be its note.
    bullet = "*" if way.bullet == "-" else "-"
    dot = ")" if way.dot == "." else "."
    return replace(way, bullet=bullet, dot=dot)


def _list(node: Node, way: Way) -> list[str]:
    attrs = node["attrs"]
    start, tight = attrs.get("start"), attrs.get("tight", True)
    lines: list[str] = []
    for number, item in enumerate(node["content"]):
        mark = f"{way.bullet} " if start is None else f"{start + number}{way.dot} "
        inner = _blocks(item["content"], way, tight=tight)
        if lines and not tight:
            lines.append("")
        pad = " " * len(mark)
        lines.append(mark + inner[0])
        lines += [pad + line if line else "" for line in inner[1:]]
    return lines


def _table(rows: Sequence[Node], way: Way) -> Iterator[str]:
    rules = {"left": ":---", "right": "---:", "center": ":---:", None: "---"}
    for number, row in enumerate(rows):
        cells = [_line(cell["content"], way, in_cell=True) or " " for cell in row["content"]]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            aligns = [rules[cell["attrs"]["align"]] for cell in row["content"]]
            yield f"| {' | '.join(aligns)} |"


def _lines(content: Sequence[Node], way: Way) -> list[str]:
    """Return the lines of a paragraph."""
    lines = [""]
    for piece in _pieces(content, way, in_cell=False):
        if piece == BREAK:
            lines[-1] = _started(lines[-1], way) + ("\\" if way.escaping else "")
            lines.append("")
        else:
            lines[-1] += piece
    lines[-1] = _started(lines[-1], way)
    return lines


def _line(content: Sequence[Node], way: Way, *, in_cell: bool) -> str:
    """Return words that must not go over the end of their line."""
    pieces = _pieces(content, way, in_cell=in_cell)
    return "".join("<br>" if piece == BREAK else piece for piece in pieces)


def _started(line: str, way: Way) -> str:
    """Take its meaning from what begins a line; with escaping 2 it has none any more."""
    match = _LINE_START.match(line) if way.escaping == 1 else None
    return f"{line[: match.end()]}\\{line[match.end() :]}" if match else line


def _pieces(content: Sequence[Node], way: Way, *, in_cell: bool) -> Iterator[str]:
    """Yield the written pieces of a line: its signs, and the marks between them.

    Blanks beside an emphasis that begins or ends are written outside of it, for inside it would be
    none.
    """
    signs = signs_of(content)
    if way.escaping < 2:
        signs = without_found_links(signs)
    words, spaces = _words_and_spaces(signs)
    opened: list[Mark] = []
    for number, word in enumerate(words):
        wanted, before = word[0].marks - {CODE}, spaces[number]
        while not _lasting_over(before, wanted).issuperset(opened):
            yield _closing(opened.pop(), way)
        new = sorted(wanted.difference(opened), key=_Lasting(words[number:]))
        if before and new and new[0][0] == "link" and new[0] in before[0].marks:
            yield _opening(new[0], way)
            opened.append(new.pop(0))
        yield from (_blank(sign, way) for sign in before)
        yield from (_opening(mark, way) for mark in new)
        opened += new
        if CODE in word[0].marks:
            yield _code("".join(sign.char for sign in word), in_cell=in_cell)
        else:
            touched = (bool(number and not before), not any(spaces[number + 1 : number + 2]))
            yield from _plain(word, words[number + 1 : number + 2], way, touched, in_cell=in_cell)
    yield from (_closing(mark, way) for mark in reversed(opened))


def _words_and_spaces(signs: Sequence[Sign]) -> tuple[list[list[Sign]], list[list[Sign]]]:
    """Return the runs of signs with the same marks, and the blanks before each.

    Blanks between two runs belong to neither; those inside one stay in it.
    """
    words: list[list[Sign]] = []
    spaces: list[list[Sign]] = []
    blanks: list[Sign] = []
    for sign in signs:
        if sign.is_blank:
            blanks.append(sign)
        elif words and words[-1][-1].marks == sign.marks and _inside(blanks, sign):
            words[-1] += [*blanks, sign]
            blanks = []
        else:
            words.append([sign])
            spaces.append(blanks)
            blanks = []
    return words, spaces


def _inside(blanks: Sequence[Sign], sign: Sign) -> bool:
    is_line = CODE not in sign.marks or all(blank.char != BREAK for blank in blanks)
    return is_line and all(blank.marks == sign.marks - {CODE} for blank in blanks)


def _lasting_over(blanks: Sequence[Sign], marks: frozenset[Mark]) -> frozenset[Mark]:
    """Return which of these marks may be open already: a link only if the blanks belong to it."""
    return frozenset(m for m in marks if m[0] != "link" or all(m in b.marks for b in blanks))


class _Lasting:
    """Orders marks that begin at one place: a link, then what lasts longest, lies outside."""

    def __init__(self, words: Sequence[Sequence[Sign]]) -> None:
        self.words = words

    def __call__(self, mark: Mark) -> tuple[bool, int, int]:
        lasts = sum(1 for _ in takewhile(lambda word: mark in word[0].marks, self.words))
        return mark[0] != "link", -lasts, MARKS.index(mark[0])


def _opening(mark: Mark, way: Way) -> str:
    return "[" if mark[0] == "link" else _sign_of(mark, way)


def _closing(mark: Mark, way: Way) -> str:
    if mark[0] != "link":
        return _sign_of(mark, way)
    href = _ENTITY.sub(r"\\&", mark[1])
    title = ' ""' if way.titled else ""
    return f"](<{href}>{title})" if _NEEDS_BRACKETS.search(href) else f"]({href}{title})"


def _sign_of(mark: Mark, way: Way) -> str:
    return way.italic if mark[0] == "italic" else _SIGNS[mark[0]]


def _code(text: str, *, in_cell: bool) -> str:
    """Return code between more backticks than it has in a row."""
    runs = {len(run) for run in _BACKTICKS.findall(text)}
    fence = "`" * next(n for n in range(1, len(text) + 2) if n not in runs)
    blank = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    pad = " " if blank or text.startswith("`") or text.endswith("`") else ""
    shown = text.replace("|", "\\|") if in_cell else text
    return f"{fence}{pad}{shown}{pad}{fence}"


def _plain(
    word: Sequence[Sign],
    after: Sequence[Sequence[Sign]],
    way: Way,
    touched: tuple[bool, bool],
    *,
    in_cell: bool,
) -> Iterator[str]:
    """Yield the signs of a run.

    ``after`` holds the next run, if there is one; ``touched`` says whether an emphasis, a link or
    code stands beside its first and its last sign.
    """
    following = after[0][0] if after else Sign("")
    last = len(word) - 1
    for position, sign in enumerate(word):
        next_sign = word[position + 1] if position < last else following
        if sign.wiki:
            yield f"[[{sign.wiki}]]"
        elif sign.is_blank:
            yield _blank(sign, way)
        elif way.escaping > 1:
            begins = not position or word[position - 1].char == BREAK
            beside = (not position and touched[0]) or (position == last and after and touched[1])
            is_bare = bool(beside) or (way.escaping > 2 and begins)
            yield _disarmed(sign.char, is_bare=is_bare, before_link=bool(next_sign.wiki))
        elif (way.escaping == 1 and _MARKUP.match(sign.char)) or (in_cell and sign.char == "|"):
            yield f"\\{sign.char}"
        else:
            yield sign.char


def _blank(sign: Sign, way: Way) -> str:
    return sign.char if way.escaping < 2 or sign.char in (" ", BREAK) else f"&#{ord(sign.char)};"


def _disarmed(char: str, *, is_bare: bool, before_link: bool) -> str:
    """Return a sign that means nothing but itself; a bare letter is written as a number."""
    if _PUNCTUATION.match(char) and not (before_link and char in "[!"):
        return f"\\{char}"
    return char if char.isalnum() and not is_bare else f"&#{ord(char)};"
