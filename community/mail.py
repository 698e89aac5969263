"""Mails: written beside what they tell about, in its transaction, and sent by the worker.

What was sent is not kept: an outbox would be one more list of names and addresses. Only the demo,
which sends nothing, shows its mails for two weeks.

Each one says why it comes and has a link that stops its kind. None holds a text that is not public:
mails are forwarded, and stay where they are when something is hidden later. Nothing is sent twice
unless the process dies between the mail server's answer and our note of it.

A mail may wait some seconds (`delay`) until the decision it tells about can no longer be undone.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from community import limits
from community.live_names import resolved
from community.models import Case, Mail, MailStop

logger = logging.getLogger(__name__)
BATCH = 50
# Minutes until the next try: a mail server may be away for an evening.
BACKOFF = (1, 5, 15, 60, 180, 360, 720)
# What no server took in all these tries is given up; in the demo everything is shown so long.
GIVEN_UP = timedelta(days=3)
#: Seconds until a mail server that was away is asked whether it is back.
ASK_AGAIN = 60.0
KEPT = timedelta(days=14)
SALT = "community.mail.stop"


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
) -> Mail | None:
    """Note a mail to be sent, in the caller's transaction and language.

    `why` is the sentence that says why it comes. `unasked` says what an address is written for that
    somebody merely typed: it gets few mails of each sort, so that nobody can flood it through us,
    nor use up what others are to get. Returns None when the address wants no mails of this topic,
    or has had enough.
    """
    if not to or is_stopped(to, topic):
        return None
    if unasked and not _within_limit(to, unasked):
        return None
    where = stop_url(to, topic)
    stop = _("You do not want mails of this kind any more? Stop them here:")
    body = "\n\n".join([*paragraphs, f"-- \n{why}\n{stop}\n{where}"])
    return Mail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:200],
        body=body,
        topic=topic,
        case=case,
        stop_url=where,
        next_try=timezone.now() + timedelta(seconds=delay),
    )


def _within_limit(address: str, sort: str) -> bool:
    key = limits.hashed(f"mail {sort}", address.strip().lower())
    try:
        limits.count(action="mail", user=None, network=key)
    except limits.LimitReached:
        return False
    return True


def absolute(path: str) -> str:
    """Return the whole address of one of our pages, for mails."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


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


def send_due() -> int:
    """Send what is due; the worker calls this every few seconds. Returns how many were sent."""
    now = timezone.now()
    due = Mail.objects.filter(sent=None, next_try__lte=now, attempts__lt=len(BACKOFF) + 1)
    mails = list(due.order_by("next_try", "pk")[:BATCH])
    if not mails:
        if _server.problem and time.monotonic() >= _server.ask_again:
            _server.ask()
        return 0
    with get_connection() as connection:
        return sum(_send(mail, connection) for mail in mails)


def _send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Send one mail that is ours to send; put it off when the mail server does not want it."""
    wait = timedelta(minutes=BACKOFF[min(mail.attempts, len(BACKOFF) - 1)])
    claimed = Mail.objects.filter(pk=mail.pk, sent=None, attempts=mail.attempts).update(
        attempts=F("attempts") + 1, next_try=timezone.now() + wait
    )
    if not claimed:
        return False  # another worker, or an undone decision
    if is_stopped(mail.to, mail.topic):
        Mail.objects.filter(pk=mail.pk).delete()
        return False
    try:
        message_of(mail, connection).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("Mail %s could not be sent: %s", mail.pk, type(error).__name__)
        Mail.objects.filter(pk=mail.pk).update(error=f"{type(error).__name__}: {error}"[:300])
        # That it does not want one reader or one text says nothing of the next mail.
        if not isinstance(error, (SMTPRecipientsRefused, SMTPDataError, ValueError)):
            _server.refused(error)
        return False
    _server.answered()
    if settings.DEMO:
        Mail.objects.filter(pk=mail.pk).update(sent=timezone.now(), error="")
    else:
        Mail.objects.filter(pk=mail.pk).delete()
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


# --- stopping


def stop_url(address: str, topic: str) -> str:
    """Return the whole address at which mails of a topic to an address are stopped."""
    return absolute(reverse("community:stop-mail", args=[stop_token(address, topic)]))


def stop_token(address: str, topic: str) -> str:
    """Return the secret that stops mails of a topic to an address, without showing the address."""
    text = f"{topic}.{_digest(address)}"
    return f"{text}.{_signature(text)}"


def read_token(token: str) -> tuple[str, str] | None:
    """Return digest and topic of a stop link; None when it is not one of ours."""
    text, _dot, signature = token.rpartition(".")
    topic, _dot, digest = text.partition(".")
    if not constant_time_compare(signature, _signature(text)) or topic not in Mail.Topic.values:
        return None
    return digest, topic


def stop(*, token: str) -> bool:
    """Send no more mails of a kind to an address; False for a link that is not ours."""
    parts = read_token(token)
    if parts is None:
        return False
    MailStop.objects.get_or_create(digest=parts[0], topic=parts[1])
    return True


def resume(*, token: str) -> bool:
    """Send mails of a kind again; False for a link that is not ours."""
    parts = read_token(token)
    if parts is None:
        return False
    MailStop.objects.filter(digest=parts[0], topic=parts[1]).delete()
    return True


def is_stopped(address: str, topic: str) -> bool:
    """Say whether an address wants no mails of a topic."""
    return is_stopped_digest(_digest(address), topic)


def is_stopped_digest(digest: str, topic: str) -> bool:
    """Say the same of the two parts of a stop link."""
    return MailStop.objects.filter(digest=digest, topic=topic).exists()


def _digest(address: str) -> str:
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:32]


def _signature(text: str) -> str:
    # 64 bits: a guess is worth nothing but an entry that stops nobody's mails.
    return salted_hmac(SALT + ".link", text, algorithm="sha256").hexdigest()[:16]
