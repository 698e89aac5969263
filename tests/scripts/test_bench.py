"""scripts/bench: every figure stands beside its floor, and says whether it keeps its bound."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.template_databases import CHECKOUT

# What the documents promise; a figure that disappears would be missed by nobody.
PROMISED = {
    "article, anonymous, stored",
    "page, anonymous, rendered",
    "article, signed in",
    "search page",
    "search API",
    "suggestions",
    "full search body",
    "commit to findable",
    "save an edit, in process",
    "article, after an edit",
    "district, signed in, after an edit",
    "district, after an edit of its own (project)",
    "calendar, filtered, after an edit of its own (date)",
    "article, made, 32 at once, 0 failed, p95",
    "form of an article",
    "save an edit, over HTTP",
}


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(CHECKOUT / "scripts"))
    from local.benchmark import report  # type: ignore[import-not-found]  # only scripts/ sees it

    return report


@pytest.mark.parametrize(
    ("value", "bound", "side", "kept"),
    [
        (40.0, 5, "at most", True),
        (60.0, 5, "at most", False),
        (40.0, 5, "at least", False),
        (50.0, 5, "at least", True),
        (40.0, None, "at most", None),
    ],
)
def test_a_ratio_is_held_against_its_bound(
    report: object, value: float, bound: float | None, side: str, kept: bool | None
) -> None:
    row = report.Row("view", "ms p50", value, "live", 10.0, bound, side)  # type: ignore[attr-defined]
    assert row.kept is kept
    line = report.table([row]).splitlines()[1]  # type: ignore[attr-defined]
    assert ("MISSED" in line, "kept" in line) == (kept is False, kept is True)


def test_what_became_worse_is_named(report: object) -> None:
    row, worse = report.Row, report.worse  # type: ignore[attr-defined]
    old = [
        row("page", "ms", 100.0, "live", 10.0),
        row("article", "ms", 100.0, "live", 10.0),
        row("stored", "requests/s", 100.0, "live", 100.0, 0.5, "at least"),
        row("steady", "requests/s", 100.0, "live", 100.0, 0.5, "at least"),
        row("gone", "ms", 1.0, "live", 1.0),
    ]
    now = [
        row("page", "ms", 240.0, "live", 20.0),  # on a machine half as fast
        row("article", "ms", 109.0, "live", 10.0),
        row("stored", "requests/s", 85.0, "live", 100.0, 0.5, "at least"),
        row("steady", "requests/s", 130.0, "live", 100.0, 0.5, "at least"),
        row("new", "ms", 90.0, "live", 1.0),
    ]
    figures = json.dumps([each.as_dict() for each in old])
    before = report.read(figures)  # type: ignore[attr-defined]
    assert worse(now, before) == [
        "page: 10.00 → 12.00 × live",
        "stored: 1.00 → 0.85 × live",
        "gone: no longer measured",
    ]
    assert worse(old, before) == []


@pytest.mark.parametrize("figures", ["", "{}x", '{"a": 1}', '[{"name": "a"}]', "[1]"])
def test_other_files_are_no_figures(report: object, figures: str) -> None:
    with pytest.raises(ValueError):
        report.read(figures)  # type: ignore[attr-defined]


@pytest.mark.full
def test_it_measures_everything_it_promises(tmp_path: Path) -> None:
    # Else it would fill the database of the tests, which DATABASE_URL names, with the demo.
    own = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/bench.sqlite3"}
    answer = subprocess.run(
        [sys.executable, str(CHECKOUT / "scripts/bench"), "--seconds", "0.2", "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
        env=own,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    rows = json.loads(answer.stdout[answer.stdout.index("[") :])
    assert {row["name"] for row in rows} >= PROMISED
    assert all(row["value"] > 0 and row["floor"] > 0 for row in rows)
