"""Which words meet, and which do not: a list of pairs, each with its reason, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from search.engines.base import Engine, ReaderScope
from search.question import understand
from search.request import SearchRequest
from search.synonyms import build
from tests.search.both_engines import holding

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


@pytest.fixture
def filled(engine: str) -> Iterator[Engine]:
    with holding(engine, DOCS) as holder:
        yield holder


def test_the_list_is_long_enough_and_every_pair_has_a_reason() -> None:
    assert sum(pair.meet for pair in PAIRS) >= 150
    assert sum(not pair.meet for pair in PAIRS) >= 60
    assert all(pair.asked and pair.written and pair.reason for pair in PAIRS)
    assert len({(pair.asked, pair.written) for pair in PAIRS}) == len(PAIRS)


def test_words_meet_that_belong_together_and_no_others(filled: Engine) -> None:
    wrong = []
    for number, pair in enumerate(PAIRS, start=1):
        request = SearchRequest(query=pair.asked, size=50, facets=False)
        found = filled.search(request, understand(pair.asked, build(())), ReaderScope())
        if (number in {entry.pk for entry in found.entries}) != pair.meet:
            wrong.append(
                f"{'=' if pair.meet else '!'} {pair.asked} | {pair.written} | {pair.reason}"
            )
    assert not wrong, "\n".join(wrong)
