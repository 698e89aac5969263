"""How far is a long command? A bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def progress(items: Sequence[T], what: str, *, out: TextIO | None = None) -> Iterator[T]:
    """Yield the items and show how far it is; elsewhere than on a terminal one line says so."""
    stream = out or sys.stderr
    if not items:
        return
    if stream.isatty():
        yield from track(items, description=what, console=Console(file=stream), transient=True)
        return
    stream.write(f"{what}: {len(items)}\n")
    yield from items
