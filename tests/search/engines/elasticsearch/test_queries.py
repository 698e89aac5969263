"""How a question becomes a request to the server: values in, dictionaries out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines import weights
from search.engines.base import Likeness, ReaderScope
from search.engines.elasticsearch import queries
from search.engines.elasticsearch.queries import FACET_VALUES
from search.question import Question, understand
from search.request import SearchRequest
from search.sources import FACETS
from search.synonyms import build
from tests.text.laws import laws

NOW = datetime(2026, 5, 1, tzinfo=UTC)
VOCABULARY = build((("equal", "Qwert\nYxcv Asdf"),))
SCOPE = ReaderScope(chosen_cities=("m",), home="west", home_city="m")


def asked(text: str) -> Question:
    return understand(text, VOCABULARY)


def body(
    text: str = "", *, tolerant: bool = False, scope: ReaderScope = SCOPE, **fields: Any
) -> dict[str, Any]:
    request = SearchRequest(text, **fields)
    return queries.search(request, asked(text), scope, NOW, tolerant=tolerant)


def query_of(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = made["query"]["function_score"]["query"]["bool"]
    return found


@pytest.mark.parametrize("text", ["", "Garten", "-Hund", '"Runder Tisch"', "x" * 400])
def test_only_what_is_public_is_ever_asked_for(text: str) -> None:
    assert {"term": {"public": True}} in query_of(body(text))["filter"]


def test_nothing_asked_needs_no_words_no_snippets_and_no_second_look() -> None:
    made = body("")
    assert query_of(made) == {"filter": [{"term": {"public": True}}]}
    assert "highlight" not in made
    assert "rescore" not in made
    assert "suggest" not in made
    assert made["sort"] == ["_score", {"newest": "desc"}]


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("Baum", None),
        ("-Hund", [{"term": {"tokens": "hund"}}]),
        (
            'Baum -Hund -"Bunte Katze"',
            [{"term": {"tokens": "hund"}}, {"match_phrase": {"stems": "bunt katz"}}],
        ),
    ],
)
def test_what_is_excluded_must_not_occur(text: str, excluded: list[Any] | None) -> None:
    assert query_of(body(text)).get("must_not") == excluded


def demands(text: str, *, tolerant: bool = False) -> list[dict[str, Any]]:
    found = queries.demands(asked(text), tolerant=tolerant)
    made: list[dict[str, Any]] = json.loads(json.dumps([one.to_dict() for one in found]))
    return made


@pytest.mark.parametrize(("count", "least"), [(1, 1), (7, 1), (8, 2), (12, 3)])
def test_enough_of_the_words_have_to_occur(count: int, least: int) -> None:
    (made,) = demands(" ".join(f"qx{number}" for number in range(count)))
    assert made["bool"]["minimum_should_match"] == least
    assert len(made["bool"]["should"]) == count


def test_a_compound_occurs_whole_or_in_all_its_parts_and_a_synonym_stands_for_a_word() -> None:
    (compound,) = demands("Schulhaus")
    assert compound["bool"]["should"][0]["bool"]["should"] == [
        {"terms": {"tokens": ["schulhaus"]}},
        {"bool": {"filter": [{"term": {"tokens": "schul"}}, {"term": {"tokens": "haus"}}]}},
    ]
    (synonym,) = demands("Qwert")
    assert synonym["bool"]["should"][1] == {"match_phrase": {"stems": "yxcv asdf"}}
    assert demands("") == demands("-Hund") == []


def test_a_quoted_phrase_is_demanded_besides() -> None:
    phrase, words = demands('"Runder Tisch"')
    assert phrase == {"match_phrase": {"stems": "rund tisch"}}
    assert words["bool"]["minimum_should_match"] == 1


@pytest.mark.parametrize(
    ("word", "by_letters"),
    [
        ("x" * (weights.SHORTEST_BY_LETTERS - 1), False),
        ("x" * weights.SHORTEST_BY_LETTERS, True),
    ],
)
def test_most_letters_of_a_long_word_stand_for_it_when_little_is_found(
    word: str, by_letters: bool
) -> None:
    assert ("letters" in json.dumps(demands(word, tolerant=True))) is by_letters
    assert "letters" not in json.dumps(demands(word))


@pytest.mark.parametrize(
    ("chosen", "city"),
    [
        ({}, False),
        ({"kind": ()}, False),
        ({"kind": ("page", "actor")}, False),
        ({"district": ("west",)}, True),
        ({"topic": ("a",), "district": ("west",)}, True),
    ],
)
def test_chosen_values_narrow_the_hits_not_the_facets(
    chosen: dict[str, tuple[str, ...]], city: bool
) -> None:
    made = body("", filters=chosen)
    narrowing = json.dumps(made.get("post_filter", {}))
    for facet, values in chosen.items():
        assert (f'"{facet}": {json.dumps(list(values))}' in narrowing) is bool(values)
    assert ("city" in narrowing) is city
    assert "city" not in json.dumps(
        body("", filters=chosen, scope=ReaderScope()).get("post_filter", {})
    )


def test_a_facet_is_counted_under_the_choices_in_all_others() -> None:
    counted = body("", filters={"kind": ("page",), "topic": ("a",)})["aggs"]
    assert set(counted) == {"kind", "topic", "district", "sector", "language", "status"}
    assert "topic" in json.dumps(counted["kind"]["filter"])
    assert "kind" not in json.dumps(counted["kind"]["filter"])
    assert len(counted["sector"]["filter"]["bool"]["filter"]) == 2
    assert counted["sector"]["aggs"]["sector_values"]["terms"]["size"] == FACET_VALUES
    free = body("")["aggs"]
    assert {f"{facet}_values" for facet in FACETS} | {"city_values"} == set(free)
    assert "aggs" not in body("", facets=False)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Garten", None),
        ("Bibliotek", "bibliotek"),
        ("der Bibliotek Gahrten", "bibliotek gahrten"),
        ("12345", None),
    ],
)
def test_only_words_that_may_be_wrong_are_asked_about(text: str, doubtful: str | None) -> None:
    made = body(text, facets=False)
    assert made.get("suggest", {}).get("corrections", {}).get("text") == doubtful
    if doubtful:
        assert set(made["aggs"]["known"]["filters"]["filters"]) == set(doubtful.split())
    corrected = asked(text).corrected([("x", "y")])
    again = queries.search(SearchRequest(text), corrected, SCOPE, NOW)
    assert "suggest" not in again


@pytest.mark.parametrize(
    ("page", "size", "window"),
    [(1, 20, weights.RESCORED), (10, 20, weights.RESCORED), (11, 20, 220), (20, 50, 1000)],
)
def test_as_much_is_looked_at_again_as_is_shown(page: int, size: int, window: int) -> None:
    made = body("Garten", page=page, size=size)
    assert made["rescore"]["window_size"] == window
    assert (made["from"], made["size"]) == ((page - 1) * size, size)
    by_date = body("Garten", sort="date")
    assert "rescore" not in by_date
    assert by_date["sort"][0] == {"newest": "desc"}


def test_pairs_of_words_and_mentioned_names_count_only_where_there_are_some() -> None:
    def fields(text: str) -> str:
        return json.dumps([clause.to_dict() for clause in queries.fine_clauses(asked(text))])

    assert "stems.pairs" not in fields("Garten")
    assert "stems.pairs" in fields("Garten See")
    assert "match_phrase" not in fields('"Runder" heute im neuen Haus Nord')
    assert "match_phrase" in fields('"Runder Tisch" heute im neuen Haus Nord')
    assert queries.fine_clauses(asked("")) == queries.word_clauses(asked("")) == []


def test_snippets_are_escaped_by_the_server_and_look_for_synonyms_too() -> None:
    made = queries.highlight(asked("Qwert -Hund").corrected([("qwert", "qwertz")]))
    assert made["encoder"] == "html"
    sought = made["fields"]["text"]["highlight_query"]["match"]["text"]
    assert sought.split() == ["Qwert", "yxcv", "asdf", "qwertz"]


def likeness(**fields: Any) -> Likeness:
    values: dict[str, Any] = {
        "kind": "article",
        "pk": 7,
        "language": "de",
        "words": ("gart",),
        "text_words": (),
        "topics": (),
        "districts": (),
        **fields,
    }
    return Likeness(**values)


def test_nothing_is_like_itself_or_like_what_its_own_district_has() -> None:
    made = query_of(queries.similar(likeness(), 5))
    assert made["must_not"] == [{"ids": {"values": ["article:7"]}}]
    assert "topic" not in json.dumps(made)
    made = query_of(queries.similar(likeness(topics=("müll",), districts=("west",)), 5))
    assert {"terms": {"district": ["west"]}} in made["must_not"]
    assert {"topic": ["müll"]} in [
        one["constant_score"]["filter"]["terms"]
        for one in made["must"][0]["bool"]["should"]
        if "constant_score" in one
    ]


def test_names_have_words_that_begin_with_all_that_was_typed() -> None:
    made = queries.suggest(["bad", "c"], "de", 9)
    begun = query_of(made)["filter"]
    assert {"match": {"names": {"query": "bad c", "operator": "and"}}} in begun
    assert made["size"] == 9


@laws
@given(st.text(max_size=60), st.booleans())
def test_any_question_is_a_request_that_can_be_sent(text: str, tolerant: bool) -> None:
    made = body(text, tolerant=tolerant)
    json.dumps(made).encode()
    assert {"term": {"public": True}} in query_of(made)["filter"]
