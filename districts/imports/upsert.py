"""How do many imported entries get into their tables? Compared by digest, written in batches.

An entry whose source says the same as last time is not touched, so that what people did with it
stays. Each batch is a transaction of its own and tells search once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from districts.imports.report import ImportTally
from districts.models import City, State
from districts.services.writing import NAMES, announce_many, sort_key
from text import names
from text.slugs import slugify, unique_slug

BATCH = 500
#: Instead of a digest: the source no longer has it, and so it was hidden.
GONE = "gone"


#: The other end of a link, and extra columns of the link itself.
Link = tuple[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One entry as the source has it.

    `columns` are its fields; `links` maps relations to their other ends.
    """

    external_id: str
    name: str
    slug_words: str
    columns: Mapping[str, Any]
    links: Mapping[str, Sequence[Link]] = field(default_factory=dict)

    def digest(self) -> str:
        """Return a short name of everything the source says."""
        links = {
            name: sorted((pk, sorted(extra.items())) for pk, extra in rows)
            for name, rows in self.links.items()
        }
        words = json.dumps([self.name, dict(self.columns), links], default=str, sort_keys=True)
        return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


class Upsert:
    """Writes the rows of one kind for one city.

    `pks` afterwards maps every external id to its primary key.
    """

    def __init__(self, model: type[Any], kind: str, city: City, tally: ImportTally) -> None:
        self.model, self.kind, self.city, self.tally = model, kind, city, tally
        rows = model.objects.filter(city=city).exclude(external_id="")
        self.stored = {
            external: (pk, digest)
            for external, pk, digest in rows.values_list("external_id", "pk", "external_digest")
        }
        self.pks = {external: pk for external, (pk, _digest) in self.stored.items()}
        self.slugs = set(model.objects.values_list("slug", flat=True))

    def write(
        self,
        rows: list[ImportedRow],
        steps: Callable[[list[Any]], Iterable[Any]] = iter,
        along: Callable[[list[ImportedRow]], None] = lambda written: None,
    ) -> None:
        """Insert what is new, change what differs, leave the rest alone.

        `along` writes in the transaction of a batch what hangs on its new and changed rows: a run
        that is stopped leaves no row without it, and the next one need not look for such rows.
        """
        rows = [_fit(row, str(self.model._meta.verbose_name)) for row in rows]
        batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
        for batch in steps(batches):
            with transaction.atomic():
                self._write_batch(batch, along)

    def _write_batch(
        self, rows: list[ImportedRow], along: Callable[[list[ImportedRow]], None]
    ) -> None:
        new, changed = [], []
        digests = {row.external_id: row.digest() for row in rows}
        for row in rows:
            known = self.stored.get(row.external_id)
            if known is None:
                new.append(row)
            elif known[1] != digests[row.external_id]:
                changed.append(row)
        self._insert(new, digests)
        self._change(changed, digests)
        self.tally.unchanged += len(rows) - len(new) - len(changed)
        written = [self.pks[row.external_id] for row in (*new, *changed)]
        self._link([*new, *changed], fresh={row.external_id for row in new})
        along([*new, *changed])
        if written:
            announce_many(self.kind, written)

    def _insert(self, rows: list[ImportedRow], digests: Mapping[str, str]) -> None:
        made = []
        for row in rows:
            slug = unique_slug(slugify(row.slug_words), self.slugs)
            self.slugs.add(slug)
            made.append(
                self.model(
                    slug=slug,
                    sort_key=sort_key(row.name),
                    city=self.city,
                    external_id=row.external_id,
                    external_digest=digests[row.external_id],
                    **row.columns,
                )
            )
        for entry in self.model.objects.bulk_create(made):
            self.pks[entry.external_id] = entry.pk
        self.tally.new += len(made)

    def _change(self, rows: list[ImportedRow], digests: Mapping[str, str]) -> None:
        if not rows:
            return
        entries = self.model.objects.in_bulk([self.pks[row.external_id] for row in rows])
        now = timezone.now()
        for row in rows:
            entry = entries[self.pks[row.external_id]]
            if entry.external_digest == GONE:
                entry.state = State.LIVE
            for name, value in row.columns.items():
                setattr(entry, name, value)
            entry.sort_key, entry.updated_at = sort_key(row.name), now
            entry.external_digest = digests[row.external_id]
        columns = {*rows[0].columns, "sort_key", "updated_at", "external_digest", "state"}
        # The pk is an entry's own only once: 500 rows of twenty columns stay below SQLite's limit.
        self.model.objects.bulk_update(entries.values(), sorted(columns), batch_size=100)
        self.tally.changed += len(rows)

    def _link(self, rows: list[ImportedRow], *, fresh: set[str]) -> None:
        for relation in rows[0].links if rows else ():
            source, target, table = _table(self.model, relation)
            old = [self.pks[row.external_id] for row in rows if row.external_id not in fresh]
            if old:
                table.objects.filter(**{f"{source}__in": old}).delete()
            table.objects.bulk_create(
                (
                    table(**{source: self.pks[row.external_id], target: pk, **extra})
                    for row in rows
                    for pk, extra in row.links[relation]
                ),
                ignore_conflicts=True,
                batch_size=BATCH,
            )

    def remove(self, gone: Iterable[str]) -> None:
        """Hide what the source no longer has; links to it stay, nobody finds it.

        What is hidden already stays as it is: if the source has it again, it is not shown for that.
        """
        there = [self.pks[external] for external in gone if external in self.pks]
        for start in range(0, len(there), BATCH):
            with transaction.atomic():
                rows = self.model.objects.filter(
                    pk__in=there[start : start + BATCH], state=State.LIVE
                )
                batch = list(rows.values_list("pk", flat=True))
                self.model.objects.filter(pk__in=batch).update(
                    state=State.HIDDEN,
                    state_changes=F("state_changes") + 1,
                    external_digest=GONE,
                    updated_at=timezone.now(),
                )
                if batch:
                    announce_many(self.kind, batch, hidden=True)
            self.tally.removed += len(batch)


def _fit(row: ImportedRow, fallback: str) -> ImportedRow:
    """Return a row whose name can stand in lists, whatever the source says."""
    own = {
        field: names.made_fit(value, fallback) if field in NAMES else value
        for field, value in row.columns.items()
    }
    return replace(row, name=names.made_fit(row.name, fallback), columns=own)


def _table(model: type[Any], relation: str) -> tuple[str, str, Any]:
    """Return the columns (ours, theirs) and the model of a many-to-many table."""
    field: Any = model._meta.get_field(relation)
    names = field.m2m_field_name(), field.m2m_reverse_field_name()
    return f"{names[0]}_id", f"{names[1]}_id", field.remote_field.through
