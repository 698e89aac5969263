"""Becoming a carer of an actor: through its published address, by a moderator, by handing over.

Errors::

    writing.WriteRefused
    ├── writing.NotAllowed
    ├── NoAddress           the actor has published no address to ask
    └── BadToken            the link is not ours, too old, or somebody else's
"""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import cases, limits, mail, responsibilities, trust
from community.models import Case, Mail, Responsibility
from districts.models import Actor, Claim
from districts.services import writing
from districts.services.caring import CARER, take_charge

#: A link in a mail may lie over a long weekend.
LINK_SECONDS = 5 * 24 * 3600
_SALT = "districts.claim"


class NoAddress(writing.WriteRefused):
    """The actor has published no address to ask."""


class BadToken(writing.WriteRefused):
    """The link is not ours, too old, or somebody else's."""


def ask_published_address(*, actor: Actor, user: User, network: str) -> None:
    """Mail a link to the actor's own address; whoever can open it there speaks for the actor.

    The address is shown to nobody. Counts as a mail, so that nobody is flooded.
    """
    _check_claimant(actor, user)
    if not actor.mail:
        raise NoAddress(str(actor))
    token = signing.dumps({"actor": actor.pk, "user": user.pk}, salt=_SALT)
    link = mail.absolute(reverse("districts:claim_confirm", args=[actor.slug, token]))
    with transaction.atomic():
        limits.count(action="claim", user=user, network=network)
        mail.queue(
            to=actor.mail,
            subject=_("Does this account belong to you?"),
            paragraphs=[
                _("Somebody with an account on our site wants to take care of your entry."),
                _("If you know about this, please open this link while signed in there:")
                + f"\n{link}",
                _("If you do not, please do nothing."),
            ],
            why=_("This mail comes because your address is noted with your entry."),
            topic=Mail.Topic.ACCOUNT,
            confirmed=False,
        )


def confirm_claim(*, actor: Actor, user: User, token: str) -> None:
    """Make the account that asked a carer; raises `BadToken` for any other account."""
    try:
        data = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise BadToken(actor.slug) from error
    if data != {"actor": actor.pk, "user": user.pk}:
        raise BadToken(actor.slug)
    _check_claimant(actor, user)
    with transaction.atomic():
        take_charge(actor, user)


def ask_moderators(*, actor: Actor, user: User, words: str) -> Claim:
    """Ask to be let in by a moderator; a second question changes the words of the first."""
    _check_claimant(actor, user)
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
                sender=cases.From(user),
                scopes=actor.trust_scopes(),
                held_because="claim",
                words=words[:2000],
            )
    return claim


def _check_claimant(actor: Actor, user: User) -> None:
    """Raise `NotAllowed` for an account that may not write at all."""
    if not trust.may(user, "edit", actor):
        raise writing.NotAllowed(gettext_lazy("This account may not write."))


def decide_claim(*, claim: Claim, accepted: bool) -> None:
    """Carry out a decision; runs inside the transaction that closes the case."""
    claim.state = Claim.State.ACCEPTED if accepted else Claim.State.REFUSED
    claim.save(update_fields=["state"])
    if accepted:
        take_charge(claim.actor, claim.user)


def reopen_claim(*, claim: Claim) -> bool:
    """Take a decision back."""
    if claim.state == Claim.State.ACCEPTED:
        _carers(claim.actor).filter(user=claim.user).delete()
    claim.state = Claim.State.OPEN
    claim.save(update_fields=["state"])
    return True


def hand_over(*, actor: Actor, to: User, by: User) -> None:
    """Let a carer bring in another one."""
    if not trust.may(by, "care", actor):
        raise writing.NotAllowed(gettext_lazy("Only carers bring in others."))
    with transaction.atomic():
        responsibilities.grant(
            user=to, role=CARER, kind=Actor.KIND, pk=actor.pk, by=by, title=actor.name
        )


def leave(*, actor: Actor, user: User) -> None:
    """Stop taking care of an actor."""
    for row in _carers(actor).filter(user=user):
        responsibilities.end(responsibility=row, by=user)


def _carers(actor: Actor) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(role=CARER, scope_kind=Actor.KIND, scope_pk=actor.pk)


def object_to_entry(*, actor: Actor, words: str, sender: cases.From) -> Case:
    """Take the objection of people who do not want to be listed.

    Moderators see it at once; the entry is hidden before a day is over (`districts.reminders`),
    unless they find that it comes from somebody else.
    """
    with transaction.atomic():
        limits.count(action="report", user=sender.user, network=sender.network)
        return cases.open_case(
            sort=Case.Sort.OBJECTION,
            kind=Actor.KIND,
            pk=actor.pk,
            title=actor.name,
            url=actor.get_absolute_url(),
            sender=sender,
            scopes=actor.trust_scopes(),
            words=words.strip(),
        )
