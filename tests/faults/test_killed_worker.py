"""A worker that is killed at any moment repeats work, and loses none.

The worker is a process of its own, forked from the test so that it starts at once, and ended by a
real SIGKILL when it comes to a named point.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from search import check, outbox, projection, sync
from search.engines.elasticsearch import client, index
from search.models import Entry
from tests.faults.conftest import start_afresh, texts_in_index, texts_wanted
from tests.search.fake_source import MemorySource

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

BEFORE, AFTER = "before", "after"
#: Every step between the commit of a change and the acknowledgement of its document.
POINTS = [
    (BEFORE, sync, "look_again"),
    (BEFORE, sync, "project_stale"),
    (AFTER, projection, "raise_version"),
    (AFTER, projection, "read"),
    (AFTER, projection, "write"),
    (AFTER, sync, "project_stale"),
    (AFTER, sync, "_targets"),
    (AFTER, sync, "_claim"),
    (AFTER, sync, "documents"),
    (AFTER, index, "action"),
    (AFTER, index, "_outcome"),
    (AFTER, index, "write"),
    (BEFORE, sync, "acknowledge"),
    (AFTER, sync, "acknowledge"),
]


def name_of(point: tuple[str, Any, str]) -> str:
    when, module, name = point
    return f"{when} {module.__name__}.{name}"


def die_at(point: tuple[str, Any, str]) -> None:
    """Let this process be killed when it comes there."""
    when, module, name = point
    whole = getattr(module, name)

    def deadly(*args: Any, **more: Any) -> Any:
        if when == AFTER:
            whole(*args, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, deadly)


def run_worker(point: tuple[str, Any, str]) -> int:
    """Run a worker in a process of its own until it dies; return how it ended."""
    # Neither process may go on with a connection that the other one has, too.
    connections.close_all()
    client._connect.cache_clear()
    pid = os.fork()
    if pid == 0:
        try:
            die_at(point)
            sync.sync_all()
        finally:
            os._exit(0)
    return os.waitpid(pid, 0)[1]


@pytest.mark.parametrize("point", POINTS, ids=name_of)
def test_killed_there_nothing_is_lost(
    own_index: None,
    articles: MemorySource,
    point: tuple[str, Any, str],
    proof_size: Callable[[int, int], int],
) -> None:
    for pk in (1, 2, 3):
        articles.put(pk, title=f"Haus {pk}", text="Anfang")
        outbox.changed("article", pk)
    sync.sync_all()
    for number in range(proof_size(1, 20)):
        articles.put(1, text=f"Stand {number}")
        outbox.changed("article", 1)
        articles.put(2, text=f"Wartet {number}")
        outbox.changed_many("article", [2])
        articles.put(3, text=f"Canary {number}")
        outbox.changed_many("article", [3], hidden=True)
        ended = run_worker(point)
        assert os.WIFSIGNALED(ended), "the worker never came there"
        assert os.WTERMSIG(ended) == signal.SIGKILL
        start_afresh()
        # The next one waits until the lease of the dead one is over.
        with time_machine.travel(timezone.now() + sync.LEASE + timedelta(seconds=1)):
            sync.sync_all()
        assert texts_in_index() == texts_wanted()
        assert texts_wanted()["article:1"] == f"Stand {number}"
        assert not Entry.objects.unsynced().exists()
        assert check.check().clean
