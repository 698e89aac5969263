"""How an entry is told to programs: what is missing is null, never left out."""

from datetime import UTC, datetime
from typing import Any

import pytest

from districts.lists import records
from districts.models import City, District, DistrictOutline, Project, Topic
from tests.unsaved import with_prefetched

CITY = City(pk=1, name="Mühlstadt", slug="muehlstadt", district_term="Bezirk")
WEST = District(pk=3, name="Höhe", slug="hoehe", city=CITY, latitude=48.0, longitude=9.0)


def project(**values: Any) -> Any:
    made = Project(pk=7, slug="bank", updated_at=datetime(2027, 1, 2, 3, tzinfo=UTC), **values)
    return with_prefetched(made, districts=[], topics=[])


def test_nothing_is_null() -> None:
    assert records.named(None) is None
    assert records.named(CITY) == {"slug": "muehlstadt", "name": "Mühlstadt"}


def test_the_least_an_entry_has() -> None:
    found = records.common(project(), records.TEXTS)
    assert (found["city"], found["districts"], found["topics"]) == (None, [], [])
    assert found["city_wide"] is False
    assert found["updated_at"] == "2027-01-02T03:00:00+00:00"
    assert found["url"].endswith("/projekte/bank/")


@pytest.mark.parametrize(("own", "licence"), [("", records.FACTS), ("CC-BY-4.0", "CC-BY-4.0")])
def test_a_licence_of_its_own_counts_first(own: str, licence: str) -> None:
    assert records.common(project(licence=own), records.FACTS)["licence"] == licence


def test_a_district_without_anything_around_it() -> None:
    found = records.district(with_prefetched(WEST, neighbours=[]))
    assert (found["parent"], found["neighbours"], found["term"]) == (None, [], "Bezirk")
    assert (found["latitude"], found["schematic"]) == (48.0, False)
    assert "geometry" not in found


def test_neighbours_stand_by_their_slug() -> None:
    near = [District(pk=n, slug=slug) for n, slug in enumerate(("west", "mitte", "ost"))]
    assert records.district(with_prefetched(WEST, neighbours=near))["neighbours"] == [
        "mitte",
        "ost",
        "west",
    ]


@pytest.mark.parametrize("stored", [None, {}, {"type": "Point", "coordinates": [9, 48]}])
def test_what_is_no_outline_is_null(stored: Any) -> None:
    row = with_prefetched(District(pk=4, name="Ost", slug="ost", city=CITY), neighbours=[])
    row.area = DistrictOutline(geojson=stored)
    assert records.district_with_outline(row)["geometry"] is None


@pytest.mark.parametrize(
    ("synonyms", "words"),
    [("", []), ("Alter", ["Alter"]), ("Ältere\nSenioren", ["Ältere", "Senioren"])],
)
def test_other_words_of_a_topic(synonyms: str, words: list[str]) -> None:
    found = records.topic(Topic(pk=1, slug="alter", name="Alter", synonyms=synonyms))
    assert (found["synonyms"], found["parent"]) == (words, None)


def test_a_topic_below_another_names_it() -> None:
    above = Topic(pk=1, slug="alter", name="Alter")
    found = records.topic(Topic(pk=2, slug="pflege", name="Pflege", parent=above))
    assert found["parent"] == {"slug": "alter", "name": "Alter"}
