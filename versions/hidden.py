"""What follows from a text that is hidden, and so is hidden with it.

A digest or a size lets a short text be guessed, and the growth of the next revision tells the size
of the one before. Nobody needs either of a text that cannot be read; whoever may read it, reads it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, IntegerField, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from versions.models import AbstractRevision, Versioned

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def with_hidden_parents(rows: Rows) -> Rows:
    """Note with each revision whether the text it was made from is hidden; no query of its own."""
    thing = f"{rows.model.thing_field}_id"
    first = Cast(KeyTextTransform(0, "parents"), IntegerField())
    hidden = rows.model._default_manager.filter(
        **{thing: OuterRef(thing)}, number=OuterRef("first_parent"), text_hidden=True
    )
    marked: Rows = rows.annotate(first_parent=first).annotate(parent_hidden=Exists(hidden))
    return marked


def shown_growth(revision: AbstractRevision) -> int | None:
    """Return by how many bytes a revision is longer than its parent; None where that would tell.

    Needs `with_hidden_parents`: what is not known to be readable is not told.
    """
    if revision.text_hidden or getattr(revision, "parent_hidden", True):
        return None
    return revision.size_change


def shown_content(revision: AbstractRevision) -> dict[str, Any]:
    """Return `size` and `sha256` of a revision's content, None where its text is hidden."""
    names = ("size", "sha256")
    return {name: None if revision.text_hidden else getattr(revision, name) for name in names}


def says_hidden_text(thing: object) -> bool:
    """Say whether the text that a thing would show is hidden: that is given back first."""
    if not isinstance(thing, Versioned):
        return False
    revisions: QuerySet[Any] = thing.revisions  # type: ignore[attr-defined]  # each app's own rows
    return revisions.filter(number=thing.published_number, text_hidden=True).exists()
