"""Shows figures beside their floors."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MORE, LESS = "at least", "at most"


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
