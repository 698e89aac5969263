"""What nobody has written about is begun under the words of the question, if somebody takes it."""

from __future__ import annotations

import pytest

from search import beginning


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the app that takes texts is asked; it says where, except for the title "Nie"."""
    heard: list[tuple[str, str]] = []

    def begin(title: str, district: str) -> str:
        heard.append((title, district))
        return "" if title == "Nie" else "/schreiben/"

    monkeypatch.setattr(beginning, "_begin", [])
    beginning.register(begin)
    return heard


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("bolzplatz", "Bolzplatz"),
        ("ärztin", "Ärztin"),
        (' "runder Tisch" ', "Runder Tisch"),
        ("„ runder Tisch “", "Runder Tisch"),
        ("<b>&x=1", "<b>&x=1"),
        ("x" * 500, "X" + "x" * (beginning.MAX_TITLE - 1)),
    ],
)
def test_a_question_is_a_title(asked: list[tuple[str, str]], query: str, title: str) -> None:
    assert beginning.begin_url(query, "west") == "/schreiben/"
    assert asked == [(title, "west")]


@pytest.mark.parametrize("query", ["", "  ", '"„“'])
def test_no_words_are_no_title(asked: list[tuple[str, str]], query: str) -> None:
    assert beginning.begin_url(query) == ""
    assert asked == []


def test_where_nothing_is_written_there_is_no_address(asked: list[tuple[str, str]]) -> None:
    assert beginning.begin_url("nie") == ""
    assert asked == [("Nie", "")]


def test_without_anybody_who_takes_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "_begin", [])
    assert beginning.begin_url("bolzplatz") == ""
