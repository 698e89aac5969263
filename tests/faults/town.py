"""What goes on in a town meanwhile, in threads of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.db import connection

PATIENCE = 120.0


class Town(threading.Thread):
    """Whatever goes on meanwhile, again and again until `over`; what went wrong is kept."""

    def __init__(self, step: Callable[[], object], pause: float) -> None:
        super().__init__(daemon=True)
        self.step, self.pause = step, pause
        self.over = threading.Event()
        self.problems: list[str] = []
        self.times = 0

    def run(self) -> None:
        try:
            while not self.over.wait(self.pause):
                self.step()
                self.times += 1
        except Exception as error:
            self.problems.append(repr(error))
        finally:
            connection.close()

    def wait_until_done(self, times: int) -> None:
        """Wait until it was done so often; give up when something went wrong or it takes ages."""
        deadline = time.monotonic() + PATIENCE
        while self.times < times and self.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)

    def end(self) -> None:
        self.over.set()
        self.join(PATIENCE)
