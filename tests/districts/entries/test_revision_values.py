"""What a revision keeps: equal values equally, and what a write does to the texts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districts.entries import revision_values
from districts.entries.dates import SHAPE as DATE
from districts.entries.projects import SHAPE as PROJECT
from districts.models import Actor, Status, Topic
from tests.districts.calendar.unsaved import at


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ("", ""),
        ("Müll", "Müll"),
        (Status.FAILED, "failed"),
        (0, 0),
        (False, False),
        (Decimal("120.00"), 120),
        (Decimal("12.50"), 12.5),
        (Decimal(0), 0),
        (date(2027, 3, 1), "2027-03-01"),
        # A moment is one moment however it was said, and without parts of a second.
        (at("2027-07-14T18:00"), "2027-07-14T16:00:00+00:00"),
        (datetime(2027, 7, 14, 16, 0, 0, 999, tzinfo=UTC), "2027-07-14T16:00:00+00:00"),
        (Actor(pk=7), 7),
        ([1, "a"], [1, "a"]),
    ],
)
def test_plain(value: Any, kept: Any) -> None:
    found = revision_values.plain(value)
    assert found == kept
    assert type(found) is type(kept)


def test_values_of_a_writer() -> None:
    found = revision_values.plain_values(
        PROJECT,
        {
            "title": "Bank",
            "city": None,
            "topics": [Topic(pk=9), Topic(pk=2)],
            "steps": [],
            "note": "kein Feld einer Version",
        },
    )
    assert found == {"title": "Bank", "city": None, "topics": [2, 9], "steps": []}
    assert revision_values.plain_values(PROJECT, {}) == {}


def test_moments_come_back_as_moments() -> None:
    fields = {"start": "2027-07-14T16:00:00+00:00", "title": "Chor", "next_host": None, "x": 1}
    found = revision_values.values_of(DATE, fields)
    assert found == {"start": at("2027-07-14T18:00"), "title": "Chor", "next_host": None}


def test_days_come_back_as_days() -> None:
    found = revision_values.values_of(PROJECT, {"funded_until": "2027-03-01"})
    assert found == {"funded_until": date(2027, 3, 1)}
    assert revision_values.values_of(PROJECT, {"funded_until": None}) == {"funded_until": None}


@given(st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=4), max_size=5))
def test_the_order_of_names_makes_no_other_content(fields: dict[str, Any]) -> None:
    turned = dict(reversed(fields.items()))
    assert revision_values.content_of(fields) == revision_values.content_of(turned)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": "Müll"}, {"a": "Mull"}),
        ({"a": None}, {}),
        ({"a": [1, 2]}, {"a": [2, 1]}),
        ({"a": ""}, {"a": None}),
    ],
)
def test_what_is_another_content(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert revision_values.content_of(one) != revision_values.content_of(other)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({}, {}, (0, 0, 0)),
        ({}, {"text": "neu"}, (0, 0, 0)),
        ({"text": "weg"}, {}, (3, 3, 0)),
        ({"text": "lang"}, {"text": "la"}, (4, 2, 0)),
        # What one field gains does not make up for what another loses.
        ({"a": "lang", "b": ""}, {"a": "", "b": "lang"}, (4, 4, 0)),
        ({"steps": ["eins", "zwei"]}, {"steps": ["eins"]}, (9, 5, 0)),
        ({"rows": [{"kind": "x", "text": "ab"}]}, {"rows": []}, (4, 4, 0)),
        # Numbers and switches are no text.
        ({"cost": 1200, "open": True, "point": None}, {"cost": 0}, (0, 0, 0)),
        ({}, {"text": "https://a.example und http://b.example"}, (0, 0, 2)),
        ({"text": "https://a.example"}, {"text": "https://b.example"}, (17, 0, 0)),
        # That links go is no gain elsewhere.
        ({"a": "http://a"}, {"a": "", "b": "http://b"}, (8, 8, 1)),
        ({}, {"text": "ftp://a.example, a.example"}, (0, 0, 0)),
    ],
)
def test_what_a_write_does(before: Any, after: Any, change: tuple[int, int, int]) -> None:
    found = revision_values.change_of(before, after)
    assert (found.before, found.removed, found.links) == change
