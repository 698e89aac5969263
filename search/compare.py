"""Where do sources, projections and index disagree?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from search import projection, sources
from search.engines.elasticsearch import client, index
from search.engines.elasticsearch.documents import MAPPING_VERSION
from search.models import Entry

BATCH = 500


@dataclass
class Differences:
    """What is missing, old, or there without right: things of projections, keys of the index."""

    missing: set[tuple[str, int]] = field(default_factory=set)
    stale: set[tuple[str, int]] = field(default_factory=set)
    ghosts: set[tuple[str, int]] = field(default_factory=set)
    index_missing: set[str] = field(default_factory=set)
    index_stale: set[str] = field(default_factory=set)
    index_ghosts: dict[str, int] = field(default_factory=dict)
    #: The index was made by another version of this software and has to be built anew.
    outdated: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing is to be done."""
        return not any(self.counts) and not self.outdated

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are missing, stale, ghosts; in the projections and in the index together."""
        return (
            len(self.missing) + len(self.index_missing),
            len(self.stale) + len(self.index_stale),
            len(self.ghosts) + len(self.index_ghosts),
        )


def everything() -> Differences:
    """Compare projections with their sources, and the index with the projections."""
    found = Differences()
    for source in sources.sources():
        _sources(source.kind, source.pks(), found)
    if client.configured():
        name = index.current()
        found.outdated = bool(name) and index.mapping_version(name) != MAPPING_VERSION
        in_index(name, found)
    return found


def _sources(kind: str, pks: Iterator[int], found: Differences) -> None:
    seen: set[int] = set()
    while batch := list(islice(pks, BATCH)):
        seen.update(batch)
        _records(kind, batch, found)
    visible = Entry.objects.filter(kind=kind).visible().values_list("object_id", flat=True)
    rest = [pk for pk in visible.iterator(chunk_size=5_000) if pk not in seen]
    for start in range(0, len(rest), BATCH):
        _records(kind, rest[start : start + BATCH], found)


def _records(kind: str, pks: list[int], found: Differences) -> None:
    records = projection.read(kind, pks)
    entries = {entry.object_id: entry for entry in Entry.objects.of(kind, pks)}
    for pk in pks:
        record, entry = records.get(pk), entries.get(pk)
        shown = entry is not None and entry.visible
        if record is None and shown:
            found.ghosts.add((kind, pk))
        elif record is not None and not shown:
            found.missing.add((kind, pk))
        elif record is not None and entry and projection.digest(record) != entry.digest:
            found.stale.add((kind, pk))


def in_index(name: str, found: Differences) -> None:
    """Compare one index with the projections, by key and version.

    What was acknowledged is safe but not yet searchable; without a refresh, what was written within
    the last half second would be called missing.
    """
    if name:
        index.refresh(name)
    wanted = {
        f"{kind}:{object_id}": (version, public and not hidden)
        for kind, object_id, version, public, hidden in Entry.objects.values_list(
            "kind", "object_id", "version", "public", "hidden"
        ).iterator(chunk_size=5_000)
    }
    for key, version, public in index.versions(name) if name else ():
        expected, visible = wanted.pop(key, (None, False))
        if expected is None:
            if public:
                found.index_ghosts[key] = version
        elif version != expected:
            # A higher version is wrong as well: the database was put back to an older state.
            found.index_stale.add(key)
        elif public and not visible:
            found.index_ghosts[key] = version
    found.index_missing.update(key for key, (_version, visible) in wanted.items() if visible)
