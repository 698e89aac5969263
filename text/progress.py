"""How far is a long command? A bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TypeVar, cast

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.progress import Progress

T = TypeVar("T")
#: Where a command writes: its own output, or that of the process.
Output = IO[str] | OutputWrapper


class Plain:
    """What a command says where nobody sees a bar: its words alone."""

    def __init__(self, out: Output) -> None:
        self.out = out

    def step(self, message: str = "") -> None:
        """Go one step on; `message` says something about it."""
        if message:
            self.out.write(message)

    def reach(self, done: int, total: int) -> None:
        """Say that so many steps of so many are done."""


class Bar(Plain):
    """What a terminal shows; words stand above the bar."""

    def __init__(self, bar: Progress, what: str, total: int | None) -> None:
        self.bar, self.task = bar, bar.add_task(what, total=total)

    def step(self, message: str = "") -> None:
        if message:
            self.bar.console.print(message, markup=False, highlight=False)
        self.bar.advance(self.task)

    def reach(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total)


@contextmanager
def progress(out: Output, what: str = "", total: int | None = None) -> Iterator[Plain]:
    """Show how far it is on the output of a command."""
    if not out.isatty():
        yield Plain(out)
        return
    console = Console(file=cast("IO[str]", out))  # Django's output is one in all but its name
    with _in_pieces(out), Progress(console=console, transient=True) as bar:
        yield Bar(bar, what, total)


@contextmanager
def _in_pieces(out: Output) -> Iterator[None]:
    """Keep Django's output from ending every piece of a bar with a line end."""
    if not hasattr(out, "ending"):
        yield
        return
    usual, out.ending = out.ending, ""
    try:
        yield
    finally:
        out.ending = usual


def each(items: Sequence[T], what: str, *, out: Output | None = None) -> Iterator[T]:
    """Yield the items and show how far it is; elsewhere than on a terminal one line says so."""
    stream = out or sys.stderr
    if items and not stream.isatty():
        stream.write(f"{what}: {len(items)}\n")
    with progress(stream, what, len(items)) as shown:
        for item in items:
            yield item
            shown.step()
