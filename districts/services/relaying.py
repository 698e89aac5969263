"""Passing a message on to an actor, a contact person or who wants something, without showing any
address.

The sender confirms their own address first; then the message is sent once, and nothing of it is
kept. Until then it lies under a secret only the sender knows, for 14 days at most.

Errors::

    writing.WriteRefused
    ├── NoAddress (claiming)   there is nobody to deliver to
    └── NotSent                the mail server does not take it now; it can be tried again

and `community.mails.links.LinkOver` for a link that was used, is too old, or not ours.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import limits, mail, mail_topics
from community.mails import links
from community.models import Attempt, KeptText, Mail, MailLink
from community.typed import drafts
from districts.models import Actor, Need
from districts.services import writing
from districts.services.claiming import NoAddress
from districts.stewards import Correspondent
from text.site_address import absolute_url

logger = logging.getLogger(__name__)
Recipient = Actor | Need | Correspondent
A_DAY = 5
ACTION = PURPOSE = "relay"


class NotSent(writing.WriteRefused):
    """The mail server does not take it now."""


def address_of(to: Recipient) -> str:
    """Return where messages go: the noted address, for something wanted else its author's."""
    if to.mail or not isinstance(to, Need):
        return to.mail
    author = to.created_by
    return author.email if author is not None and author.is_active else ""


def keep_message(
    *, to: Recipient, name: str, address: str, text: str, copy: bool, network: str
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
        secret = drafts.keep(path=_path(to), fields=fields)
        thing = (to.KIND, to.pk)
        links.make(purpose=PURPOSE, thing=thing, lasts=drafts.KEPT_FOR, secret=secret)
        link = absolute_url(f"{to.get_absolute_url()}nachricht/{secret}/")
        mail.queue(
            to=address,
            subject=_("Please confirm your message"),
            paragraphs=[
                _(
                    "You have written a message through our site. To send it, open this link and "
                    "press “Send now” there:"
                )
                + f"\n{link}",
                _("If it was not you, please do nothing; it then is deleted unread."),
            ],
            why=_("This mail comes because this address was given with a message."),
            topic=mail_topics.DECISION,
            unasked=PURPOSE,
        )


def _count_address(address: str) -> None:
    key = limits.hashed(ACTION, address.lower())
    since = timezone.now() - timedelta(days=1)
    if Attempt.objects.filter(key=key, action=ACTION, when__gt=since).count() >= A_DAY:
        raise limits.LimitReached(24 * 3600)
    Attempt.objects.create(key=key, action=ACTION, when=timezone.now())


def waiting_message(*, to: Recipient, secret: str) -> dict[str, str]:
    """Return a message that waits for its sender; raises `LinkOver`."""
    return dict(_waiting(to, secret)[1].fields)


def _waiting(to: Recipient, secret: str) -> tuple[MailLink, KeptText]:
    link = links.look(secret=secret, purpose=PURPOSE, thing=(to.KIND, to.pk))
    found = drafts.find(secret)
    if found is None:
        raise links.TooOld(link)
    return link, found


def deliver_message(*, to: Recipient, secret: str) -> None:
    """Send a message its sender has confirmed, once, and forget it.

    The link is held meanwhile: of two presses at one moment only one sends. What the mail server
    has not taken can be sent again, also where the process died in between.
    """
    link, waiting = _waiting(to, secret)
    fields = dict(waiting.fields)
    links.begin(link=link)
    try:
        _send(to, fields)
    except BaseException as error:
        links.give_back(link=link)
        if not isinstance(error, (SMTPException, OSError, ValueError)):
            raise
        logger.warning("A message could not be passed on: %s", type(error).__name__)
        raise NotSent(to.slug) from error
    with transaction.atomic():
        links.finish(link=link, done="sent")
        drafts.drop(secret)
        # The mail that asked for the confirmation holds the sender's address.
        Mail.objects.filter(to=fields["mail"], body__contains=secret).delete()


def _send(to: Recipient, fields: dict[str, str]) -> None:
    text = _("%(name)s has written to you through our site:") % {"name": fields["name"]}
    body = f"{text}\n\n{fields['text']}\n\n-- \n{absolute_url(to)}"
    # A name is one line of a header; what breaks it is no name.
    message = EmailMessage(
        _("A message through our site"), body, to=[address_of(to)], reply_to=[fields["mail"]]
    )
    message.send()
    if not fields.get("copy"):
        return
    try:
        EmailMessage(_("Copy of your message"), body, to=[fields["mail"]]).send()
    except (SMTPException, OSError, ValueError) as error:
        # The message itself has left: it must not be sent a second time for the sake of its copy.
        logger.warning("The copy of a message could not be sent: %s", type(error).__name__)


def _path(to: Recipient) -> str:
    return f"relay:{to.KIND}:{to.pk}"
