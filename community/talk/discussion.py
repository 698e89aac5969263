"""Talking below a page: comments and answers, held until somebody has looked at them.

Where people may talk is said in `community.talk.places`, what they may read in
`community.talk.threads`. The form lies at an address of its own, so that the page itself can be
stored for everybody. What is held waits in the inbox like every other contribution
(`community.talk.comment_kind`).

Errors::

    CommentError
    ├── Closed           nobody may write here any more
    ├── MayNotComment    this person may not
    ├── NothingToAnswer  its writer cannot read (any more) what it answers
    └── TooManyNames     it speaks to more people than five
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max, Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import pagecache
from accounts.models import User
from community import cases, limits, trust
from community.mails import comment_texts, talk_mail
from community.models import Case, Comment
from community.models.comments import SUBJECT_LENGTH
from community.talk import audience, mentions
from community.talk.passages import AskedWords
from community.talk.places import TalkedAbout, found, place, shown_key
from community.watching import happenings
from text import names

State = Comment.State
KIND = "comment"
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
#: So many threads of one place may become public at the same moment.
TRIES = 20


class CommentError(Exception):
    """A comment cannot be written."""


class Closed(CommentError):
    """The talk is over, or was never opened."""


class MayNotComment(CommentError):
    """This person may not comment here."""


class NothingToAnswer(CommentError):
    """What is answered is not there, or not to be read by whoever answers."""


class TooManyNames(CommentError):
    """A comment speaks to more people than it may."""


@dataclass(frozen=True, slots=True)
class CommentWriter:
    """Who comments: an account, or a guest's name, and a mail address for news of answers."""

    user: User | None = None
    name: str = ""
    mail: str = ""
    wants_answers: bool = False
    network: str = ""


@dataclass(frozen=True, slots=True)
class CommentWords:
    """What a comment says: its words; of a thread, what it is about, and among whom it is."""

    words: str
    subject: str = ""
    audience: str = Comment.Audience.ALL
    passage: AskedWords | None = None


def write_comment(
    *,
    kind: str,
    pk: int,
    words: str | CommentWords,
    writer: CommentWriter,
    parent: Comment | None = None,
) -> tuple[Comment, Case | None]:
    """Write a comment or an answer. Returns it, and the case where it waits (None: live at once).

    Raises `Closed`, `MayNotComment`, `NothingToAnswer`, `TooManyNames`, `limits.LimitReached`.
    """
    said = CommentWords(words) if isinstance(words, str) else words
    where = place(kind)
    thing = where.subject.load(pk)
    if thing is None or not where.is_open(thing):
        raise Closed
    if not trust.may(writer.user, "comment", thing):
        raise MayNotComment
    named = _named(said, where, thing, writer.user)
    change = trust.Change(links=len(_LINK.findall(f"{said.subject} {said.words}")))
    because = trust.held_because(writer.user, thing, change)
    with transaction.atomic():
        if named:
            limits.count(action="mention", user=writer.user, network=writer.network)
        _ensure_readable(parent, kind, pk, writer.user)
        comment = _stored(where, pk, said, writer, _first_of(parent))
        comment.mentioned.set(named)
        if because:
            return comment, _held(comment, where, thing, writer, because)
        publish(comment)
    return comment, None


def _named(
    said: CommentWords, where: TalkedAbout, thing: Model, speaker: User | None
) -> list[User]:
    """Return whom a comment speaks to; most speak to nobody, and ask nothing."""
    if "@" not in said.words:
        return []
    people = mentions.candidates(where.subject.key, thing, speaker)
    try:
        return mentions.named_in(said.words, people)
    except mentions.TooManyMentions as error:
        raise TooManyNames from error


def _ensure_readable(parent: Comment | None, kind: str, pk: int, user: User | None) -> None:
    """Refuse an answer to what was hidden meanwhile: it would be read without it, or by nobody."""
    if parent is None:
        return
    if not Comment.objects.at(kind, pk).visible_to(user).filter(pk=parent.pk).exists():
        raise NothingToAnswer


def _stored(
    where: TalkedAbout, pk: int, said: CommentWords, writer: CommentWriter, first: Comment | None
) -> Comment:
    user, kind = writer.user, where.subject.key
    keeps_mail = writer.wants_answers and bool(user or writer.mail)
    comment = Comment(
        place_kind=kind,
        place_pk=pk,
        parent=first,
        audience=audience.of(kind, pk, user, said.audience, first),
        author=user,
        author_name="" if user else writer.name,
        mail=writer.mail if keeps_mail and not user else "",
        # An account's address is confirmed already.
        mail_confirmed=keeps_mail and user is not None,
        wants_answers=keeps_mail,
        words=said.words.strip(),
        language=get_language() or "",
    )
    if first is None:
        _begin(comment, said)
    else:
        comment.save()
    if comment.mail:
        comment_texts.confirm_answers(comment)
    return comment


def _begin(comment: Comment, said: CommentWords) -> None:
    """Store the first comment of a thread."""
    comment.subject = names.line(said.subject)[:SUBJECT_LENGTH]
    if said.passage is not None:
        comment.passage, comment.passage_number = said.passage.words, said.passage.number
        comment.passage_before = said.passage.before
        comment.passage_after = said.passage.after
    comment.save()


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
        url=f"{where.talk_url(thing)}#{comment.anchor}",
        # The address goes with the comment, and only for news of answers.
        sender=cases.Sender(writer.user, comment.author_name, network=writer.network),
        scopes=trust.scopes_of(thing),
        held_because=because,
    )


def publish(comment: Comment) -> None:
    """Let it be read, and tell those who wait for an answer or are named. Inside `atomic()`."""
    move(comment, State.LIVE)
    if comment.audience == Comment.Audience.ALL:
        happenings.of_comment(comment)
    case = Case.objects.pending().about(KIND, comment.pk).first()
    talk_mail.said(comment, case=case)


def _number(comment: Comment) -> None:
    """Give the first comment of a thread the next number at its place, once. Inside `atomic()`.

    It has none before everybody may read it, so that gaps tell of nothing that waits, was refused,
    or was said among two.
    """
    if comment.parent_id is not None or comment.number:
        return
    rows = Comment.objects.at(comment.place_kind, comment.place_pk)
    for tried in range(TRIES):
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                rows.filter(pk=comment.pk).update(number=number)
        except IntegrityError:
            # Somebody else's has come to be public at this moment and has the number.
            if tried == TRIES - 1:
                raise
        else:
            comment.number = number
            return


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
    if state == State.LIVE and comment.audience == Comment.Audience.ALL:
        _number(comment)
    where = found(comment.place_kind)
    if where is not None:
        where.changed(comment.place_pk)
    pagecache.bump([shown_key(comment.place_kind, comment.place_pk)])
    return True


def url_of(comment: Comment) -> str:
    """Return where a comment is read; "" where its place is gone."""
    where = found(comment.place_kind)
    thing = where.subject.load(comment.place_pk) if where else None
    return f"{where.talk_url(thing)}#{comment.anchor}" if where and thing is not None else ""


def forget_place(kind: str, pk: int) -> None:
    """Remove what was said about something that is deleted. Inside `atomic()`."""
    Comment.objects.at(kind, pk).delete()
