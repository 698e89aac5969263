"""The mail backend: hands mails to the mail server, or notes them for the worker.

Wagtail writes to reviewers, authors and commenting colleagues while an editor's click is answered,
inside its transaction. A mail server that hangs or refuses would delay that click or undo it.
Within `noted()` every mail goes into the outbox instead, in the same transaction: it leaves when
the change is kept, and only then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from community import mail, mail_topics

_noting: ContextVar[bool] = ContextVar("noting", default=False)


@contextmanager
def noted() -> Iterator[None]:
    """Note the mails written inside, instead of sending them."""
    token = _noting.set(True)
    try:
        yield
    finally:
        _noting.reset(token)


class Outgoing(BaseEmailBackend):
    """Named by `EMAIL_BACKEND`; the backend that really sends is named by `MAIL_SERVER_BACKEND`."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._server: BaseEmailBackend = get_connection(
            settings.MAIL_SERVER_BACKEND, fail_silently=fail_silently, **options
        )
        self._kept_open = False
        self._away: OSError | None = None

    def open(self) -> bool:
        """Keep one connection for several mails; it is made when the first of them is sent."""
        self._kept_open = True
        return False

    def close(self) -> None:
        self._kept_open = False
        self._server.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send, or note; returns how many."""
        if _noting.get():
            return sum(_note(message) for message in email_messages)
        if self._kept_open:
            self._reach()
        return self._server.send_messages(email_messages) or 0

    def _reach(self) -> None:
        """Connect; who waited for a silent server once does not wait again for each mail."""
        if self._away:
            raise self._away
        try:
            self._server.open()
        except OSError as error:
            self._away = error
            raise


def _note(message: EmailMessage) -> int:
    """Note a mail for each of its readers; returns 1, as for a mail that was sent."""
    for address in message.recipients():
        mail.queue(
            to=address,
            subject=str(message.subject),
            paragraphs=[str(message.body)],
            why=_("This mail comes because you help to edit this website."),
            topic=mail_topics.EDITING,
        )
    return 1
