"""Short texts of people, where formatting them costs too much or goes wrong."""

from __future__ import annotations

import pytest

from text import inline
from text.inline import written
from text.weight import is_light

HOSTILE = "<script>alert(1)</script>"


def test_a_text_that_is_too_heavy_to_format_stays_words() -> None:
    heavy = HOSTILE + "[" * 20_000
    assert not is_light(heavy)
    assert HOSTILE not in written(heavy)


def test_so_does_one_that_cannot_be_formatted(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: str, top_level: int) -> str:
        raise RuntimeError(source)

    monkeypatch.setattr(inline, "_rendered", broken)
    assert HOSTILE not in written(f"{HOSTILE} once")
