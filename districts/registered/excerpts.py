"""What of waiting contributions to entries is new? The first words, for deciding in a list.

A new entry tells its fields, a change those that it changes; the whole stands on the case's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.contract import Key
from districts.entries import personal_values, revision_text
from districts.entries.revision_values import shape_of
from districts.models import EntryRevision
from versions.excerpts import named, plain, what_is_new

#: Of one field; so that a long text leaves room for the sector and the place.
MOST = 160
#: The row and its meta line say these.
SAID = frozenset({"title", "name", "districts", "topics"})


def of_simple(model: type[Any], keys: Iterable[Key]) -> dict[Key, str]:
    """Return the text of entries without revisions; one query."""
    rows = model.objects.filter(pk__in=[pk for pk, _number in keys]).values_list("pk", "text")
    return {(pk, 0): plain(words) for pk, words in rows}


def of_revisions(model: type[Any], keys: Iterable[Key]) -> dict[Key, str]:
    """Return what revisions say that those did not from which they were made.

    Two queries, and one for each model whose things are named. A hidden text stays hidden.
    """
    held = _named(model, keys)
    before = _named(
        model, ((pk, number) for (pk, _n), one in held.items() for number in one.parents[:1])
    )
    names = revision_text.read_names(_mentioned([*held.values(), *before.values()]))
    return {
        (pk, number): _new(one, before.get((pk, (one.parents or [0])[0])), names)
        for (pk, number), one in held.items()
    }


def _named(model: type[Any], keys: Iterable[Key]) -> dict[Key, Any]:
    revisions = model._meta.get_field("revisions").related_model
    thing = revisions.thing_field
    rows = named(revisions, keys).select_related(thing)
    return {(getattr(row, f"{thing}_id"), row.number): row for row in rows}


def _mentioned(rows: Iterable[EntryRevision]) -> Mapping[type[Any], Collection[int]]:
    """Return the keys of everything that these states name."""
    found: dict[type[Any], set[int]] = defaultdict(set)
    for row in rows:
        shape = shape_of(getattr(row, row.thing_field))
        for name, model in {**shape.keys, **shape.many}.items():
            value = row.fields.get(name)
            found[model].update(value if isinstance(value, list) else [value] if value else ())
    return found


def _new(one: EntryRevision, base: EntryRevision | None, names: revision_text.Names) -> str:
    """Return field by field what is said now; of a longer text the lines that are new."""
    was = dict(_pairs(base, frozenset(), names)) if base is not None else {}
    now = dict(_pairs(one, frozenset() if base is not None else SAID, names))
    told = [
        f"{label}: {what_is_new(was.get(label, ''), text, most=MOST)}"
        for label, text in now.items()
        if text != was.get(label)
    ]
    gone = [label for label in was if label not in now]
    if gone:
        told.append(_("Taken away: %(words)s") % {"words": ", ".join(gone)})
    return " · ".join(told)


def _pairs(
    row: EntryRevision, without: frozenset[str], names: revision_text.Names
) -> list[tuple[str, str]]:
    fields = {name: value for name, value in row.fields.items() if name not in without}
    proposed = row.state in personal_values.PROPOSED
    return revision_text.pairs(
        getattr(row, row.thing_field), fields, proposed=proposed, names=names
    )
