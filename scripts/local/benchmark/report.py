"""Shows figures beside their floors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

MORE, LESS = "at least", "at most"
#: Two runs of one state differ by less, on a machine that does nothing else.
WORSE = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, its floor, and the bound that their ratio should keep (None: no bound)."""

    name: str
    unit: str
    value: float
    floor_name: str
    floor: float
    bound: float | None = None
    side: str = LESS

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.value / self.floor if self.floor else 0.0

    @property
    def kept(self) -> bool | None:
        """Whether the bound is kept; None without one."""
        if self.bound is None:
            return None
        return self.ratio >= self.bound if self.side == MORE else self.ratio <= self.bound

    def as_dict(self) -> dict[str, object]:
        """Return everything for a program."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "kept": self.kept}

    def as_figure(self) -> dict[str, object]:
        """Return the ratio and its bound as `scripts/test` prints figures."""
        name = f"{self.name} ÷ {self.floor_name}"
        return {"name": name, "value": self.ratio, "bound": self.bound, "side": self.side}


def read(text: str) -> dict[str, float]:
    """Return the ratios of an earlier run by their names, from what `--json` has printed.

    Raises `ValueError` for anything else.
    """
    try:
        return {row["name"]: float(row["ratio"]) for row in json.loads(text)}
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError("These are no figures of scripts/bench --json.") from problem


def worse(rows: list[Row], before: Mapping[str, float]) -> list[str]:
    """Return a line for each figure whose ratio is worse than before by more than a tenth.

    Ratios are compared, since machines differ; a figure that is missing now is worse, too.
    """
    lines = []
    for row in rows:
        was = before.get(row.name)
        if was is None:
            continue
        lost = was - row.ratio if row.side == MORE else row.ratio - was
        if lost > was * WORSE:
            lines.append(f"{row.name}: {was:.2f} → {row.ratio:.2f} × {row.floor_name}")
    gone = before.keys() - {row.name for row in rows}
    return [*lines, *(f"{name}: no longer measured" for name in sorted(gone))]


def table(rows: list[Row]) -> str:
    """Return the rows as a table of plain text."""
    head = ("what", "figure", "floor", "", "ratio", "bound")
    lines = [head, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    bound = ""
    if row.bound is not None:
        bound = f"{row.side} {row.bound:g} {'kept' if row.kept else 'MISSED'}"
    return (
        row.name,
        f"{row.value:,.1f} {row.unit}",
        f"{row.floor:,.1f} {row.unit}",
        row.floor_name,
        f"{row.ratio:.2f}",
        bound,
    )
