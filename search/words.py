"""What are the words of a text, and under which key do their forms meet?

Both engines index what these functions return, and questions go through the same ones. Folding
comes first, everything else works on folded words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from search import lexicon
from text.fold import fold
from text.storable import storable

#: Raise it when a function here or in `compounds` changes what it returns: `search_check` then
#: finds the entries that were made by the old one.
VERSION = 5

#: So many words a process remembers folded, stemmed and cut: nearly twice the 12,000 that 20,000
#: entries are written with. Each takes some 200 bytes, and anybody may ask for what nobody wrote.
KNOWN = 20_000

WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_WORD_WITH_STOP = re.compile(r"[^\W_]+\.?")
# Bürger:innen, Bürger*innen, Bürger_innen, Bürger·innen, Bürger(innen), Bürger:in, BÜRGER:INNEN;
# what follows "innen" may go on (Bürger:innenhaushalt), after "in" the word has to end. The sign
# stands first in the pattern because that is what is quick to look for.
_FORM = r"(innen|INNEN|in(?![^\W_])|IN(?![^\W_]))"
_GENDER_SIGN = re.compile(
    rf"[:*_·(](?<=[^\W\d_].){_FORM}\)?"
    # Bürger/innen, Bürger/-innen: "außen/innen" is a pair of words, so this asks for a person.
    rf"|/(?<=(?:er|nt|st|or|ar|og|ER|NT|ST|OR|AR|OG)/)-?{_FORM}"
)
_INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß])In(?=nen|\b)")
# Soft hyphens and zero-width marks are invisible; the Mediopunkt of Leichte Sprache parts words.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]|[·‧•](?<=[^\\W_].)(?=[^\\W_])")
_HYPHENATED = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
_HYPHEN = re.compile("[-‐‑]")
# House numbers are written "12a" and "12 a".
_HOUSE_NUMBER = re.compile(r"\b(\d{1,4}) ([a-h])\b")

_german = Stemmer.Stemmer("german")
_english = Stemmer.Stemmer("english")
# "beginnen" and "gewinnen" are no women; their rest is shorter than this or stands below.
_SHORTEST_PERSON = 4
_NO_PERSONS = frozenset(["entr", "verr", "gerr", "zerr", "ents", "bes", "vers"])
SHORTEST_VERB = 7
_PERSON_ENDINGS = ("er", "ent", "ant", "ist", "or", "eur", "loge", "log", "ar")


def clean(text: str) -> str:
    """Drop what no database stores: NUL and lone surrogates."""
    return storable(text, instead=" ")


def join_gender_forms(text: str) -> str:
    """Write every gender form as the plain female one: "Bürger:innen" → "Bürgerinnen"."""
    return _INNER_CAPITAL.sub("in", _GENDER_SIGN.sub(r"\1\2", text))


def whole(text: str) -> str:
    """Return the text with gender forms and divided words made whole, not folded yet."""
    composed = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", join_gender_forms(composed))


def folded_words(text: str) -> list[str]:
    """The words of a text in order, folded: "Große Bäume" → ["grosse", "baume"]."""
    # What a compatible spelling is made of is several words: "½" → "1", "2".
    return " ".join(map(_folded, _WORD_WITH_STOP.findall(whole(text)))).split()


def written(text: str) -> list[str]:
    """The words of a text as they are written."""
    return WORD.findall(text)


def joined_words(text: str) -> list[str]:
    """What hyphens and blanks divide although it is one word: "Repair-Café" → ["repaircafe"]."""
    made_whole = whole(text)
    chunks = " ".join(chunk for chunk in made_whole.split() if _HYPHEN.search(chunk))
    hyphenated = [_NO_WORD.sub("", fold(word)) for word in _HYPHENATED.findall(chunks)]
    return hyphenated + [number + letter for number, letter in _HOUSE_NUMBER.findall(made_whole)]


def house_numbers(text: str) -> dict[str, tuple[str, str]]:
    """The house numbers that are written apart, joined: "12 a" → {"12a": ("12", "a")}."""
    return {number + letter: (number, letter) for number, letter in _HOUSE_NUMBER.findall(text)}


@lru_cache(maxsize=KNOWN)
def _folded(word: str) -> str:
    """Fold one word, which may have a full stop behind it, and write out abbreviations; blanks
    where folding has made signs of letters.

    No German word ends in "str", so that one needs no full stop: "Kaiserstr 12".
    """
    folded = _NO_WORD.sub(" ", fold(word.removesuffix(".")))
    if word.endswith("."):
        known = lexicon.abbreviations().get(folded)
        if known is None and folded.endswith("pl") and len(folded) > 5:
            known = f"{folded[:-2]}platz"
        if known is not None:
            return known
    return f"{folded}asse" if folded.endswith("str") and len(folded) > 4 else folded


def letters(folded: Iterable[str]) -> str:
    """The folded words with one `_` around each, for n-grams that reach over words."""
    return f"_{'_'.join(folded)}_"


def grams(text: str, size: int) -> list[str]:
    """Every different run of `size` letters of a text made by `letters`, in order.

    A text that is shorter is its own only gram.
    """
    last = max(len(text) - size, 0)
    return list(dict.fromkeys(text[start : start + size] for start in range(last + 1)))


@lru_cache(maxsize=KNOWN)
def stem(word: str) -> str:
    """The stem of a folded German word. Words with digits stay as they are."""
    known = lexicon.exceptions().get(word)
    if known is not None:
        return known
    if not word.isalpha():
        return word
    # "repariert" and "reparieren"; the stemmer knows no ending -t.
    if word.endswith("iert") and len(word) > SHORTEST_VERB:
        word = word.removesuffix("t")
    person = _person(word)
    return lexicon.exceptions().get(person) or str(_german.stemWord(person))


@lru_cache(maxsize=KNOWN)
def english_stem(word: str) -> str:
    """The stem of a folded English word."""
    return str(_english.stemWord(word)) if word.isalpha() else word


def stems(folded: list[str], language: str = "de") -> list[str]:
    """The stems of folded words in the language of their text, in order."""
    return list(map(english_stem if language == "en" else stem, folded))


def _person(word: str) -> str:
    """Bürgerinnen → burger: the female forms meet the short one."""
    bare = word.removesuffix("innen")
    if bare != word and len(bare) >= _SHORTEST_PERSON and bare not in _NO_PERSONS:
        return bare
    bare = word.removesuffix("in")
    if bare != word and len(bare) > _SHORTEST_PERSON and bare.endswith(_PERSON_ENDINGS):
        return bare
    return word
