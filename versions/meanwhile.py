"""What has happened to a thing since a change to it was sent, and was the change combined with it?

For whoever decides on a held change, and for its author, whose receipt says what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from versions.models import AbstractRevision

State = AbstractRevision.State
#: So many names are said; of more, one reads in the history.
NAMED = 4


def changed_by(revisions: QuerySet[Any], *, after: int, up_to: int) -> str:
    """Return "Seither geändert von …": who made what is public between two numbers; "" for nobody.

    Each is named once, a hidden author is not.
    """
    rows = revisions.filter(number__gt=after, number__lte=up_to, state=State.LIVE)
    names = list(dict.fromkeys(map(_name, rows.select_related("author").order_by("number"))))
    if not names:
        return ""
    if len(names) > NAMED:
        names = [*names[:NAMED], "…"]
    return _("Changed since by %(names)s.") % {"names": ", ".join(names)}


def is_combined(revisions: QuerySet[Any], number: int) -> bool:
    """Say whether a held change became public upon a state that its author had not seen."""
    held = revisions.filter(number=number, state=State.ACCEPTED).first()
    if held is None:
        return False
    later = revisions.filter(number__gt=number, author=held.author_id).exclude(state=State.HELD)
    return any(
        _is_upon_another(parents, held) for parents in later.values_list("parents", flat=True)
    )


def _is_upon_another(parents: Iterable[int], held: AbstractRevision) -> bool:
    return held.number in parents and not set(parents) <= {held.number, *held.parents}


def _name(revision: AbstractRevision) -> str:
    nameless = pgettext("changed by", "somebody without a name")
    if revision.author_hidden:
        return nameless
    return (revision.author.name if revision.author else revision.author_name) or nameless
