"""The one list of everything that waits for a decision: `/moderation/` shows these rows.

A case is opened in the transaction of what it is about and closed in the transaction of the
decision. Who contributed or reported learns the outcome and its reason by mail, if they left an
address. Deciding is in `community.decisions`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

import pagecache
from accounts.models import User
from community import log
from community.errors import AlreadyDecided
from community.mails import answers, mail_texts
from community.models import Case, CaseScope
from community.people import promotion
from text import thing_keys
from text.languages import current_language

State = Case.State
# Why something of a guest is held that a program seems to have sent; nothing is thrown away.
AUTOMATIC = "automatic"
# What the log calls a closing.
ACTIONS = {State.ACCEPTED: "accept", State.REFUSED: "refuse"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a contribution or report comes from; guests may leave a name and a mail address.

    `network` is for `limits.count` alone; nothing of the connection is stored with a case.
    `automatic` says that a program seems to have filled the form (see `community.antispam`).
    """

    user: User | None = None
    name: str = ""
    mail: str = ""
    network: str = ""
    automatic: bool = False


def open_case(
    *,
    sort: str,
    kind: str,
    pk: int,
    number: int = 0,
    title: str,
    url: str,
    sender: Sender,
    scopes: Iterable[tuple[str, int]] = (),
    held_because: str = "",
    words: str = "",
    cause: str = "",
) -> Case:
    """Put something on the list, inside the transaction that holds it. Returns the case.

    `kind`, `pk` and `number` name what it is about, `scopes` the places whose stewards may decide.
    `title` and `url` stay as given. A guest who left an address gets a receipt.
    """
    case = Case.objects.create(
        sort=sort,
        object_kind=kind,
        object_pk=pk,
        number=number,
        title=title[:250],
        url=url[:500],
        held_because=AUTOMATIC if sender.automatic and not sender.user else held_because,
        words=words,
        cause=cause,
        language=current_language(),
        author=sender.user,
        author_name="" if sender.user else sender.name,
        mail="" if sender.user else sender.mail,
        receipt=secrets.token_urlsafe(32),
    )
    rows = [CaseScope(case=case, kind=kind, pk_in_kind=pk) for kind, pk in sorted(set(scopes))]
    CaseScope.objects.bulk_create(rows)
    mail_texts.receipt(case)
    _count_anew(case)
    return case


def close_contribution(
    *, kind: str, pk: int, number: int, state: str, by: User | None, reason: str = ""
) -> Case | None:
    """Note the decision on a contribution; None when nobody waits for one (any more).

    `state` is `Case.State.ACCEPTED`, `REFUSED`, or `WITHDRAWN` (taken back or replaced by its
    author). Inside the transaction of the decision.
    """
    case = Case.objects.open().pending().about(kind, pk, number).select_related("author").first()
    return close(case=case, state=state, by=by, reason=reason) if case else None


def close(
    *,
    case: Case,
    state: str,
    by: User | None,
    reason: str = "",
    outcome: str = "",
    at: datetime | None = None,
) -> Case:
    """Note a decision, write it to the log, tell the sender, consider promoting them.

    `at` is the moment it was made, when several cases are decided as one. Must run inside
    `atomic()`. Raises `AlreadyDecided` when somebody was quicker, and with it rolls back what the
    caller has done.
    """
    decided = {
        "state": state,
        "decided_at": at or timezone.now(),
        "decided_by": by,
        "decision": reason,
        "outcome": outcome,
    }
    if not Case.objects.open().filter(pk=case.pk).update(**decided):
        raise AlreadyDecided(str(case.pk))
    for name, value in decided.items():
        setattr(case, name, value)
    _count_anew(case)
    if state == State.WITHDRAWN:
        # What a guest takes back, they take back with their name and address.
        Case.objects.filter(pk=case.pk).update(author_name="", mail="")
        case.author_name = case.mail = ""
        return case
    _note(case, ACTIONS[State(state)], by)
    answers.decided(case)
    if not case.is_report and state == State.ACCEPTED and case.author:
        promotion.consider(author=case.author, case=case)
    return case


def _count_anew(case: Case) -> None:
    """The page of the thing says how many contributions wait; no other one does."""
    if case.object_kind:
        thing = thing_keys.key(case.object_kind, case.object_pk)
        pagecache.bump([thing], only_said=True)


def _note(case: Case, action: str, by: User | None) -> None:
    log.write(
        action=action,
        who=by,
        kind=case.object_kind,
        pk=case.object_pk,
        number=case.number,
        # A page that belongs to no kind is known by its address, which may be a person's.
        title=case.title if case.object_kind else "",
        reason=case.decision,
        case=case.pk,
        sort=case.sort,
        outcome=case.outcome,
    )


def reopen(*, case: Case, by: User) -> None:
    """Let a decision not have been made: mails that are not sent are never sent. Inside `atomic()`.

    Raises `AlreadyDecided` when the case is not as it was read.
    """
    seen = {"pk": case.pk, "state": case.state, "decided_at": case.decided_at}
    fresh = {
        "state": State.OPEN,
        "decided_at": None,
        "decided_by": None,
        "decision": "",
        "outcome": "",
        "has_hidden": False,
    }
    if not Case.objects.filter(**seen).update(**fresh):
        raise AlreadyDecided(str(case.pk))
    _count_anew(case)
    case.mails.filter(sent=None, created__gte=case.decided_at).delete()
    answers.release(case)
    _note(case, "undo", by)
    if case.author and case.state == State.ACCEPTED:
        promotion.take_back(author=case.author, case=case, by=by)
    for name, value in fresh.items():
        setattr(case, name, value)


def open_of(kind: str, outer: str) -> Coalesce:
    """Return how many contributions to each thing of a query wait; `outer` leads to its key."""
    waiting = Case.objects.open().pending().filter(object_kind=kind)
    rows = waiting.filter(object_pk=OuterRef(outer)).order_by()
    counted = rows.values("object_pk").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
