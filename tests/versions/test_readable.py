"""Differences are shown as readers see the text; what only its markup says is shown as written."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.excerpted import surroundings
from versions import readable
from versions.comparing import difference
from versions.diff import diff

LINES = st.lists(
    st.sampled_from(
        ["Text", "- Punkt", "| a | b |", "|---|---|", "```", "~~~", "", "  - tief", "x|y", "# Kopf"]
    ),
    max_size=12,
)


def rows(old: str, new: str) -> list[dict[str, Any]]:
    found = difference(old, new, old_label="alt", new_label="neu", is_markdown=True)["rows"]
    return [row for row in found if row["kind"] != "gap"]


def test_words_are_marked_in_what_readers_see() -> None:
    (row,) = rows("**Offen** bis 18 Uhr.\n", "**Offen** bis 20 Uhr.\n")
    assert row["old"] == "<p><strong>Offen</strong> bis <del>18 Uhr</del>.</p>"
    assert row["new"] == "<p><strong>Offen</strong> bis <ins>20 Uhr</ins>.</p>"


def test_an_address_that_was_exchanged_is_seen() -> None:
    (row,) = rows("Mehr [hier](https://gut.example/).\n", "Mehr [hier](https://boese.example/).\n")
    assert "gut" in row["old"]
    assert "<ins>" in row["new"]
    assert "boese" in row["new"]


def test_where_only_the_markup_changed_it_is_shown_as_written() -> None:
    (row,) = rows("Offen *immer* hier.\n", "Offen **immer** hier.\n")
    assert "is_prose" not in row
    assert "*immer*" in row["old"].replace("<del>", "").replace("</del>", "")


def test_a_row_of_a_table_reads_as_one() -> None:
    table = "| Tag | Zeit |\n|---|---|\n| Mo | 9–12 |\n"
    found = rows(table, table.replace("9–12", "10–12"))
    assert found[-1]["new"].count("<td") == 2
    assert "<ins>10–12</ins>" in found[-1]["new"]
    assert "Tag" in found[0]["new"]


def test_when_there_is_no_time_left_it_is_shown_as_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readable, "BUDGET_SECONDS", -1)
    (row,) = rows("**Eins**\n", "**Zwei**\n")
    assert row["new"] == "**<ins>Zwei</ins>**"


def test_what_is_too_long_to_be_marked_is_shown_as_written() -> None:
    words = "Wort " * (readable.LONGEST // 5)
    (row,) = rows(f"**Eins** {words}\n", f"**Zwei** {words}\n")
    assert "is_prose" not in row
    assert "**" in row["new"]


def test_two_versions_for_which_no_time_is_left_stand_there_as_written() -> None:
    sides = readable.PieceReader(-1).both("**Eins** <b>", "**Zwei**", surroundings(""))
    assert sides == ("<pre>**Eins** &lt;b&gt;</pre>", "<pre>**Zwei**</pre>")


def test_a_piece_written_to_harm_takes_no_longer_than_there_is_time_for() -> None:
    harmful = "[" * 20_000
    started = monotonic()
    reader = readable.PieceReader(0.2)
    for number in range(20):
        theirs, mine = reader.both(f"{harmful}{number}", f"{harmful}x", surroundings(""))
        assert harmful in theirs
        assert harmful in mine
    assert monotonic() - started < 20, "each of the forty would take two seconds"


@given(LINES, LINES)
def test_each_row_stands_in_what_is_before_it(old: list[str], new: list[str]) -> None:
    """Walking from row to row tells the same as looking at the whole text before each."""
    found = diff("\n".join(old) + "\n", "\n".join(new) + "\n")
    before = [found.old_lead, found.new_lead]
    for row, standing in zip(found.rows, readable.standings(found), strict=True):
        assert standing.old == surroundings(before[0])
        assert standing.new == surroundings(before[1])
        before[0] += row.old_text + row.old_space if row.old_number else ""
        before[1] += row.new_text + row.new_space if row.new_number else ""
