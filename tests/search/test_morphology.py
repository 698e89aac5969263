"""Which words meet, and which do not: a list of pairs, each with its reason, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from search import evaluate
from search.engines.base import Engine, Scope
from search.engines.database import vocabulary as known
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import index
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import Entry
from search.question import understand
from search.request import SearchRequest
from search.synonyms import build

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Pair:
    """What is asked, what is written, and why they (do not) meet."""

    meet: bool
    asked: str
    written: str
    reason: str


def _pairs() -> list[Pair]:
    lines = (Path(__file__).parent / "morphology.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if line[:1] in {"=", "!"}:
            asked, written, reason = (part.strip() for part in line[1:].split("|"))
            found.append(Pair(line[0] == "=", asked, written, reason))
    return found


PAIRS = _pairs()
# Each pair asks for its own text among those of all others, as on a real site.
DOCS = [{"id": str(i), "title": "", "text": f"{pair.written}"} for i, pair in enumerate(PAIRS)]


@pytest.fixture(params=["database", "elasticsearch"])
def engine(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Engine]:
    if request.param == "database":
        Entry.objects.all().delete()
        evaluate.fill_database(DOCS)
        known.refresh()
        yield DatabaseEngine()
        return
    settings.ELASTICSEARCH_URL = [request.getfixturevalue("elasticsearch_url")]
    settings.SEARCH_INDEX_PREFIX = request.getfixturevalue("search_index_prefix")
    name = index.create(scratch=True)
    try:
        evaluate.fill_index(name, DOCS)
        yield ElasticsearchEngine(name)
    finally:
        index.remove(name)


def test_the_list_is_long_enough_and_every_pair_has_a_reason() -> None:
    assert sum(pair.meet for pair in PAIRS) >= 150
    assert sum(not pair.meet for pair in PAIRS) >= 60
    assert all(pair.asked and pair.written and pair.reason for pair in PAIRS)
    assert len({(pair.asked, pair.written) for pair in PAIRS}) == len(PAIRS)


def test_words_meet_that_belong_together_and_no_others(engine: Engine) -> None:
    wrong = []
    for number, pair in enumerate(PAIRS, start=1):
        request = SearchRequest(query=pair.asked, size=50, facets=False)
        found = engine.search(request, understand(pair.asked, build(())), Scope())
        if (number in {entry.pk for entry in found.entries}) != pair.meet:
            wrong.append(
                f"{'=' if pair.meet else '!'} {pair.asked} | {pair.written} | {pair.reason}"
            )
    assert not wrong, "\n".join(wrong)
