"""To which town does something belong?"""

import pytest

from districts import services
from districts.towns import city_of, city_term
from search.contract import Term
from tests.districts.conftest import Town
from wiki.models import Article

pytestmark = pytest.mark.django_db


def test_a_town_and_a_district_know_theirs(town: Town) -> None:
    city = town.west.city
    assert city_of(city) == city_of(town.west) == city
    assert city_term(town.west) == Term(city.slug, city.name)


def test_an_entry_has_its_own_or_that_of_its_first_district(town: Town) -> None:
    other = services.create_city(name="Anderswo")
    wide = services.create_project(title="Überall", city=other)
    assert city_of(wide) == other
    assert city_of(town.project) == town.project.districts.first().city  # type: ignore[union-attr]


def test_an_article_has_that_of_its_district_and_general_knowledge_none(town: Town) -> None:
    assert city_of(Article(district=town.west)) == town.west.city
    assert city_of(Article(district=None)) is None
    assert city_term(Article(district=None)) is None
    assert city_of(object()) is None
