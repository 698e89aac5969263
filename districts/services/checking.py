"""Whether an entry is still right: asked once a year by mail, answered with one press.

The link in the mail answers without an account: it went to the address noted with the entry, or to
somebody who takes care of it. It answers once, and only as long as that is so.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import log, mail, mail_topics
from community.mails import links
from community.mails.mail_texts import hello
from community.models import MailLink
from districts.models import Actor, Entry, ModuleState, State
from districts.modules import Usage
from districts.modules.own import ACTORS
from districts.querysets import ActorQuerySet
from districts.services import writing
from districts.services.addresses import speaking_address
from districts.services.caring import carers_of
from text.site_address import absolute_url

#: Whoever opens the mail after the summer holidays still finds a link that works.
LASTS = timedelta(days=90)
PURPOSE = "still-right"


def confirm_entry(*, entry: Entry, by: User | None) -> None:
    """Note that an entry of any kind is still right today ("stimmt noch")."""
    with transaction.atomic():
        type(entry)._default_manager.filter(pk=entry.pk).update(checked_at=timezone.localdate())
        log.write(action="confirm", who=by, kind=entry.KIND, pk=entry.pk, title=str(entry))
        writing.announce(entry)


def answerable() -> ActorQuerySet:
    """Return the actors whose people can say that they are right: not where the module rests."""
    resting = ModuleState.objects.filter(module=ACTORS.key, state=Usage.RESTING).values("city")
    return Actor.objects.live().listed().exclude(city__in=resting)


def people_to_ask(actor: Actor) -> list[tuple[str, User | None]]:
    """Return the addresses that are asked, each with the carer it belongs to, if it is one."""
    carers = carers_of(actor)
    if carers:
        return [(person.email, person) for person in carers]
    address = speaking_address(actor)
    return [(address, None)] if address else []


def answer_link(actor: Actor, address: str, carer: User | None = None) -> str:
    """Return the address, for a mail, at which an actor's people answer without an account."""
    secret = links.make(
        purpose=PURPOSE,
        thing=(Actor.KIND, actor.pk),
        state=_state(actor),
        address=address,
        asked_by=carer,
        lasts=LASTS,
    )
    return absolute_url(reverse("districts:answer", args=[actor.slug, secret]))


def _state(actor: Actor) -> str:
    """Return what ends every earlier link: the entry was hidden, held or shown since."""
    changes = Actor.objects.values_list("state_changes", flat=True)
    return links.fingerprint(changes.get(pk=actor.pk))


def check_answer(*, actor: Actor, secret: str) -> MailLink:
    """Return the link of a mail if it still answers for this actor; raises `LinkOver`."""
    thing = (Actor.KIND, actor.pk)
    link = links.look(secret=secret, purpose=PURPOSE, thing=thing, state=_state(actor))
    if link.asked_by is not None:
        speaks = link.asked_by in carers_of(actor)
    else:
        speaks = links.went_to(link, speaking_address(actor))
    if not actor.is_public or not speaks:
        raise links.Changed(link)
    return link


def answer(*, actor: Actor, secret: str, out: bool, by: User | None) -> None:
    """Take the answer of an actor's people, once.

    Raises `LinkOver`, and `Resting` where entries can only be taken out at present.
    """
    with transaction.atomic():
        link = check_answer(actor=actor, secret=secret)
        if not out:
            actor.ensure_open()
        links.use(link=link, done="out" if out else "right")
        if out:
            take_out(actor=actor, by=by)
        else:
            confirm_entry(entry=actor, by=by)


def take_out(*, actor: Actor, by: User | None, **details: Any) -> None:
    """Hide an entry at once, because its own people asked for it through their own address."""
    with transaction.atomic():
        writing.set_state(actor, State.HIDDEN)
        writing.announce_many(Actor.KIND, [actor.pk], hidden=True)
        if by is None:
            details["own_address"] = True
        log.write(action="hide", who=by, kind=Actor.KIND, pk=actor.pk, title=actor.name, **details)
        _tell_carers(actor, by)


def _tell_carers(actor: Actor, by: User | None) -> None:
    """Write to everybody who takes care of an entry that was taken out, but not by themselves."""
    for carer in carers_of(actor):
        if carer == by:
            continue
        mail.queue(
            to=carer.email,
            subject=_("An entry you take care of was taken out"),
            paragraphs=[
                hello(carer),
                _(
                    "“%(title)s” is no longer public: this was asked for through the address that "
                    "is noted with the entry, or by somebody who takes care of it."
                )
                % {"title": actor.name},
                _("You think this was a mistake? Write to us and we look at it:")
                + "\n"
                + absolute_url("/kontakt/"),
            ],
            why=_("This mail comes because you take care of this entry."),
            topic=mail_topics.DECISION,
        )
