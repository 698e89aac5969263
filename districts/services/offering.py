"""Offering the care of an actor to somebody, by mail: they accept it, or nothing happens.

The carer who offers names an address and learns nothing of it: whether it has an account, and what
its owner does, shows only when somebody new takes care. Nothing of the address is kept but a hash.

Errors::

    writing.WriteRefused
    ├── writing.NotAllowed      whoever offers, or accepts, may not
    └── OtherAddress            the offer went to another address than that of the account
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import limits, mail, mail_topics, trust
from community.mails import links
from community.models import MailLink
from community.people import responsibilities
from districts.models import Actor, State
from districts.services import claiming, writing
from districts.services.caring import CARER, carers_of
from text.site_address import absolute_url

#: Somebody may be on holiday.
LASTS = timedelta(days=14)
PURPOSE = "offer"


class OtherAddress(writing.WriteRefused):
    """The offer went to another address than that of the account."""


def offer_care(*, actor: Actor, address: str, by: User, network: str = "") -> None:
    """Mail somebody that they may take care of an actor, too; the same for every address.

    Raises `limits.LimitReached`. An earlier open offer to the same address ends.
    """
    if not trust.may(by, "care", actor):
        raise writing.NotAllowed(gettext_lazy("Only carers bring in others."))
    thing = (Actor.KIND, actor.pk)
    with transaction.atomic():
        limits.count(action="offer", user=by, network=network)
        hashed = links.hash_of(address)
        links.end_all(purpose=PURPOSE, thing=thing, done="replaced", address=hashed)
        secret = links.make(
            purpose=PURPOSE,
            thing=thing,
            state=_state(actor.pk),
            address=address,
            asked_by=by,
            lasts=LASTS,
        )
        link = absolute_url(reverse("districts:care_offer", args=[secret]))
        mail.queue(
            to=address,
            subject=_("Will you take care of an entry, too?"),
            paragraphs=[
                _("Hello,"),
                _("somebody who takes care of an entry on our site would like you to do so, too."),
                _("Which entry it is, and who asks, stands here. You decide there:") + f"\n{link}",
                _("The link works once, for two weeks. If you do nothing, nothing happens."),
            ],
            why=_("This mail comes because somebody has entered your address for that."),
            topic=mail_topics.ACCOUNT,
            unasked=f"{PURPOSE} {by.pk}",
        )


def open_offers(*, actor: Actor, by: User) -> QuerySet[MailLink]:
    """Return what somebody has offered and can still take back."""
    return MailLink.objects.filter(
        purpose=PURPOSE,
        object_kind=Actor.KIND,
        object_pk=actor.pk,
        asked_by=by,
        used_at=None,
        expires__gt=timezone.now(),
    ).order_by("created", "pk")


def withdraw_offer(*, actor: Actor, pk: int, by: User) -> bool:
    """Take one's own offer back; False when it is accepted, refused or over."""
    with transaction.atomic():
        thing = (Actor.KIND, actor.pk)
        return bool(
            links.end_all(purpose=PURPOSE, thing=thing, done="withdrawn", pk=pk, asked_by=by)
        )


def look_at_offer(*, secret: str) -> tuple[Actor, MailLink]:
    """Return the actor of an offer that stands, and its link; changes nothing.

    Raises `links.LinkOver`, also where whoever offered may do so no longer.
    """
    link = links.find(secret=secret, purpose=PURPOSE)
    links.look(secret=secret, purpose=PURPOSE, state=_state(link.object_pk))
    actor = Actor.objects.filter(pk=link.object_pk, state=State.LIVE).first()
    if actor is None or not trust.may(link.asked_by, "care", actor):
        raise links.Changed(link)
    return actor, link


def _state(pk: int) -> str:
    """Return what ends all open offers of an actor: the care of one of its people was ended."""
    return links.fingerprint(links.last_logged((Actor.KIND, pk), "end"))


def accept_offer(*, secret: str, user: User) -> Actor:
    """Make the account of the address a carer, once. Those who care already stay carers."""
    with transaction.atomic():
        actor, link = look_at_offer(secret=secret)
        _ensure_addressee(link, user)
        claiming.check_claimant(actor, user)
        links.use(link=link, done="accepted")
        if user not in carers_of(actor):
            responsibilities.grant(
                user=user,
                role=CARER,
                kind=Actor.KIND,
                pk=actor.pk,
                by=link.asked_by,
                title=actor.name,
            )
    return actor


def refuse_offer(*, secret: str) -> Actor:
    """Note that somebody does not want to; whoever has the link may say so."""
    with transaction.atomic():
        actor, link = look_at_offer(secret=secret)
        links.use(link=link, done="refused")
    return actor


def is_addressee(link: MailLink, user: User) -> bool:
    """Say whether an offer went to an address that this account has confirmed."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    addresses = {user.email, *rows.values_list("email", flat=True)}
    return any(links.went_to(link, address) for address in addresses)


def _ensure_addressee(link: MailLink, user: User) -> None:
    if not is_addressee(link, user):
        raise OtherAddress(str(link.pk))
