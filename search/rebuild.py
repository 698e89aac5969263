"""A new index beside the old one, without a moment in which search is worse.

Documents stream into the new index while changes go to both; then the two are compared until they
agree, the new one has to prove itself, and the alias is swapped in one step. Whatever goes wrong
before that leaves the old index in place and nothing else.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

from search import compare, sync
from search.engines.base import Unavailable
from search.engines.elasticsearch import index
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.golden import failed_titles
from search.lock import only_one
from search.models import Entry
from text import thing_keys

BATCH = 500
#: So many requests are under way at a time. The server takes each apart on one processor, so one
#: alone leaves the others idle; with more of them readers would have to wait.
WRITERS = 2
#: So many batches are ready or under way at most: writers never wait, and memory does not grow with
#: the site.
AHEAD = WRITERS + 2
#: Of the visible entries, so many must be in the new index. The rest is what was written and hidden
#: while they were counted.
ENOUGH = 0.99
#: Rounds of comparing and writing what differs; each is far shorter than the one before.
ROUNDS = 5
#: Seconds between attempts at each step, when the server does not answer or has no room: as long as
#: it takes to start anew. What took an hour to write is not thrown away for a pause of the server.
PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0)

logger = logging.getLogger(__name__)
T = TypeVar("T")


class IndexRefused(Exception):
    """The new index is not good enough to be searched; the message says why."""


def rebuild(step: Callable[[int, int], object] = lambda done, total: None) -> int:
    """Build a new index and let the alias name it; return how many public documents it has.

    `step(done, total)` is told after each batch. Raises `IndexRefused`, `Unavailable`, and
    `lock.Busy` when another process is rebuilding.
    """
    with only_one():
        old = index.current()
        _patiently(lambda: _remove_all_but(old))
        while sync.project_stale():
            pass
        new = index.start_building()
        try:
            _patiently(lambda: index.make_unseen(new))
            _fill(new, step)
            _patiently(lambda: index.make_seen(new))
            _patiently(lambda: _catch_up(new))
            public = _prove(new)
            _patiently(lambda: _swap(new, old))
        except BaseException:
            # Also Ctrl+C: nothing may stay behind.
            _remove_unless_live(new)
            raise
        _patiently(lambda: _finish_building(new))
        _patiently(lambda: _catch_up(new))
        _patiently(lambda: _acknowledge(new))
        if old:
            _patiently(lambda: index.remove(old))
    return public


def remove_leftovers() -> None:
    """Remove what a rebuild has left that was killed. Raises `lock.Busy` while one is running."""
    with only_one():
        _remove_all_but(index.current())


def _swap(new: str, old: str) -> None:
    """Let the alias name the new index, also when the answer to the first attempt was lost."""
    if index.current() != new:
        index.swap(new, old)


def _finish_building(name: str) -> None:
    """Say that the index is filled, also when the answer to the first attempt was lost."""
    if index.building() == name:
        index.finish_building(name)


def _remove_unless_live(new: str) -> None:
    """Remove what was begun. An index that readers may be using already is left alone.

    Nor is one removed of which that cannot be learnt; the next rebuild removes leftovers.
    """
    try:
        if index.current() != new:
            index.remove(new)
    except Unavailable:
        logger.warning("The index %s was left behind: the server does not answer.", new)


def _remove_all_but(kept: str) -> None:
    for name in index.all_names():
        if name != kept:
            index.remove(name)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some writes that are on their way to the server."""

    writes: list[index.Write]
    sent: Future[None]

    def wait(self, name: str) -> int:
        """Wait until they are written, if need be by writing them again; return how many.

        Raises `Unavailable` when the server has been away for all of `PAUSES`.
        """
        try:
            self.sent.result()
        except Unavailable as error:
            logger.warning("A batch is written once more: %s", error)
            _patiently(lambda: _write(self.writes, name))
        return len(self.writes)


def _fill(name: str, step: Callable[[int, int], object]) -> None:
    """Write every entry, a few requests at a time, while the next documents are being made.

    Documents are read and made in this thread, which has the connection to the database; the others
    only send. What could not be sent this thread sends again, since it can be interrupted while it
    waits. Whatever goes wrong, nothing is on its way any more when this returns.
    """
    total, done = Entry.objects.count(), 0
    under_way: deque[_Batch] = deque()
    with ThreadPoolExecutor(WRITERS, "rebuild") as writers:
        try:
            for batch in _batches(Entry.objects.all()):
                writes = sync.documents(batch)
                under_way.append(_Batch(writes, writers.submit(_write, writes, name)))
                while len(under_way) >= AHEAD:
                    done += under_way.popleft().wait(name)
                    step(done, total)
            while under_way:
                done += under_way.popleft().wait(name)
                step(done, total)
        except BaseException:
            writers.shutdown(wait=False, cancel_futures=True)
            raise


def _write(writes: list[index.Write], name: str) -> None:
    """Write a batch. Raises `Unavailable` also when the server had no room for some of it.

    What it refuses for another reason it would refuse again: the proof says whether that matters.
    """
    busy = [outcome for outcome in index.write(writes, [name]) if outcome.busy]
    if busy:
        raise Unavailable(f"no room for {len(busy)} documents: {busy[0].error}")


def _batches(entries: models.QuerySet[Entry]) -> Iterator[list[Entry]]:
    last = 0
    while batch := list(entries.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _catch_up(name: str) -> None:
    """Write what has changed since it was read, until nothing differs."""
    for _round in range(ROUNDS):
        index.refresh(name)
        found = compare.Differences()
        compare.in_index(name, found)
        keys = found.index_missing | found.index_stale | set(found.index_ghosts)
        if not keys:
            return
        _write_again(name, keys)


def _acknowledge(name: str) -> None:
    """Note what the new index has, so that the worker does not write all of it once more."""
    waiting = Entry.objects.unsynced()
    if not waiting.exists():
        return
    found = {key: version for key, version, _public in index.versions(name)}
    for batch in _batches(waiting):
        sync.acknowledge([entry for entry in batch if found.get(entry.key, 0) >= entry.version])


def _write_again(name: str, keys: set[str]) -> None:
    pks: dict[str, list[int]] = {}
    for key in keys:
        kind, pk = thing_keys.parted(key)
        pks.setdefault(kind, []).append(pk)
    for kind, wanted in pks.items():
        for start in range(0, len(wanted), BATCH):
            batch = list(Entry.objects.of(kind, wanted[start : start + BATCH]))
            _write(sync.documents(batch), name)


def _patiently(ask: Callable[[], T]) -> T:
    """Ask again when the server has not answered: a slow hour says nothing about the new index."""
    for pause in PAUSES:
        try:
            return ask()
        except Unavailable as error:
            logger.warning("The new index is asked once more in %s seconds: %s", pause, error)
            time.sleep(pause)
    return ask()


def _prove(name: str) -> int:
    """Return how many public documents there are. Raises `IndexRefused`."""
    public, wanted = _patiently(lambda: index.count(name)), Entry.objects.visible().count()
    if public < wanted * ENOUGH:
        raise IndexRefused(f"The new index has {public} public documents of {wanted}.")
    failed = _patiently(lambda: failed_titles(ElasticsearchEngine(name, patient=True)))
    if failed:
        titles = ", ".join(repr(title) for title in failed[:3])
        raise IndexRefused(f"The new index does not find entries by their titles: {titles}.")
    return public
