"""The table of a walk as a file: route × role × canaries."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.permissions.walk import Seen


def write_report(folder: Path, role: str, seen: Seen) -> None:
    """Write what a role was answered, one line a route: statuses, and the things that were seen."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{role.replace(' ', '-')}.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["route", "role", "answers", "things seen"])
        for route, statuses in seen.statuses.items():
            things = sorted(name for name, where in seen.where if where == route)
            answers = " ".join(str(status) for status in sorted(statuses))
            table.writerow([route, role, answers, "; ".join(things)])
