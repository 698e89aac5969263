"""What an import says it did: grouped, counted, and no longer than somebody reads."""

import pytest
from django.utils import translation

from districts.imports.report import MOST_LINES, ImportTally, Report


@pytest.mark.parametrize(
    ("tally", "total"),
    [(ImportTally(), 0), (ImportTally(1, 2, 3), 6), (ImportTally(1, 0, 0, removed=9), 1)],
)
def test_what_is_hidden_is_not_there(tally: ImportTally, total: int) -> None:
    assert tally.total == total


@pytest.mark.parametrize(
    ("tally", "kind", "words"),
    [
        (ImportTally(), "papers", "Papers: 0, of which 0 new, 0 changed, 0 unchanged"),
        (
            ImportTally(1, 2, 3, 4),
            "papers",
            "Papers: 6, of which 1 new, 2 changed, 3 unchanged; 4 hidden",
        ),
        (ImportTally(new=1), "wagons", "wagons: 1, of which 1 new, 0 changed, 0 unchanged"),
    ],
)
def test_a_kind_in_one_line(tally: ImportTally, kind: str, words: str) -> None:
    with translation.override("en"):
        assert tally.words(kind) == words


def lines(report: Report) -> list[str]:
    with translation.override("en"):
        return report.lines()


def test_nothing_happened() -> None:
    assert lines(Report()) == ["0 skipped"]


def test_figures_are_those_of_a_kind_however_often_it_is_asked_for() -> None:
    report = Report()
    report.tally("papers").new += 1
    report.tally("papers").new += 1
    assert report.tally("papers").new == 2
    assert list(report.tallies) == ["papers"]


def test_reasons_stand_by_how_many_they_are_each_name_once() -> None:
    report = Report()
    report.skip("a", "rare")
    for name in "xyx":
        report.skip(name, "often")
    report.note("b", "odd")
    assert lines(report) == [
        "4 skipped",
        "  3 × often: x (2×), y",
        "  1 × rare: a",
        "1 remarks",
        "  1 × odd: b",
    ]


@pytest.mark.parametrize(
    ("n", "more"), [(MOST_LINES, ""), (MOST_LINES + 1, " and 1 more"), (100, " and 80 more")]
)
def test_a_long_list_says_how_many_more_there_are(n: int, more: str) -> None:
    report = Report()
    for number in range(n):
        report.skip(f"n{number}", "why")
    line = lines(report)[1]
    assert line.count(",") == MOST_LINES - 1
    assert line.endswith(f"n{MOST_LINES - 1}{more}")


def test_programs_get_every_row() -> None:
    report = Report()
    report.tally("papers").removed = 2
    for _time in range(2):
        report.skip("a", "why")
    assert report.as_json() == {
        "papers": {"total": 0, "new": 0, "changed": 0, "unchanged": 0, "removed": 2},
        "skipped": [{"what": "a", "why": "why"}] * 2,
        "notes": [],
    }
