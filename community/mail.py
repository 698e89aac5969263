"""Mails: written beside what they tell about, in its transaction, and sent by the worker.

What was sent is not kept: an outbox would be one more list of names and addresses. Only the demo,
which sends nothing, shows its mails for two weeks.

Each one says why it comes and has a link that stops its kind. None holds a text that is not public:
mails are forwarded, and stay where they are when something is hidden later. Nothing is sent twice
unless the process dies between the mail server's answer and our note of it.

A mail may wait (`delay`) until the decision it tells about can no longer be undone. Whether its
reader may know what it tells of is asked when it leaves (`about`). Messages about decisions, and of
what somebody watches, are written only then (`register_writer`); those about decisions to one
reader are one mail, at most once in an hour.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from community import contract, limits
from community.mail_topics import TOPICS
from community.mails import pauses
from community.mails.live_names import resolved
from community.mails.stops import is_stopped, stop_url
from community.models import Case, Mail

logger = logging.getLogger(__name__)
BATCH = 50
# Minutes until the next try: a mail server may be away for an evening.
BACKOFF = (1, 5, 15, 60, 180, 360, 720)
# What no server took in all these tries is given up; in the demo everything is shown so long.
GIVEN_UP = timedelta(days=3)
#: Seconds until a mail server that was away is asked whether it is back.
ASK_AGAIN = 60.0
KEPT = timedelta(days=14)
#: Letters about decisions: to accounts whose contribution or report it was, or whose text was
#: reported, and to guests. What a guest typed and what an account did never share a mail.
ANSWER, AUTHOR, GUEST = "answer", "author", "guest"
DECISIONS = (ANSWER, AUTHOR, GUEST)
#: What is new where somebody watches: a digest, or one thing at once.
WATCHED = "watched"
#: What was said in one thread; the key of its first comment follows.
TALK = "talk"


def in_thread(first: int) -> str:
    """Return the message of what was said in the thread of this first comment."""
    return f"{TALK} {first}"


def together(message: str) -> tuple[str, ...]:
    """Return which messages to one address are one mail in an hour, with this one; () for none."""
    if message == GUEST or _sort(message) == TALK:
        return (message,)
    return (ANSWER, AUTHOR) if message in DECISIONS else ()


def _sort(message: str) -> str:
    return message.partition(" ")[0]


def queue(
    *,
    to: str,
    subject: str,
    paragraphs: list[str],
    why: str,
    topic: str,
    case: Case | None = None,
    delay: float = 0,
    unasked: str = "",
    message: str = "",
    about: tuple[str, int] = ("", 0),
) -> Mail | None:
    """Note a mail to be sent, in the caller's transaction and language.

    `why` is the sentence that says why it comes. `unasked` says what an address is written for that
    somebody merely typed: it gets few mails of each sort, so that nobody can flood it through us,
    nor use up what others are to get. `message` names one about a decision, which is written
    when it leaves, or one that can be called back; `about` is kind and key of what the reader must
    be allowed to know of then. Returns None when the address wants no mails of this topic, or has
    had enough; raises `KeyError` for a topic that nobody has registered.
    """
    TOPICS[topic]  # raises for a topic that nobody has registered
    if not to or is_stopped(to, topic):
        return None
    if unasked and not _within_limit(to, unasked):
        return None
    where = stop_url(to, topic)
    return Mail.objects.create(
        to=to,
        subject=_one_line(subject),
        body=_body(paragraphs, why, where),
        topic=topic,
        case=case,
        message=message,
        object_kind=about[0],
        object_pk=about[1],
        stop_url=where,
        next_try=timezone.now() + timedelta(seconds=delay),
    )


def call_back(*, to: str, message: str, pk: int = 0) -> int:
    """Let a mail (about a thing) not leave, because what it tells was taken back.

    Returns how many had waited.
    """
    return Mail.objects.filter(to=to, message=message, object_pk=pk, sent=None).delete()[0]


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]


def _body(paragraphs: list[str], why: str, where: str) -> str:
    stop = _("You do not want mails of this kind any more? Stop them here:")
    return "\n\n".join([*paragraphs, f"-- \n{why}\n{stop}\n{where}"])


def _within_limit(address: str, sort: str) -> bool:
    key = limits.hashed(f"mail {sort}", address.strip().lower())
    try:
        limits.count(action="mail", user=None, network=key)
    except limits.LimitReached:
        return False
    return True


# --- sending


class _Server:
    """What this process knows of the mail server: why it takes no mails, and when to ask again."""

    def __init__(self) -> None:
        self.problem, self.ask_again = "", 0.0

    def answered(self) -> None:
        self.problem = ""

    def refused(self, error: Exception) -> None:
        self.problem, self.ask_again = type(error).__name__, time.monotonic() + ASK_AGAIN

    def ask(self) -> None:
        """Connect, so that its return is noticed before the next mail is due."""
        try:
            with get_connection(settings.MAIL_SERVER_BACKEND) as connection:
                connection.open()
        except (SMTPException, OSError) as error:
            self.refused(error)
        else:
            self.answered()


_server = _Server()


def trouble() -> str:
    """Say, in a word, why the mail server takes no mails; "" when it does, as far as is known."""
    return _server.problem


@dataclass(frozen=True, slots=True)
class Text:
    """What a mail says when it leaves, in the language of its reader."""

    subject: str
    paragraphs: list[str]
    why: str
    language: str


Writer = Callable[[Sequence[Mail]], Text | None]
_writers: dict[str, Writer] = {}


def register_writer(write: Writer, *messages: str) -> None:
    """Name what writes these messages, those to one reader as one mail, at the moment they leave.

    It returns None when there is nothing to say any more.
    """
    _writers.update(dict.fromkeys(messages, write))


def send_due() -> int:
    """Send what is due; the worker calls this every few seconds. Returns how many were sent."""
    due = _due()
    mails = list(due.order_by("next_try", "pk")[:BATCH])
    if not mails:
        if _server.problem and time.monotonic() >= _server.ask_again:
            _server.ask()
        return 0
    with get_connection() as connection:
        return sum(_send(mail, connection) for mail in mails)


def _due() -> QuerySet[Mail]:
    now = timezone.now()
    return Mail.objects.filter(sent=None, next_try__lte=now, attempts__lt=len(BACKOFF) + 1)


def _send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Send one mail that is ours to send; put it off when the mail server does not want it."""
    claimed = _claimed(mail)
    if not claimed:
        return False  # another worker, an undone decision, or it left within another mail
    rows = Mail.objects.filter(pk__in=[one.pk for one in claimed])
    mail = claimed[0]
    if is_stopped(mail.to, mail.topic) or not _is_still_to_be_said(mail, claimed):
        rows.delete()
        return False
    try:
        message_of(mail, connection).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("Mail %s could not be sent: %s", mail.pk, type(error).__name__)
        rows.update(error=f"{type(error).__name__}: {error}"[:300])
        # That it does not want one reader or one text says nothing of the next mail.
        if not isinstance(error, (SMTPRecipientsRefused, SMTPDataError, ValueError)):
            _server.refused(error)
        return False
    _server.answered()
    if shared := together(mail.message):
        pauses.begin(to=mail.to, sort=shared[0])
    if settings.DEMO:
        Mail.objects.filter(pk=mail.pk).update(
            sent=timezone.now(), error="", subject=mail.subject, body=mail.body
        )
        rows = rows.exclude(pk=mail.pk)
    rows.delete()
    return True


@transaction.atomic
def _claimed(mail: Mail) -> list[Mail]:
    """Take a mail, with the others to its reader that are one with it, for one attempt."""
    rows = _due().filter(pk=mail.pk)
    if shared := together(mail.message):
        rows = _due().filter(to__iexact=mail.to, message__in=shared)
    found = list(rows.select_for_update().order_by("created", "pk"))
    if mail not in found or _is_too_early(found):
        return []
    wait = timedelta(minutes=BACKOFF[min(mail.attempts, len(BACKOFF) - 1)])
    Mail.objects.filter(pk__in=[one.pk for one in found]).update(
        attempts=F("attempts") + 1, next_try=timezone.now() + wait
    )
    return found


def _is_too_early(mails: list[Mail]) -> bool:
    """Put mails off when their reader has just had one of the sort; say whether they were."""
    mail = mails[0]
    shared = together(mail.message)
    end = pauses.end(to=mail.to, sort=shared[0]) if shared else None
    if end is None:
        return False
    Mail.objects.filter(pk__in=[one.pk for one in mails]).update(next_try=end)
    return True


def _is_still_to_be_said(mail: Mail, mails: list[Mail]) -> bool:
    """Write all the messages into the mail; say whether its reader may know what it tells of."""
    write = _writers.get(_sort(mail.message))
    if write is None and mail.object_kind:
        reader = User.objects.filter(email__iexact=mail.to).first()
        return contract.seen(mail.object_kind, mail.object_pk, reader) is not None
    if write is not None:
        text = write(mails)
        if text is None:
            return False
        with translation.override(text.language):
            mail.subject = _one_line(text.subject)
            mail.body = _body(text.paragraphs, text.why, mail.stop_url)
    return True


def message_of(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """Return a mail as Django sends it, with the headers by which mail programs offer to stop."""
    headers = {**headers_for(mail.stop_url), "X-Outbox": str(mail.pk)}
    return EmailMessage(
        mail.subject, resolved(mail.body), to=[mail.to], headers=headers, connection=connection
    )


def headers_for(stop_url: str) -> dict[str, str]:
    """Return the headers of every mail of ours; "" for one that cannot be stopped."""
    headers = {"Auto-Submitted": "auto-generated"}
    if stop_url:
        headers["List-Unsubscribe"] = f"<{stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def forget() -> int:
    """Remove mails that were given up, and those the demo has shown; returns how many."""
    kept = KEPT if settings.DEMO else GIVEN_UP
    return Mail.objects.filter(next_try__lt=timezone.now() - kept).delete()[0]
