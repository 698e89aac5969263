"""People who are in a picture and do not want to be: it is hidden once they confirm it by mail.

Nobody can tell whether somebody is in a picture, so nobody has to prove it: a mailbox that answers
is enough, and a moderator looks at it afterwards. What keeps this from being misused is that it is
slow: few mails to an address and about a picture in a day, and what a moderator has shown again is
not hidden a second time by the same address.

What was typed lies under the secret of the mailed link until it is opened, two weeks at most. Mail
and words belong to the case from then on; the address goes when that is decided.
"""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import cases, limits, mail, mail_topics
from community.mails import links
from community.models import Case, MailLink
from community.typed import drafts
from pictures.models import Picture
from pictures.models.said import PictureState
from pictures.services.destroying import name_of
from pictures.services.sharing import KIND
from pictures.services.states import move
from text.site_address import absolute_url

PURPOSE = "pictured"
LASTS = drafts.KEPT_FOR
#: What a link has done that was used.
DONE = "hidden"
#: So often a moderator may have shown it again before confirming it hides nothing by itself.
SHOWN_AGAIN = 3


def ask_by_mail(
    *, picture: Picture, address: str, words: str, network: str, user: User | None = None
) -> None:
    """Mail a link to somebody who says that they are in a picture. Raises `limits.LimitReached`.

    Nobody learns from this whether the mail was sent: an address may want none of ours.
    """
    with transaction.atomic():
        limits.count(action="report", user=user, network=network)
        limits.count(action="own_picture", user=None, network=_hashed("address", address))
        limits.count(action=PURPOSE, user=None, network=_hashed("picture", str(picture.pk)))
        thing = (KIND, picture.pk)
        address_hash = links.hash_of(address)
        links.end_all(purpose=PURPOSE, thing=thing, done="replaced", address=address_hash)
        secret = drafts.keep(
            path=picture.get_absolute_url(), fields={"mail": address, "words": words.strip()}
        )
        links.make(purpose=PURPOSE, thing=thing, lasts=LASTS, address=address, secret=secret)
        _mail(picture, address, secret)


def _hashed(what: str, value: str) -> str:
    return limits.hashed(f"{PURPOSE} {what}", value.strip().lower())


def _mail(picture: Picture, address: str, secret: str) -> None:
    """It repeats nothing that was typed, and nothing that is said of the picture."""
    where = reverse("pictures:picture-objection-confirm", args=[picture.pk, secret])
    mail.queue(
        to=address,
        subject=_("Are you in a picture on our site?"),
        paragraphs=[
            _("Hello,"),
            _("somebody has told us that you are in a picture and do not want to be seen there."),
            _("If that is so, please open this link and press the button there:")
            + f"\n{absolute_url(where)}",
            _("The picture is hidden at once then. The link works once, for two weeks."),
            _("If it was not you, you need not do anything: nothing happens."),
        ],
        why=_("This mail comes because this address was given with a picture."),
        topic=mail_topics.DECISION,
        unasked=PURPOSE,
    )


def check_link(*, picture: Picture, secret: str) -> MailLink:
    """Return a link that works; changes nothing. Raises `links.LinkOver`."""
    link = links.look(secret=secret, purpose=PURPOSE, thing=(KIND, picture.pk))
    if picture.state == PictureState.DELETED:
        raise links.Changed(link)
    return link


def confirm_by_mail(*, picture: Picture, secret: str) -> Case:
    """Hide a picture because somebody in it says so, once; returns the case that waits then.

    Raises `links.LinkOver`.
    """
    with transaction.atomic():
        # Read again under a lock: others may hide, show or delete it right now.
        row = Picture.objects.select_for_update().get(pk=picture.pk)
        link = check_link(picture=row, secret=secret)
        links.use(link=link, done=DONE)
        kept = drafts.find(secret)
        said = kept.fields if kept else {}
        drafts.drop(secret)
        # What waits or was refused is seen by nobody, and stays to be decided.
        if row.is_public and not _was_answered(link):
            move(row, PictureState.HIDDEN)
        return _case(row, said.get("mail", ""), said.get("words", ""))


def is_objected_to(picture: Picture) -> bool:
    """Say whether somebody who is in it has confirmed that, and nobody has decided yet."""
    return bool(Case.objects.objections(KIND, picture.pk).exists())


def _was_answered(link: MailLink) -> bool:
    """Say whether a moderator has shown it again after the same was said, or often enough."""
    shown = Case.objects.about(KIND, link.object_pk).filter(
        sort=Case.Sort.OBJECTION, outcome=Case.Outcome.KEPT
    )
    number = shown.count()
    earlier = MailLink.objects.filter(
        purpose=PURPOSE, object_pk=link.object_pk, address=link.address, done=DONE
    )
    return number >= SHOWN_AGAIN or (number > 0 and earlier.exclude(pk=link.pk).exists())


def _case(picture: Picture, address: str, words: str) -> Case:
    """Return the case of what somebody said; a second time it is the same one, while it is open."""
    waiting = Case.objects.open().about(KIND, picture.pk).filter(sort=Case.Sort.OBJECTION)
    case = waiting.filter(mail__iexact=address).first() if address else None
    if case is None:
        case = cases.open_case(
            sort=Case.Sort.OBJECTION,
            kind=KIND,
            pk=picture.pk,
            # Not what is to be seen: cases stay when the picture is gone.
            title=name_of(picture),
            url=picture.get_absolute_url(),
            sender=cases.Sender(mail=address),
            scopes=picture.trust_scopes(),
            words=words,
        )
    case.confirmed_at = timezone.now()
    case.save(update_fields=["confirmed_at"])
    return case
