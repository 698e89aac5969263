"""How a question is said to FTS5 and to PostgreSQL; the statements are only made here."""

from __future__ import annotations

import pytest
from django.db import connection

from search.engines.database import fulltext
from search.engines.database.sql import Sql
from search.question import Question, understand
from search.synonyms import build

VOCABULARY = build((("equal", "Qwert\nYxcv Asdf"),))


@pytest.fixture(params=["sqlite", "postgresql"])
def vendor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(connection, "vendor", request.param)
    return str(request.param)


def asked(text: str) -> Question:
    return understand(text, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "sqlite", "postgresql"),
    [
        ("Garten", ['("gart")'], ["('gart')"]),
        ("der Garten", ['("gart")'], ["('gart')"]),
        ("Baum See", ['("baum")', '("see")'], ["('baum')", "('see')"]),
        (
            "Schulhaus",
            ['("schulhaus" OR ("schul" AND "haus"))'],
            ["('schulhaus' | ('schul' & 'haus'))"],
        ),
        (
            "Qwert",
            ['("qwert")', '"yxcv asdf"'],
            ["('qwert')", "('yxcv' <-> 'asdf')"],
        ),
        (
            '"Baum See"',
            ['"baum see" AND ("baum")', '"baum see" AND ("see")'],
            ["('baum' <-> 'see') & ('baum')", "('baum' <-> 'see') & ('see')"],
        ),
        (
            'Baum -Hund -"Bunte Katze"',
            ['(("baum")) NOT ("hund" OR "bunt katz")'],
            ["(('baum')) & !(('hund') | ('bunt' <-> 'katz'))"],
        ),
        ("", [], []),
        ("-Hund", [], []),
        ("' OR 1=1", ['("1")'], ["('1')"]),
    ],
)
def test_ways_in_which_something_is_a_hit(
    vendor: str, text: str, sqlite: list[str], postgresql: list[str]
) -> None:
    found, _least = fulltext.expressions(asked(text), tolerant=False)
    wanted = sqlite if vendor == "sqlite" else postgresql
    assert found == wanted


@pytest.mark.parametrize(("count", "least"), [(1, 1), (7, 1), (8, 2)])
def test_of_many_words_several_have_to_occur(vendor: str, count: int, least: int) -> None:
    question = asked(" ".join(f"qx{number}" for number in range(count)))
    found, needed = fulltext.expressions(question, tolerant=False)
    assert (len(found), needed) == (count, least)
    statement = fulltext.matched(question, tolerant=False)
    assert ("HAVING count(*) >= 2" in statement.text) is (least == 2)
    assert fulltext.expressions(question, tolerant=True)[1] == 1


def test_every_mark_has_its_parameter(vendor: str) -> None:
    for text in ("", "Baum", "-Hund", "Baum -Hund", '"Baum See"', " ".join("bcdfghkl")):
        for made in (
            fulltext.matched(asked(text), tolerant=False),
            fulltext.ranked_hits(asked(text), tolerant=True),
        ):
            assert made.text.count("%s") == len(made.params), text


def test_nothing_asked_is_everything_and_a_minus_alone_is_all_but_that(vendor: str) -> None:
    assert fulltext.matched(asked(""), tolerant=False) == Sql("SELECT id FROM search_entry")
    without = fulltext.matched(asked("-Hund"), tolerant=False)
    assert "NOT IN" in without.text
    assert "hund" in str(without.params)


def test_names_begin_with_all_that_was_typed(vendor: str) -> None:
    made = fulltext.beginning(["bad", "c"])
    assert made == ('names : ("bad"* AND "c"*)' if vendor == "sqlite" else "'bad':* & 'c':*")
