"""What of a kind is versioned? The fields of its revisions, by how they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models

from text.translatable import Words

if TYPE_CHECKING:
    from districts.models import EntryRevision


@dataclass(frozen=True, slots=True)
class OwnRows:
    """A list that is part of an entry: not things with keys of their own, but rows or words.

    `read(entry)` gives it as revisions keep it, `plain(values)` does so with what a writer gave.
    `label` and `in_words(values)` are for showing it; without them the field's own name and one row
    a line.
    """

    read: Callable[[Any], list[Any]]
    plain: Callable[[Any], list[Any]]
    label: Words = ""
    in_words: Callable[[list[Any]], str] = lambda rows: "\n".join(map(str, rows))


@dataclass(frozen=True, slots=True)
class Shape:
    """The versioned fields of a kind: own columns, foreign keys, many-to-many lists, own rows.

    `personal` are columns that belong to a person and go from every version once they are taken
    back, `home` those that do so where the entry is a person (see
    `districts.entries.personal_values`).
    """

    revision: type[EntryRevision]
    columns: tuple[str, ...]
    keys: Mapping[str, type[models.Model]]
    many: Mapping[str, type[models.Model]]
    rows: Mapping[str, OwnRows] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    home: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of all of them."""
        return frozenset({*self.columns, *self.keys, *self.many, *self.rows})

    @property
    def model(self) -> Any:
        """The model whose revisions these are."""
        return self.revision._meta.get_field(self.revision.thing_field).related_model
