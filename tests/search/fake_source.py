"""A source that lives in memory: search's own boundary, without any other app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from unittest import mock

from search import contract
from search.contract import Record, Term, Traits

STUTTGART = Term("stuttgart", "Stuttgart")
CANNSTATT = Term("bad-cannstatt", "Bad Cannstatt")
VAIHINGEN = Term("vaihingen", "Vaihingen")


#: What the kinds of the product are like, without asking it.
TRAITS = {
    "article": Traits(names_similar=True),
    "event": Traits(dated=True, passes=True),
    "paper": Traits(dated=True, is_minor=True),
    "project": Traits(shows_status=True, names_similar=True),
}


class MemorySource:
    """Offers what a test puts into `things`."""

    def __init__(self, kind: str = "article", **traits: bool) -> None:
        self.kind, self.label = kind, kind
        self.traits = Traits(**traits) if traits else TRAITS.get(kind, Traits())
        self.things: dict[int, Record] = {}

    def records(self, pks: Iterable[int]) -> Mapping[int, Record]:
        return {pk: self.things[pk] for pk in pks if pk in self.things}

    def pks(self) -> Iterator[int]:
        yield from sorted(self.things)

    def put(self, pk: int, **fields: object) -> Record:
        """Make or change one thing; fields not named keep their value or a plain default."""
        old = self.things.get(pk) or record(self.kind, pk)
        self.things[pk] = replace(old, **fields)  # type: ignore[arg-type]
        return self.things[pk]


def record(kind: str, pk: int, **fields: object) -> Record:
    """A record with plain defaults."""
    values: dict[str, object] = {
        "kind": kind,
        "pk": pk,
        "language": "de",
        "title": f"Titel {pk}",
        "summary": "",
        "text": "",
        "url": f"/{kind}/{pk}/",
        "updated_at": datetime(2026, 1, 1, tzinfo=UTC),
        "city": STUTTGART,
        **fields,
    }
    return Record(**values)  # type: ignore[arg-type]


@contextmanager
def only_sources(*sources: contract.Source) -> Iterator[None]:
    """Let search know these sources and no other."""
    with mock.patch("search.sources._sources", {source.kind: source for source in sources}):
        yield
