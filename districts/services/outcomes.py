"""Telling those whom a project names before it says that it did not hold, and taking their answer.

Errors::

    writing.WriteRefused
    ├── NotTold             somebody who is named does not know yet
    └── BadLink             the link of a mail is not ours, or too old
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import limits, log, mail, trust
from community.models import Mail
from districts.models import Actor, OutcomeNotice, Project, State, Status
from districts.services import writing
from districts.services.caring import carers_of

#: An answer may come when a board has met.
LINK_SECONDS = 365 * 24 * 3600
LONGEST_REPLY = 2000
_SALT = "districts.outcome"


class NotTold(writing.WriteRefused):
    """Somebody who is named does not know yet; `names` says who."""

    def __init__(self, names: list[str]) -> None:
        message = gettext_lazy("These are named and do not know yet: %(names)s.")
        super().__init__(message % {"names": ", ".join(names)})
        self.names = names


class BadLink(writing.WriteRefused):
    """The link of a mail is not ours, or too old."""


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


def tell_named(*, project: Project, actors: Iterable[Actor], by: User | None) -> list[Actor]:
    """Mail everybody who is named and was not told; return those no mail reaches.

    A mail goes to the address of the actor and to its carers. It holds nothing of the project but
    its title, since what the project will say is not public yet.
    """
    unreached = []
    with transaction.atomic():
        for actor in not_told(project, actors):
            by_mail = _mail(project, actor)
            if not by_mail:
                unreached.append(actor)
                continue
            OutcomeNotice.objects.create(project=project, actor=actor, told_by=by, by_mail=True)
    return unreached


def note_told(*, project: Project, actors: Iterable[Actor], by: User | None) -> None:
    """Note that everybody who is named knows; who can be reached gets a mail, too, to answer by."""
    with transaction.atomic():
        for actor in tell_named(project=project, actors=actors, by=by):
            OutcomeNotice.objects.create(project=project, actor=actor, told_by=by)


def _mail(project: Project, actor: Actor) -> bool:
    """Queue the mails to an actor and its carers; say whether there was one to queue."""
    link = mail.absolute(reverse("districts:outcome_reply", args=[project.slug, _token(actor)]))
    carers = [user.email for user in carers_of(actor)]
    queued = [
        mail.queue(
            to=address,
            subject=_("A project that names you"),
            paragraphs=[
                _(
                    "The people of the project “%(title)s” want to say that it did not hold. "
                    "“%(name)s” is named there."
                )
                % {"title": project.title, "name": actor.name},
                _("You can answer below it, in your own words, before or after that:")
                + f"\n{link}",
                _("If you would rather not be named, please tell the moderators."),
            ],
            why=_("This mail comes because you take care of an entry that is named."),
            topic=Mail.Topic.ACCOUNT,
            confirmed=address in carers,
        )
        for address in dict.fromkeys(filter(None, [*carers, actor.mail]))
    ]
    return any(queued)


def _token(actor: Actor) -> str:
    return signing.dumps(actor.pk, salt=_SALT)


def notice_of_link(*, project: Project, token: str) -> OutcomeNotice:
    """Return the notice a mail's link belongs to; raises `BadLink`."""
    try:
        actor = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise BadLink(project.slug) from error
    found = project.notices.filter(actor=actor).select_related("actor").first()
    if found is None:
        raise BadLink(project.slug)
    return found


def notices_of(project: Project, user: User) -> list[OutcomeNotice]:
    """Return the notices a signed-in person may answer: those of the actors they care for."""
    rows = project.notices.select_related("actor").exclude(actor__state=State.HIDDEN)
    return [row for row in rows if trust.may(user, "care", row.actor)]


def write_reply(
    *, notice: OutcomeNotice, text: str, by: User | None = None, network: str = ""
) -> OutcomeNotice:
    """Put an actor's answer below the project, change it, or take it back with an empty one."""
    with transaction.atomic():
        limits.count(action="write", user=by, network=network)
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
    rows = project.notices.filter(reply_hidden=False, actor__state=State.LIVE)
    return list(rows.exclude(reply="").select_related("actor").order_by("replied_at", "pk"))
