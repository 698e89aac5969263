"""What choices are called where only their value is at hand, also of values from before."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from districts.lists import choice_labels


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    ("status", "reasons", "words"),
    [
        ("failed", "money", "Geld"),
        # In the order of the product, whatever was ticked first.
        ("failed", "room,money", "Geld, Raum"),
        ("failed", "", ""),
        # A reason that there is no more says nothing, and costs the others nothing.
        ("failed", "weather", ""),
        ("failed", "weather,money", "Geld"),
        # It runs again: why it once did not hold is no matter of the list.
        ("running", "money", ""),
        ("", "money", ""),
    ],
)
def test_why_it_did_not_hold(status: str, reasons: str, words: str) -> None:
    assert choice_labels.because(status, reasons) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], []),
        (["unbekannt"], []),
        (["toilet", "gone", "step_free"], ["Stufenlos", "Barrierefreie Toilette"]),
    ],
)
def test_what_a_place_offers(values: list[str], words: list[str]) -> None:
    assert choice_labels.access_words(values) == words


def test_a_value_from_before_is_shown_as_it_is() -> None:
    assert choice_labels.status_label("failed") == "Hat nicht getragen"
    assert choice_labels.status_label("dreaming") == "dreaming"
    assert choice_labels.sector_label("church") == "Kirchen und Religionsgemeinschaften"
    assert choice_labels.sector_label("") == ""


def test_each_language_has_its_word() -> None:
    with translation.override("en"):
        assert choice_labels.status_label("failed") == "Did not hold"
        assert choice_labels.because("failed", "money,people") == "Money, People"
        assert choice_labels.kind_label("event") == "Date"
