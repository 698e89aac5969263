"""Which spellings count as the same German word?

People type "Bäckerei", "Baeckerei", "Backerei" and "BÄCKEREI" and mean one thing. ``fold`` maps all
of them to one key. It is made for search and for sorting, never for showing: the key of "Goethe" is
"gothe". It does not say either that two names are one, for "Hofen" is not "Höfen": that is
`text.identity`. The same steps are built into the search index as character filters; keep them
alike.
"""

from __future__ import annotations

import re
import unicodedata

# Letters whose accents are not separate marks in Unicode, so that NFKD leaves them alone.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "TH",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
        "ħ": "h",
        "Ħ": "H",
    }
)

# "ae", "oe", "ue" are written umlauts, except after a vowel or q: "neue", "Bauer", "Quelle".
_WRITTEN_UMLAUT = re.compile(r"(?<![aeiouq])([aou])e")


def strip_accents(text: str) -> str:
    """Return the text with every accent removed: "Café" → "Cafe", "Straße" → "Strasse".

    Umlauts lose their dots here ("Bäcker" → "Backer"); ``slugs`` spells them out before it calls
    this. Letters of other scripts stay as they are.
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Return a key under which German spellings of the same word meet.

    Lower case; ä, ö, ü and the written forms ae, oe, ue become a, o, u (ue and its kin stay after
    a vowel or q); ß becomes ss; other accents are dropped. White space and punctuation stay.
    """
    plain = strip_accents(text.casefold()).casefold()
    return _WRITTEN_UMLAUT.sub(r"\1", plain)
