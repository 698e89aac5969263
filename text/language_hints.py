"""What makes a German text harder than it need be?

Hints for those who write Leichte Sprache (easy German) or simply want to be understood: long
sentences, passive voice, genitives, long compounds without a hyphen. The rules are those of the
Netzwerk Leichte Sprache (2022). They are found by patterns, so some hints will be wrong: they are
offers, and nothing is ever refused because of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from text.readability import syllables
from text.sentences import Sentence, sentences, words

Kind = Literal["long_sentence", "passive", "genitive", "long_word"]

#: Words in a sentence of Leichte Sprache; the rules say "short" and show about this many.
MAX_WORDS = 12
#: A compound of this many letters and syllables wants a hyphen or a raised dot.
LONG_WORD_LETTERS = 14
LONG_WORD_SYLLABLES = 4

_MESSAGES: dict[Kind, Promise] = {
    "long_sentence": _("This sentence is long. Make two of it."),
    "passive": _("Who does it? Name the person and write what they do."),
    "genitive": _("Write it with “von”: “das Haus von dem Lehrer”."),
    "long_word": _("This word is long. Divide it with a hyphen, or explain it."),
}

_PREFIXES = r"(?:ab|an|auf|aus|bei|dar|ein|fest|her|hin|los|mit|nach|vor|weg|zu|zurück|zusammen)"
_CERTAIN = rf"(?:{_PREFIXES}?ge\w{{2,}}(?:t|en)|(?:be|ent|er|ver|zer)\w{{3,}}t|[a-zäöüß]+iert)"
# "vergeben", "erhoben": participle or infinitive. After "wird" it may be the future.
_UNCERTAIN = r"(?:be|ent|er|ver|zer)\w{3,}en"
_CLAUSE_END = r"(?=\s*(?:[.!?;:,)]|$|und\b|oder\b|werden\b|worden\b))"
_BETWEEN = r"\b[^.!?;:,]{0,120}?\b"
_PASSIVE = re.compile(
    rf"\b[Ww](?:erde|irst|ird|erden|erdet){_BETWEEN}(?P<now>{_CERTAIN})\b{_CLAUSE_END}"
    rf"|\b[Ww]urden?{_BETWEEN}(?P<past>{_CERTAIN}|{_UNCERTAIN})\b{_CLAUSE_END}"
    rf"|\b(?P<before>{_CERTAIN}|{_UNCERTAIN})\s+(?:worden\b|wurden?\b|wird\b|werden\b)"
)
# Infinitives that look like participles: "wird gehen", "werden verstehen", "wird beginnen".
_INFINITIVES = frozenset(
    {"gehen", "geben", "gehören", "gelten", "gelingen", "genießen", "geschehen", "gewinnen"}
    | {"bekommen", "beginnen", "behalten", "bestehen", "besuchen", "bleiben", "entstehen"}
    | {"erhalten", "erfahren", "erscheinen", "verlassen", "verlieren", "verstehen", "versuchen"}
)
_GENITIVE = re.compile(
    r"\b(?:(?:[Dd]es|[Ee]ines|[Kk]eines|[Dd]ieses|[Jj]edes|[MmDdSs]eines|[Ii]hres|[Uu]nseres)\s+"
    r"(?:[a-zäöüß]+en\s+){0,2}[A-ZÄÖÜ][\wäöüß-]*(?:s|es|n|en)\b)"
    r"|\b(?:[Ww]egen|[Tt]rotz|[Ww]ährend|[Aa]nhand|[Aa]ufgrund|[Ii]nnerhalb|[Aa]ußerhalb)\s+der\b"
)
_DIVIDED = re.compile(r"[-·\u00ad\u2027]")


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to make easier: ``text == source[start:end]``, and what to do about it."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def message(self) -> Promise:
        """What the author may do, one sentence in the reader's language."""
        return _MESSAGES[self.kind]


def hints(text: str, *, max_words: int = MAX_WORDS) -> list[Hint]:
    """Return what makes a plain text hard, in its order. For German only."""
    found = [hint for sentence in sentences(text) for hint in _in_sentence(sentence, max_words)]
    return sorted(found, key=lambda hint: (hint.start, hint.end))


def _in_sentence(sentence: Sentence, max_words: int) -> Iterator[Hint]:
    if len(words(sentence.text)) > max_words:
        yield Hint("long_sentence", sentence.text, sentence.start, sentence.end)
    for match in _PASSIVE.finditer(sentence.text):
        if (match["now"] or match["past"] or match["before"]) not in _INFINITIVES:
            yield _hint("passive", sentence, match)
    for match in _GENITIVE.finditer(sentence.text):
        yield _hint("genitive", sentence, match)
    for match in re.finditer(r"[^\W\d_]+(?:[-·\u00ad\u2027][^\W\d_]+)*", sentence.text):
        if _is_long(match[0]):
            yield _hint("long_word", sentence, match)


def _hint(kind: Kind, sentence: Sentence, match: re.Match[str]) -> Hint:
    return Hint(kind, match[0], sentence.start + match.start(), sentence.start + match.end())


def _is_long(word: str) -> bool:
    return (
        len(word) >= LONG_WORD_LETTERS
        and not _DIVIDED.search(word)
        and syllables(word) >= LONG_WORD_SYLLABLES
    )
