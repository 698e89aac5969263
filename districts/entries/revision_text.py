"""How does a revision of an entry read? As lines, for comparing, and as pairs, for showing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, DecimalField, QuerySet, TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.calendar import recurrence, single_times
from districts.entries import personal_values
from districts.entries.dates import SHAPE as DATE
from districts.entries.revision_values import Fields, shape_of
from districts.entries.shape import Shape
from districts.models import Access, EntryRevision, Purpose, Reason, VersionedEntry
from districts.models.several import chosen
from districts.querysets import is_public
from text.days import with_weekday
from text.gone_pictures import without_gone
from text.inline import amount
from versions.merge import FieldConflict

#: What nobody reads in a history: the address messages go to, and places on the globe.
SILENT = frozenset({"mail", "latitude", "longitude", "exceptions"})
#: What tells of people and organisations; left out of projects without names.
NAMING = frozenset({"actors", "funded_by"})
_SEVERAL: dict[str, type[TextChoices]] = {"purposes": Purpose, "failed_because": Reason}
#: Says how the things of a model are called that have these keys, one a line.
Names = Callable[[type[Any], Collection[int]], str]


def names_of(model: type[Any], pks: Collection[int]) -> str:
    """Return the names behind primary keys, one a line; hidden entries are left out."""
    return "\n".join(sorted(str(row) for row in _shown(model, pks)))


def read_names(wanted: Mapping[type[Any], Collection[int]]) -> Names:
    """Read the names behind many keys, one query for each model, and answer as `names_of` does."""
    found = {
        model: {row.pk: str(row) for row in _shown(model, pks)} for model, pks in wanted.items()
    }

    def names(model: type[Any], pks: Collection[int]) -> str:
        return "\n".join(sorted(found[model][pk] for pk in pks if pk in found[model]))

    return names


def _shown(model: type[Any], pks: Collection[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=pks)
    if any(field.name == "state" for field in model._meta.fields):
        rows = rows.filter(is_public(model))
    return rows


def pairs(
    thing: VersionedEntry, fields: Fields, *, proposed: bool = False, names: Names = names_of
) -> list[tuple[str, str]]:
    """Return the filled fields of a state of `thing` as label and text, in the form's order.

    Personal values are left out where the entry no longer has them, unless they are `proposed`.
    `names` finds the names of other things, for whoever has read those of many states at once.
    """
    shape = shape_of(thing)
    silent = set(SILENT)
    if not proposed:
        silent |= set(personal_values.names(shape, fields)) - personal_values.shown(thing, fields)
    if getattr(thing, "nameless", False) or fields.get("nameless"):
        silent |= NAMING
    if not fields.get("phone_public", True):
        silent.add("phone")
    told = [n for n in (*shape.columns, *shape.keys, *shape.many) if n not in silent]
    told += [name for name in shape.rows if name in fields]
    found = [(_label(shape, name), _text(shape, name, fields.get(name), names)) for name in told]
    return [(label, text) for label, text in found if text]


def text_of(revision: EntryRevision) -> str:
    """Return a revision as lines: each field under its name."""
    thing = getattr(revision, revision.thing_field)
    proposed = revision.state in personal_values.PROPOSED
    found = pairs(thing, revision.fields, proposed=proposed)
    return "\n\n".join(f"{label}\n{text}" for label, text in found)


def label_of(shape: Shape, name: str) -> str:
    """Return what a field is called; nested names belong to their field."""
    return _label(shape, name.partition(".")[0])


def value_in_words(shape: Shape, name: str, value: object) -> str:
    """Return a value as people read it; a nested name is a part of its field."""
    field, _dot, part = name.partition(".")
    return _part_of_time(part, value) if field == "changes" and part else _text(shape, field, value)


def conflict_rows(shape: Shape, conflicts: Iterable[FieldConflict]) -> list[dict[str, str]]:
    """Return what two have changed differently, as the page of a conflict takes it."""
    return [
        {
            "label": label_of(shape, conflict.field),
            "theirs": value_in_words(shape, conflict.field, conflict.theirs),
            "mine": value_in_words(shape, conflict.field, conflict.mine),
        }
        for conflict in conflicts
    ]


def _label(shape: Shape, name: str) -> str:
    if name in shape.rows and shape.rows[name].label:
        return str(shape.rows[name].label)
    label = str(shape.model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _text(shape: Shape, name: str, value: Any, names: Names = names_of) -> str:
    if value is None or value is False or value in ("", []):
        return ""  # but a nought says something: that it costs nothing
    if value is True:
        return _("yes")
    if name in shape.many:
        return names(shape.many[name], value)
    if name in shape.keys:
        return names(shape.keys[name], [value])
    if name in shape.rows:
        return shape.rows[name].in_words(value)
    if name == "access":
        return "\n".join(str(label) for key, label in Access.choices if key in value)
    if name in _SEVERAL:
        return "\n".join(str(choice.label) for choice in chosen(_SEVERAL[name], value))
    if name == "changes":
        return _changes(value)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if name in ("start", "end"):
        moment = datetime.fromisoformat(value).astimezone(recurrence.ZONE)
        return with_weekday(moment, "DATETIME_FORMAT")
    column = shape.model._meta.get_field(name)
    if isinstance(column, DateField):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(column, DecimalField):
        return amount(value)
    return without_gone(str(dict(column.flatchoices).get(value, value)))


def _changes(value: object) -> str:
    """Return what is different at single times, one a line."""
    return "\n".join(_change(day, change) for day, change in sorted(single_times.read(value)))


def _part_of_time(part: str, value: object) -> str:
    """Return what a conflict is about: a single time ("2027-07-14") or a part of it."""
    day, _dot, own = part.partition(".")
    if value in (None, "") or own.endswith("because"):
        return str(value or "")
    return _changes({day: {own: value} if own else value})


def _change(day: date, change: single_times.TimeChange) -> str:
    said = []
    if change.cancelled:
        why = f" ({change.cancelled_because})" if change.cancelled_because else ""
        said.append(f"{_('cancelled')}{why}")
    for name in single_times.OWN:
        own = getattr(change, name)
        if own is not None:
            plain = own.isoformat() if isinstance(own, datetime) else own
            said.append(f"{_label(DATE, name)}: {_text(DATE, name, plain) or '–'}")
    because = f" ({change.because})" if change.because else ""
    return f"{date_format(day, 'DATE_FORMAT')}: {'; '.join(said)}{because}"
