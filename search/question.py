"""What does somebody mean who types this? Text in, words out; no engine and no database here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from search import compounds, lexicon, words
from search.request import MAX_QUERY_WORDS
from search.synonyms import Phrase, Vocabulary

_QUOTED = re.compile(r'(?<!\S)(-?)["„“”«»]([^"„“”«»]+)["„“”«»]')
_MINUS = re.compile(r"(?<!\S)-([^\W_][^\s]*)")
_MINUS_SIGN = re.compile(r"(?<!\S)-+(?=\S)")
_DEMAND = re.compile(f"{_QUOTED.pattern}|{_MINUS.pattern}")
# Signs are demands in a short question. In a pasted heading they are what its author wrote:
# with more words than these outside of quotation marks, or with more words than these in all.
MAX_OUTSIDE = 3
MAX_WITH_MINUS = 8


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """One word of a question: folded, its stems (one per language), the stems of its parts.

    `meant` are the stems of the parts of a compound that the word is one typing error away from.
    """

    folded: str
    stems: tuple[str, ...]
    parts: tuple[str, ...] = ()
    content: bool = True
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is sought.

    `text` is what was typed, `sought` the same without what is excluded. `phrases` (stems in order)
    must occur, `excluded` ones must not; `mentioned` ones stand in quotation marks within a whole
    sentence, a pasted heading: they need not occur. `alternatives` are synonyms, one or more stems
    each. `corrections` are pairs of a word that nobody wrote and a known one like it, `looked_up`
    says that these have been asked for; `compound_parts` are those that editors have added.
    """

    text: str
    sought: str = ""
    words: tuple[QuestionWord, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    mentioned: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    alternatives: tuple[Phrase, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    looked_up: bool = False
    compound_parts: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether nothing is asked, so that everything is the answer."""
        return not self.text

    @property
    def unanswerable(self) -> bool:
        """Whether something is asked that has no words (signs only)."""
        return bool(self.text) and not self.words and not self.excluded

    @property
    def content(self) -> tuple[QuestionWord, ...]:
        """The words that say what is sought; all words when none does."""
        return tuple(word for word in self.words if word.content) or self.words

    @property
    def letters(self) -> str:
        """The words as `words.letters` has them."""
        return words.letters(word.folded for word in self.words)

    def grams(self) -> list[str]:
        """The n-grams of the whole question; they reach over the borders of its words."""
        return words.grams(self.letters, GRAM)

    def telling_grams(self) -> list[str]:
        """The n-grams of its content words, set side by side."""
        return words.grams(words.letters(word.folded for word in self.content), GRAM)

    def unquoted(self) -> Question:
        """The same question without the demand that quoted words stand side by side."""
        return replace(self, phrases=())

    def corrected(self, corrections: Iterable[tuple[str, str]]) -> Question:
        """The same question with words that stand for unknown ones."""
        return replace(self, corrections=tuple(corrections), looked_up=True)

    def guessed(self) -> Question:
        """The same question with what its words may mean if they hold a typing error."""
        nearly = compounds.splitter(self.compound_parts).nearly
        right = {unknown for unknown, _known in self.corrections}
        return replace(
            self,
            words=tuple(
                replace(word, meant=tuple(map(words.stem, nearly(word.folded))))
                if word.content and word.folded not in right
                else word
                for word in self.words
            ),
        )


#: Long enough to tell words apart, short enough to survive a typing error; 5 beat 4 and 6.
GRAM = 5


def understand(text: str, vocabulary: Vocabulary, language: str = "de") -> Question:
    """Take a question apart: quoted phrases, words with a minus, words, and what they stand for."""
    text = " ".join(words.clean(text).split())
    sought, excluded = _without_excluded(text)
    phrases = [stems for match in _QUOTED.finditer(sought) if (stems := _stems(match[2]))]
    strict = len(words.folded_words(_QUOTED.sub(" ", sought))) <= MAX_OUTSIDE
    found = _words(sought, vocabulary, language)
    return Question(
        text=text,
        sought=sought,
        words=found,
        phrases=tuple(dict.fromkeys(phrases)) if strict else (),
        mentioned=() if strict else tuple(dict.fromkeys(phrases)),
        excluded=tuple(dict.fromkeys(excluded)),
        alternatives=tuple(vocabulary.alternatives([word.stems[0] for word in found])),
        compound_parts=vocabulary.parts,
    )


def without_minus(title: str) -> str:
    """Return a title as a question that leaves no word out: what would do so is a dash there."""
    return _MINUS_SIGN.sub("", title)


def _without_excluded(text: str) -> tuple[str, list[Phrase]]:
    """Split a text into what is sought and the stems of what is not."""
    if "-" not in text or len(words.folded_words(text)) > MAX_WITH_MINUS:
        return text, []
    excluded: list[Phrase] = []

    def take(match: re.Match[str]) -> str:
        minus, quoted, word = match.groups()
        if quoted and not minus:
            return match[0]
        if stems := _stems(quoted or word):
            excluded.append(stems)
        return " "

    # In one go: a minus within quotation marks is part of what is quoted.
    rest = _DEMAND.sub(take, text)
    return " ".join(rest.split()), excluded


def _stems(text: str) -> Phrase:
    return tuple(words.stems(words.folded_words(text)))[:MAX_QUERY_WORDS]


def _words(text: str, vocabulary: Vocabulary, language: str) -> tuple[QuestionWord, ...]:
    """Every word once, in order; those beyond the limit are left out."""
    split = compounds.splitter(vocabulary.parts).split
    stop = lexicon.stopwords()
    # "12 a" is no "12": who asks for one house does not mean the other.
    apart = {piece for pieces in words.house_numbers(text).values() for piece in pieces}
    typed = [word for word in words.folded_words(text) if word not in apart]
    folded = list(dict.fromkeys([*typed, *words.joined_words(text)]))
    found = []
    for word in folded[:MAX_QUERY_WORDS]:
        forms = {words.stem(word): None}
        if language == "en":
            forms[words.english_stem(word)] = None
        parts = tuple(words.stem(part) for part in split(word))
        found.append(QuestionWord(word, tuple(forms), parts, word not in stop))
    return tuple(found)
