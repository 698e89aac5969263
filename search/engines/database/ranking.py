"""Which of the candidates are best? BM25 over words and letters, computed in Python.

The formula is Okapi BM25 (Robertson and Zaragoza 2009, 3.15). How rare an n-gram is, is estimated
among the candidates, which are what the question has to tell apart: no table of n-grams has to be
kept, which would cost twenty times the room of the text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from search import words
from search.question import GRAM, Question

#: So many candidates are looked at closely: 60 do as well as 200 and cost a third.
CLOSELY = 60
#: Counting letters takes time in step with their number; a longer text says nothing new by then.
MOST_LETTERS = 20_000
# Rarities are those among the candidates, so these weights are not those of the index.
LETTERS = TELLING_LETTERS = 0.8
CORRECTED_LETTERS = 1.2
#: On SQLite the database's own BM25, which knows columns. PostgreSQL's rank says how rare the words
#: are that occur, and how often they do is counted here: the rank alone costs .002 of plain ones.
WORDS = 2.0
K1_WORDS, B_WORDS = 1.2, 0.75
K1_LETTERS = 3.0
#: All words in the title outweigh any text; found on tests/search/titles.txt.
IN_TITLE, IN_SUMMARY = 8.0, 6.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of what the database found, with the factor for what and where it is.

    The words of those that are not looked at closely are empty.
    """

    kind: str
    pk: int
    rank: float
    factor: float
    letters: str
    title_stems: str
    summary_stems: str


def by_letters(question: Question, texts: Sequence[str]) -> list[float]:
    """Score every text (`EntryText.letters`) by the n-grams it shares with the question."""
    weights = _gram_weights(question)
    counts = [[text.count(gram) for gram in weights] for text in texts]
    having = [sum(1 for row in counts if row[i]) for i in range(len(weights))]
    values = [
        weight * _rarity(number, len(texts)) * (K1_LETTERS + 1)
        for weight, number in zip(weights.values(), having, strict=True)
    ]
    average = sum(map(len, texts)) / max(len(texts), 1) or 1.0
    scores = []
    for text, row in zip(texts, counts, strict=True):
        norm = K1_LETTERS * len(text) / average
        scores.append(
            sum(
                value * count / (count + norm)
                for value, count in zip(values, row, strict=True)
                if count
            )
        )
    return scores


def _gram_weights(question: Question) -> dict[str, float]:
    """Every n-gram of the question, of its telling words and of corrections, once."""
    weights = dict.fromkeys(question.grams(), LETTERS)
    for gram in question.telling_grams():
        weights[gram] = weights.get(gram, 0.0) + TELLING_LETTERS
    known = words.letters(word for _typed, word in question.corrections)
    for gram in words.grams(known, GRAM) if question.corrections else ():
        weights[gram] = weights.get(gram, 0.0) + CORRECTED_LETTERS
    return weights


def by_words(question: Question, texts: Sequence[str]) -> list[float]:
    """Score every text by the stems of the question: by the words that begin with them."""
    stems = [stem for word in question.content for stem in word.stems]
    stems += [words.stem(word) for _typed, word in question.corrections]
    wanted = [f"_{stem}" for stem in dict.fromkeys(stems)]
    counts = [[text.count(stem) for stem in wanted] for text in texts]
    having = [sum(1 for row in counts if row[i]) for i in range(len(wanted))]
    values = [_rarity(number, len(texts)) * (K1_WORDS + 1) for number in having]
    average = sum(map(len, texts)) / max(len(texts), 1) or 1.0
    scores = []
    for text, row in zip(texts, counts, strict=True):
        norm = K1_WORDS * (1 - B_WORDS + B_WORDS * len(text) / average)
        pairs = zip(values, row, strict=True)
        scores.append(sum(value * count / (count + norm) for value, count in pairs if count))
    return scores


def by_standing(question: Question, titles: Sequence[str], summaries: Sequence[str]) -> list[float]:
    """Score what stands in title and summary (stems): all words there are worth a good text."""
    wanted = {stem for word in question.content for stem in word.stems}
    if not wanted:
        return [0.0] * len(titles)

    def share(stems: str) -> float:
        return len(wanted & set(stems.split())) / len(wanted)

    return [
        IN_TITLE * share(title) + IN_SUMMARY * share(summary)
        for title, summary in zip(titles, summaries, strict=True)
    ]


def _rarity(having: int, entries: int) -> float:
    having = min(having, entries)
    return math.log(1 + (entries - having + 0.5) / (having + 0.5))
