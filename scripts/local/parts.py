"""A long run in parts, each small enough for one machine and one sitting."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """The `number`-th of `of` parts, counted from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Part:
        """Read 2/4; raises `ArgumentTypeError` with what was expected."""
        number, _slash, of = text.partition("/")
        if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return cls(int(number), int(of))
        raise argparse.ArgumentTypeError(f"{text} is no part; the second of four is 2/4")

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def of_these(self, things: Sequence[T]) -> Sequence[T]:
        """Return what of them belongs to this part; all parts together have each once."""
        return things[self.number - 1 :: self.of]
