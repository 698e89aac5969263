"""Which topics a title names: stems, compounds, words that only look alike."""

import pytest

from districts.imports.topics_named import TopicFinder, phrases_of
from districts.models import Topic


@pytest.mark.parametrize(
    ("name", "synonyms", "phrases"),
    [
        ("Klima", "", {("klima",)}),
        ("Kinder und Jugend", "", {("kind",), ("jugend",)}),
        ("Kinder & Jugend", "", {("kind",), ("jugend",)}),
        ("Offene Räume", "Plätze\n\nGrün", {("offen", "raum"), ("platz",), ("grun",)}),
        # Signs alone are no way to be called.
        ("–", "!\n", set()),
        # "&" and "und" within a word part nothing.
        ("Hund", "R&D", {("hund",), ("r", "d")}),
    ],
)
def test_the_ways_a_topic_is_called(name: str, synonyms: str, phrases: set[object]) -> None:
    assert phrases_of(Topic(pk=1, name=name, synonyms=synonyms)) == phrases


@pytest.mark.parametrize(
    ("name", "title", "is_named"),
    [
        ("Spielplatz", "Neue Spielplätze im Süden", True),
        ("Spielplatz", "Kinderspielplatz", True),
        ("Spielplatz", "Spielplatzpaten gesucht", True),
        ("Spielplatz", "Der Abenteuerspielplatzverein", False),  # neither its beginning nor its end
        # A short word must stand alone.
        ("Rat", "Heirat", False),
        ("Rat", "Guter Rat", True),
        ("Jugend", "Jugendrat", True),
        ("Klima", "Klimaschutz", False),  # five letters
        # Every word of a name, in any order.
        ("Offene Jugendarbeit", "Jugendarbeit in offenen Häusern", True),
        ("Offene Jugendarbeit", "Jugendarbeit", False),
        ("Kinder und Jugend", "Jugend", True),
        ("Jugend", "", False),
        ("Jugend", "–", False),
        ("Jugend", "JUGEND!", True),
        ("–", "alles", False),
    ],
)
def test_a_title(name: str, title: str, is_named: bool) -> None:
    find = TopicFinder([Topic(pk=7, name=name)])
    assert find(title) == ([7] if is_named else [])


def test_several_in_the_order_of_the_topics() -> None:
    topics = [Topic(pk=n, name=name) for n, name in ((3, "Verkehr"), (1, "Jugend"), (2, "Alter"))]
    assert TopicFinder(topics)("Jugend im Verkehr") == [3, 1]
    assert TopicFinder([])("Jugend") == []
