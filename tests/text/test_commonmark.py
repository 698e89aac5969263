"""The 652 examples of CommonMark hold, with all our extensions switched on."""

from __future__ import annotations

import json

from tests.text.vectors import shared
from text.parser import make_parser


def test_every_example_of_the_specification_holds() -> None:
    examples = json.loads(shared("security/commonmark-spec/commonmark.json").read_text())
    parser = make_parser(html=True)
    assert len(examples) == 652
    wrong = [
        example["example"]
        for example in examples
        if parser.render(example["markdown"]) != example["html"]
    ]
    assert wrong == []
