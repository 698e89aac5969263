"""Which pasted lines are list items, and how deep do they lie?

Word processors, messengers and web pages write their own signs for list items. A solid sign begins
an item, a hollow one an item below it, a square one an item below that. A dash may also begin an
aside, so dashes, and hyphens without a blank, count from two on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The last ones of each row are those that word processors take from fonts of their own.
_RANKS = (
    "•●‣►▶⁃∙⦁➢➤\uf0b7\uf0d8\uf076\uf0fc",
    "◦○⚬",
    "▪■▫□◾◼\uf0a7",
)
_RANK = {sign: rank for rank, signs in enumerate(_RANKS) for sign in signs}
#: Letters that are signs where a tab follows.
TABBED = "o§ØüŸvq"
#: What a quotation of a mail has before the line, and how far to the right that begins.
QUOTE = r"(?P<quote>(?:[ \t]{0,3}>[ ]?)*+)(?P<indent>[ \t]*)"
_AT_MARGIN = re.compile(r"(?:[ \t]{0,3}>[ ]?)*+[^\s>]")
_SIGN = re.compile(
    rf"{QUOTE}(?:(?P<sign>[{''.join(_RANKS)}])(?:(?P=sign)|[\ufe0e\ufe0f])*[ \t]*"
    rf"|(?P<dot>·)[ \t]+|(?P<tabbed>[{TABBED}])\t[ \t]*)(?=\S)"
)
_DASH = re.compile(rf"{QUOTE}(?:[–—‐‑−][ \t]+(?=\S)|[-–](?=[^\W\d_]))")
_HYPHEN = re.compile(r"[ \t]*[-+*][ \t]+(?=\S)")
#: The name of a month: "3. Oktober" counts nothing.
MONTH = r"(?:Jan|Feb|M[äa]r|Apr|Mai|May|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc])[a-z]{0,7}\b"
_NUMBER = re.compile(
    rf"\s*\(?(\d{{1,3}})(?:\.?\)|\.)(?!\s*{MONTH})(?:\s+|(?=[^\W\d]|[{''.join(_RANKS)}]))"
)
_AFTER_NUMBER = re.compile(
    rf"(?P<number>{QUOTE}\d{{1,9}}[.)])(?:[ \t]*[{''.join(_RANKS)}][ \t]*"
    r"|[ \t]+(?:·[ \t]*|[–—*-][ \t]+))(?=\S)"
)
# What is left of other signs from fonts of their own is a solid one.
_TAB_RANK = {"o": 1, "§": 2}


def with_bullets(lines: list[str], free: Sequence[int]) -> None:
    """Turn the pasted list items among these lines into those of Markdown, in place."""
    open_ranks: list[int] = []
    for index in free:
        line = lines[index]
        if not line.strip():
            continue
        match = _SIGN.match(line)
        if match is None:
            if _AT_MARGIN.match(line):
                open_ranks = []
            counted = _AFTER_NUMBER.match(line)
            if counted:
                lines[index] = f"{counted['number']} {line[counted.end() :]}"
            continue
        rank = _rank(match)
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        # An indent that somebody has made says more than the sign.
        indent = match["indent"] or "  " * len(open_ranks)
        open_ranks.append(rank)
        lines[index] = f"{match['quote']}{indent}- {line[match.end() :]}"
    _turn_dashes(lines, free)


def without_bullet(line: str, number: int = 0) -> str:
    """Return a line that is an item already, without the sign or its own number before it."""
    counted = _NUMBER.match(line)
    if counted and int(counted[1]) == number:
        line = line[counted.end() :]
    match = _SIGN.match(line) or _DASH.match(line) or _HYPHEN.match(line)
    return line[match.end() :].strip() if match else line.strip()


def without_bullets(lines: Sequence[str]) -> list[str]:
    """Return the lines of a list; its numbers go where each line has its own: "1. FC" is a name.

    They stay where they alone tell the lines apart, as "1. Klasse" and "2. Klasse".
    """
    filled = [line for line in lines if line.strip()]
    numbers = [_NUMBER.match(line) for line in filled]
    counted = len(filled) > 1 and all(
        match is not None and int(match[1]) == position
        for position, match in enumerate(numbers, start=1)
    )
    found = [without_bullet(line, n if counted else 0) for n, line in enumerate(filled, start=1)]
    is_told = len(set(found)) == len(set(filled))
    return found if is_told else [without_bullet(line) for line in filled]


def _rank(match: re.Match[str]) -> int:
    if match["tabbed"]:
        return _TAB_RANK.get(match["tabbed"], 0)
    return _RANK[match["sign"]] if match["sign"] else 0


def _turn_dashes(lines: list[str], free: Sequence[int]) -> None:
    """Make items of lines with a dash where one stands beside another."""
    group: list[tuple[int, re.Match[str]]] = []
    before = -1
    after_blank = True
    for index in [*free, len(lines)]:
        line = lines[index] if index < len(lines) else "end"
        if not line.strip():
            after_blank = True
            continue
        match = _DASH.match(line) if index < len(lines) else None
        if match is not None:
            group.append((index, match))
        elif after_blank or index == len(lines) or index != before + 1:
            _make_items(lines, group)
            group = []
        after_blank, before = False, index
    _make_items(lines, group)


def _make_items(lines: list[str], group: list[tuple[int, re.Match[str]]]) -> None:
    if len(group) < 2:
        return
    for index, match in group:
        lines[index] = f"{match['quote']}{match['indent']}- {lines[index][match.end() :]}"
