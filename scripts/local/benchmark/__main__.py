"""Runs every measurement on one freshly started site."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import django

from local.benchmark import report
from local.benchmark.site import Site
from local.messages import say


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--articles", type=int, default=0, help="generate so many articles")
    parser.add_argument("--entries", type=int, default=0, help="generate so many entries")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each figure takes")
    parser.add_argument("--json", action="store_true", help="print figures for a program")
    parser.add_argument(
        "--compare", metavar="OLD.json", type=Path, help="say what is worse than in these figures"
    )
    options = parser.parse_args()
    # Whoever names a wrong file learns it before all is measured.
    try:
        before = report.read(options.compare.read_text()) if options.compare else {}
    except (OSError, ValueError) as problem:
        parser.error(str(problem))
    with tempfile.TemporaryDirectory(prefix="quartierswissen-bench-") as folder:
        _environment(Path(folder))
        # Django reads its settings now, and models can be imported only after that.
        django.setup()
        from local.benchmark import cases

        with Site(articles=options.articles, entries=options.entries, say=say) as site:
            rows = cases.measure(site, seconds=options.seconds, say=say)
    if options.json:
        print(json.dumps([row.as_dict() for row in rows], indent=1))
    else:
        print(report.table(rows))
    if file := os.environ.get("FIGURES_FILE"):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(row.as_figure())}\n" for row in rows)
    if options.compare:
        worse = report.worse(rows, before)
        if worse:
            sys.exit("\n".join(["", "Worse by more than a tenth than before:", *worse]))


def _environment(folder: Path) -> None:
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ["RATE_LIMITS"] = "off"
    os.environ["SEARCH_INDEX_PREFIX"] = f"bench-{os.getpid()}"
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["PYTHONWARNINGS"] = "ignore"


if __name__ == "__main__":
    main()
