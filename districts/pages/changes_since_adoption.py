"""What has a project changed since somebody took it over?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from districts.entries import revision_text
from districts.entries.projects import SHAPE as PROJECT
from districts.entries.revision_values import Fields
from districts.models import Adoption, EntryRevision
from versions.comparing import difference


def changes_since(adoption: Adoption) -> dict[str, Any] | None:
    """Return the difference between the source as it was read and as it is now.

    `labels` names the fields that changed, `difference` is what `versions/difference.html` takes.
    None where nothing changed that may be shown: names of a project without names, or a text that
    a moderator hid. One query, and one for each list of names that changed.
    """
    if not adoption.has_changed:
        return None
    source = adoption.source
    wanted = (adoption.source_revision, source.published_number)
    rows = source.revisions.filter(number__in=wanted, text_hidden=False)
    states: dict[int, Fields] = {
        row.number: row.fields for row in rows if row.state == EntryRevision.State.LIVE
    }
    if len(states) < 2:
        return None
    silent = revision_text.SILENT | (revision_text.NAMING if source.nameless else frozenset())
    before, after = states[wanted[0]], states[wanted[1]]
    changed = [
        name
        for name in after
        if name not in silent and name != "nameless" and before.get(name) != after[name]
    ]
    if not changed:
        return None
    return {
        "labels": [revision_text.label_of(PROJECT, name) for name in changed],
        "difference": difference(
            _text(before, changed),
            _text(after, changed),
            old_label=_("version %(n)s") % {"n": wanted[0]},
            new_label=_("version %(n)s") % {"n": wanted[1]},
        ),
    }


def _text(fields: Fields, names: list[str]) -> str:
    """Return some fields as lines, each under its name."""
    return "\n\n".join(
        f"{revision_text.label_of(PROJECT, name)}\n"
        f"{revision_text.value_in_words(PROJECT, name, fields.get(name))}"
        for name in names
    )
