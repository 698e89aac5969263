"""Passing a message on to an actor, or to who wants something, without showing any address.

The sender confirms their own address first; then the message is sent once, and nothing of it is
kept. Until then it lies under a secret only the sender knows, for 14 days at most.

Errors::

    writing.WriteRefused
    ├── NoAddress (claiming)   there is nobody to deliver to
    ├── Gone                   the message was delivered already, or is too old
    └── NotSent                the mail server does not take it now; it can be tried again
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import kept, limits, mail
from community.models import Hit, Mail
from districts.models import Actor, Need
from districts.services import writing
from districts.services.claiming import NoAddress

logger = logging.getLogger(__name__)
A_DAY = 5
ACTION = "relay"


class Gone(writing.WriteRefused):
    """The message was delivered already, or is too old."""


class NotSent(writing.WriteRefused):
    """The mail server does not take it now."""


def address_of(to: Actor | Need) -> str:
    """Return where messages go: the noted address, for something wanted else its author's."""
    if to.mail or not isinstance(to, Need):
        return to.mail
    author = to.created_by
    return author.email if author is not None and author.is_active else ""


def keep_message(
    *, to: Actor | Need, name: str, address: str, text: str, copy: bool, network: str
) -> None:
    """Keep a message and ask its sender to confirm their address.

    Raises `limits.LimitReached` after five messages a day from one address.
    """
    if not address_of(to):
        raise NoAddress(str(to))
    with transaction.atomic():
        limits.count(action=ACTION, user=None, network=network)
        _count_address(address)
        fields = {"name": name, "mail": address, "text": text, "copy": "1" if copy else ""}
        secret = kept.keep(path=_path(to), fields=fields)
        link = mail.absolute(f"{to.get_absolute_url()}nachricht/{secret}/")
        mail.queue(
            to=address,
            subject=_("Please confirm your message"),
            paragraphs=[
                _("You have written a message through our site. Open this link to send it:")
                + f"\n{link}",
                _("If it was not you, please do nothing; it then is deleted unread."),
            ],
            why=_("This mail comes because this address was given with a message."),
            topic=Mail.Topic.DECISION,
            confirmed=False,
        )


def _count_address(address: str) -> None:
    key = limits.hashed(ACTION, address.lower())
    since = timezone.now() - timedelta(days=1)
    if Hit.objects.filter(key=key, action=ACTION, when__gt=since).count() >= A_DAY:
        raise limits.LimitReached(24 * 3600)
    Hit.objects.create(key=key, action=ACTION, when=timezone.now())


def waiting_message(*, to: Actor | Need, secret: str) -> dict[str, str]:
    """Return a message that waits for its sender; raises `Gone`."""
    found = kept.find(secret)
    if found is None or found.path != _path(to):
        raise Gone(to.slug)
    return dict(found.fields)


def deliver_message(*, to: Actor | Need, secret: str) -> None:
    """Send a message its sender has confirmed, and forget it."""
    fields = waiting_message(to=to, secret=secret)
    text = _("%(name)s has written to you through our site:") % {"name": fields["name"]}
    body = f"{text}\n\n{fields['text']}\n\n-- \n{mail.absolute(to.get_absolute_url())}"
    # A name is one line of a header; what breaks it is no name.
    message = EmailMessage(
        _("A message through our site"), body, to=[address_of(to)], reply_to=[fields["mail"]]
    )
    try:
        message.send()
        if fields.get("copy"):
            EmailMessage(_("Copy of your message"), body, to=[fields["mail"]]).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("A message could not be passed on: %s", type(error).__name__)
        raise NotSent(to.slug) from error
    with transaction.atomic():
        kept.drop(secret)
        # The mail that asked for the confirmation holds the sender's address.
        Mail.objects.filter(to=fields["mail"], body__contains=secret).delete()


def _path(to: Actor | Need) -> str:
    return f"relay:{to.KIND}:{to.pk}"
