"""Which names look alike? Told by their skeletons; and which one mixes scripts.

Two names look alike when their skeletons are equal. A skeleton keeps what a hurried reader sees:
letters without accents, case, blanks and signs, letters of other scripts as the Latin ones they are
taken for. It is made for comparing, never for showing, and is rough on purpose: it may call two
honest names alike; it then costs one of them a middle initial.

The table is a choice from Unicode's `confusables.txt` (Unicode Technical Standard #39, version
15.1): what is taken for a Latin letter or digit in the usual fonts, in the scripts of phones.
Compatibility forms (full width, circled, mathematical) come apart by NFKD. No table is complete; so
`mixes_scripts` says of the rest what is none of a language: letters of two alphabets in one name.
"""

from __future__ import annotations

import re
import unicodedata

# Pairs of a Latin letter and what is taken for it; of small letters, after folding of case. First
# what stands in Latin, Greek, Cyrillic and Armenian, then Coptic, Lisu, Cherokee, Canadian
# syllabics, runes and the old scripts.
_TABLE = {
    "a": "аαɑᴀ⍺ꭺɐ ⲁꓮᎪᗅᗩ𐊠𖽀",
    "b": "ьвъƄʙβɓ ⲃꓐᏴᏏᗷᖯᛒꞴ𐊂𐊡𐌁",
    "c": "сϲᴄⅽ ⲥꓚᏟᑕ𐊢𐌂𐐕𐔜𑣩𑣲",
    "d": "ԁɗđðᴅⅾꭰɖ ⲇꓓꓒᎠᏧᗞᗪᑯ",
    "e": "еєεɛəөҽᴇꭼэǝɘꬲ ⲉꓰᎬⴹ𐊆𑢦𑢮⋿",
    "f": "ƒꜰϝғꞙꬵ ꓝᖴ𐊇𐊥𐔥𑢢𑣂",
    "g": "ɡɢցԍ ꓖᏀᏳ",
    "h": "һнʜհħɦ ⲏꓧᎻᏂᕼ𐋏",
    "i": "іιıɪɩӏⅰꭵїΙɨꙇ ⲓꓲᎥⵏᛁ𐊊𐌉𐌠𖼨",
    "j": "јϳᴊյȷɟ ꓙᎫᒍꞲ",
    "k": "кκᴋқҝƙ ⲕꓗᏦᛕ𐔘",
    "l": "łʟⅼլǀ∣ɫɬɭ ⳑꓡᏞᒪ𐐛𐔦𑢣𑢲𖼖",
    "m": "мᴍⅿμɱ ⲙꓟᎷᗰᛖ𐊰𐌑",
    "n": "пոռɴийηνᴎɳɲŋƞ ⲛꓠᑎ𐔓",
    "o": "οσօᴏøоө०٥๐߀〇 ⲟⲑꓳⵔ𐊒𐊫𐐄𐓂𐔖𑢵ዐ",
    "p": "рρᴘþƥ ⲣꓑᏢᑭ𐊕",
    "q": "ԛգզ ⵕ",
    "r": "гяʀᴦրɼɽɾɹꭇꭈ ⲅꓣᎡᏒᖇᚱ𐒴𖼵",
    "s": "ѕꜱƽʂ ꓢᏕᏚ𐊖𐐠𖼺",
    "t": "тτᴛʈƫƭ⊤ ⲧꓔᎢ𐊗𐊱𐌕𑢼𖼊",
    "u": "υսᴜцʋʉꞟꭎꭒ∪ ꓴᑌሀ𐓎𑢸𖽂",
    "v": "ѵᴠⅴ∨ ꓦᏙᐯⴸꛟ𐔝𑢠𖼈",
    "w": "шщωԝᴡɯ ⲱꓪᎳᏔ𑣦𑣯",
    "x": "хχⅹ×ҳ ⲭꓫ᙭ᕁᕽᚷⵝꞳ𐊐𐊴𐌗𐌢𐔧𑣬",
    "y": "уγүʏүꭹꭚ ⲩꓬᎩᎽ𐊲𑢤𖽃",
    "z": "ᴢʐʑȥ ⲍꓜᏃ𐋵𑢩𑣥",
}
# Compared after folding of case, which makes capitals of the small letters of Cherokee.
_ALIKE = str.maketrans(
    {char.casefold(): latin for latin, chars in _TABLE.items() for char in chars if char != " "}
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
_READ_AS = str.maketrans("013457@$€", "oleastase")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(value: str) -> str:
    """Return what a name looks like at a glance; "" for a name without letters and digits."""
    return "".join(words(value))


def words(value: str) -> list[str]:
    """Return the skeletons of a name's words; letters set apart count as one word."""
    found = [bone for word in re.split(r"[\s_\-–—./:,;|+]+", value) if (bone := _bone(word))]
    together: list[str] = []
    apart = False
    for word in found:
        alone = len(word) == 1
        if alone and apart:
            together[-1] += word
        else:
            together.append(word)
        apart = alone
    return together


def _bone(word: str) -> str:
    text = word.translate(_SPELLED).casefold().translate(_ALIKE)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_ALIKE)
    text = text.translate(_SPELLED)
    # A sign between letters is read as one: "Adm!n".
    text = re.sub(r"(?<=\w)[!¡](?=\w)", "l", text).translate(_READ_AS)
    text = "".join(char for char in text if char.isalnum()).replace("i", "l")
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


#: Written beside one another in one word, as in Japanese and Korean.
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
#: Never taken for one another or for Latin: "Bruce Lee 李小龍" has two words of two scripts.
_FAR = frozenset(
    {
        "EAST ASIAN",
        *("ARABIC", "HEBREW", "SYRIAC", "ETHIOPIC", "GEORGIAN", "DEVANAGARI", "BENGALI", "TAMIL"),
        *("TELUGU", "KANNADA", "MALAYALAM", "GUJARATI", "GURMUKHI", "SINHALA", "THAI", "LAO"),
        *("KHMER", "MYANMAR", "TIBETAN"),
    }
)


def mixes_scripts(value: str) -> bool:
    """Say whether a name has letters of two scripts in one word, or of two that look alike."""
    every: set[str] = set()
    text = unicodedata.normalize("NFKD", value)
    text = "".join(char for char in text if unicodedata.category(char)[0] != "M")
    for word in re.split(r"[\W\d_]+", text):
        scripts = {script for char in word if (script := _script(char))}
        if len(scripts) > 1:
            return True
        every |= scripts
    return len(every - _FAR) > 1


def _script(char: str) -> str:
    """Return the script of a letter, "" for signs of none or of many (modifier letters)."""
    if unicodedata.category(char) == "Lm":
        return ""
    # Unicode's names of letters begin with their script.
    first = unicodedata.name(char, "").split(" ")[0]
    return "EAST ASIAN" if first in _EAST_ASIAN else first
