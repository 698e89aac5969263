"""Which differences are found between sources, projections and index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search import compare
from search.compare import Differences
from search.engines.elasticsearch import index
from search.models import Entry
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(articles: MemorySource) -> MemorySource:
    for pk in (1, 2, 3):
        articles.put(pk)
    publish(articles, 1, 2, 3)
    assert compare.everything().clean
    return articles


def test_nothing_at_all_is_clean(articles: MemorySource) -> None:
    assert compare.everything() == Differences()
    assert compare.everything().clean


def test_what_the_projections_lack_have_old_or_have_without_right(three: MemorySource) -> None:
    three.put(4)
    three.put(2, title="Neu")
    del three.things[3]
    found = compare.everything()
    assert found.missing == {("article", 4)}
    assert found.stale == {("article", 2)}
    assert found.ghosts == {("article", 3)}
    assert found.counts == (1, 1, 1)
    assert not found.clean


def test_a_hidden_entry_with_a_public_source_is_missing_a_tombstone_without_is_right(
    three: MemorySource,
) -> None:
    Entry.objects.filter(object_id=1).update(hidden=True)
    del three.things[2]
    publish(three, 2)
    found = compare.everything()
    assert (found.missing, found.stale, found.ghosts) == ({("article", 1)}, set(), set())


def test_more_than_fit_into_one_batch(three: MemorySource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "BATCH", 2)
    for pk in (3, 4, 5):
        three.put(pk, title="Neu")
    Entry.objects.filter(object_id=1).update(digest="x")
    del three.things[2]
    found = compare.everything()
    assert found.missing == {("article", 4), ("article", 5)}
    assert found.stale == {("article", 1), ("article", 3)}
    assert found.ghosts == {("article", 2)}


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ([("article:1", 1, True)], Differences()),
        ([], Differences(index_missing={"article:1"})),
        ([("article:1", 0, True)], Differences(index_stale={"article:1"})),
        # A higher version: the database was put back to an older state.
        ([("article:1", 2, True)], Differences(index_stale={"article:1"})),
        (
            [("article:1", 1, True), ("article:9", 5, True)],
            Differences(index_ghosts={"article:9": 5}),
        ),
        # A tombstone of something nobody knows any more does no harm.
        ([("article:1", 1, True), ("article:9", 5, False)], Differences()),
    ],
)
def test_the_index_is_compared_by_key_and_version(
    articles: MemorySource,
    monkeypatch: pytest.MonkeyPatch,
    held: list[tuple[str, int, bool]],
    found: Differences,
) -> None:
    articles.put(1)
    publish(articles, 1)
    assert in_index(monkeypatch, held) == found


def test_what_is_hidden_is_a_ghost_when_the_index_still_shows_it(
    articles: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles.put(1)
    publish(articles, 1)
    Entry.objects.update(hidden=True)
    assert in_index(monkeypatch, [("article:1", 1, True)]).index_ghosts == {"article:1": 1}
    assert in_index(monkeypatch, [("article:1", 1, False)]).clean
    # Nobody misses in the index what nobody may find.
    assert in_index(monkeypatch, []).clean


def test_without_an_index_everything_visible_is_missing(articles: MemorySource) -> None:
    articles.put(1)
    publish(articles, 1)
    found = Differences()
    compare.in_index("", found)
    assert found.index_missing == {"article:1"}


def in_index(monkeypatch: pytest.MonkeyPatch, held: list[tuple[str, int, bool]]) -> Differences:
    """The differences to an index that holds these keys, versions, and whether they are public."""

    def versions(name: str) -> Iterator[tuple[str, int, bool]]:
        yield from held

    monkeypatch.setattr(index, "refresh", lambda name: None)
    monkeypatch.setattr(index, "versions", versions)
    found = Differences()
    compare.in_index("entries-x", found)
    return found


def test_an_index_of_another_version_is_not_clean() -> None:
    assert not Differences(outdated=True).clean
    assert Differences(outdated=True).counts == (0, 0, 0)
