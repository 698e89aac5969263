"""What is kept of "what do other districts know about this", and when it is asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from search import likeness, similar
from search.models import Entry, SimilarEntry
from search.sources import Traits
from tests.search.both_engines import publish
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(articles: MemorySource) -> MemorySource:
    """A garden in one district, two that are like it in another."""
    articles.put(1, title="Garten am See", districts=(CANNSTATT,))
    articles.put(2, title="Garten am Bach", districts=(VAIHINGEN,))
    articles.put(3, title="Ein Garten", districts=(VAIHINGEN,))
    publish(articles, 1, 2, 3)
    return articles


def titles(pk: int = 1) -> list[str]:
    return sorted(hit.title for hit in similar.similar_to("article", pk).hits)


def asked_for() -> int:
    return similar.refresh()


def test_nothing_is_known_before_the_worker_has_asked(garden: MemorySource) -> None:
    assert titles() == []
    assert similar.similar_to("article", 99).hits == ()
    assert asked_for() == 3
    assert titles() == ["Ein Garten", "Garten am Bach"]


def test_only_what_is_new_changed_or_old_is_asked_for(garden: MemorySource) -> None:
    assert [asked_for(), asked_for()] == [3, 0]
    publish(garden, 2)
    assert [asked_for(), asked_for()] == [1, 0]
    long_ago = timezone.now() - similar.OUTDATED - timedelta(minutes=1)
    Entry.objects.filter(object_id=3).update(similar_at=long_ago)
    assert [asked_for(), asked_for()] == [1, 0]


def test_a_text_that_search_has_not_read_yet_waits(garden: MemorySource) -> None:
    asked_for()
    Entry.objects.filter(object_id=1).update(stale=True, similar_at=None)
    assert asked_for() == 0


def test_kinds_whose_pages_do_not_name_it_are_not_asked_for(garden: MemorySource) -> None:
    garden.traits = Traits()
    assert asked_for() == 0


def test_many_are_asked_for_in_turn(
    articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "AT_ONCE", 2)
    for pk in range(1, 6):
        articles.put(pk, title=f"Ding {pk}")
    publish(articles, *range(1, 6))
    assert [asked_for() for _round in range(4)] == [2, 2, 1, 0]


def test_what_is_hidden_is_not_named_and_comes_back(garden: MemorySource) -> None:
    asked_for()
    entry = Entry.objects.filter(object_id=2)
    entry.update(hidden=True)
    assert titles() == ["Ein Garten"]
    assert "article:2" in similar.similar_to("article", 1).keys
    entry.update(hidden=False)
    assert titles() == ["Ein Garten", "Garten am Bach"]


def test_it_is_called_as_it_is_called_now(garden: MemorySource) -> None:
    asked_for()
    garden.put(2, title="Beete am Bach", districts=(VAIHINGEN,))
    publish(garden, 2)
    found = {hit.title: hit.reason for hit in similar.similar_to("article", 1).hits}
    # What the two have in common is said by their present words, in the language of the page.
    assert found == {"Beete am Bach": "Im Text ähnlich", "Ein Garten": "Auch mit „Garten“ im Titel"}
    with translation.override("en"):
        reasons = {hit.reason for hit in similar.similar_to("article", 1).hits}
    assert reasons == {"Similar text", "“Garten” in the title, too"}


def test_it_goes_with_what_it_names(garden: MemorySource) -> None:
    asked_for()
    Entry.objects.filter(object_id=2).delete()
    assert titles() == ["Ein Garten"]
    Entry.objects.filter(object_id=1).delete()
    assert not SimilarEntry.objects.filter(entry__object_id=1).exists()


def test_one_query_however_many(garden: MemorySource) -> None:
    asked_for()
    with CaptureQueriesContext(connection) as queries:
        assert len(similar.similar_to("article", 1).hits) == 2
    assert len(queries) == 1


def test_pages_become_stale_only_when_something_else_is_found(
    garden: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for()
    raised: list[Iterable[str]] = []
    monkeypatch.setattr(similar.pagecache, "bump", lambda keys, only_said: raised.append([*keys]))
    Entry.objects.update(similar_at=None)
    asked_for()
    assert raised == []
    monkeypatch.setattr(likeness, "alike", lambda entry, limit: [])
    Entry.objects.filter(object_id=1).update(similar_at=None)
    asked_for()
    assert raised == [["similar to article:1"]]
    assert "similar to article:1" in similar.similar_to("article", 1).keys
    assert titles() == []
