"""What is like a thing, when the worker has looked for it, or as a test says."""

from __future__ import annotations

from typing import Any

from search import similar
from search.models import Entry


def look_for_similar() -> None:
    """Ask for all that is new or has changed, as the worker does."""
    while similar.refresh():
        pass


def found_similar(thing: Any, *others: Any) -> None:
    """Keep that search has found these to be like a thing (articles and entries), best first."""
    entry, *found = (
        Entry.objects.get_or_create(kind=kind_of(one), object_id=one.pk)[0]
        for one in (thing, *others)
    )
    similar.keep(entry, [other.pk for other in found])


def kind_of(thing: Any) -> str:
    return str(getattr(thing, "KIND", thing._meta.model_name))
