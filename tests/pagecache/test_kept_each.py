"""Parts of one page end one by one, and cost two looks at the database however many they are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction

import pagecache
from pagecache import version
from pagecache.shared import KEEP_SECONDS, Stored, kept_each
from pagecache.shown import collecting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]
TREES = ("oak", "elm", "ash")


class Wood:
    """Trees that count how often each was drawn, and what was said to be drawn before the first."""

    def __init__(self) -> None:
        self.drawn = dict.fromkeys(TREES, 0)
        self.ahead: list[list[str]] = []

    def _maker(self, tree: str) -> Callable[[], str]:
        def draw() -> str:
            pagecache.shows_only(tree)
            self.drawn[tree] += 1
            return f"{tree} {self.drawn[tree]}"

        return draw

    def _told(self, missing: Collection[str]) -> None:
        self.ahead.append(list(missing))

    def read(self, **more: Any) -> dict[str, str]:
        makers = {tree: self._maker(tree) for tree in TREES}
        return kept_each("wood", makers, ahead=self._told, **more)


def test_a_change_ends_what_shows_it_and_leaves_the_others() -> None:
    wood = Wood()
    assert wood.read() == {"oak": "oak 1", "elm": "elm 1", "ash": "ash 1"}
    assert wood.read() == {"oak": "oak 1", "elm": "elm 1", "ash": "ash 1"}
    pagecache.bump(["elm"])
    assert wood.read() == {"oak": "oak 1", "elm": "elm 2", "ash": "ash 1"}
    pagecache.bump()
    assert wood.read() == {"oak": "oak 2", "elm": "elm 3", "ash": "ash 2"}
    assert wood.ahead == [[*TREES], ["elm"], [*TREES]]


def test_what_says_nothing_ends_with_each_change() -> None:
    made: list[int] = []

    def count() -> int:
        made.append(1)
        return len(made)

    assert kept_each("wood", {"some": count}) == {"some": 1}
    pagecache.bump(["oak"])
    assert kept_each("wood", {"some": count}) == {"some": 2}


def test_the_whole_shows_what_its_parts_show() -> None:
    wood = Wood()
    for _made_then_kept in range(2):
        with collecting(version.current()) as shown:
            pagecache.shows_only()
            wood.read()
        assert {*TREES} <= {*shown.keys}


def test_parts_of_different_age_cost_two_queries(django_assert_num_queries: Any) -> None:
    wood = Wood()
    for tree in TREES:
        pagecache.bump([tree])
        wood.read()
    pagecache.bump(["beech"])
    with django_assert_num_queries(2):
        wood.read()
    assert wood.drawn == {"oak": 1, "elm": 2, "ash": 2}


def test_nothing_is_kept_in_a_transaction() -> None:
    wood = Wood()
    wood.read()
    with transaction.atomic():
        pagecache.bump(["oak"])
        assert wood.read()["oak"] == "oak 2"
        assert wood.read()["oak"] == "oak 3"
    assert wood.read()["oak"] == "oak 4", "neither from before it, nor from inside"


def test_what_changes_while_a_part_is_made_ends_it() -> None:
    def draw() -> str:
        pagecache.shows_only("oak")
        pagecache.bump(["oak"])
        return "an oak"

    kept_each("wood", {"oak": draw})
    made: list[str] = []
    kept_each("wood", {"oak": lambda: made.append("again")})
    assert made


def test_what_was_forgotten_or_put_back_is_not_shown() -> None:
    wood = Wood()
    wood.read()
    pagecache.bump(["beech"])
    version.forget()
    assert wood.read()["oak"] == "oak 1"
    version.forget()
    assert wood.read()["oak"] == "oak 2", "nobody knows any more what changed since"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pagecache_contentversion SET version = version - 1 WHERE id = 1")
    assert wood.read()["oak"] == "oak 3", "an older database was put back"


def test_each_is_kept_for_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, int] = {}

    def note(_name: str, stored: Stored, seconds: int) -> None:
        found[stored.value] = seconds

    monkeypatch.setattr(cache, "set", note)
    Wood().read(seconds=lambda tree: 600 if tree == "oak" else KEEP_SECONDS)
    assert found == {"oak 1": 600, "elm 1": KEEP_SECONDS, "ash 1": KEEP_SECONDS}
