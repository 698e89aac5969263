"""Becoming a carer of an actor through its published address, or by a moderator.

Errors::

    writing.WriteRefused
    ├── writing.NotAllowed
    ├── NoAddress           the actor has published no address to ask
    └── ForAnother          the link was made for another account
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import cases, limits, mail, mail_topics, trust
from community.mails import links
from community.models import Case, MailLink
from community.people import blocked, responsibilities
from districts.models import Actor, Claim
from districts.services import writing
from districts.services.addresses import speaking_address
from districts.services.caring import cares_of, give_back, take_charge
from text.site_address import absolute_url

#: A link in a mail may lie over a long weekend.
LASTS = timedelta(days=5)
PURPOSE = "claim"


class NoAddress(writing.WriteRefused):
    """The actor has published no address to ask."""


class ForAnother(writing.WriteRefused):
    """The link was made for another account."""


def ask_published_address(*, actor: Actor, user: User, network: str) -> None:
    """Mail a link to the actor's own address; whoever can open it there speaks for the actor.

    The address is shown to nobody. Counts as a mail, so that nobody is flooded.
    """
    check_claimant(actor, user)
    address = speaking_address(actor)
    if not address:
        raise NoAddress(str(actor))
    with transaction.atomic():
        limits.count(action="claim", user=user, network=network)
        secret = links.make(
            purpose=PURPOSE,
            thing=(Actor.KIND, actor.pk),
            state=_state(actor, user),
            address=address,
            asked_by=user,
            lasts=LASTS,
        )
        link = absolute_url(reverse("districts:claim_confirm", args=[actor.slug, secret]))
        mail.queue(
            to=address,
            subject=_("Shall somebody take care of your entry?"),
            paragraphs=[
                _("Somebody with an account on our site wants to take care of your entry."),
                _(
                    "If you know about this, please open this link. Sign in there with the account "
                    "that asked for it, and press the button:"
                )
                + f"\n{link}",
                _("The link works once, for five days. If you do not know, please do nothing."),
            ],
            why=_("This mail comes because your address is noted with your entry."),
            topic=mail_topics.ACCOUNT,
            unasked=f"{PURPOSE} {user.pk}",
        )


def check_claim(*, actor: Actor, user: User, secret: str) -> MailLink:
    """Return the link of a claim that works for this account; changes nothing.

    Raises `links.LinkOver`, and `ForAnother` for any other account.
    """
    thing = (Actor.KIND, actor.pk)
    if links.find(secret=secret, purpose=PURPOSE, thing=thing).asked_by_id != user.pk:
        raise ForAnother(actor.slug)
    state = _state(actor, user)
    return links.look(secret=secret, purpose=PURPOSE, thing=thing, state=state)


def confirm_claim(*, actor: Actor, user: User, secret: str) -> None:
    """Make the account that asked a carer, once; raises what `check_claim` raises."""
    check_claimant(actor, user)
    with transaction.atomic():
        link = check_claim(actor=actor, user=user, secret=secret)
        links.use(link=link, done="accepted")
        take_charge(actor, user)


def _state(actor: Actor, user: User) -> str:
    """Return what ends a link: another address, or that the account's care has begun or ended."""
    thing = (Actor.KIND, actor.pk)
    last = links.last_logged(thing, "grant", "end", user=user)
    return links.fingerprint(links.hash_of(speaking_address(actor)), last)


def ask_moderators(*, actor: Actor, user: User, words: str) -> Claim:
    """Ask to be let in by a moderator; a second question changes the words of the first."""
    check_claimant(actor, user)
    with transaction.atomic():
        limits.count(action="claim", user=user)
        claim, created = Claim.objects.update_or_create(
            actor=actor, user=user, state=Claim.State.OPEN, defaults={"words": words[:2000]}
        )
        if created:
            cases.open_case(
                sort=Case.Sort.PENDING,
                kind="claim",
                pk=claim.pk,
                title=str(actor),
                url=actor.get_absolute_url(),
                sender=cases.Sender(user),
                scopes=actor.trust_scopes(),
                held_because="claim",
                words=words[:2000],
            )
    return claim


def check_claimant(actor: Actor, user: User) -> None:
    """Raise `NotAllowed` for an account that may not write at all."""
    if not trust.may(user, "edit", actor):
        raise writing.NotAllowed(blocked.why_not(user, gettext_lazy("This account may not write.")))


def decide_claim(*, claim: Claim, accepted: bool) -> None:
    """Carry out a decision; runs inside the transaction that closes the case."""
    claim.state = Claim.State.ACCEPTED if accepted else Claim.State.REFUSED
    claim.save(update_fields=["state"])
    if accepted and not cares_of(claim.actor, claim.user).exists():
        take_charge(claim.actor, claim.user, claim=claim.pk)


def reopen_claim(*, claim: Claim) -> bool:
    """Take a decision back; care that did not come of it stays."""
    if claim.state == Claim.State.ACCEPTED:
        give_back(claim.actor, claim.user, claim=claim.pk)
    claim.state = Claim.State.OPEN
    claim.save(update_fields=["state"])
    return True


def leave(*, actor: Actor, user: User) -> None:
    """Stop taking care of an actor."""
    for row in cares_of(actor, user):
        responsibilities.end(responsibility=row, by=user)
