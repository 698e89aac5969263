"""An error in one half of a long word: the other half is known, so the compound is found."""

from __future__ import annotations

import pytest

from search import contract
from search.compounds import splitter
from search.request import SearchRequest
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource

pytestmark = pytest.mark.django_db

TYPED_AND_MEANT = {
    "Fahradreparatur": "Reparatur von Fahrrädern",
    "Repaircaffe": "Repair-Café am Markt",
    "Gemeinschaftsgahrten": "Ein Garten für die Gemeinschaft",
    "Seniorennachmitag": "Nachmittag der Senioren",
    "Hochwasserschuts": "Schutz vor Hochwasser",
}


@pytest.fixture
def things(engine: str, articles: MemorySource) -> None:
    for number, title in enumerate([*TYPED_AND_MEANT.values(), "Kaiserstraße", "Mittagstisch"], 1):
        articles.put(number, title=title, text="Allen bekannt.")
    publish(articles, *articles.things)


@pytest.mark.parametrize("typed", TYPED_AND_MEANT)
def test_the_compound_is_found(things: None, typed: str) -> None:
    result = contract.find(SearchRequest(query=typed))
    assert [hit.title for hit in result.hits] == [TYPED_AND_MEANT[typed]]


@pytest.mark.parametrize("typed", ["Kaiserstraße", "Rosensteinstraße", "Wochenmarkt", "Vaihingen"])
def test_names_and_known_words_are_left_alone(typed: str) -> None:
    assert splitter().nearly(typed.lower().replace("ß", "ss")) == ()
