"""Can this text be rendered in passing, or may it cost seconds?

Markdown is cheap to read unless somebody means harm: thousands of open brackets or one endless
"word" make the parser try every beginning with every end. The guess here is linear and errs on the
careful side; a heavy text is still rendered, only elsewhere (see ``text.rendering``).
"""

from __future__ import annotations

import re

#: Up to this size an ordinary text renders in well under 100 ms.
LIGHT_BYTES = 50_000
LIGHT_NESTING = 20
#: Longer than any address people paste; link finding is quadratic in the length of a word.
LONGEST_WORD = 2_000
#: Two blanks are the least that indents a list below another.
_INDENT = 2

_BLOCK_START = re.compile(
    r"(?m)^(?=[ \t>*+\-\d])(?P<indent>[ \t]*)(?P<marks>(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*)*)"
)
_MARK = re.compile(r">|[-+*](?=[ \t])|\d[.)]")
_INLINE = re.compile(r"(?P<opens>[\[(])|(?P<closes>[\])])|(?P<run>[*_~]+)|(?P<end>\n[ \t]*\n)")
#: A bracket is open until one of its own kind closes it.
_OPENED_BY = {"]": "[", ")": "("}


def is_light(source: str) -> bool:
    """Say whether a text may be rendered in the process of a request."""
    if len(source.encode("utf-8", "surrogatepass")) >= LIGHT_BYTES:
        return False
    if max(map(len, source.split()), default=0) > LONGEST_WORD:
        return False
    return nesting(source) <= LIGHT_NESTING


def nesting(source: str) -> int:
    """Guess how deep quotations and lists, or brackets and emphasis, lie within each other."""
    return max(_block_nesting(source), _inline_nesting(source))


def _block_nesting(source: str) -> int:
    deepest = 0
    for match in _BLOCK_START.finditer(source):
        indent, marks = match["indent"].expandtabs(4), match["marks"]
        deepest = max(deepest, len(indent) // _INDENT + len(_MARK.findall(marks)))
    return deepest


def _inline_nesting(source: str) -> int:
    """Follow what is open within a paragraph: brackets, and emphasis counted by its signs."""
    deepest = emphasis = 0
    brackets = dict.fromkeys(_OPENED_BY.values(), 0)
    for match in _INLINE.finditer(source):
        if match["opens"]:
            brackets[match["opens"]] += 1
        elif match["closes"]:
            opened = _OPENED_BY[match["closes"]]
            brackets[opened] = max(brackets[opened] - 1, 0)
        elif match["run"]:
            emphasis = _after_run(source, match, emphasis)
        else:
            emphasis = 0
            brackets = dict.fromkeys(brackets, 0)
        deepest = max(deepest, sum(brackets.values()), emphasis)
    return deepest


def _after_run(source: str, match: re.Match[str], emphasis: int) -> int:
    """Say how many emphases are open after a run of signs, as a reader would guess."""
    before = source[match.start() - 1 : match.start()]
    after = source[match.end() : match.end() + 1]
    signs = len(match["run"])
    may_open = bool(after) and not after.isspace()
    may_close = bool(before) and not before.isspace()
    if may_open and not (may_close and before.isalnum()):
        return emphasis + signs
    if may_close and emphasis:
        return max(emphasis - signs, 0)
    return emphasis + signs if may_open else emphasis
