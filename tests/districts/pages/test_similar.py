"""What other districts know about the same: fifteen matters, each told in two districts.

`siblings.jsonl` holds 30 projects. Whatever is asked, the sibling has to be among the first three,
nothing of the own district, and nothing that is not public.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from districts import services
from districts.models import City, District, Project
from districts.pages.similar import like_words, similar_to
from tests.fixtures.standing import around_the_tests
from tests.search.both_engines import settle
from tests.search.looked_for import look_for_similar

pytestmark = pytest.mark.django_db
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "siblings.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
NAMES = ("Nord", "Süd", "Ost", "West", "Mitte")


@dataclass(frozen=True)
class Siblings:
    """The 30 projects in the order of the file, and their five districts."""

    city: City
    districts: list[District]
    projects: list[Project]

    def sibling_of(self, number: int) -> str:
        """The title of the other project on the same matter."""
        matter = ROWS[number]["matter"]
        return next(
            str(row["title"])
            for n, row in enumerate(ROWS)
            if row["matter"] == matter and n != number
        )


@pytest.fixture(scope="module")
def standing_siblings(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Siblings]:
    with around_the_tests(django_db_blocker):
        yield build_siblings()


@pytest.fixture
def siblings(engine: str, standing_siblings: Siblings, db: None) -> Siblings:
    """All of them, known to the engine of this test."""
    settle()
    look_for_similar()
    return deepcopy(standing_siblings)


def build_siblings() -> Siblings:
    city = services.create_city(name="Musterstadt")
    districts = [services.create_district(city=city, name=name) for name in NAMES]
    topics = {
        name: services.create_topic(name=name.title()) for name in {row["topic"] for row in ROWS}
    }
    projects = [
        services.create_project(
            title=row["title"],
            summary=row["summary"],
            steps=[row["text"]],
            districts=[districts[row["district"]]],
            topics=[topics[row["topic"]]],
        )
        for row in ROWS
    ]
    return Siblings(city, districts, projects)


def test_the_sibling_is_among_the_first_three(siblings: Siblings) -> None:
    missed = []
    for number, project in enumerate(siblings.projects):
        found = similar_to(project)
        own = NAMES[ROWS[number]["district"]]
        assert not [item for item in found if own in item.where.split(", ")]
        if siblings.sibling_of(number) not in [item.title for item in found[:3]]:
            missed.append(project.title)
    assert missed == []


#: Siblings that share no word stem with what is typed: only letters, which the database engine
#: does not compare here, would find them.
WORDLESS = {"database": 3, "elasticsearch": 0}


def test_the_sibling_is_found_while_the_words_are_typed(engine: str, siblings: Siblings) -> None:
    missed = []
    for number, row in enumerate(ROWS):
        own = siblings.districts[row["district"]]
        topics = siblings.projects[number].topics.all()
        found = like_words(
            row["title"], row["summary"], without=[own], topics=topics, language="de"
        )
        assert not [item for item in found if own.name in item.where.split(", ")]
        assert row["title"] not in [item.title for item in found]
        if siblings.sibling_of(number) not in [item.title for item in found[:3]]:
            missed.append(row["title"])
    assert len(missed) <= WORDLESS[engine], missed


def test_what_is_hidden_is_similar_to_nothing(client: Client, siblings: Siblings) -> None:
    first, second = siblings.projects[0], siblings.projects[1]
    assert second.title in client.get(first.get_absolute_url()).content.decode()
    services.hide_entry(entry=second)  # before anything is synchronised
    assert second.title not in client.get(first.get_absolute_url()).content.decode()
    query = {"title": first.title, "summary": first.summary}
    assert second.title not in client.get("/projekte/aehnlich/", query).content.decode()


def test_what_is_city_wide_is_of_the_own_district_too(client: Client, siblings: Siblings) -> None:
    services.create_project(title="Plauderbänke überall", city=siblings.city)
    settle()
    query: dict[str, Any] = {"title": "Plauderbank am See", "districts": siblings.districts[0].pk}
    assert "Plauderbänke überall" not in client.get("/projekte/aehnlich/", query).content.decode()
    other = services.create_city(name="Neustadt")
    query["districts"] = services.create_district(city=other, name="Altstadt").pk
    assert "Plauderbänke überall" in client.get("/projekte/aehnlich/", query).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"title": "Ba"},
        {"title": "\x00", "districts": "x"},
        {"title": "wort " * 4000, "districts": ["9" * 30, "-1", "١٢"]},
        {"title": '"<script>alert(1)</script>" -x', "summary": "* OR 1=1"},
    ],
)
def test_whatever_is_typed_gets_an_answer(client: Client, db: None, query: Any) -> None:
    answer = client.get("/projekte/aehnlich/", query)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
