"""What a town may be called on the command line."""

import pytest
from django.core.management.base import CommandError

from districts.imports.city_names import LENGTH, city_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Musterstadt", "Musterstadt"),
        ("  Bad \n Mühl\u00adstadt ", "Bad Mühlstadt"),
        ("Mu\u0308hlstadt", "Mühlstadt"),
        ("ä" * LENGTH, "ä" * LENGTH),
        # It is measured as it is kept.
        (f"{'ä' * LENGTH}\n  ", "ä" * LENGTH),
    ],
)
def test_a_name(given: str, name: str) -> None:
    assert city_name(given) == name


@pytest.mark.parametrize(
    "given", ["", " ", "\u200b", "–", "\u202eMusterstadt", "Muster\x00stadt", "ä" * (LENGTH + 1)]
)
def test_none(given: str) -> None:
    with pytest.raises(CommandError, match="--city: "):
        city_name(given)
