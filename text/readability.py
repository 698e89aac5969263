"""How hard is a German text to read?

A figure is a hint to the author, no verdict: a formula counts letters and sees neither sense nor
order. What to change is said by ``text.language_hints``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from text.sentences import sentences, words

# Two letters, one sound; other neighbouring vowels are two syllables ("Na-ti-on", "The-a-ter").
_VOWELS = re.compile(r"aa|ai|au|ay|äu|ee|ei|eu|ey|ie|oo|ou|[aeiouyäöüàáâèéêëíîïóôúûøœæ]")
_CONSONANT_VOWELS = re.compile(r"qu|(?<![a-zäöüß])y(?=[aeiouäöü])")
_LONG_WORD = 6
_MANY_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class Readability:
    """The figure, and what it was counted on. ``grade`` is about the school year that reads it."""

    grade: float
    sentences: int
    words: int


def syllables(word: str) -> int:
    """Count the syllables of a German word by its groups of vowels; at least 1.

    Right for about nine words in ten; it stumbles over "Mu-se-um" and foreign words, which does
    not matter for an average over a text.
    """
    lowered = _CONSONANT_VOWELS.sub("", word.lower())
    return max(len(_VOWELS.findall(lowered)), 1)


def wiener_sachtextformel(text: str) -> Readability | None:
    """Rate a plain text by the first Wiener Sachtextformel; None for a text without words.

    grade = 0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875, where MS is the percentage of
    words with three or more syllables, SL the mean number of words in a sentence, IW the percentage
    of words with more than six letters, and ES that of words with one syllable. The grade runs from
    about 4 (very easy) to 15 (very hard).

    Source: R. Bamberger, E. Vanecek, Lesen - Verstehen - Lernen - Schreiben, Wien 1984.
    """
    all_words = words(text)
    if not all_words:
        return None
    count = len(all_words)
    sentence_count = max(len(sentences(text)), 1)
    lengths = [syllables(word) for word in all_words]
    many = 100 * sum(length >= _MANY_SYLLABLES for length in lengths) / count
    single = 100 * sum(length == 1 for length in lengths) / count
    long = 100 * sum(sum(map(str.isalpha, word)) > _LONG_WORD for word in all_words) / count
    grade = (
        0.1935 * many + 0.1672 * count / sentence_count + 0.1297 * long - 0.0327 * single - 0.875
    )
    return Readability(round(grade, 1), sentence_count, count)
