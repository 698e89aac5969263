"""How what an engine found becomes what readers see."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from search import hits
from search.engines.base import FoundEntry
from search.models import Entry, EntryText
from search.question import Question, understand
from search.request import Term
from search.synonyms import Vocabulary
from tests.search.both_engines import publish
from tests.search.fake_source import CANNSTATT, STUTTGART, MemorySource

GARDEN = understand("Garten", Vocabulary({}, frozenset()))


def entry(pk: int = 1, **fields: Any) -> Entry:
    return Entry(pk=pk, kind="page", object_id=pk, version=3, summary="Kurz.", **fields)


def shown(item: FoundEntry, text: str = "", question: Question = GARDEN) -> str:
    """The snippet of a hit whose entry has version 3."""
    bodies = {1: EntryText(entry_id=1, text=text)} if text else {}
    (hit,) = hits.hits([item], {("page", 1): entry()}, bodies, question)
    return hit.snippet


def test_a_snippet_of_the_present_version_is_kept() -> None:
    made = FoundEntry("page", 1, 1.0, version=3, snippet="Ein <mark>Garten</mark>.")
    assert shown(made, "Alles anders.") == "Ein <mark>Garten</mark>."


@pytest.mark.parametrize("version", [None, 2, 4])
def test_any_other_is_made_anew_from_what_is_public_now(version: int | None) -> None:
    """A higher version is wrong as well: the database was put back to an older state."""
    item = FoundEntry("page", 1, 1.0, version=version, snippet="Ein <mark>Geheimnis</mark>.")
    assert shown(item, "Der Garten ruht.") == "Der <mark>Garten</mark> ruht."
    assert shown(item) == "Kurz."


def test_synonyms_and_corrections_are_marked_and_signs_escaped() -> None:
    asked = Question(text="x", alternatives=(("beet",),), corrections=(("gartn", "garten"),))
    found = FoundEntry("page", 1, 1.0)
    assert shown(found, "<b> Beet, Gärten.", asked) == (
        "&lt;b&gt; <mark>Beet</mark>, <mark>Gärten</mark>."
    )


def test_what_may_not_be_shown_is_left_out_and_the_order_kept() -> None:
    found = [FoundEntry("page", pk, 1.0) for pk in (3, 2, 1)] + [FoundEntry("actor", 1, 1.0)]
    entries = {("page", pk): entry(pk) for pk in (1, 3)}
    assert [hit.pk for hit in hits.hits(found, entries, {}, GARDEN)] == [3, 1]
    assert list(hits.hits([], {}, {}, GARDEN)) == []


def test_a_hit_carries_the_values_of_its_facets() -> None:
    facets = {
        "topic": [["müll", "Müll"], ["lärm", "Lärm"]],
        "status": [["running", "Läuft"], ["done", "Fertig"]],
    }
    carried = entry(facets=facets, city="stuttgart", city_label="Stuttgart")
    (hit,) = hits.hits([FoundEntry("page", 1, 2.5)], {("page", 1): carried}, {}, GARDEN)
    assert hit.topics == (Term("müll", "Müll"), Term("lärm", "Lärm"))
    assert hit.status is not None
    assert (hit.status.value, hit.districts, hit.city) == ("running", (), STUTTGART)
    assert hit.score == 2.5
    (bare,) = hits.hits([FoundEntry("page", 1, 0)], {("page", 1): entry()}, {}, GARDEN)
    assert (bare.status, bare.city, bare.topics) == (None, None, ())


@pytest.fixture
def published(articles: MemorySource) -> MemorySource:
    for pk in (1, 2, 3):
        articles.put(pk, title=f"Ding {pk}", text=f"Text {pk}.", districts=(CANNSTATT,))
    publish(articles, 1, 2, 3)
    Entry.objects.filter(object_id=2).update(hidden=True)
    return articles


@pytest.mark.django_db
def test_entries_are_read_in_one_query_without_what_is_hidden(
    published: MemorySource, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = [FoundEntry("article", pk, 1.0) for pk in (3, 2, 1, 99)]
    with django_assert_num_queries(1):
        entries = hits.visible(found)
        assert set(entries) == {("article", 1), ("article", 3)}
    with django_assert_num_queries(1):
        assert [one.title for one in hits.named(found)] == ["Ding 3", "Ding 1"]
    assert hits.visible([]) == {}
    assert hits.named([]) == []


@pytest.mark.django_db
def test_texts_are_read_only_for_snippets_that_have_to_be_made(
    published: MemorySource, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entries = hits.visible([FoundEntry("article", pk, 1.0) for pk in (1, 3)])
    one, three = entries["article", 1], entries["article", 3]
    fresh = FoundEntry("article", 1, 1.0, version=one.version, snippet="x")
    stale = FoundEntry("article", 3, 1.0, version=three.version - 1, snippet="x")
    bare = FoundEntry("article", 1, 1.0, version=one.version)
    with django_assert_num_queries(0):
        assert hits.texts([fresh], entries) == {}
        assert hits.texts([], entries) == {}
    with django_assert_num_queries(1):
        assert set(hits.texts([fresh, stale], entries)) == {three.pk}
    with django_assert_num_queries(1):
        assert set(hits.texts([bare], entries)) == {one.pk}
    with_text = hits.visible([fresh, stale], with_text=True)
    with django_assert_num_queries(0):
        assert hits.texts([bare], with_text)[one.pk].text == "Text 1."
