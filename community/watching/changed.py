"""What of a thing is new, in words that everybody may read now? Asked when a mail leaves.

Mails are forwarded, so they hold nothing that is not public, whoever their reader is. What was
taken back meanwhile, so that the thing says what it said before, is nothing new. Many readers are
told of the same, so what was found out is kept until the next public change (`pagecache.shared`);
whatever is hidden ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from community.models import Comment
from community.subjects import SUBJECTS
from community.talk import places
from community.watching.news import NewsItem
from pagecache import shared
from versions import contract as versions
from versions.excerpts import what_is_new
from versions.models import AbstractRevision, Versioned

State = AbstractRevision.State
#: So many letters of what is new stand in a mail.
EXCERPT = 300


@dataclass(frozen=True, slots=True)
class TextChange:
    """What became of a text since a reader was told; `words` are "" where nobody may read any.

    `url` leads to the thing, `comparison` to old and new side by side where everybody may compare
    them. `people` are the keys of the accounts that have written.
    """

    words: str
    url: str
    is_new: bool
    people: tuple[int, ...] = ()
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What is told of one thing."""

    title: str
    text: TextChange | None
    comments: int
    comment_url: str


#: Returns what is new of a public thing since before a number; None where nothing is.
Reader = Callable[[Any, int], TextChange | None]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    """Name what reads things that have no revisions of ours (`happenings.of_publishing`)."""
    _readers[kind] = reader


def changed(item: NewsItem, seen: int) -> ThingChange | None:
    """Return what is new of a thing; None where nothing is, or not everybody may know of it.

    `seen` is the content version, read for this very reader. No query where the same was asked in
    it before.
    """
    words = f"{item.kind} {item.pk} {item.first} {item.comments}"
    # What is nothing new is worth keeping, too.
    found = shared.kept("community:change", words, lambda: (_read(item),), seen=seen)
    return found[0] if found else None


def _read(item: NewsItem) -> ThingChange | None:
    subject = SUBJECTS.get(item.kind)
    thing = subject.load(item.pk) if subject else None
    if subject is None or thing is None or not subject.visible_to(thing, None):
        return None
    text = None
    if item.first:
        read = _readers.get(item.kind)
        text = read(thing, item.first) if read else _text(item, thing)
    said = Comment.objects.public().filter(pk__in=item.comments, place_kind=item.kind)
    comments = list(said.order_by("pk")) if item.comments else []
    if text is None and not comments:
        return None
    return ThingChange(
        title=" ".join(str(thing).split()),
        text=text,
        comments=len(comments),
        comment_url=_comment_url(item.kind, thing, comments[0]) if comments else "",
    )


def _comment_url(kind: str, thing: object, comment: Comment) -> str:
    return f"{places.place(kind).talk_url(thing)}#{comment.anchor}"


def _text(item: NewsItem, thing: Versioned) -> TextChange | None:
    kind = versions.found(item.kind)
    if kind is None or kind.visible is None or thing.published_number < item.first:
        return None
    url = kind.url(thing)
    rows = kind.visible(thing, None).filter(state=State.LIVE)
    now = rows.filter(number=thing.published_number).first()
    if now is None:  # of a thing without names nobody reads the history
        return TextChange("", url, is_new=False)
    people = _writers(rows.filter(number__gte=item.first, number__lte=now.number))
    before = rows.filter(number__lt=item.first).order_by("-number").first()
    if before is None:
        words = "" if now.text_hidden else what_is_new("", kind.text(now), most=EXCERPT)
        return TextChange(words, url, is_new=True, people=people)
    if now.text_hidden or before.text_hidden:
        return TextChange("", url, is_new=False, people=people)
    words = _difference(kind.text, before, now)
    if not words:
        return None
    there = f"{url}vergleich/?from={before.number}&to={now.number}"
    return TextChange(words, url, is_new=False, people=people, comparison=there)


def _difference(text: Callable[[Any], str], before: AbstractRevision, now: AbstractRevision) -> str:
    old, new = text(before), text(now)
    return "" if old == new else what_is_new(old, new, most=EXCERPT)


def _writers(rows: QuerySet[Any]) -> tuple[int, ...]:
    """Return the keys of who has written these revisions, each once."""
    told = rows.filter(author_hidden=False, author__isnull=False, minor=False)
    return tuple(dict.fromkeys(told.order_by("number").values_list("author", flat=True)))
