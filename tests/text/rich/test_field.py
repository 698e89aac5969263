"""What cannot be put into a text is said at its field, never a 500."""

from __future__ import annotations

import json
from copy import copy

import pytest
from django.core.exceptions import ValidationError

from text import rendering
from text.rendering import assembled_safely, blocks_safely, stop_worker
from text.rich.assembling import NotWritable
from text.rich.canonical import BlocksRefused
from text.rich.field import digest, written

NEW = [{"keep": 0}, {"node": {"type": "paragraph", "content": [{"type": "text", "text": "neu"}]}}]


def sent(text: str, changes: object) -> str:
    return json.dumps({"of": digest(text), "changes": changes})


HEAVY = "Ein [[Wort]].\n\n" * 5_000


@pytest.mark.parametrize("blocks", ["", "  ", sent("__alt__\r\n", [{"keep": 0}])])
def test_nothing_changed(blocks: str) -> None:
    assert written("__alt__\n", blocks) == "__alt__\n"


@pytest.mark.parametrize(
    "blocks",
    [
        *("{", "null", "[]", "[" * 100_000, '{"a": NaN}', "[" + "9" * 5_000 + "]"),
        *(sent("alt", [{"keep": 5}]), sent("alt", [{"keep": 0}] * 2), sent("neu", [{"keep": 0}])),
    ],
)
def test_what_is_no_change_is_said(blocks: str) -> None:
    with pytest.raises(ValidationError):
        written("alt", blocks)


def test_heavy_texts_are_put_together_elsewhere() -> None:
    stop_worker()
    try:
        text = assembled_safely(HEAVY, NEW, seconds=60)
        assert text == "Ein [[Wort]].\n\nneu\n"
        process = rendering._worker
        assert process is not None
        with pytest.raises(BlocksRefused):
            assembled_safely(HEAVY, [{"keep": 10**9}], seconds=60)
        assert rendering._worker is process, "an answer is no failure: the process stays"
        assert blocks_safely(HEAVY, seconds=60) is None
    finally:
        stop_worker()


def test_what_takes_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SECONDS", 0.0)
    with pytest.raises(rendering.TooCostly):
        assembled_safely(HEAVY, NEW, seconds=0.0)
    stop_worker()


def test_an_answer_of_the_other_process_keeps_its_number() -> None:
    """It is sent over a pipe."""
    assert copy(NotWritable(3)).number == 3
