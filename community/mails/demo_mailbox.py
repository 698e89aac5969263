"""The mail server of the demo: keeps what others send directly beside our own mails.

Named by `MAIL_SERVER_BACKEND` when `DEMO` is on. What comes from our own outbox is there already.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from community import mail_topics
from community.models import Mail


class Mailbox(BaseEmailBackend):
    """Stores mails where `/demo/postfach/` shows them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if "X-Outbox" not in message.extra_headers:
                self._keep(message)
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        for address in message.recipients():
            Mail.objects.create(
                to=address,
                topic=mail_topics.SIGN_IN,
                subject=str(message.subject)[:200],
                body=str(message.body),
                sent=timezone.now(),
            )
