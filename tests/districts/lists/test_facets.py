"""Which choices of a facet are shown, in which order, and what counts as a value at all."""

from typing import Any, cast

import pytest
from django.db.models import Q
from django.utils.translation import gettext_lazy

from districts.lists.facets import (
    LONGEST_SAID,
    ChoiceFacet,
    ChosenPlaces,
    FacetChoice,
    FlagFacet,
    RangeFacet,
    WordsFacet,
    YearFacet,
    choices_of,
)

NOWHERE = ChosenPlaces()
STATUS = ChoiceFacet(
    column="status", choices={"idea": "Idee", "running": gettext_lazy("Running"), "done": "Fertig"}
)
WORDS = WordsFacet(column="paper_type")
YEARS = YearFacet(column="date")
ROWS = cast("Any", None)


def shown(facet: Any, rows: list[tuple[str, str, int]], chosen: list[str]) -> list[tuple[Any, ...]]:
    found = choices_of(facet, rows, chosen, NOWHERE)
    return [(each.value, each.label, each.count, each.selected) for each in found]


def test_fixed_choices_keep_their_order_and_leave_out_what_there_is_none_of() -> None:
    rows = [("done", "", 1), ("idea", "", 2)]
    assert shown(STATUS, rows, []) == [("idea", "Idee", 2, False), ("done", "Fertig", 1, False)]
    assert shown(STATUS, [], []) == []


def test_what_is_chosen_is_shown_though_there_is_none_of_it() -> None:
    assert shown(STATUS, [("idea", "", 2)], ["done"]) == [
        ("idea", "Idee", 2, False),
        ("done", "Fertig", 0, True),
    ]


def test_what_does_not_exist_is_shown_at_the_end_and_not_at_any_length() -> None:
    long = "x" * (LONGEST_SAID + 1)
    assert shown(STATUS, [("idea", "", 2)], [long, "idea"]) == [
        ("idea", "Idee", 2, True),
        (long, long[:LONGEST_SAID], 0, True),
    ]


def test_a_value_that_only_the_table_knows_is_no_choice() -> None:
    assert shown(STATUS, [("dreaming", "", 3)], []) == []


def test_names_stand_as_people_look_for_them() -> None:
    rows = [(word, word, 1) for word in ("Zusage", "Übersicht", "antrag", "Unterlage", "Ärger")]
    assert [label for _value, label, *_more in shown(WORDS, rows, [])] == [
        *("antrag", "Ärger", "Übersicht", "Unterlage", "Zusage")
    ]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([], {}),
        (["idea"], {"idea": "Idee"}),
        (["dreaming", "done", "idea"], {"done": "Fertig", "idea": "Idee"}),
    ],
)
def test_which_fixed_values_there_are(values: list[str], named: dict[str, str]) -> None:
    assert STATUS.named(values, ROWS, NOWHERE) == named


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("2026", True),
        ("1000", True),
        ("2999", True),
        ("3000", False),
        ("0999", False),
        ("20266", False),
        ("26", False),
        ("", False),
        ("٢٠٢٦", False),
    ],
)
def test_years(value: str, is_one: bool) -> None:
    assert (value in YEARS.named([value], ROWS, NOWHERE)) is is_one


@pytest.mark.parametrize(
    ("value", "is_slug", "is_words"),
    [
        ("bad-cannstatt_2", True, True),
        ("Höhe", False, True),
        ("a b", False, True),
        ("", False, False),
        ("a\x00", False, False),
        ("a\n", False, False),
        ("\ud800", False, False),
        ("x" * 120, True, True),
        ("x" * 121, True, False),
        ("x" * 180, True, False),
        ("x" * 181, False, False),
    ],
)
def test_what_a_database_is_asked_for(value: str, is_slug: bool, is_words: bool) -> None:
    assert bool(STATUS.pattern.fullmatch(value)) is is_slug
    assert bool(WORDS.pattern.fullmatch(value)) is is_words


def test_a_yes_has_one_value_and_ranges_have_theirs() -> None:
    flag = FlagFacet(condition=Q(transferable=True), words="Übertragbar")
    assert flag.named(["1", "0", "yes"], ROWS, NOWHERE) == {"1": "Übertragbar"}
    ranges = RangeFacet(ranges={"free": ("Kostenlos", Q(cost=0)), "more": ("Mehr", Q(cost__gt=0))})
    assert ranges.named(["more", "less"], ROWS, NOWHERE) == {"more": "Mehr"}


def test_a_choice_says_what_it_is() -> None:
    assert choices_of(STATUS, [("idea", "", 1)], [], NOWHERE) == [
        FacetChoice("idea", "Idee", 1, False)
    ]
