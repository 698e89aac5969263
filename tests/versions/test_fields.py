"""Two people fill in one form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import many
from tests.versions.test_merge import TEXT
from versions.merge import FieldConflict, merge_fields

# Ten thousand examples of a law take minutes.
pytestmark = pytest.mark.timeout(3600)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "b"]) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner),
    max_leaves=6,
)
FIELDS = st.dictionaries(st.sampled_from(["name", "text", "topics", "place"]), JSON)


@given(FIELDS, FIELDS)
@many
def test_who_changed_nothing_changes_nothing(base: dict[str, Any], other: dict[str, Any]) -> None:
    for merged in (
        merge_fields(base, base, other),
        merge_fields(base, other, base),
        merge_fields(base, other, other),
    ):
        assert merged.clean
        assert merged.values == other


@given(FIELDS, FIELDS, FIELDS)
@many
def test_both_agree_or_not_whoever_saved_first(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    one, other = merge_fields(base, theirs, mine), merge_fields(base, mine, theirs)
    assert one.clean == other.clean
    assert {c.field for c in one.conflicts} == {c.field for c in other.conflicts}
    for conflict in one.conflicts:
        # 0 and False are equal to Python, not to who wrote them.
        sides = json.dumps(conflict.theirs), json.dumps(conflict.mine)
        assert sides[0] != sides[1] or conflict.theirs is None


def test_different_fields() -> None:
    merged = merge_fields(
        {"name": "A", "mail": "a@x.de"},
        {"name": "B", "mail": "a@x.de"},
        {"name": "A", "mail": "b@x.de", "place": "Markt 1"},
    )
    assert merged.clean
    assert merged.values == {"name": "B", "mail": "b@x.de", "place": "Markt 1"}


def test_short_values_are_never_mixed() -> None:
    merged = merge_fields(
        {"phone": "0711 1234 10"}, {"phone": "0711 9999 10"}, {"phone": "0711 1234 20"}
    )
    assert merged.conflicts == (
        FieldConflict("phone", "0711 1234 10", "0711 9999 10", "0711 1234 20"),
    )
    assert merged.values == {"phone": "0711 1234 20"}


def test_long_texts_are_merged_like_articles() -> None:
    base = {"text": "Erster Absatz.\n\nZweiter Absatz."}
    theirs = {"text": "Erster Absatz hier.\n\nZweiter Absatz."}
    mine = {"text": "Erster Absatz.\n\nZweiter Absatz dort."}
    merged = merge_fields(base, theirs, mine)
    assert merged.clean
    assert merged.values == {"text": "Erster Absatz hier.\n\nZweiter Absatz dort."}


def test_a_text_in_conflict_shows_both() -> None:
    merged = merge_fields(
        {"text": "Der Hof ist alt.\n\nEnde."},
        {"text": "Der Hof ist neu.\n\nEnde."},
        {"text": "Der Hof ist groß.\n\nEnde."},
    )
    assert not merged.clean
    assert merged.values["text"] == "Der Hof ist neu.\n\nDer Hof ist groß.\n\nEnde."


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        (["a", "b"], ["a", "b", "c"], ["b"], ["b", "c"]),
        (["a"], ["a", "x"], ["a", "y"], ["a", "x", "y"]),
        (["a", "b"], ["b"], ["a"], []),
        ([{"id": 1}], [{"id": 1}, {"id": 2}], [{"id": 3}], [{"id": 2}, {"id": 3}]),
        ([1], [True, 1], [1, 2], [True, 1, 2]),
    ],
)
def test_lists_are_sets_with_an_order(
    base: list[Any], theirs: list[Any], mine: list[Any], expected: list[Any]
) -> None:
    merged = merge_fields({"topics": base}, {"topics": theirs}, {"topics": mine})
    assert merged.clean
    assert merged.values == {"topics": expected}


def test_objects_are_merged_within() -> None:
    merged = merge_fields(
        {"place": {"street": "A", "city": "X"}},
        {"place": {"street": "B", "city": "X"}},
        {"place": {"street": "C", "city": "Y"}},
    )
    assert merged.conflicts == (FieldConflict("place.street", "A", "B", "C"),)
    assert merged.values == {"place": {"street": "C", "city": "Y"}}


def test_removed_here_and_changed_there_is_a_conflict() -> None:
    merged = merge_fields({"name": "A"}, {"name": "B"}, {})
    assert merged.conflicts == (FieldConflict("name", "A", "B", None),)
    assert merged.values == {"name": "B"}
    assert merge_fields({"name": "A"}, {}, {"name": "A"}).values == {}
