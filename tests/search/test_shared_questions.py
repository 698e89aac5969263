"""How well foreign questions are answered on both engines, held to floors: real German, thousands
of words that nobody has chosen for this search.

Every day every sixth question, with ``--full`` all of them. A floor stands about two hundredths
below what was measured when it was written; whoever makes search better raises it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from search.evaluate import measure
from tests.fixtures.figures import Figure
from tests.search.both_engines import holding

pytestmark = pytest.mark.django_db

#: By corpus its sets of questions, and the floors of MRR@10 on the database and on Elasticsearch.
SETS = {
    "docs": {
        "plain": (0.91, 0.91),
        "ae": (0.91, 0.91),
        "typo": (0.91, 0.91),
        "two_words": (0.75, 0.78),
    },
    "council_docs": {"council": (0.81, 0.82)},
}


def lines(path: Path) -> list[Any]:
    return [json.loads(text) for text in path.read_text("utf-8").splitlines() if text.strip()]


@pytest.mark.long("indexes hundreds of documents and asks hundreds of questions")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("corpus", SETS)
def test_shared_questions_are_answered(
    shared_data: Path,
    proof_size: Callable[[int, int], int],
    figure: Figure,
    subtests: pytest.Subtests,
    engine: str,
    corpus: str,
) -> None:
    told = connection.vendor if engine == "database" else engine
    docs = lines(shared_data / f"relevance/{corpus}.jsonl")
    ids = [str(doc["id"]) for doc in docs]
    with holding(engine, docs) as asked:
        for name, floors in SETS[corpus].items():
            questions = lines(
                shared_data
                / "relevance"
                / ("council_queries.jsonl" if name == "council" else f"queries_{name}.jsonl")
            )[:: proof_size(6, 1)]
            found = measure(asked, ids, questions)
            with subtests.test(name):
                figure(
                    f"MRR@10, {len(questions)} questions, {name}, {told}",
                    found.mrr,
                    at_least=floors[engine == "elasticsearch"],
                )
