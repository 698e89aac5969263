"""What did somebody mean who typed or pasted this? The one step before Markdown.

People paste from word processors, messengers and mails, and know no Markdown. What they mean is
put into Markdown here, line by line: the result has the same lines, for sections count on them.
What is stored stays as it was typed (docs/decisions/0018).

`normalised` is idempotent, costs time in proportion to the text, and touches no line of a code
block. What cannot be told from lines (emphasis, line ends, links) is in ``text.leniency``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from text.bullets import MONTH, with_bullets
from text.indents import without_idle_indents

#: What ends a line: also a soft return of word processors, a new page, and what Unicode has for it.
LINE_END = "\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
_ENDS = re.compile(LINE_END)
#: Blanks that look like one, and signs that nobody sees: they stand at line starts after pasting.
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"
_SPACE = f"[ \t{_BLANKS}{_UNSEEN}]"
# Where Markdown looks for a blank: before and after what begins a line.
_START = re.compile(rf"{_SPACE}*(?:(?:>|\#{{1,6}}|[^\w\s]|o|\d{{1,9}}[.)])(?={_SPACE}){_SPACE}*)*")
_ANY_BLANK = re.compile(f"[{_BLANKS}]")
_ANY_UNSEEN = re.compile(f"[{_UNSEEN}]")
_FENCE = re.compile(r"[ \t>]*(`{3,}(?=[^`]*$)|~{3,})")
# "|—|—|": a word processor has made one dash of three.
_TABLE_RULE = re.compile(r"[ \t]*\|[ \t]*:?[-–—]+:?[ \t]*(?:\|[ \t]*:?[-–—]+:?[ \t]*)*\|?[ \t]*")
_DASHES = re.compile("[-–—]*[–—][-–—]*")

# Numbers that count nothing: years, days of a month, what begins with 0, and the first of two.
_NO_COUNT = re.compile(
    r"(?P<number>[ \t]*(?:[-+*>][ \t]+)*(?:"
    r"(?:\d{4,9}|0\d{1,8})(?=[.)](?:\s|$))"
    rf"|\d{{1,3}}(?=[.)]\s+{MONTH}"
    r"|\.\s+\d{1,2}\.(?!\S)|\.\s+\d{1,2}\.\s?\d|\.\s+(?:bis|und|oder|[-–/])\s+\d)))"
)
# "1.) Erstens": one of the two signs is enough.
_COUNTED = re.compile(rf"^([ \t]*(?:[-+*>][ \t]+)*[1-9]\d{{0,2}})\.\)(?=[ \t]+(?!{MONTH})\S)")
_TILDE = re.compile(r"^([ \t]*)~(?=[ \t])")
_RULE = re.compile(r"[ \t]{0,3}(?P<signs>-+|=+)[ \t]*")
_DEFINITION = re.compile(
    r"(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)]))*[ \t]*"
    # What follows a title is no definition, but a link whose words are code: "[`]:`](/a "")".
    r"\[(?P<label>[^\[\]\\^]{1,300})\]:[ \t]*+(?P<address>\S*+)(?![ \t]+\"\"\S)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{1,300})\](?!:)")
_ADDRESS = re.compile(r"<|[/#?]|[a-z]+:|www\.", re.IGNORECASE)
_NOTE = re.compile(r"[ \t]*\*(?=[ \t]+[^\s*][^*]*$)")
_NOTED = re.compile(r"[\w€)\"“”.!?]\*(?![\w*])")
#: A star that may begin an emphasis, and so the other one may be its end.
_EMPHASIS = re.compile(r"(?<![\w*€])\*+(?=[^\s*])")
#: After so many turns nothing has been found to change any more; two are usual.
_MOST_TURNS = 8
#: A line that is underlined with dashes and is longer than this is no heading.
_LONGEST_HEADING = 100


def normalised(source: str) -> str:
    """Return the text in Markdown that says what its author meant; as many lines as before."""
    for _turn in range(_MOST_TURNS):
        before, source = source, _turned(source)
        if source == before:
            break
    return source


def _turned(source: str) -> str:
    """Return the text after each rule has been applied once; one may bring work for another."""
    lines = _ENDS.sub("\n", source).split("\n")
    free = _outside_code(lines)
    for index in free:
        lines[index] = _without_false_markup(_with_plain_blanks(lines[index]))
    with_bullets(lines, free)
    without_idle_indents(lines, free)
    _disarm_rules(lines, free)
    _disarm_definitions(lines, free)
    _disarm_notes(lines, free)
    return "\n".join(lines)


def _outside_code(lines: list[str]) -> list[int]:
    """Return which lines are no code; a row of tildes that nothing closes is an ornament."""
    free: list[int] = []
    fence = ""
    closing = _closing_rows(lines)
    for index, line in enumerate(lines):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            is_row = match and match[1].startswith(fence) and not line[match.end() :].strip()
            fence = "" if is_row else fence
        elif match and (match[1][0] == "`" or closing.get(index, 0) >= len(match[1])):
            fence = match[1]
        elif match:
            lines[index] = line.replace("~~~", "\\~~~", 1)
        else:
            free.append(index)
    return free


def _closing_rows(lines: Sequence[str]) -> dict[int, int]:
    """Return for each line with a row of tildes how long the longest row below it is."""
    found: dict[int, int] = {}
    longest = 0
    for index in range(len(lines) - 1, -1, -1):
        if "~~~" not in lines[index]:
            continue
        found[index] = longest
        row = lines[index].strip(" \t>")
        if not row.strip("~"):
            longest = max(longest, len(row))
    return found


def _with_plain_blanks(line: str) -> str:
    """Make plain blanks of the odd ones where Markdown looks for a blank."""
    if line.isascii():
        return line
    start = _START.match(line)
    end = start.end() if start else 0
    if line.lstrip().startswith("|"):
        end = len(line)
    line = _ANY_BLANK.sub(" ", _ANY_UNSEEN.sub("", line[:end])) + line[end:]
    return _DASHES.sub("---", line) if _TABLE_RULE.fullmatch(line) else line


def _without_false_markup(line: str) -> str:
    """Take their meaning from numbers that count nothing and from "~ 50"."""
    line = _COUNTED.sub(r"\1)", line, count=1) if ".)" in line else line
    match = _NO_COUNT.match(line)
    if match:
        end = match.end("number")
        return f"{line[:end]}\\{line[end:]}"
    return _TILDE.sub(r"\1\\~", line, count=1) if "~" in line else line


def _disarm_rules(lines: list[str], free: Sequence[int]) -> None:
    """Let a row of dashes make a heading of a short line only, and of none in a signature."""
    height = 0
    before = -2
    for index in free:
        line = lines[index]
        match = _RULE.fullmatch(line) if line[:4].strip()[:1] in ("-", "=") else None
        if index != before + 1 or not line.strip():
            height = 0
        before = index
        if match is None or not height:
            height += bool(line.strip())
            continue
        signs, above = match["signs"], lines[index - 1]
        if signs in ("-", "--"):
            lines[index] = line.replace(signs, f"\\{signs}")
            height += 1
        elif height > 1 or len(above) > _LONGEST_HEADING:
            lines[index] = line.replace(signs, "***" if signs[0] == "-" else f"\\{signs}")
            height = 0 if signs[0] == "-" else height + 1
        else:
            height = 0


def _disarm_definitions(lines: list[str], free: Sequence[int]) -> None:
    """Keep "[Anna]: ja", which gives no address, and what no link refers to."""
    found = [(i, m) for i in free if "]:" in lines[i] and (m := _DEFINITION.match(lines[i]))]
    if not found:
        return
    used = Counter(" ".join(label.split()).casefold() for label in _LABEL.findall("\n".join(lines)))
    for index, match in found:
        label = " ".join(match["label"].split()).casefold()
        if not used[label] or (match["address"] and not _ADDRESS.search(match["address"])):
            start = match.start("label") - 1
            lines[index] = f"{lines[index][:start]}\\{lines[index][start:]}"


def _disarm_notes(lines: list[str], free: Sequence[int]) -> None:
    """Keep the star of "* Anmeldung nötig" where "5 Euro*" stands above it and no other item."""
    noted = False
    for index in free:
        line = lines[index]
        if "*" not in line:
            continue
        match = _NOTE.match(line)
        if match is None:
            noted = noted or (bool(_NOTED.search(line)) and not _EMPHASIS.search(line))
        elif noted:
            lines[index] = line.replace("*", "\\*", 1)
