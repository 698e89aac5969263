"""What goes on in a town meanwhile, in threads of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection


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

    def end(self) -> None:
        self.over.set()
        self.join(60)
