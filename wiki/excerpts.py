"""What of waiting contributions to articles is new? The first words, for deciding in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.contract import Key
from versions.excerpts import named, what_is_new
from wiki.models import Revision


@dataclass(frozen=True, slots=True)
class _State:
    """What of a revision can be new; `parents` is the one that it was made from, if any."""

    title: str = ""
    body: str = ""
    parents: Sequence[int] = ()


def excerpts(keys: Iterable[Key]) -> dict[Key, str]:
    """Return what contributions add to what they were made from; where nothing, what they take.

    Two queries. A hidden text stays hidden.
    """
    held = _named(keys)
    before = _named((pk, number) for (pk, _n), new in held.items() for number in new.parents)
    return {
        (pk, number): _told([before.get((pk, one), _State()) for one in new.parents], new)
        for (pk, number), new in held.items()
    }


def _told(before: list[_State], new: _State) -> str:
    old = before[0] if before else _State()
    words = what_is_new(old.body, new.body)
    if old.title and new.title != old.title:
        title = _("Title: %(title)s") % {"title": new.title}
        return f"{title} · {words}" if words else title
    return words


def _named(keys: Iterable[Key]) -> dict[Key, _State]:
    """Return revisions by article and number; one query."""
    rows = named(Revision, keys).values_list("article_id", "number", "title", "body", "parents")
    return {
        (pk, number): _State(title, body, parents[:1]) for pk, number, title, body, parents in rows
    }
