"""What a downloaded list is called: few words, in every alphabet, of any length."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from districts.lists.file_names import LONGEST, file_name, filter_words, title


def filters(**named: list[str]) -> Any:
    """Stand for filters with these values, known by these words."""
    return SimpleNamespace(named={name: {word: word for word in of} for name, of in named.items()})


@pytest.mark.parametrize(
    ("named", "more", "name"),
    [
        ({}, (), "termine.csv"),
        ({}, ("2026-11",), "termine-2026-11.csv"),
        ({"district": ["Bad Cannstatt"]}, ("2026-11",), "termine-bad-cannstatt-2026-11.csv"),
        ({"district": ["Höhe", "Süß"]}, (), "termine-hoehe-suess.csv"),
        ({"district": ["A"], "topic": ["B", "C"]}, (), "termine-a-b-c.csv"),
        # The fourth is not named, but that there is one.
        ({"district": ["A", "B", "C", "D"]}, (), "termine-a-b-c-und-weitere.csv"),
        ({"district": ["A", "B", "C", "D", "E"]}, (), "termine-a-b-c-und-weitere.csv"),
        # A name that was known and is empty, or made of signs alone, breaks nothing.
        ({"district": ["Nord/Süd ../..\\"]}, (), "termine-nord-sued.csv"),
    ],
)
def test_the_name(named: dict[str, list[str]], more: tuple[str, ...], name: str) -> None:
    with translation.override("de"):
        assert file_name("Termine", filters(**named), *more, ending="csv") == name


@pytest.mark.parametrize("word", ["ä ", "ab ", "a" * 100])
@pytest.mark.parametrize("n", [1, 27, 28, 29, 30, 31, 32, 400])
def test_a_long_one_is_cut_and_keeps_its_month(word: str, n: int) -> None:
    name = file_name("Termine", filters(district=[word * n]), "2026-11", ending="xlsx")
    assert name.endswith("-2026-11.xlsx")
    assert len(name) <= LONGEST + len(".xlsx")


def test_a_title_for_people() -> None:
    assert title("Termine", filters()) == "Termine"
    assert title("Termine", filters(district=[])) == "Termine"
    several = filters(district=["Höhe", "Süd"], topic=["Klima"])
    assert title("Termine", several) == "Termine: Höhe, Süd, Klima"
    assert filter_words(several) == ["Höhe", "Süd", "Klima"]
