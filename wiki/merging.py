"""Combining an edit with what others have written since it was begun."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from text.gone_pictures import with_gone, without_gone
from versions.merge import merge
from wiki.edits import Edit
from wiki.errors import ConflictSide, EditConflict
from wiki.models import Revision


@dataclass(frozen=True, slots=True)
class Combined:
    """What is to be saved: the edit itself, or the edit combined with the head."""

    title: str
    body: str
    topics: tuple[int, ...]


def combine(edit: Edit, *, base: Revision, head: Revision, readable: bool = True) -> Combined:
    """Return the edit upon the head. Raises `EditConflict` where both changed the same place.

    Its texts say nothing of pictures that are gone.

    Upon a base that was hidden from the writer meanwhile (not `readable`) nothing is combined: what
    is taken as unchanged would tell whoever guesses the text that the guess was right.
    """
    if not readable:
        raise _conflict_without(base, edit, head)
    mine = own(edit, base)
    if base.number == head.number:
        return mine
    title = _one(base.title, head.title, mine.title)
    merged = merge(base.body, head.body, mine.body)
    topics = _combine_topics(base.topics, head.topics, mine.topics)
    if title is None or not merged.clean:
        # Whoever is asked is not shown what is said of pictures that are gone.
        merged = merge(*map(without_gone, (base.body, head.body, mine.body)))
        if title is not None and merged.clean:  # both had changed no more than that
            return Combined(title, with_gone(merged.text, head.body), topics)
        raise EditConflict(
            _("Somebody else has changed the same place since you began."),
            base=_version(base),
            theirs=_version(head),
            mine=ConflictSide(None, mine.title, _own(edit, base)),
            merged=merged.text,
            merged_title=title or mine.title,
            merged_topics=topics,
            # Whoever may read what is hidden is asked, too, but by no page that would show it.
            merge=None if base.text_hidden or head.text_hidden else merged,
        )
    return Combined(title, merged.text, topics)


def own(edit: Edit, base: Revision) -> Combined:
    """Return the edit upon what it was begun with, without what others have written since."""
    return Combined(
        title=base.title if edit.title is None else edit.title,
        body=base.body if edit.body is None else edit.body,
        topics=tuple(base.topics) if edit.topics is None else edit.topics,
    )


def _conflict_without(base: Revision, edit: Edit, head: Revision) -> EditConflict:
    """Return the conflict of two texts whose common origin nobody may read any more."""
    mine = ConflictSide(
        None,
        head.title if edit.title is None else edit.title,
        without_gone(head.body if edit.body is None else edit.body),
    )
    return EditConflict(
        _("Somebody else has changed the same place since you began."),
        base=_version(base),
        theirs=_version(head),
        mine=mine,
        merged=mine.body,
        merged_title=mine.title,
        merged_topics=tuple(head.topics) if edit.topics is None else edit.topics,
    )


def _one(base: str, theirs: str, mine: str) -> str | None:
    """Return the title both sides agree on; None when each wants another one."""
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else None


def _combine_topics(base: list[int], theirs: list[int], mine: tuple[int, ...]) -> tuple[int, ...]:
    """Apply what the edit added and removed to the topics of the head: sets never conflict."""
    added, removed = set(mine) - set(base), set(base) - set(mine)
    return tuple(sorted((set(theirs) | added) - removed))


def _version(revision: Revision) -> ConflictSide:
    # What was hidden after somebody had begun to write upon it stays hidden.
    hidden = revision.text_hidden
    title, body = ("", "") if hidden else (revision.title, without_gone(revision.body))
    return ConflictSide(revision.number, title, body)


def _own(edit: Edit, base: Revision) -> str:
    return _version(base).body if edit.body is None else without_gone(edit.body)


def author_of(revision: Revision) -> str:
    """Return the name shown as author: of the account, else the one given, "" for nameless."""
    if revision.author_hidden:
        return ""
    return revision.author.name if revision.author else revision.author_name
