"""`manage.py worker` on a quicker clock: what it waits a minute for takes it three seconds.

Only the waiting is shorter. Jobs, commits, connections and what goes wrong are the real ones; how
long the real pauses are is held by tests/config/test_worker.py.
"""

from __future__ import annotations

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (needs the settings)

from config import worker  # noqa: E402

worker.MINUTE = 3.0
worker.PULSE = 1.0

if __name__ == "__main__":
    call_command("worker")
