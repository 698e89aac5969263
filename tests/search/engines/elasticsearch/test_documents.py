"""How an entry becomes a document, and what a new index is made with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from search.engines.elasticsearch.documents import (
    SHOWN_LETTERS,
    TERM_FACETS,
    as_new_index,
    shown_text,
    source,
)
from search.models import Entry, EntryText
from search.sources import FACETS

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def entry(**fields: Any) -> Entry:
    values = {"kind": "article", "object_id": 1, "public": True, "updated_at": DAY, **fields}
    return Entry(**values)


def document(text: EntryText | None = None, **fields: Any) -> dict[str, Any]:
    return source(entry(**fields), text or EntryText())


@pytest.mark.parametrize(
    "gone", [source(entry(), None), document(hidden=True), document(public=False, title="Geheim")]
)
def test_what_nobody_may_find_says_nothing(gone: dict[str, Any]) -> None:
    assert gone == {"public": False}


@pytest.mark.parametrize(
    ("fields", "city", "location"),
    [
        ({}, None, None),
        ({"city": "m", "citywide": True}, "m", None),
        ({"city": "m", "citywide": False}, None, None),
        ({"latitude": 0.0, "longitude": 0.0}, None, {"lat": 0.0, "lon": 0.0}),
        ({"latitude": 1.0, "longitude": None}, None, None),
    ],
)
def test_city_and_place_are_there_only_where_they_are_known(
    fields: dict[str, Any], city: str | None, location: dict[str, float] | None
) -> None:
    made = document(**fields)
    assert made.get("city") == city
    assert made.get("location") == location


def test_facets_carry_their_names_and_districts_their_city() -> None:
    made = document(
        city="m",
        facets={"topic": [["a", "Müll, Lärm"], ["b", "B"]], "district": [["w", "West"]]},
    )
    assert made["topic"] == ["a", "b"]
    assert made["topic_named"] == ["a\x1fMüll, Lärm", "b\x1fB"]
    assert made["district_named"] == ["w\x1fWest\x1fm"]
    assert "sector" not in made


@pytest.mark.parametrize(
    ("summary", "text", "shown"),
    [
        ("", "", ""),
        ("", "Text.", "Text."),
        ("Kurz.", "Text.", "Kurz.\n\nText."),
        ("Kurz.", "Kurz. Und mehr.", "Kurz. Und mehr."),
        ("Kurz.", "", "Kurz.\n\n"),
    ],
)
def test_snippets_are_cut_from_the_summary_first_but_not_twice(
    summary: str, text: str, shown: str
) -> None:
    assert shown_text(summary, text) == shown


def test_a_long_text_is_shown_in_part_and_searched_whole() -> None:
    long = EntryText(text="x" * (SHOWN_LETTERS + 1), text_stems="y " * SHOWN_LETTERS)
    made = document(long)
    assert len(made["text"]) == SHOWN_LETTERS
    assert made["stems"].count("y") == SHOWN_LETTERS


def test_every_field_of_a_document_is_in_the_mapping_which_takes_no_other() -> None:
    mapping = as_new_index()["mappings"]
    assert mapping["dynamic"] == "strict"
    whole = document(
        city="m",
        citywide=True,
        latitude=1.0,
        longitude=1.0,
        facets={facet: [["a", "A"]] for facet in TERM_FACETS},
    )
    assert set(whole) <= set(mapping["properties"])
    assert set(FACETS) <= set(mapping["properties"])


def test_every_analyser_that_a_field_names_is_made_with_the_index() -> None:
    body = as_new_index()
    named: set[str] = set()

    def collect(properties: dict[str, Any]) -> None:
        for field in properties.values():
            named.update(field[key] for key in ("analyzer", "search_analyzer") if key in field)
            collect(field.get("fields", {}))

    collect(body["mappings"]["properties"])
    assert named
    assert named <= set(body["settings"]["analysis"]["analyzer"])
    assert body["settings"]["index"]["number_of_shards"] == 1
