"""Indexes come and go: making, filling, swapping and removing them.

Behind the alias stands one index, `<prefix>-entries-<stamp>`. While a rebuild runs, a second one
carries the same prefix and a mark in its mapping; changes are written to both.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from elasticsearch import Elasticsearch, helpers

from search.engines.elasticsearch import client
from search.engines.elasticsearch.documents import as_new_index, settings

#: Enough documents to keep the server busy, few enough to stay below its limit of 100 MB a request.
CHUNK = 300
CHUNK_BYTES = 12 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Write:
    """One document to write: its name, its version, and what it says."""

    key: str
    version: int
    source: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of a write. `done` is true as well when the index had a newer version.

    `busy`: the server had no room for it just now, and the same write may go through later.
    """

    key: str
    version: int
    done: bool
    error: str = ""
    busy: bool = False


def create(name: str = "", *, scratch: bool = False) -> str:
    """Make an empty index with the production mapping; return its name."""
    stamp = timezone.now().strftime("%Y%m%d%H%M%S")
    # Scratch indexes have another first part, so that no rebuild takes them for its leftovers.
    first = client.alias().replace("-entries", "-scratch") if scratch else client.alias()
    name = name or f"{first}-{stamp}-{secrets.token_hex(3)}"
    body = as_new_index()
    if scratch:
        body["settings"]["index"]["hidden"] = True
    with client.unavailable_on_error():
        client.for_work().indices.create(index=name, body=body)
    return name


def write(
    writes: Iterable[Write], indexes: Iterable[str] = (), *, elastic: Elasticsearch | None = None
) -> list[BulkOutcome]:
    """Write documents into every one of these indexes (default: the alias), versioned.

    A write that an index refuses because it has a newer version (409) is done. The outcome of a
    document is that of its worst write.
    """
    elastic = elastic or client.for_work()
    targets = tuple(indexes) or (client.alias(),)
    outcomes: dict[str, BulkOutcome] = {}
    actions = (action(item, target) for item in writes for target in targets)
    with client.unavailable_on_error():
        results = helpers.streaming_bulk(
            elastic,
            actions,
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            raise_on_exception=True,
            max_retries=0,
            # A missing alias must not become an index of that name by itself.
            require_alias=set(targets) <= {client.alias(), building_alias()},
        )
        for fine, result in results:
            outcome = _outcome(fine, result["index"])
            if outcome.key not in outcomes or not outcome.done:
                outcomes[outcome.key] = outcome
    return list(outcomes.values())


def action(item: Write, target: str) -> dict[str, Any]:
    """Return one write as the bulk helper wants it.

    `external_gte`: an equal version is written again (a crash repeats), an older one is refused.
    """
    return {
        "_op_type": "index",
        "_index": target,
        "_id": item.key,
        "version": item.version,
        "version_type": "external_gte",
        "_source": item.source,
    }


def _outcome(fine: bool, result: Mapping[str, Any]) -> BulkOutcome:
    status = int(result.get("status", 0))
    error = result.get("error", "")
    reason = error.get("reason", "") if isinstance(error, Mapping) else str(error)
    version = int(result.get("_version", 0))
    busy = status in {429, 503}
    return BulkOutcome(str(result["_id"]), version, fine or status == 409, reason, busy)


def places() -> tuple[str, str]:
    """Return the index behind the alias and the one that a rebuild is filling; empty for none."""
    with client.unavailable_on_error():
        elastic = client.for_looking()
        answer = elastic.indices.get_alias(index=f"{client.alias()}-*", expand_wildcards="all")
        named = {
            alias: name
            for name, row in sorted(client.body(answer).items())
            for alias in row["aliases"]
        }
    return named.get(client.alias(), ""), named.get(building_alias(), "")


def current() -> str:
    """Return the index behind the alias; empty when there is none."""
    return places()[0]


def building() -> str:
    """Return the index that a rebuild is filling; empty when none is."""
    return places()[1]


def start_building() -> str:
    """Make an empty index into which every change goes as well from now on; return its name."""
    name = create()
    with client.unavailable_on_error():
        client.for_work().indices.put_alias(index=name, name=building_alias())
    return name


def finish_building(name: str) -> None:
    """Say that an index is no longer being filled beside the other one."""
    with client.unavailable_on_error():
        client.for_work().indices.delete_alias(index=name, name=building_alias())


def make_unseen(name: str) -> None:
    """Make nothing findable in an index while it is filled: fewer and larger pieces to search.

    Half a second's worth of documents each would be written, and merged, again and again.
    """
    _refresh_every(name, "-1")


def make_seen(name: str) -> None:
    """Make everything findable, and changes again as quickly as usual."""
    _refresh_every(name, settings()["refresh_interval"])
    refresh(name)


def _refresh_every(name: str, interval: str) -> None:
    with client.unavailable_on_error():
        client.for_work().indices.put_settings(
            index=name, settings={"index": {"refresh_interval": interval}}
        )


def building_alias() -> str:
    """The name that changes go to as well while a rebuild is filling an index."""
    return f"{client.alias()}-building"


def all_names() -> list[str]:
    """Return every index of this site, in use or left over, oldest first."""
    with client.unavailable_on_error():
        answer = client.for_work().indices.get(
            index=f"{client.alias()}-*", expand_wildcards="all", features="aliases"
        )
        return sorted(client.body(answer))


def swap(new: str, old: str) -> None:
    """Let the alias name the new index instead of the old one, in one step.

    `Unavailable` when somebody else has swapped meanwhile.
    """
    add = {"add": {"index": new, "alias": client.alias()}}
    remove = {"remove": {"index": old, "alias": client.alias(), "must_exist": True}}
    with client.unavailable_on_error():
        client.for_work().indices.update_aliases(actions=[remove, add] if old else [add])


def remove(name: str) -> None:
    """Delete one index, if it is there. By name only: patterns are refused, and rightly so."""
    with client.unavailable_on_error():
        client.for_work().indices.delete(index=name, ignore_unavailable=True)


def refresh(name: str = "") -> None:
    """Make everything written findable. For rebuilds and tests; never on a reader's way."""
    with client.unavailable_on_error():
        client.for_work().indices.refresh(index=name or client.alias())


def count(name: str) -> int:
    """Return how many public documents an index has."""
    with client.unavailable_on_error():
        answer = client.for_work().count(index=name, query={"term": {"public": True}})
        return int(answer["count"])


def versions(name: str) -> Iterator[tuple[str, int, bool]]:
    """Stream (key, version, public) of every document."""
    with client.unavailable_on_error():
        found = helpers.scan(
            client.for_work(),
            index=name,
            query={"query": {"match_all": {}}, "version": True, "docvalue_fields": ["public"]},
            _source=False,
            size=2_000,
        )
        for hit in found:
            public = hit.get("fields", {}).get("public", [False])[0]
            yield hit["_id"], int(hit["_version"]), bool(public)


def mapping_version(name: str) -> int:
    """Return the version of the mapping an index was made with."""
    with client.unavailable_on_error():
        answer = client.body(client.for_work().indices.get_mapping(index=name))
        return int(answer[name]["mappings"].get("_meta", {}).get("mapping_version", 0))
