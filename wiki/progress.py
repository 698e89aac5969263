"""Telling how far a long command is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress


@contextmanager
def progress(total: int, out: Any) -> Iterator[Callable[[str], None]]:
    """Give a function to call after each of `total` steps, with what to say about it ("" nothing).

    `out` is the command's output.
    """
    if not out.isatty():

        def say(message: str) -> None:
            if message:
                out.write(message)

        yield say
        return
    with Progress(console=Console(file=out._out)) as bar:
        task = bar.add_task("", total=total)

        def step(message: str) -> None:
            if message:
                bar.console.print(message, markup=False, highlight=False)
            bar.advance(task)

        yield step
