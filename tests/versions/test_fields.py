"""Two people fill in one form."""

from __future__ import annotations

import json
from collections.abc import Callable
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
        merge_fields(base, other, base, together=[("name", "place")], sequences={"topics"}),
        merge_fields(base, base, other, together=[("name", "place")], sequences={"topics"}),
    ):
        assert merged.clean
        assert merged.values == other


@given(FIELDS, FIELDS, FIELDS)
@many
def test_both_agree_or_not_whoever_saved_first(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    rules: dict[str, Any] = {"together": [("name", "place")], "sequences": {"topics"}}
    one = merge_fields(base, theirs, mine, **rules)
    other = merge_fields(base, mine, theirs, **rules)
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
        (["a", "b", "c"], ["a", "x", "b", "c"], ["a", "b", "c", "d"], ["a", "x", "b", "c", "d"]),
        (["a", "b", "c"], ["a", "b", "c", "d"], ["a", "x", "b", "c"], ["a", "x", "b", "c", "d"]),
        (["a", "b"], ["x", "a", "b"], ["y", "a", "b"], ["x", "y", "a", "b"]),
    ],
)
def test_lists_are_sets_with_an_order(
    base: list[Any], theirs: list[Any], mine: list[Any], expected: list[Any]
) -> None:
    merged = merge_fields({"topics": base}, {"topics": theirs}, {"topics": mine})
    assert merged.clean
    assert merged.values == {"topics": expected}


STEPS = ["Mehl holen", "Teig kneten", "Brot backen"]


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (["Mehl holen", "Teig ruht", *STEPS[1:]], [*STEPS, "Essen"], None),
        ([*STEPS[1:]], [*STEPS, "Essen"], [*STEPS[1:], "Essen"]),
        (["Neu", *STEPS], [*STEPS, "Neu"], ["Neu", *STEPS]),
        ([STEPS[2], *STEPS[:2]], [*STEPS, "Essen"], [STEPS[2], *STEPS[:2], "Essen"]),
        (
            ["Viel Mehl holen", *STEPS[1:]],
            ["Mehl holen gehen", *STEPS[1:]],
            ["Viel Mehl holen gehen", *STEPS[1:]],
        ),
    ],
)
def test_steps_stay_where_they_were_put(
    theirs: list[str], mine: list[str], expected: list[str] | None
) -> None:
    expected = expected or ["Mehl holen", "Teig ruht", *STEPS[1:], "Essen"]
    for one, other in ((theirs, mine), (mine, theirs)):
        merged = merge_fields({"s": STEPS}, {"s": one}, {"s": other}, sequences={"s"})
        assert merged.clean
        assert merged.values == {"s": expected}


@pytest.mark.parametrize("row", [str, lambda text: {"kind": "room", "text": text}])
def test_one_step_that_two_rewrote_is_a_conflict(row: Callable[[str], Any]) -> None:
    base, theirs, mine = (
        [row("Mehl holen"), row(second)] for second in ("Teig kneten", "Teig rühren", "Teig kaufen")
    )
    merged = merge_fields({"s": base}, {"s": theirs}, {"s": mine}, sequences={"s"})
    assert merged.conflicts == (FieldConflict("s", base, theirs, mine),)
    assert merged.values == {"s": [base[0], theirs[1], mine[1]]}
    gone = merge_fields({"s": base}, {"s": base[:1]}, {"s": mine}, sequences={"s"})
    assert gone.values == {"s": mine}
    assert not gone.clean


TIME = [("start", "end")]


def test_what_is_said_together_is_never_mixed() -> None:
    base, theirs, mine = (
        {"start": start, "end": end, "title": "Fest"}
        for start, end in ((18, 20), (17, 20), (18, 21))
    )
    merged = merge_fields(base, theirs, mine, together=TIME)
    assert merged.conflicts == (
        FieldConflict("start", 18, 17, 18),
        FieldConflict("end", 20, 20, 21),
    )
    assert merged.values == mine
    other = {**base, "title": "Feier"}
    assert merge_fields(base, theirs, other, together=TIME).values == {**theirs, "title": "Feier"}
    assert merge_fields(base, other, mine, together=TIME).values == {**mine, "title": "Feier"}


def test_what_both_agree_on_is_no_conflict() -> None:
    base, theirs, mine = ({"start": 18, "end": end} for end in (20, 20, 21))
    theirs["start"] = mine["start"] = 17
    merged = merge_fields(base, theirs, mine, together=TIME)
    assert merged.clean
    assert merged.values == {"start": 17, "end": 21}


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
