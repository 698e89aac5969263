"""People who do not want to be listed: their objection waits for a decision.

Anybody can object in anybody's name. So an objection alone does nothing; but a link goes to the
address that speaks for the entry, and whoever presses the button behind it takes the entry out of
sight at once. Moderators see whether that has happened.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import cases, limits, mail, mail_topics
from community.mails import links
from community.models import Case, MailLink
from districts.models import Actor
from districts.services import checking
from districts.services.addresses import speaking_address
from text.site_address import absolute_url

LASTS = timedelta(days=14)
#: Whoever has lost the mail gets another one on the next day, and not more often.
ASK_AGAIN = timedelta(days=1)
PURPOSE = "objection"


def object_to_entry(*, actor: Actor, words: str, sender: cases.Sender) -> Case:
    """Take an objection: open its case, and ask the address that speaks for the entry."""
    with transaction.atomic():
        limits.count(action="report", user=sender.user, network=sender.network)
        case = cases.open_case(
            sort=Case.Sort.OBJECTION,
            kind=Actor.KIND,
            pk=actor.pk,
            title=actor.name,
            url=actor.get_absolute_url(),
            sender=sender,
            scopes=actor.trust_scopes(),
            words=words.strip(),
        )
        Actor.objects.select_for_update().get(pk=actor.pk)  # of two at one moment one asks
        address = speaking_address(actor)
        if address and not _was_asked(actor):
            _ask(actor, case, address)
    return case


def _was_asked(actor: Actor) -> bool:
    """Say whether a link of today still works: however many object, the address gets one mail."""
    cases = Case.objects.open().filter(sort=Case.Sort.OBJECTION)
    open_links = MailLink.objects.filter(
        purpose=PURPOSE,
        object_kind=Actor.KIND,
        object_pk=actor.pk,
        state=_state(actor),
        used_at=None,
        created__gt=timezone.now() - ASK_AGAIN,
    )
    return cases.filter(pk__in=[link.details.get("case") for link in open_links]).exists()


def _ask(actor: Actor, case: Case, address: str) -> None:
    """Mail the link; the mail says nothing of who objects, and repeats nothing that was typed."""
    thing = (Actor.KIND, actor.pk)
    links.end_all(purpose=PURPOSE, thing=thing, done="replaced")
    secret = links.make(
        purpose=PURPOSE,
        thing=thing,
        state=_state(actor),
        address=address,
        lasts=LASTS,
        details={"case": case.pk},
    )
    link = absolute_url(reverse("districts:objection_confirm", args=[actor.slug, secret]))
    queued = mail.queue(
        to=address,
        subject=_("Shall your entry be taken out?"),
        paragraphs=[
            _("Somebody has told us that you do not want to be listed on our site."),
            _("If that is so, please open this link and press the button there:") + f"\n{link}",
            _("The entry is then out of sight at once. The link works once, for two weeks."),
            _(
                "If it is not so, you need not do anything: your entry stays until moderators "
                "decide."
            ),
        ],
        why=_("This mail comes because your address is noted with your entry."),
        topic=mail_topics.ACCOUNT,
        unasked=PURPOSE,
    )
    if queued is None:
        links.find(secret=secret, purpose=PURPOSE).delete()  # nobody has it


def _state(actor: Actor) -> str:
    """Return what ends a link: another address, or that the entry was hidden, held or shown."""
    changes = Actor.objects.values_list("state_changes", flat=True).get(pk=actor.pk)
    return links.fingerprint(links.hash_of(speaking_address(actor)), changes)


def check_objection(*, actor: Actor, secret: str) -> tuple[MailLink, Case]:
    """Return a link that works, and the case it belongs to; changes nothing.

    Raises `links.LinkOver`, also when somebody has decided about the objection meanwhile.
    """
    link = links.look(
        secret=secret, purpose=PURPOSE, thing=(Actor.KIND, actor.pk), state=_state(actor)
    )
    case = Case.objects.open().filter(pk=link.details.get("case")).first()
    if case is None or not actor.is_public:
        raise links.Changed(link)
    return link, case


def confirm_objection(*, actor: Actor, secret: str) -> None:
    """Take an entry out of sight, because its own address has confirmed the objection, once."""
    with transaction.atomic():
        link, case = check_objection(actor=actor, secret=secret)
        links.use(link=link, done="out")
        # What the address says, it says about everybody who has objected.
        objections = Case.objects.open().filter(
            sort=Case.Sort.OBJECTION, object_kind=Actor.KIND, object_pk=actor.pk
        )
        objections.update(confirmed_at=timezone.now())
        checking.take_out(actor=actor, by=None, case=case.pk)
