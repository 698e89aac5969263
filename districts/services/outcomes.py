"""Telling those whom a project names before it says that it did not hold, and taking their answer.

Errors::

    writing.WriteRefused
    └── NotTold             somebody who is named does not know yet

and `community.mails.links.LinkOver` for the link of a mail that was used, is too old, or not ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import limits, log, mail, mail_topics, trust
from community.mails import links
from community.mails.mail_texts import AFTER_UNDO
from community.models import Case, MailLink
from districts.models import Actor, OutcomeNotice, Project, State, Status
from districts.querysets import is_public, used
from districts.services import writing
from districts.services.addresses import speaking_address
from districts.services.caring import carers_of
from text.site_address import absolute_url

#: An answer may come when a board has met.
LASTS = timedelta(days=365)
LONGEST_REPLY = 2000
PURPOSE = "reply"


class NotTold(writing.WriteRefused):
    """Somebody who is named does not know yet; `names` says who."""

    def __init__(self, names: list[str]) -> None:
        message = gettext_lazy("These are named and do not know yet: %(names)s.")
        super().__init__(message % {"names": ", ".join(names)})
        self.names = names


def named_by(project: Project, values: Mapping[str, Any]) -> list[Actor]:
    """Return whom a project would name as part of what did not hold, after these changes."""
    failed = values.get("status", project.status) == Status.FAILED
    if not failed or values.get("nameless", project.nameless):
        return []
    if "actors" in values:
        actors = list(values["actors"])
    else:
        actors = list(project.actors.all()) if project.pk else []
    return [actor for actor in actors if actor.state != State.HIDDEN]


def newly_named_by(project: Project, values: Mapping[str, Any]) -> list[Actor]:
    """Return those of `named_by` whom the project does not name so already."""
    before = {actor.pk for actor in named_by(project, {})} if project.pk else set()
    return [actor for actor in named_by(project, values) if actor.pk not in before]


def not_told(project: Project, actors: Iterable[Actor]) -> list[Actor]:
    """Return those of these actors who have not been told; one query."""
    told = set(project.notices.values_list("actor", flat=True)) if project.pk else set()
    return [actor for actor in actors if actor.pk not in told]


def tell_named(
    *, project: Project, actors: Iterable[Actor], by: User | None, case: Case | None = None
) -> list[Actor]:
    """Mail everybody who is named and was not told; return those no mail reaches.

    A mail goes to the address of the actor and to its carers. It holds nothing of the project but
    its title, since what the project will say is not public yet. `case` is the decision that made
    it public: while it can be undone, the mail waits.
    """
    unreached = []
    with transaction.atomic():
        for actor in not_told(project, actors):
            by_mail = _mail(project, actor, case)
            if not by_mail:
                unreached.append(actor)
                continue
            OutcomeNotice.objects.create(project=project, actor=actor, told_by=by, by_mail=True)
    return unreached


def note_told(
    *, project: Project, actors: Iterable[Actor], by: User | None, case: Case | None = None
) -> None:
    """Note that everybody who is named knows; who can be reached gets a mail, too, to answer by."""
    with transaction.atomic():
        for actor in tell_named(project=project, actors=actors, by=by, case=case):
            OutcomeNotice.objects.create(project=project, actor=actor, told_by=by)


def tell_nobody(*, project: Project) -> None:
    """Let nobody have been told, because the decision that made a project public was undone.

    Its mails go with its case, and what somebody has answered meanwhile is kept. Inside `atomic()`.
    """
    for actor in named_by(project, {}):
        narrower = {"details__actor": actor.pk}
        thing = (Project.KIND, project.pk)
        links.end_all(purpose=PURPOSE, thing=thing, done="undone", **narrower)
        project.notices.filter(actor=actor, reply="").delete()


def _mail(project: Project, actor: Actor, case: Case | None = None) -> bool:
    """Queue the mails to an actor and its carers; say whether there was one to queue."""
    carers = {user.email: user for user in carers_of(actor)}
    addresses = dict.fromkeys(filter(None, [*carers, speaking_address(actor)]))
    # A list: every address gets its mail, also after the first that could be reached.
    queued = [_mail_to(project, actor, one, carers.get(one), case) for one in addresses]
    return any(queued)


def _mail_to(
    project: Project, actor: Actor, address: str, carer: User | None, case: Case | None
) -> bool:
    secret = links.make(
        purpose=PURPOSE,
        thing=(Project.KIND, project.pk),
        address=address,
        asked_by=carer,
        lasts=LASTS,
        details={"actor": actor.pk},
    )
    link = absolute_url(reverse("districts:outcome_reply", args=[project.slug, secret]))
    queued = mail.queue(
        to=address,
        subject=_("A project that names you"),
        paragraphs=[
            _(
                "The people of the project “%(title)s” want to say that it did not hold. "
                "“%(name)s” is named there."
            )
            % {"title": project.title, "name": actor.name},
            _("You can answer below it, in your own words, before or after that:") + f"\n{link}",
            _("If you would rather not be named, please tell the moderators."),
        ],
        why=_("This mail comes because you take care of an entry that is named."),
        topic=mail_topics.ACCOUNT,
        case=case,
        delay=AFTER_UNDO if case else 0,
        about=(Project.KIND, project.pk) if case else ("", 0),
        unasked="" if carer else PURPOSE,
    )
    return queued is not None


def notice_of_link(*, project: Project, secret: str) -> tuple[MailLink, OutcomeNotice]:
    """Return the link of a mail that still works, and its notice; raises `LinkOver`.

    It is for whom it was mailed to: it ends with the care of a carer, and with an address that no
    longer speaks for the actor.
    """
    thing = (Project.KIND, project.pk)
    link = links.look(secret=secret, purpose=PURPOSE, thing=thing)
    found = _notice_of(project, link)
    if found is None or not _speaks(link, found.actor):
        raise links.Changed(link)
    return link, found


def _notice_of(project: Project, link: MailLink) -> OutcomeNotice | None:
    rows = project.notices.filter(used(Actor, "actor__"), actor=link.details.get("actor"))
    rows = rows.select_related("actor")
    return rows.exclude(actor__state=State.HIDDEN).first()


def _speaks(link: MailLink, actor: Actor) -> bool:
    if link.asked_by is not None:
        return link.asked_by in carers_of(actor)
    return links.went_to(link, speaking_address(actor))


def mail_again(*, project: Project, secret: str, network: str) -> None:
    """Mail new links to whoever may answer now, where an answer was given and is to be changed.

    Raises `Unknown`, and `limits.LimitReached`.
    """
    thing = (Project.KIND, project.pk)
    link = links.find(secret=secret, purpose=PURPOSE, thing=thing)
    notice = _notice_of(project, link)
    if notice is None:
        raise links.UnknownLink(link)
    with transaction.atomic():
        limits.count(action="offer", user=None, network=network)
        narrower = {"details__actor": notice.actor_id}
        links.end_all(purpose=PURPOSE, thing=thing, done="replaced", **narrower)
        _mail(project, notice.actor)


def notices_of(project: Project, user: User) -> list[OutcomeNotice]:
    """Return the notices a signed-in person may answer: those of the actors they care for."""
    rows = project.notices.select_related("actor").exclude(actor__state=State.HIDDEN)
    return [row for row in rows if trust.may(user, "care", row.actor)]


def write_reply(
    *,
    notice: OutcomeNotice,
    text: str,
    by: User | None = None,
    network: str = "",
    link: MailLink | None = None,
) -> OutcomeNotice:
    """Put an actor's answer below the project, change it, or take it back with an empty one.

    `link` is that of a mail, which does this once; raises `links.Used`.
    """
    with transaction.atomic():
        limits.count(action="write", user=by, network=network)
        if link is not None:
            links.use(link=link, done="replied")
        notice.reply = text.strip()[:LONGEST_REPLY]
        notice.replied_at = timezone.now() if notice.reply else None
        notice.save(update_fields=["reply", "replied_at"])
        writing.announce(notice.project)
    return notice


def hide_reply(*, notice: OutcomeNotice, by: User, hidden: bool = True) -> None:
    """Take an answer from the public, or give it back; for moderators."""
    if not trust.may(by, "hide", notice.project):
        raise writing.NotAllowed(gettext_lazy("Only moderators hide answers."))
    with transaction.atomic():
        OutcomeNotice.objects.filter(pk=notice.pk).update(reply_hidden=hidden)
        log.write(
            action="hide" if hidden else "show",
            who=by,
            kind=Project.KIND,
            pk=notice.project_id,
            title=notice.project.title,
            reply_of=notice.actor_id,
        )
        writing.announce(notice.project)


def public_replies(project: Project) -> list[OutcomeNotice]:
    """Return the answers that stand below a project; none where it names nobody."""
    if project.status != Status.FAILED or project.nameless:
        return []
    rows = project.notices.filter(is_public(Actor, "actor__"), reply_hidden=False)
    return list(rows.exclude(reply="").select_related("actor").order_by("replied_at", "pk"))
