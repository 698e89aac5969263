"""Which names look alike? Told by their skeletons, and whether one names an office.

Two names look alike when their skeletons are equal. A skeleton keeps what a hurried reader sees:
letters without accents, case, blanks and signs, letters of other scripts as the Latin ones they are
taken for. It is made for comparing, never for showing, and is rough on purpose: it may call two
honest names alike; it then costs one of them a middle initial.

The table is a choice from Unicode's `confusables.txt` (Unicode Technical Standard #39, version
15.1): what is taken for a Latin letter or digit in the usual fonts, in the scripts of phones.
Compatibility forms (full width, circled, mathematical) come apart by NFKD.
"""

from __future__ import annotations

import re
import unicodedata

# Pairs of a Latin letter and what is taken for it; of small letters, after folding of case.
_TABLE = {
    "a": "аαɑᴀ⍺ꭺ",
    "b": "ьвъƄʙᏏвꮟβ",
    "c": "сϲᴄⅽꮯ",
    "d": "ԁɗđðᴅᏧⅾꭰ",
    "e": "еєεɛəөҽᴇꭼэ",
    "f": "ƒꜰϝғꞙ",
    "g": "ɡɢցԍꮐ",
    "h": "һнʜհħꮋ",
    "i": "іιıɪɩӏⅰꭵїΙ",
    "j": "јϳᴊյ",
    "k": "кκᴋқҝꮶ",
    "l": "ӏłʟⅼꮮլǀ∣",
    "m": "мᴍⅿꮇμ",
    "n": "пոռɴийηνᴎ",
    "o": "оοσօᴏøөо०٥๐߀ⲟ",
    "p": "рρᴘþꮲ",
    "q": "ԛգզ",
    "r": "гяʀᴦꮁꭱր",
    "s": "ѕꜱƽʂꮪ",
    "t": "тτᴛꭲ",
    "u": "υυսᴜцʋ",
    "v": "ѵᴠⅴꮩ",
    "w": "шщωԝᴡɯꮃ",
    "x": "хχⅹ×ҳ",
    "y": "уγүʏүꭹ",
    "z": "ᴢʐꮓ",
}
# Compared after folding of case, which makes capitals of the small letters of Cherokee.
_ALIKE = str.maketrans(
    {char.casefold(): latin for latin, chars in _TABLE.items() for char in chars}
)
# Letters that Unicode does not take apart, and letters in boxes and circles, of flags too.
_SPELLED = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        **{chr(first + n): chr(97 + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)},
    }
)
# Digits and pairs of letters that are read as others; the last step, for both names alike.
_READ_AS = (("0", "o"), ("1", "l"), ("3", "e"), ("4", "a"), ("5", "s"), ("@", "a"), ("$", "s"))
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))

#: Beginnings of words by which people call those who look after the site.
OFFICES = (
    "admin",
    "moderator",
    "moderation",
    "moderatri",
    "redaktion",
    "redakteur",
    "redaktor",
    "webmaster",
    "sysop",
    "systemverwalt",
    "seitenverwalt",
    "seitenbetreib",
    "editor",
    "superuser",
    "админ",
    "модератор",
    "редакци",
)
#: Whole names that would speak for the site.
SPEAKERS = (
    "system",
    "support",
    "team",
    "das team",
    "hilfe",
    "help",
    "root",
    "operator",
    "betreiber",
)


def skeleton(value: str) -> str:
    """Return what a name looks like at a glance; "" for a name without letters and digits."""
    return "".join(_words(value))


def names_office(value: str) -> bool:
    """Say whether a name claims to be somebody who looks after the site."""
    words = _words(value)
    whole = "".join(words)
    if any(word.startswith(office) for word in words for office in _OFFICES):
        return True
    return whole in _SPEAKERS or any(whole == office for office in _OFFICES)


def _words(value: str) -> list[str]:
    """Return the skeletons of a name's words; letters set apart count as one word."""
    found = [bone for word in re.split(r"[\s_\-–—./:,;|+]+", value) if (bone := _bone(word))]
    words: list[str] = []
    apart = False
    for word in found:
        alone = len(word) == 1
        if alone and apart:
            words[-1] += word
        else:
            words.append(word)
        apart = alone
    return words


def _bone(word: str) -> str:
    text = word.translate(_SPELLED).casefold().translate(_ALIKE)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_ALIKE)
    text = text.translate(_SPELLED)
    for read, letter in _READ_AS:
        text = text.replace(read, letter)
    text = "".join(char for char in text if char.isalnum()).replace("i", "l")
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


_OFFICES = tuple(_bone(office) for office in OFFICES)
_SPEAKERS = frozenset("".join(_words(speaker)) for speaker in SPEAKERS)
