"""How a record becomes rows; without database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from search import projection, synonyms
from search.projection import MAX_TERM, MAX_TEXT
from search.request import Term
from search.sources import Record
from search.synonyms import build
from tests.search.fake_source import CANNSTATT, STUTTGART, MemorySource, only_sources, record
from tests.text.laws import laws


@pytest.fixture(autouse=True)
def _own_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synonyms, "vocabulary", lambda: build(()))


@pytest.mark.parametrize(
    ("city", "districts", "columns"),
    [
        (None, (), ("", "", False)),
        (STUTTGART, (), ("stuttgart", "Stuttgart", True)),
        (STUTTGART, (CANNSTATT,), ("stuttgart", "Stuttgart", False)),
        (None, (CANNSTATT,), ("", "", False)),
        (Term("x", "X" * (MAX_TERM + 1)), (), ("x", "X" * MAX_TERM, True)),
    ],
)
def test_city_wide_is_what_has_a_city_and_no_district(
    city: Term | None, districts: tuple[Term, ...], columns: tuple[str, str, bool]
) -> None:
    made = projection.entry_fields(record("page", 1, city=city, districts=districts))
    assert (made["city"], made["city_label"], made["citywide"]) == columns


def test_the_middle_of_the_map_is_a_place_and_none_is_none() -> None:
    made = projection.entry_fields(record("page", 1, location=(0.0, 0.0)))
    assert (made["latitude"], made["longitude"]) == (0.0, 0.0)
    made = projection.entry_fields(record("page", 1))
    assert (made["latitude"], made["longitude"]) == (None, None)


def test_texts_end_where_a_database_can_still_hold_them() -> None:
    made = projection.text_fields(
        record("page", 1, text="x" * (MAX_TEXT + 1), boost_terms=("y" * (MAX_TEXT + 1),))
    )
    assert len(made["text"]) == len(made["boost_terms"]) == MAX_TEXT


def test_names_are_the_title_with_parts_of_compounds_then_headings_then_other_names() -> None:
    made = projection.text_fields(
        record("page", 1, title="Das Schulhaus", headings=("Wo?", "???"), boost_terms=("ÄÖ",))
    )
    assert made["names"] == "das schulhaus schule haus\nwo\nao"
    assert projection.text_fields(record("page", 1, title=""))["names"] == ""


def test_stems_are_those_of_its_language_and_english_texts_have_german_ones_too() -> None:
    german = projection.text_fields(record("page", 1, title="Gardens", summary="Bäume"))
    english = projection.text_fields(
        record("page", 1, title="Gardens", summary="Bäume", language="en")
    )
    assert german["title_stems"] == "gard"
    assert english["title_stems"] == "garden"
    assert "gard" in english["parts"].split()
    assert german["letters"] == english["letters"] == "_gardens_baume_"


def test_what_hyphens_divide_is_found_in_one_word() -> None:
    made = projection.text_fields(record("page", 1, title="Repair-Café", text="Königstr. 12 a"))
    assert {"repaircaf", "12a"} <= set(made["parts"].split())


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({}, []),
        ({"districts": (CANNSTATT,)}, [("district", "bad-cannstatt", "Bad Cannstatt")]),
        ({"status": Term("s", "S")}, [("status", "s", "S")]),
        # Each value once; the last name counts.
        ({"topics": (Term("a", "A"), Term("a", "B"))}, [("topic", "a", "B")]),
        (
            {"topics": (Term("a", "A"),), "sectors": (Term("a", "A"),)},
            [("topic", "a", "A"), ("sector", "a", "A")],
        ),
        ({"topics": (Term("v" * 300, "l" * 300),)}, [("topic", "v" * 200, "l" * 200)]),
    ],
)
def test_facet_values_stand_once(
    fields: dict[str, object], rows: list[tuple[str, str, str]]
) -> None:
    assert projection.term_rows(record("page", 1, **fields)) == rows


def test_facets_are_grouped_in_their_order() -> None:
    rows = [("topic", "b", "B"), ("district", "x", "X"), ("topic", "a", "A")]
    assert projection.facets(rows) == {"topic": [["b", "B"], ["a", "A"]], "district": [["x", "X"]]}
    assert projection.facets([]) == {}


ONE = record("page", 1, topics=(Term("a", "A"), Term("b", "B")))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Anders"},
        {"summary": "x"},
        {"text": "x"},
        {"headings": ("x",)},
        {"boost_terms": ("x",)},
        {"url": "/x/"},
        {"topics": (Term("a", "A"), Term("b", "C"))},
        {"topics": (Term("a", "A"),)},
        {"city": None},
        {"status": Term("s", "S")},
        {"location": (0.0, 0.0)},
        {"date": datetime(2026, 1, 1, tzinfo=UTC)},
        {"refresh_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"updated_at": datetime(2026, 1, 2, tzinfo=UTC)},
        {"extra": {"a": "b"}},
        {"language": "en"},
    ],
)
def test_every_change_changes_the_digest(changes: dict[str, object]) -> None:
    assert projection.digest(replace(ONE, **changes)) != projection.digest(ONE)  # type: ignore[arg-type]


def test_the_order_of_topics_changes_no_digest() -> None:
    assert projection.digest(replace(ONE, topics=ONE.topics[::-1])) == projection.digest(ONE)


def test_lazy_names_are_said_in_the_language_of_the_thing() -> None:
    label = gettext_lazy("Newest first")
    german = record("page", 1, topics=(Term("a", label),))  # type: ignore[arg-type]
    said = replace(german, topics=(Term("a", "Neueste zuerst"),))
    assert projection.digest(german) == projection.digest(said)
    said = replace(german, topics=(Term("a", "Newest first"),), language="en")
    assert projection.digest(replace(german, language="en")) == projection.digest(said)


def test_records_are_made_with_the_default_language_active() -> None:
    class Asked(MemorySource):
        def records(self, pks: object) -> dict[int, Record]:
            return {0: record("page", 0, title=get_language())}

    with only_sources(Asked("page")):
        assert projection.read("page", [1])[0].title == settings.LANGUAGE_CODE


HOSTILE = st.text(alphabet=st.sampled_from("aÄ\x00\ud800 "), min_size=1, max_size=6)


@laws
@given(HOSTILE)
def test_nothing_that_no_database_stores_comes_from_any_text(text: str) -> None:
    term = Term("a", text)
    made = record(
        "page",
        1,
        title=text,
        summary=text,
        text=text,
        headings=(text,),
        boost_terms=(text,),
        city=term,
        topics=(term,),
        extra={"role": text},
    )
    said = repr(
        (projection.entry_fields(made), projection.text_fields(made), projection.term_rows(made))
    )
    assert "\\x00" not in said
    assert "\\ud800" not in said
