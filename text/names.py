"""What may stand as a name or a title? One rule for people, entries, articles, pages and pictures.

A name is read in lists, mails, calendars and window titles, beside other people's names. It must be
one line, show what it is made of, stay within its own line, and be sayable. Letters of every script
are welcome; what nobody can see or what moves other people's letters is not.

`clean` puts right what nobody has meant: line breaks, repeated blanks, decomposed letters, and
the invisible leftovers of copying from a web page. `problem` says why the rest cannot be a name.
Forms and services ask `problem` and refuse; an import of foreign data calls `made_fit`, which
leaves out what would be refused. `text.lookalikes` says which names are taken for one another.

Joiners (U+200C, U+200D) are letters' business in Persian and in Indian scripts, and make one sign
of several emoji: there they stay. Marks for the direction of writing are not needed in a name,
since its own letters say it; they are refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Invisible, without meaning in a name, and there by mere copying: soft hyphen, zero-width space,
#: word joiner, byte order mark.
LEFTOVERS = frozenset("\u00ad\u200b\u2060\ufeff")
#: Letters and signs in name, blanks to the eye: Hangul fillers, Khmer vowels that are never shown,
#: Mongolian selectors and separator, empty Braille cell, musical null note head, and others.
BLANKS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffc"
    "\U00016fe4\U0001d159"
)
ZWNJ, ZWJ = "\u200c", "\u200d"
EMOJI_STYLE = "\ufe0f"
KEYCAP = "\u20e3"
#: In NFC no orthography of these scripts needs more than two marks on one letter.
FEW_MARKS, MANY_MARKS = 2, 4
#: And few letters of a word need one; what has been strewn all over a line is decoration.
_STREWN = 4

PROBLEMS: dict[str, Promise] = {
    "empty": _("Please give a name with at least one letter or digit."),
    "unseen": _("This contains signs that nobody can see. Please type it anew."),
    "direction": _("This contains signs that turn the direction of writing. Please type it anew."),
    "signs": _("This contains signs that cannot be shown. Please type it anew."),
    "marks": _("This has too many marks above or below its letters."),
}

_DIRECTION = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS_OF_DIRECTION = frozenset("\u200e\u200f\u061c")


def clean(value: str) -> str:
    """Return the name as it is kept: composed letters, one line, single blanks, no leftovers."""
    text = "".join(char for char in value if char not in LEFTOVERS)
    return " ".join(unicodedata.normalize("NFC", text).split())


def problem(value: str) -> str:
    """Return why a cleaned name is none: a key of `PROBLEMS`, or "" when it is one."""
    for index, char in enumerate(value):
        found = _problem_of(value, index, char)
        if found:
            return found
    if _has_too_many_marks(value):
        return "marks"
    return "" if any(_is_said(char) for char in value) else "empty"


def made_fit(value: str, fallback: str = "") -> str:
    """Return foreign data as a name: without what would be refused, else `fallback`."""
    text = line(value)
    if _has_too_many_marks(text):
        text = "".join(char for char in text if not _is_mark(char))
    # What was left out may have held two blanks apart, or two letters.
    text = clean(text)
    return text if not problem(text) else fallback


def _is_said(char: str) -> bool:
    """Say whether a sign is more than punctuation: a letter, a digit, a pictogram."""
    category = unicodedata.category(char)
    return category[0] in "LN" or category == "So"


def line(value: str) -> str:
    """Return a short text on one line, without what nobody can see or what turns its direction."""
    text = clean(value)
    return clean("".join(c for i, c in enumerate(text) if not _problem_of(text, i, c)))


def length(value: str) -> int:
    """Return how many signs a reader sees; marks and joiners count with their letter."""
    return sum(not _is_mark(char) and char not in (ZWNJ, ZWJ) for char in value)


def _problem_of(text: str, index: int, char: str) -> str:
    """Return what is wrong with one character where it stands."""
    category = unicodedata.category(char)
    if char in BLANKS or "\U000e0000" <= char <= "\U000e0fff":
        return "unseen"
    if char in (ZWNJ, ZWJ):
        return "" if _joins(text, index, char) else "unseen"
    if _is_variation(char):
        return "" if _styles_emoji(text, index, char) else "unseen"
    if char in _MARKS_OF_DIRECTION or unicodedata.bidirectional(char) in _DIRECTION:
        return "direction"
    if category == "Cf":
        return "unseen"
    if category[0] in "CZ" and char != " ":  # controls, halves, private use, unassigned
        return "signs"
    return "marks" if _is_wrong_mark(text, index, char) else ""


def _is_wrong_mark(text: str, index: int, char: str) -> bool:
    """Say whether a mark strikes its letter through, encloses it, or stands on nothing."""
    if char == KEYCAP:
        return text[index - 1 : index] != EMOJI_STYLE
    if unicodedata.category(char) == "Me" or unicodedata.combining(char) == 1:
        return True
    return _is_mark(char) and (index == 0 or text[index - 1] == " ")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _is_variation(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f"


def _is_emoji(char: str) -> bool:
    """Say whether a character is a pictogram, or what ends one (style, colour of skin)."""
    return char == EMOJI_STYLE or unicodedata.category(char) in ("So", "Sk")


def _styles_emoji(text: str, index: int, char: str) -> bool:
    before = text[index - 1 : index]
    return (
        char in "\ufe0e\ufe0f"
        and bool(before)
        and (before in "0123456789#*‼⁉↔" or _is_sign(before))
    )


def _is_sign(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sm", "Sk")


def _joins(text: str, index: int, char: str) -> bool:
    """Say whether a joiner stands where it changes what is seen."""
    before, after = text[index - 1 : index] if index else "", text[index + 1 : index + 2]
    if not before or not after:
        return False
    if _needs_joiners(before) and _needs_joiners(after):
        return True
    return char == ZWJ and _is_emoji(before) and _is_sign(after)


def _needs_joiners(char: str) -> bool:
    """Say whether a letter belongs to a script that is written with joiners."""
    return any(first <= char <= last for first, last in _JOINING) and (
        unicodedata.category(char)[0] in "LM"
    )


#: Arabic, Syriac, N'Ko and their supplements; the Indian scripts to Sinhala; Myanmar, Khmer,
#: Mongolian.
_JOINING = (
    ("\u0600", "\u08ff"),
    ("\u0900", "\u0dff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u1800", "\u18af"),
)


def _has_too_many_marks(value: str) -> bool:
    """Say whether marks pile up on one letter, or are strewn over a line of European letters."""
    strewn = letters = 0
    for base, marks in _stacks(value):
        european = _is_european(base)
        if marks > (FEW_MARKS if european else MANY_MARKS):
            return True
        letters += 1
        strewn += marks if european else 0
    return strewn > _STREWN + letters // 4


def _stacks(value: str) -> Iterator[tuple[str, int]]:
    """Yield every sign with the number of marks on it."""
    base, marks = "", 0
    for char in value:
        if _is_mark(char) and not _is_variation(char) and char != KEYCAP:
            marks += 1
            continue
        if base:
            yield base, marks
        base, marks = char, 0
    if base or marks:
        yield base, marks


def _is_european(char: str) -> bool:
    """Say whether a sign is Latin, Greek, Cyrillic or Armenian, or none of a script at all."""
    return char < "\u0590" or "\u1c80" <= char <= "\u2bff" or "\ua640" <= char <= "\ua7ff"
