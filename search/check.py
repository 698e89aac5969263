"""Is everything findable that should be, and nothing else? And if not: mend it."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from search import compare, outbox, rebuild, sync
from search.engines.elasticsearch import client, index
from search.lock import Busy
from search.models import Entry
from text import thing_keys


def check() -> compare.Differences:
    """Compare everything. Raises `Unavailable` when the search server does not answer."""
    return compare.everything()


def repair(found: compare.Differences) -> None:
    """Make the records and documents anew that differ, and send them.

    Builds the index anew where its mapping is that of another version, and removes what a rebuild
    that was killed has left. Raises `Unavailable`, and `Refused` as `rebuild` does.
    """
    by_kind: dict[str, set[int]] = defaultdict(set)
    for thing, number in found.missing | found.stale | found.ghosts:
        by_kind[thing].add(number)
    hidden: dict[str, set[int]] = defaultdict(set)
    for key in [*found.index_missing, *found.index_stale, *found.index_ghosts]:
        kind, pk = thing_keys.parted(key)
        (hidden if key in found.index_ghosts else by_kind)[kind].add(pk)
    for kind, pks in by_kind.items():
        outbox.changed_many(kind, pks)
    for kind, pks in hidden.items():
        outbox.changed_many(kind, pks, hidden=True)
    if client.configured():
        _outrun_index()
    sync.sync_all()
    if client.configured():
        _tidy(found.outdated)


def _tidy(outdated: bool) -> None:
    try:
        if outdated:
            rebuild.rebuild()
        else:
            rebuild.remove_leftovers()
    except Busy:
        # A rebuild is running: it makes everything anew and tidies up itself.
        return
    if index.current():
        index.refresh()


def _outrun_index() -> None:
    """Give every entry a version above the one the index has.

    After a restore from an older backup the index knows versions that the database has yet to
    reach; it would refuse every write until then.
    """
    name = index.current()
    known = {key: version for key, version, _public in index.versions(name)} if name else {}
    with transaction.atomic():
        for entry in Entry.objects.filter(stale=True).iterator():
            if entry.version <= known.get(entry.key, 0):
                Entry.objects.filter(pk=entry.pk).update(version=known[entry.key] + 1)
        Entry.objects.filter(stale=True).update(synced_version=0)
