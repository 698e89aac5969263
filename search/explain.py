"""What becomes of a question? The same steps that search takes, told to editors in words.

Whoever adds synonyms or parts of compounds sees here what they change, before and after saving.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search import compounds, words
from search.engines import weights
from search.models import EntryText, SynonymSet
from search.question import understand
from search.synonyms import Phrase, Vocabulary, build

#: Of the words that a part of compounds is found in, so many are shown.
EXAMPLES = 12
#: Texts that are looked through for examples; more take longer than an editor wants to wait.
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """One word of a question: under which stem it is sought, and its parts if it is a compound."""

    word: str
    stem: str
    parts: tuple[str, ...]
    filler: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """What a question becomes. `needed` is how many of its words a hit must have."""

    text: str
    words: tuple[ExplainedWord, ...]
    also: tuple[str, ...]
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    needed: int


def explain(text: str, vocabulary: Vocabulary, language: str = "de") -> Explained:
    """Take a question apart as search does, and say what it is sought by."""
    question = understand(text, vocabulary, language)
    split = compounds.splitter(vocabulary.parts).split
    return Explained(
        text=question.text,
        words=tuple(
            ExplainedWord(word.folded, word.stems[0], split(word.folded), not word.content)
            for word in question.words
        ),
        also=tuple(vocabulary.spelled.get(p, " ".join(p)) for p in question.alternatives),
        phrases=_in_words([*question.phrases, *question.mentioned]),
        excluded=_in_words(question.excluded),
        needed=max(1, len(question.content) // weights.WORDS_PER_MATCH),
    )


def with_set(changed: SynonymSet) -> Vocabulary:
    """The vocabulary as it would be with this set as it stands in a form, saved or not."""
    others = SynonymSet.objects.filter(active=True).exclude(pk=changed.pk)
    rows = list(others.values_list("use", "words"))
    if changed.active:
        rows.append((changed.use, changed.words))
    return build(tuple(rows))


def examples(parts: Iterable[str], vocabulary: Vocabulary) -> list[tuple[str, tuple[str, ...]]]:
    """Return words of public texts that contain these parts, with how they are cut now."""
    split = compounds.splitter(vocabulary.parts).split
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        texts = EntryText.objects.filter(
            entry__public=True, entry__hidden=False, letters__contains=part
        ).values_list("letters", flat=True)
        pattern = re.compile(rf"[^_]*{re.escape(part)}[^_]*")
        for text in texts[:LOOKED_THROUGH]:
            for word in pattern.findall(text):
                if word != part and len(found) < EXAMPLES:
                    found[word] = split(word)
    return sorted(found.items())


def _in_words(phrases: Iterable[Phrase]) -> tuple[str, ...]:
    return tuple(" ".join(words.clean(stem) for stem in phrase) for phrase in phrases)
