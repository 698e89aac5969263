"""How much time of a processor does something take, beside what this one can do now?"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

#: Code whose lines are counted (`scripts/test --full`) takes up to so many times as long.
COUNTED = 4
#: So many additions take a tenth of a second on a machine that does nothing else.
ROUNDS = 2_000_000


def slowness() -> float:
    """Return how many times slower than a quiet machine this one is now, at least 1."""
    started = process_time()
    total = 0
    for number in range(ROUNDS):
        total += number
    return max((process_time() - started) / 0.1, 1.0)


@contextmanager
def less_than(seconds: float) -> Iterator[None]:
    """Fail if what is done inside takes more, on a machine as fast as a quiet one.

    Beside other work, and on two threads of one core, the same takes several times as long.
    """
    gc.disable()  # what other tests left behind is not collected on our time
    try:
        before, started = slowness(), process_time()
        yield
        spent = process_time() - started
    finally:
        gc.enable()
    allowed = seconds * max(before, slowness()) * (COUNTED if sys.gettrace() else 1)
    assert spent < allowed, f"{spent:.2f} s, where {allowed:.2f} are allowed"
