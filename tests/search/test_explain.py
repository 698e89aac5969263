"""What editors are told of a question and of a set they are writing."""

from __future__ import annotations

import pytest

from search.explain import ExplainedWord, examples, explain, with_set
from search.models import Entry, SynonymSet
from search.synonyms import build
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource

EDITORS = build((("equal", "Plauderbank\nSchwätz-Bänkle"), ("parts", "Flink\nBlubber")))


def test_a_question_is_taken_apart_as_search_does_it() -> None:
    told = explain('die Blubberflinke Plauderbank -Hund "Runder Tisch"', EDITORS)
    assert told.words[0] == ExplainedWord("die", "die", (), filler=True)
    assert told.words[1] == ExplainedWord(
        "blubberflinke", told.words[1].stem, ("blubber", "flink"), filler=False
    )
    assert told.also == ("Schwätz-Bänkle",)
    assert told.excluded == ("hund",)
    assert told.phrases == ("rund tisch",)
    assert explain("", EDITORS).words == ()


@pytest.mark.parametrize(("count", "needed"), [(0, 1), (1, 1), (7, 1), (8, 2), (12, 3), (32, 8)])
def test_one_in_four_words_is_needed(count: int, needed: int) -> None:
    asked = " ".join(f"qx{number}" for number in range(count))
    assert explain(asked, EDITORS).needed == needed


@pytest.mark.django_db
def test_a_set_counts_as_it_stands_in_the_form_saved_or_not() -> None:
    saved = SynonymSet.objects.create(words="Qwert\nYxcv")
    SynonymSet.objects.create(words="Asdf\nJklö", active=False)
    changed = with_set(SynonymSet(pk=saved.pk, words="Qwert\nUiop"))
    assert changed.others[("qwert",)] == {("uiop",)}
    assert ("asdf",) not in changed.others
    assert ("qwert",) not in with_set(SynonymSet(pk=saved.pk, words="", active=False)).others
    added = with_set(SynonymSet(words="Uiop\nYxcv"))
    assert added.others[("yxcv",)] == {("qwert",), ("uiop",)}


@pytest.mark.django_db
def test_examples_are_words_of_public_texts_with_the_part_in_them(articles: MemorySource) -> None:
    articles.put(1, title="Flink", text="Der Blubberflink, Flinkheit und 100%ige.")
    articles.put(2, title="Verborgen", text="Das Geheimflink.")
    publish(articles, 1, 2)
    Entry.objects.filter(object_id=2).update(hidden=True)
    assert examples(["flink"], EDITORS) == [
        ("blubberflink", ("blubber", "flink")),
        ("flinkheit", ()),
    ]
    assert examples([], EDITORS) == []
    assert examples(["xyzzy"], EDITORS) == []
