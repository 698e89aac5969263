"""Who hears by mail that something was said, and what the mail says when it leaves.

Whoever takes part in a thread and wants to, and whoever is named in it, hears at once: but gets at
most one mail of a thread in an hour, and the next one tells of all that was said meanwhile. A row
of the outbox holds nothing but the key of one comment. What it says is worked out at each attempt
to send it, and only from what its reader may read then.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community import mail, mail_topics
from community.mails import live_names
from community.mails.comment_texts import address_of
from community.mails.mail_texts import AFTER_UNDO, hello
from community.models import Case, Comment, Mail
from community.models.comments import NAMELESS, CommentQuerySet
from community.talk import places
from text.inline import in_words
from text.languages import current_language
from text.site_address import absolute_url

#: So many letters of what was said stand in a mail to an account, and so many comments.
EXCERPT, MOST = 300, 5
State = Comment.State


def said(comment: Comment, *, case: Case | None) -> None:
    """Note mails to those who are to hear of a comment that has become readable.

    `case` is the decision that made it so: while it can be undone, they wait. Inside `atomic()`.
    """
    first = comment.parent_id or comment.pk
    told = {address_of(comment).lower()}
    for address in (*_named(comment), *_waiting_for_answers(comment)):
        if not address or address.lower() in told:
            continue
        told.add(address.lower())
        mail.queue(
            to=address,
            # Only what stands here until it leaves: `write` says the rest.
            subject=str(mail_topics.TOPICS[mail_topics.ANSWERS].words),
            paragraphs=[],
            why="",
            topic=mail_topics.ANSWERS,
            case=case,
            delay=AFTER_UNDO if case else 0,
            message=mail.in_thread(first),
            about=("comment", comment.pk),
        )


def _named(comment: Comment) -> list[str]:
    """Return the addresses of whom a comment speaks to."""
    rows = comment.mentioned.filter(is_active=True, blocked_at=None)
    return list(rows.values_list("email", flat=True)) if "@" in comment.words else []


def _waiting_for_answers(comment: Comment) -> list[str]:
    """Return the addresses of those in a thread who want to hear of answers."""
    if comment.parent_id is None:
        return []
    rows = _wanting_answers(comment.parent_id).exclude(pk=comment.pk)
    return [address_of(row) for row in rows.select_related("author").order_by("pk")]


def _wanting_answers(first: int) -> CommentQuerySet:
    """Return what was said in a thread by people who want to hear of answers."""
    rows = Comment.objects.in_thread(first)
    return rows.filter(wants_answers=True, mail_confirmed=True, state=State.LIVE)


# --- writing what leaves


def write(rows: Sequence[Mail]) -> mail.Text | None:
    """Return what one mail says of these comments of one thread; None where nothing can be said."""
    to = rows[0].to
    reader = User.objects.filter(email__iexact=to, is_active=True, blocked_at=None).first()
    keys = {row.object_pk for row in rows}
    heard = Comment.objects.visible_to(reader).filter(pk__in=keys).order_by("created", "pk")
    comments = list(heard.select_related("author", "parent").prefetch_related("mentioned"))
    if not comments:
        return None
    where = places.found(comments[0].place_kind)
    thing = where.subject.load(comments[0].place_pk) if where else None
    if where is None or thing is None or not where.subject.visible_to(thing, reader):
        return None
    guest = None if reader else _guest(to, comments[0])
    if reader is None and guest is None:
        return None  # an account that is closed, or an address that was forgotten since
    language = (guest.language if guest else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        url = absolute_url(f"{where.talk_url(thing)}#{comments[0].anchor}")
        if reader is None:
            return _to_guest(len(comments), url)
        return _to_account(reader, comments, str(thing), url)


def _guest(address: str, comment: Comment) -> Comment | None:
    """Return what a guest has said in the thread for which an address was confirmed."""
    rows = _wanting_answers(comment.parent_id or comment.pk)
    return rows.filter(mail__iexact=address).order_by("pk").first()


def _to_guest(number: int, url: str) -> mail.Text:
    """Say that there is an answer, and nothing that was typed: see `mails.mail_texts`."""
    text = ngettext(
        "Somebody has answered in a talk you have written in. You can read it here:",
        "There are %(number)d new answers in a talk you have written in. You can read them here:",
        number,
    )
    return mail.Text(
        _("There is an answer to your comment"),
        [hello(None), text % {"number": number} + f"\n{url}"],
        _("This mail comes because you asked for news of answers to your comment."),
        current_language(),
    )


def _to_account(reader: User, comments: list[Comment], title: str, url: str) -> mail.Text:
    title = " ".join(title.split())
    is_named = any(reader in comment.mentioned.all() for comment in comments)
    if is_named:
        subject = _("Somebody speaks to you about “%(title)s”") % {"title": title}
        why = _("This mail comes because somebody has named you in a talk.")
    else:
        subject = ngettext(
            "A new answer about “%(title)s”", "New answers about “%(title)s”", len(comments)
        ) % {"title": title}
        why = _("This mail comes because you asked for news of answers to your comment.")
    parts = [_part(comment) for comment in comments[:MOST]]
    left = len(comments) - MOST
    if left > 0:
        more = ngettext("And %(number)d more.", "And %(number)d more.", left)
        parts.append(more % {"number": left})
    where = _("You can read it and answer here:") + f"\n{url}"
    return mail.Text(subject, [hello(reader), *parts, where], why, current_language())


def _part(comment: Comment) -> str:
    """Return who says what, in a few words."""
    author = comment.author
    name = live_names.marked(author) if author else comment.author_name or str(NAMELESS)
    words = Truncator(" ".join(in_words(comment.words).split())).chars(EXCERPT)
    return _("%(name)s writes:") % {"name": name} + f"\n{words}"
