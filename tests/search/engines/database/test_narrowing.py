"""Which hits the chosen values leave, and how counted rows become facets."""

from __future__ import annotations

from typing import Any

import pytest

from search.engines.base import Bucket, ReaderScope
from search.engines.database.narrowing import _read_counts, narrowed
from search.request import SearchRequest

CITY = ReaderScope(chosen_cities=("m",))


@pytest.mark.parametrize(
    ("chosen", "scope", "left_out", "params"),
    [
        ({}, ReaderScope(), "", ()),
        ({"kind": ()}, ReaderScope(), "", ()),
        ({"kind": ("page",)}, ReaderScope(), "", ("page",)),
        ({"kind": ("page",)}, ReaderScope(), "kind", ()),
        ({"topic": ("a", "b")}, ReaderScope(), "", ("topic", "a", "b")),
        (
            {"topic": ("a",), "kind": ("page",), "district": ("w",)},
            CITY,
            "topic",
            ("district", "w", "m", "page"),
        ),
        # A city counts for chosen districts only.
        ({"topic": ("a",)}, CITY, "", ("topic", "a")),
        ({"unknown": ("x",)}, ReaderScope(), "", ()),
    ],
)
def test_values_of_every_facet_but_one_are_demanded(
    chosen: dict[str, tuple[str, ...]],
    scope: ReaderScope,
    left_out: str,
    params: tuple[str, ...],
) -> None:
    made = narrowed(SearchRequest(filters=chosen), scope, leave_out=left_out)
    assert made.params == params
    assert made.text.count("%s") == len(params)
    assert made.text.startswith("e.public AND NOT e.hidden")
    assert ("e.citywide" in made.text) is ("m" in params)


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ([], (0, {}, False)),
        ([("total", "", "", "", 5), ("few", "", "", "", 1)], (5, {}, True)),
        ([("total", "", "", "", 5), ("few", "", "", "", 0)], (5, {}, False)),
        (
            [("kind", "page", "", "", 2), ("kind", "actor", "", "", 1)],
            (0, {"kind": [Bucket("page", "", 2), Bucket("actor", "", 1)]}, False),
        ),
        # One value under two names, or in two cities, is one value.
        (
            [("topic", "a", "A", "m", 2), ("topic", "a", "Á", "n", 3)],
            (0, {"topic": [Bucket("a", "A", 5)]}, False),
        ),
        # What is city-wide counts for every district of the city, and for no topic.
        (
            [
                ("city", "m", "", "", 10),
                ("district", "w", "West", "m", 2),
                ("district", "x", "Fern", "n", 3),
                ("district", "y", "Nirgends", "", 4),
                ("topic", "a", "A", "m", 1),
            ],
            (
                0,
                {
                    "district": [
                        Bucket("w", "West", 12),
                        Bucket("x", "Fern", 3),
                        Bucket("y", "Nirgends", 4),
                    ],
                    "topic": [Bucket("a", "A", 1)],
                },
                False,
            ),
        ),
    ],
)
def test_counted_rows_become_facets(
    rows: list[tuple[Any, ...]], read: tuple[int, dict[str, list[Bucket]], bool]
) -> None:
    assert _read_counts(rows) == read
