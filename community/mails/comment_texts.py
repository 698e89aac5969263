"""Does a guest want to hear of answers? What we ask, and where news go (`mails.talk_mail`)."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from community import mail, mail_topics
from community.mails import links
from community.models import Comment
from text.site_address import absolute_url

SALT = "community.comment.answers"


def confirm_answers(comment: Comment) -> None:
    """Ask the owner of a guest's address whether they want to hear of answers."""
    with translation.override(comment.language or None):
        mail.queue(
            to=comment.mail,
            subject=_("Do you want to hear of answers?"),
            paragraphs=[
                _("Hello,"),
                _("somebody has written a comment and given this address for news of answers."),
                _("Was it you? Then please say so here, and we write to you when there is one:")
                + "\n"
                + absolute_url(reverse("community:confirm-answers", args=[token_of(comment)])),
                _("If it was not you, you need not do anything. The address will be deleted."),
            ],
            why=_("This mail comes because this address was given with a comment."),
            topic=mail_topics.ANSWERS,
            unasked="answers",
        )


def address_of(comment: Comment) -> str:
    """Return where news go: the account's address, else the one its writer has left."""
    author = comment.author
    if author is not None:
        return author.email if author.is_active else ""
    return comment.mail


def token_of(comment: Comment) -> str:
    """Return the secret by which the owner of an address agrees."""
    return signing.dumps([comment.pk, comment.mail], salt=SALT)


def comment_of(token: str) -> Comment:
    """Return the comment of a secret; to agree twice is to agree.

    Raises `links.Unknown` when it is not one of ours, and `links.TooOld` when the address
    is gone: nobody agreed in time, or the comment is not there any more.
    """
    try:
        pk, address = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise links.UnknownLink from error
    found = Comment.objects.filter(pk=pk, mail=address).exclude(mail="").first()
    if found is None:
        raise links.TooOld
    return found
