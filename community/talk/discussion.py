"""Talking below a page: comments and answers, held until somebody has looked at them.

An app says once where people may talk, from `AppConfig.ready()`::

    discussion.register(discussion.TalkedAbout(PAGES, is_open=…, question=…, changed=…))

where `PAGES` is a `community.subjects.Subject`, and shows a talk with `discussion.talk("page",
pk)` and `templates/community/talk.html`. The form lies at an address of its own, so that the page
itself can be stored for everybody. What is held waits in the inbox like every other contribution
(`community.talk.comment_kind`).

Errors::

    CommentError
    ├── Closed        nobody may write here any more
    └── NotAllowed    this person may not
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import pagecache
from accounts.models import User
from community import cases, trust
from community.mails import comment_texts
from community.models import Case, Comment
from community.subjects import SUBJECTS, Subject
from community.watching import happenings
from text.inline import in_words

State = Comment.State
KIND = "comment"
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class CommentError(Exception):
    """A comment cannot be written."""


class Closed(CommentError):
    """The talk is over, or was never opened."""


class MayNotComment(CommentError):
    """This person may not comment here."""


@dataclass(frozen=True, slots=True)
class SpamQuestion:
    """What guests are asked in place of a foreign riddle; any of the answers will do."""

    text: str
    answers: tuple[str, ...]

    def is_right(self, answer: str) -> bool:
        """Compare without case, blanks and full stops at the ends."""
        given = answer.strip(" .!?\t\n").casefold()
        return given in {known.strip().casefold() for known in self.answers}


def no_question() -> SpamQuestion | None:
    """Ask nothing."""
    return None


@dataclass(frozen=True, slots=True)
class TalkedAbout:
    """A kind of thing that people talk about.

    `subject`          what it is; its `url` is the path of the page that shows the talk
    `is_open(thing)`   whether comments may be written now
    `question()`       what guests are asked, None for nothing
    `changed(pk)`      called inside the transaction in which what is public changes
    """

    subject: Subject
    is_open: Callable[[Any], bool]
    changed: Callable[[int], None]
    question: Callable[[], SpamQuestion | None] = no_question


_places: dict[str, TalkedAbout] = {}


def register(place: TalkedAbout) -> None:
    """Make a kind of place known, once."""
    SUBJECTS.register(place.subject)
    _places[place.subject.key] = place


def place(kind: str) -> TalkedAbout:
    """Return a registered kind of place; `KeyError` when there is none of this name."""
    return _places[kind]


def is_place(kind: str) -> bool:
    """Say whether people talk about things of a kind."""
    return kind in _places


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment with its answers in the order they were written."""

    first: Comment
    answers: list[Comment] = field(default_factory=list)


def talk(kind: str, pk: int) -> list[Thread]:
    """Return what everybody may read at a place, the oldest thread first. One query."""
    threads: dict[int, Thread] = {}
    rows = Comment.objects.at(kind, pk).live().select_related("author").order_by("created", "pk")
    for comment in rows:
        if comment.parent_id is None:
            threads[comment.pk] = Thread(comment)
        elif comment.parent_id in threads:
            threads[comment.parent_id].answers.append(comment)
    return list(threads.values())


def words_at(kind: str, pks: Iterable[int]) -> Mapping[int, str]:
    """Return the public words said at places, for search, by primary key of the place."""
    found: dict[int, list[str]] = {}
    rows = Comment.objects.filter(place_kind=kind, place_pk__in=list(pks)).live()
    for pk, words in rows.order_by("created", "pk").values_list("place_pk", "words"):
        found.setdefault(pk, []).append(in_words(words))
    return {pk: "\n\n".join(parts) for pk, parts in found.items()}


def unanswered(kind: str) -> Iterable[Comment]:
    """Return the public first comments of a kind of place without an answer, oldest first."""
    answers = Comment.objects.filter(parent=OuterRef("pk"), state=State.LIVE)
    firsts = Comment.objects.filter(place_kind=kind, parent=None, state=State.LIVE)
    return firsts.exclude(Exists(answers)).select_related("author").order_by("created", "pk")


@dataclass(frozen=True, slots=True)
class CommentWriter:
    """Who comments: an account, or a guest's name, and a mail address for news of answers."""

    user: User | None = None
    name: str = ""
    mail: str = ""
    wants_answers: bool = False
    network: str = ""


def write_comment(
    *, kind: str, pk: int, words: str, writer: CommentWriter, parent: Comment | None = None
) -> tuple[Comment, Case | None]:
    """Write a comment or an answer. Returns it, and the case where it waits (None: live at once).

    Raises `Closed`, `MayNotComment`.
    """
    where = place(kind)
    thing = where.subject.load(pk)
    if thing is None or not where.is_open(thing):
        raise Closed
    if not trust.may(writer.user, "comment", thing):
        raise MayNotComment
    change = trust.Change(links=len(_LINK.findall(words)))
    because = trust.held_because(writer.user, thing, change)
    with transaction.atomic():
        comment = _stored(where, pk, words, writer, parent)
        if because:
            return comment, _held(comment, where, thing, writer, because)
        publish(comment)
    return comment, None


def _stored(
    where: TalkedAbout, pk: int, words: str, writer: CommentWriter, parent: Comment | None
) -> Comment:
    user = writer.user
    keeps_mail = writer.wants_answers and bool(user or writer.mail)
    comment = Comment.objects.create(
        place_kind=where.subject.key,
        place_pk=pk,
        parent=_first_of(parent),
        author=user,
        author_name="" if user else writer.name,
        mail=writer.mail if keeps_mail and not user else "",
        # An account's address is confirmed already.
        mail_confirmed=keeps_mail and user is not None,
        wants_answers=keeps_mail,
        words=words.strip(),
        language=get_language() or "",
    )
    if comment.mail:
        comment_texts.confirm_answers(comment)
    return comment


def _first_of(parent: Comment | None) -> Comment | None:
    return parent.parent if parent is not None and parent.parent_id else parent


def _held(
    comment: Comment, where: TalkedAbout, thing: Model, writer: CommentWriter, because: str
) -> Case:
    return cases.open_case(
        sort=Case.Sort.PENDING,
        kind=KIND,
        pk=comment.pk,
        title=str(_("Comment on “%(title)s”")) % {"title": thing},
        url=f"{where.subject.url(thing)}#{comment.anchor}",
        # The address goes with the comment, and only for news of answers.
        sender=cases.Sender(writer.user, comment.author_name, network=writer.network),
        scopes=trust.scopes_of(thing),
        held_because=because,
    )


def publish(comment: Comment) -> None:
    """Let everybody read a comment, and tell those who wait for an answer. Inside `atomic()`."""
    move(comment, State.LIVE)
    happenings.of_comment(comment)
    case = Case.objects.pending().about(KIND, comment.pk).first()
    for other in _waiting_for_answers(comment):
        comment_texts.answered(other, answer=comment, url=url_of(comment), case=case)


def move(comment: Comment, state: str, *, only_from: Collection[str] = tuple(State.values)) -> bool:
    """Give a comment another state; search and stored pages follow. Inside `atomic()`.

    Says whether it was in one of the states that are named; otherwise it stays as it is. A
    guest who takes a comment back takes name and address back with it; the address beside a refused
    one is forgotten when that can no longer be undone (`community.people.forgetting`).
    """
    rows = Comment.objects.filter(pk=comment.pk, state__in=only_from)
    if not rows.update(state=state):
        return False
    comment.state = state
    if state == State.WITHDRAWN:
        comment.mail, comment.wants_answers, comment.author_name = "", False, ""
        comment.save(update_fields=["mail", "wants_answers", "author_name"])
    if comment.place_kind in _places:
        place(comment.place_kind).changed(comment.place_pk)
    pagecache.bump()
    return True


def _waiting_for_answers(comment: Comment) -> list[Comment]:
    """Return one comment for each person of the thread who wants to hear of answers."""
    if comment.parent_id is None:
        return []
    thread = Comment.objects.filter(wants_answers=True, mail_confirmed=True, state=State.LIVE)
    thread = thread.filter(pk=comment.parent_id) | thread.filter(parent=comment.parent_id)
    found: dict[str, Comment] = {}
    for other in thread.exclude(pk=comment.pk).select_related("author").order_by("pk"):
        address = comment_texts.address_of(other)
        if address and address != comment_texts.address_of(comment):
            found.setdefault(address, other)
    return list(found.values())


def url_of(comment: Comment) -> str:
    """Return where a comment is read; "" where its place is gone."""
    where = _places.get(comment.place_kind)
    thing = where.subject.load(comment.place_pk) if where else None
    return f"{where.subject.url(thing)}#{comment.anchor}" if where and thing is not None else ""


def forget_place(kind: str, pk: int) -> None:
    """Remove what was said about something that is deleted. Inside `atomic()`."""
    Comment.objects.at(kind, pk).delete()
