"""How a field of a version reads, in the words of the page and never as a program keeps it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from districts.entries import revision_text
from districts.entries.actors import SHAPE as ACTOR
from districts.entries.dates import SHAPE as DATE
from districts.entries.networks import SHAPE as NETWORK
from districts.entries.projects import SHAPE as PROJECT
from districts.entries.shape import Shape
from versions.fields import FieldConflict


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    ("shape", "name", "value", "words"),
    [
        (PROJECT, "title", "", ""),
        (PROJECT, "title", None, ""),
        (PROJECT, "title", "Bank", "Bank"),
        (PROJECT, "status", "failed", "Hat nicht getragen"),
        (PROJECT, "status", "dreaming", "dreaming"),
        (PROJECT, "transferable", True, "ja"),
        (PROJECT, "transferable", False, ""),
        # That something costs nothing is said, too.
        (PROJECT, "cost_base", 0, "0"),
        (PROJECT, "cost_base", None, ""),
        (PROJECT, "cost_base", 1200, "1.200"),
        (PROJECT, "cost_year", 12.5, "12,50"),
        (PROJECT, "funded_until", "2027-03-01", "1. März 2027"),
        (PROJECT, "steps", [], ""),
        (PROJECT, "steps", ["eins", "zwei"], "eins\nzwei"),
        (PROJECT, "failed_because", "room,money", "Geld\nRaum"),
        (PROJECT, "target_groups", ["Ältere", "Kinder"], "Ältere\nKinder"),
        (PROJECT, "conditions", [{"kind": "room", "text": "Saal", "sector": ""}], "Raum: Saal"),
        (PROJECT, "conditions", [{"kind": "gone", "text": "Saal", "sector": ""}], "gone: Saal"),
        (ACTOR, "access", ["toilet", "step_free"], "Stufenlos\nBarrierefreie Toilette"),
        (ACTOR, "access", ["gone"], ""),
        (ACTOR, "sector", "church", "Kirchen und Religionsgemeinschaften"),
        (NETWORK, "purposes", "", ""),
        # Summer time, by the clock of the place.
        (DATE, "start", "2027-07-14T16:00:00+00:00", "Mittwoch, 14. Juli 2027, 18:00"),
        (DATE, "end", "2027-12-31T23:30:00+00:00", "Samstag, 1. Januar 2028, 00:30"),
        (DATE, "changes", {}, ""),
        (DATE, "changes", {"irgendwann": {"place": "Hof"}}, ""),
        (
            DATE,
            "changes",
            {
                "2027-02-11": {"place": "Hof"},
                "2027-01-14": {"cancelled": True, "cancelled_because": "Eis"},
            },
            "14. Januar 2027: abgesagt (Eis)\n11. Februar 2027: Ort: Hof",
        ),
        # Nothing of its own is something else than what the series has.
        (DATE, "changes", {"2027-01-14": {"place": ""}}, "14. Januar 2027: Ort: –"),
        # Parts, as a conflict names them.
        (DATE, "changes.2027-01-14", {"place": "Hof"}, "14. Januar 2027: Ort: Hof"),
        (DATE, "changes.2027-01-14.place", "Hof", "14. Januar 2027: Ort: Hof"),
        (DATE, "changes.2027-01-14.because", "Eis", "Eis"),
        (DATE, "changes.2027-01-14.cancelled_because", "Eis", "Eis"),
        (DATE, "changes.2027-01-14.because", None, ""),
        (DATE, "changes.2027-01-14", None, ""),
    ],
)
def test_a_value_in_words(shape: Shape, name: str, value: Any, words: str) -> None:
    assert revision_text.value_in_words(shape, name, value) == words


def test_in_english() -> None:
    with translation.override("en"):
        assert revision_text.value_in_words(PROJECT, "funded_until", "2027-03-01") == "1 March 2027"
        assert revision_text.value_in_words(PROJECT, "cost_year", 12.5) == "12.50"


@pytest.mark.parametrize(
    ("shape", "name", "label"),
    [
        (PROJECT, "title", "Titel"),
        (PROJECT, "conditions", "Was es nicht entbehren kann"),
        (DATE, "changes.2027-01-14.place", "Einzelne Male"),
    ],
)
def test_what_a_field_is_called(shape: Shape, name: str, label: str) -> None:
    found = revision_text.label_of(shape, name)
    assert found[:1].isupper()
    assert found == revision_text.label_of(shape, name.partition(".")[0])


def test_a_conflict_shows_both_sides_also_where_one_is_nothing() -> None:
    conflicts = [FieldConflict("cost_base", base=120, theirs=0, mine=None)]
    assert revision_text.conflict_rows(PROJECT, conflicts) == [
        {"label": revision_text.label_of(PROJECT, "cost_base"), "theirs": "0", "mine": ""}
    ]
    assert revision_text.conflict_rows(PROJECT, []) == []
