"""The rows of conditions: what counts as one, when they stand open, and how many there may be."""

from typing import Any

import pytest

from districts.forms.conditions import EXTRA, MOST, ConditionsFormSet

ROOM = {"kind": "room", "text": "Ein Saal", "sector": ""}


def rows(n: int) -> list[dict[str, str]]:
    return [{"kind": "room", "text": f"Saal {number}", "sector": ""} for number in range(n)]


def sent(*posted: dict[str, str], initial: int = 0, **management: str) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(posted)), "form-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(posted):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data | management


def bound(*posted: dict[str, str], stored: Any = ()) -> Any:
    formset = ConditionsFormSet(sent(*posted, initial=len(stored)), initial=[*stored])
    assert formset.is_valid()
    return formset


@pytest.mark.parametrize(
    ("posted", "found"),
    [
        ([], []),
        ([{"kind": "other", "text": "", "sector": ""}], []),
        # A row without words is none, whatever else was chosen.
        ([{"kind": "room", "text": "  ", "sector": "church"}], []),
        ([{"kind": "room", "text": " Ein\t Saal ", "sector": ""}], [ROOM]),
        (
            [{"kind": "", "text": "Zeit", "sector": ""}],
            [{"kind": "other", "text": "Zeit", "sector": ""}],
        ),
        (
            [ROOM, {"kind": "other", "text": "", "sector": ""}, {**ROOM, "text": "Müll"}],
            [ROOM, {**ROOM, "text": "Müll"}],
        ),
    ],
)
def test_rows_with_words(posted: list[dict[str, str]], found: list[dict[str, str]]) -> None:
    assert bound(*posted).values() == found


@pytest.mark.parametrize(
    ("posted", "changed"),
    [
        ([ROOM], {}),
        ([{**ROOM, "text": "Ein  Saal"}], {}),
        ([{**ROOM, "text": ""}], {"conditions": []}),
        ([{**ROOM, "kind": "money"}], {"conditions": [{**ROOM, "kind": "money"}]}),
        ([ROOM, ROOM], {"conditions": [ROOM, ROOM]}),
    ],
)
def test_what_comes_back_as_it_was_shown_is_no_change(posted: Any, changed: Any) -> None:
    assert bound(*posted, stored=[ROOM]).changed_values() == changed


def test_nothing_where_nothing_was_is_no_change() -> None:
    assert bound().changed_values() == {}


@pytest.mark.parametrize(
    ("stored", "n"),
    [(0, EXTRA), (1, 1 + EXTRA), (MOST - 1, MOST), (MOST, MOST), (MOST + 3, MOST + 3)],
)
def test_so_many_rows_are_shown(stored: int, n: int) -> None:
    assert len(ConditionsFormSet(initial=rows(stored)).forms) == n


@pytest.mark.parametrize(
    ("stored", "n", "is_fine"),
    [
        (0, MOST, True),
        (0, MOST + 1, False),
        (MOST + 3, MOST + 3, True),
        (MOST + 3, MOST + 4, False),
    ],
)
def test_who_has_more_than_anybody_may_type_keeps_them(stored: int, n: int, is_fine: bool) -> None:
    formset: Any = ConditionsFormSet(sent(*rows(n), initial=stored), initial=rows(stored))
    assert formset.is_valid() is is_fine
    if is_fine:
        assert len(formset.values()) == n


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ([""], ["", ""]),
        (["Ein Raum"], ["Ein Raum", ""]),
        (["", "Ein Raum"], ["Ein Raum", "", ""]),
        (["x" * 301], ["x" * 301, ""]),
        ([str(n) for n in range(MOST)], [str(n) for n in range(MOST)]),
    ],
)
def test_one_more_keeps_what_was_typed(typed: list[str], kept: list[str]) -> None:
    posted = [{"kind": "other", "text": text, "sector": ""} for text in typed]
    more: Any = ConditionsFormSet(sent(*posted)).one_more()
    assert [row["text"].value() or "" for row in more] == kept
    assert more.may_grow is (len(kept) < MOST)
