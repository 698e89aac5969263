"""Letters to people about their account: trusted, responsible, blocked, gone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from community import mail, mail_topics
from community.mails.mail_texts import AFTER_UNDO, hello
from community.models import Case, Responsibility
from community.people import blocked as said
from text.site_address import absolute_url

#: Letters that leave when nobody has taken back what they tell: `mail.call_back`.
BLOCKED, MODERATES, STEWARD = "blocked", "entrust", "steward"


def promoted(user: User, case: Case | None = None) -> None:
    """Tell somebody that their contributions now go live at once; `case` is what brought it."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(
            "Several contributions of yours were looked at and accepted. From now on what you "
            "write is public as soon as you save it. Thank you for writing along."
        )
        subject = _("Your contributions are public at once from now on")
        _queue(user, subject, [words], case=case, delay=AFTER_UNDO)


def responsible(row: Responsibility, place: str) -> None:
    """Tell somebody that they are the contact person of a place, and for how long."""
    no_longer_responsible(row)
    with translation.override(settings.LANGUAGE_CODE):
        words = _(
            "You are the contact person for %(place)s now: what others suggest there comes to you "
            "first, and you may accept or refuse it."
        )
        day = date_format(row.until) if row.until else ""
        ends = _("It ends by itself on %(day)s.") % {"day": day} if row.until else ""
        paragraphs = [words % {"place": place}, ends, absolute_url(reverse("community:inbox"))]
        subject = _("You are the contact person for %(place)s") % {"place": place}
        _queue(row.user, subject, paragraphs, delay=AFTER_UNDO, message=STEWARD, pk=row.pk)


def no_longer_responsible(row: Responsibility) -> None:
    """Let the mail of `responsible` not leave, if it has not."""
    mail.call_back(to=row.user.email, message=STEWARD, pk=row.pk)


def moderates(user: User) -> None:
    """Tell somebody that they may moderate the whole site."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("You may moderate the whole site now. What waits for a decision is here:")
        where = absolute_url(reverse("community:inbox"))
        subject = _("You may moderate now")
        _queue(user, subject, [f"{words}\n{where}"], delay=AFTER_UNDO, message=MODERATES)


def moderates_no_more(user: User) -> None:
    """Let the mail of `moderates` not leave, if it has not."""
    mail.call_back(to=user.email, message=MODERATES)


def blocked(user: User, reason: str, until: datetime | None = None) -> bool:
    """Tell somebody that their account may write nothing more (until when), and why.

    The mail waits: a block by mistake is lifted without a word. It replaces an earlier one;
    returns whether one had waited.
    """
    replaced = unblocked(user)
    with translation.override(settings.LANGUAGE_CODE):
        contact = f"{said.ASK}\n{absolute_url(said.CONTACT)}"
        paragraphs = [*said.sentences(until, reason), contact]
        subject = _("Your account was blocked")
        _queue(user, subject, paragraphs, delay=AFTER_UNDO, message=BLOCKED)
    return replaced


def unblocked(user: User) -> bool:
    """Let the mail of `blocked` not leave, if it has not; returns whether it had waited."""
    return bool(mail.call_back(to=user.email, message=BLOCKED))


def erased(address: str) -> None:
    """Tell somebody that their account is no longer there: the last mail to this address."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(
            "Your account here was erased. What you wrote stays without your name. This address is "
            "deleted as well, once this mail has left."
        )
        contact = _("It was not you? Write to us:")
        paragraphs = [words, f"{contact}\n{absolute_url('/kontakt/')}"]
        mail.queue(
            to=address,
            subject=_("Your account was erased"),
            paragraphs=[hello(), *paragraphs],
            why=_("This mail comes because you had an account here."),
            topic=mail_topics.ACCOUNT,
        )


def _queue(
    user: User,
    subject: str,
    paragraphs: list[str],
    *,
    case: Case | None = None,
    delay: float = 0,
    message: str = "",
    pk: int = 0,
) -> None:
    mail.queue(
        to=user.email,
        subject=subject,
        paragraphs=[hello(user), *(words for words in paragraphs if words)],
        why=_("This mail comes because you have an account here."),
        topic=mail_topics.ACCOUNT,
        case=case,
        delay=delay,
        message=message,
        about=("", pk),
    )
