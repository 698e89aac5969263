"""When are two names or titles the same?

When their words are, whatever their bytes and whatever address is made of them: "Straßenfest" is
"STRASSENFEST" and "Strassenfest!", and "Höfen" is "Hoefen", but not "Hofen", which is another
village, and "C" is not "C++". Search is more lenient (`text.fold`): there a wrong hit costs a
glance, here it would join two things.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from text.fold import strip_accents
from text.names import ZWJ, ZWNJ, clean
from text.slugs import spelled_out

#: Room for the key of a name in the database.
KEY_LENGTH = 255
#: Signs that tell one name from another: "C", "C++", "C#", "50 %".
_SIGNS = "+#%€$°"
_WORD = re.compile(rf"[^ {_SIGNS}]+[{_SIGNS}]*|[{_SIGNS}]+")
#: Scripts whose words people write with accents or without. In others a mark makes another letter:
#: й is no и, が no か, कि no की.
_ACCENTED = ("LATIN ", "GREEK ", "ARABIC ", "HEBREW ")


def same(one: str, other: str) -> bool:
    """Say whether two names are the same for a German reader, whatever their spelling."""
    return words_of(one) == words_of(other)


def words_of(name: str) -> str:
    """Return the key under which the spellings of one name or title meet: its words.

    Umlauts and ß are what they are when written out. Case, other accents, kinds and runs of white
    space, what nobody sees and signs between words make no difference; signs that say something do.
    """
    text = spelled_out(clean(name).casefold()).replace("&", " und ")
    if not text.isascii():
        text = _without_accents(text).casefold()
    return " ".join(_WORD.findall("".join(map(_in_words, text)))) or text


def key_for(name: str) -> str:
    """Return the words by which a name is known, as they are stored.

    What is too long for its column (from "&" comes " und ") ends in a digest of the whole.
    """
    words = words_of(name)
    if len(words) <= KEY_LENGTH:
        return words
    digest = sha256(words.encode()).hexdigest()[:16]
    return f"{words[: KEY_LENGTH - 17]} {digest}"


def _in_words(char: str) -> str:
    if char.isalnum() or char in _SIGNS:
        return char
    if char in (ZWJ, ZWNJ):
        return ""
    return char if _is_mark(char) else " "


def _without_accents(text: str) -> str:
    kept = []
    accented = False
    for char in unicodedata.normalize("NFKC", text):
        if not _is_mark(char):
            accented = unicodedata.name(char, "").startswith(_ACCENTED)
            kept.append(strip_accents(char) if accented else char)
        elif not accented:
            kept.append(char)
    return "".join(kept)


def _is_mark(char: str) -> bool:
    """Say whether a character stands on the letter before it; signs that style emoji do not."""
    return unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"
