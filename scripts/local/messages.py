"""How the scripts speak: one line a step, progress that also works without a terminal.

Everything goes to standard error, so that what a command *prints* (an address, say) can be
read by another command.
"""

from __future__ import annotations

import os
import sys
import time
from typing import NoReturn


class Stop(Exception):
    """Ends a script with one readable sentence instead of a traceback."""


def say(message: str) -> None:
    """Write one line for the person who watches."""
    print(message, file=sys.stderr, flush=True)


def fail(message: str, code: int = 1) -> NoReturn:
    """Write the one sentence that says what is wrong, and leave."""
    say(f"Error: {message}")
    raise SystemExit(code)


def strict() -> bool:
    """Whether a missing part is a failure (``CI=true``) instead of a remark."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


class Progress:
    """Shows that something long is still going on.

    On a terminal one line is rewritten; elsewhere (a log file, CI) a plain line is added every
    ``every`` seconds, so that logs stay short and silence never looks like a hang.
    """

    def __init__(self, title: str, every: float = 10.0) -> None:
        self.title = title
        self.every = every
        self.started = time.monotonic()
        self._last = self.started
        self._terminal = sys.stderr.isatty()
        if not self._terminal:
            say(f"{title} …")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def show(self, detail: str = "") -> None:
        """Say how far it is; may be called as often as one likes."""
        text = f"{self.title} … {detail + ', ' if detail else ''}{self.seconds:.0f} s"
        if self._terminal:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self._last >= self.every:
            self._last = time.monotonic()
            say(text)

    def done(self, detail: str = "done") -> None:
        """Close the line with what came out and how long it took."""
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr)
        say(f"{self.title}: {detail} ({self.seconds:.0f} s)")
