"""Where an entry belongs, in words, from nowhere to everywhere."""

from typing import Any

import pytest
from django.utils import translation

from districts.lists import cards
from districts.models import City, District, Project

CITY = City(pk=1, name="Mühlstadt", slug="muehlstadt")


def districts(*names: str) -> list[District]:
    return [District(pk=n, name=name, slug=name.lower()) for n, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "values", "words"),
    [
        ([], {}, ""),
        ([], {"city": CITY}, "Mühlstadt"),
        ([], {"city": CITY, "city_wide": True}, "Ganz Mühlstadt"),
        # It concerns a whole city, and nobody knows which.
        ([], {"city_wide": True}, ""),
        (["West"], {"city": CITY, "city_wide": True}, "West"),
        (["West", "Höhe", "Ost"], {}, "West, Höhe, Ost"),
        (["West", "Höhe", "Ost", "Nord"], {}, "West, Höhe und 2 weitere"),
        (["West", "Höhe", "Ost", "Nord", "Süd"], {}, "West, Höhe und 3 weitere"),
    ],
)
def test_place_words(names: list[str], values: dict[str, Any], words: str) -> None:
    with translation.override("de"):
        assert cards.place_words(Project(**values), districts(*names)) == words


def test_a_list_narrowed_to_a_district() -> None:
    (district,) = districts("West")
    with translation.override("de"):
        assert cards.list_url("projects", district) == "/projekte/?district=west"
    with translation.override("en"):
        assert cards.list_url("projects", district).startswith("/en/")
