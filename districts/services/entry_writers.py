"""What does a kind add to every write of its entries?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from districts import entries
from districts.models import VersionedEntry
from districts.services import writing
from districts.services.signature import Signature


@dataclass(frozen=True, slots=True)
class EntryWriter:
    """What a kind adds to every write.

    `derive(entry, values)` returns the columns that follow from others: where it belongs, when it
    takes place next. `write_more(entry, values)` writes what is neither a column nor a list of
    other things. `check(entry, values, signature)` raises `NotAllowed` where a kind asks for more
    than the usual trust. `closed(entry, user)` names the fields that somebody neither reads nor
    changes. `follow(entry, values, trusted)` returns more columns; `trusted`: a script, a carer or
    a moderator writes.
    """

    derive: Callable[[Any, Mapping[str, Any]], dict[str, Any]] = writing.derived_columns
    write_more: Callable[[Any, Mapping[str, Any]], None] = lambda *_: None
    check: Callable[[Any, Mapping[str, Any], Signature], None] = lambda *_: None
    closed: Callable[[Any, Any], frozenset[str]] = lambda *_: frozenset()
    follow: Callable[[Any, Mapping[str, Any], bool], dict[str, Any]] = lambda *_: {}


#: Of a kind that adds nothing.
PLAIN = EntryWriter()


def writer_of(entry: VersionedEntry) -> EntryWriter:
    """Return what the kind of an entry adds to every write."""
    writer: EntryWriter = entries.of(entry).written.writer
    return writer
