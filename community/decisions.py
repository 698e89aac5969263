"""Deciding what waits: accept, refuse, answer reports, take a decision back.

Every decision is carried out by the app whose thing it is (`community.contract`), in the
transaction that closes its case. The case is closed first: of two people who decide at one moment,
the second waits for the first and then hears that it is done.

Errors: see `community.errors`; besides, `contract.CannotDecide` when the app cannot carry it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import cases, contract, trust
from community.errors import AlreadyDecided, CaseError, NotAllowed, ReasonMissing, TooLate
from community.inbox import out_of_sight
from community.mails import answers
from community.models import Case
from text.translatable import Words

State, Sort, Outcome = Case.State, Case.Sort, Case.Outcome
UNDO = timedelta(minutes=10)
# Between the button and us lie a slow phone and a slow network.
GRACE = timedelta(seconds=3)

__all__ = [
    "AlreadyDecided",
    "CaseError",
    "NotAllowed",
    "ReasonMissing",
    "Tally",
    "TooLate",
    "accept",
    "answer_report",
    "decide_many",
    "refuse",
    "undo",
    "withdraw",
]


def accept(*, case: Case, by: User, reason: str = "") -> Case:
    """Make a held contribution public. `reason` is a word to its author, may be empty."""
    _ensure_may_decide(case, by, Sort.PENDING)
    kind, thing = contract.kind_and_thing(case)
    with _deciding(case):
        cases.close(case=case, state=State.ACCEPTED, by=by, reason=reason.strip())
        kind.accept(thing, case.number, by)
    return case


def refuse(*, case: Case, by: User, reason: str) -> Case:
    """Decide against a held contribution; its author reads the reason."""
    _ensure_may_decide(case, by, Sort.PENDING)
    reason = _given(reason)
    thing = contract.thing_of(case)
    with _deciding(case):
        cases.close(case=case, state=State.REFUSED, by=by, reason=reason)
        if thing is not None:
            contract.kind(case.object_kind).refuse(thing, case.number, by, reason)
    return case


def answer_report(*, case: Case, by: User, outcome: str, reason: str) -> Case:
    """Decide a report or objection; `outcome` is one of `Case.Outcome`.

    Hiding and destroying answer every open report of the same thing. Reporters and authors read the
    reason.
    """
    _ensure_may_decide(case, by, Sort.REPORT)
    reason = _given(reason)
    state = State.REFUSED if outcome == Outcome.KEPT else State.ACCEPTED
    close = partial(cases.close, state=state, by=by, reason=reason, outcome=outcome)
    thing = contract.thing_of(case)
    with _deciding(case):
        close(case=case)
        if thing is not None:
            answers.told_authors(case, _authors(case, thing))
        if outcome in (Outcome.HIDDEN, Outcome.GONE):
            together = [case, *_reports_of_the_same(case)]
            for other in together[1:]:
                close(case=other, at=case.decided_at)
            if outcome == Outcome.HIDDEN:
                out_of_sight.hide(together=together, by=by, reason=reason)
            else:
                out_of_sight.destroy(case=case, by=by)
        elif case.sort == Sort.OBJECTION:
            out_of_sight.let_stay(case=case, by=by)
    return case


def withdraw(*, case: Case) -> Case:
    """Take back one's own contribution. Who may is for the caller: the author, or the receipt."""
    kind, thing = contract.kind_and_thing(case)
    if case.is_report or kind.withdraw is None:
        raise contract.CannotDecide(_("This cannot be taken back."))
    with _deciding(case):
        cases.close(case=case, state=State.WITHDRAWN, by=case.author)
        kind.withdraw(thing, case.number)
    return case


def undo(*, case: Case, by: User) -> Case:
    """Take a decision back within 10 minutes; whoever made it may, and nobody else.

    Raises `TooLate`, `NotAllowed`, `AlreadyDecided`, `contract.CannotDecide`.
    """
    if case.decided_by_id != by.pk:
        raise NotAllowed(_("Somebody else has decided this."))
    if case.state not in Case.DECIDED:
        raise AlreadyDecided(str(case.pk))
    if case.decided_at is None or timezone.now() - case.decided_at > UNDO + GRACE:
        raise TooLate(_("A decision can be taken back for 10 minutes only. This one stands."))
    hidden = case.outcome == Outcome.HIDDEN
    if case.outcome == Outcome.GONE:
        raise contract.CannotDecide(contract.NO_WAY_BACK)
    with _deciding(case):
        together = [case, *_decided_together(case)] if hidden else [case]
        if hidden:
            out_of_sight.show_again(together=together, by=by)
        elif not case.is_report:
            _carry_back(case, by)
        elif case.sort == Sort.OBJECTION:
            out_of_sight.take_out_again(case=case, by=by)
        for one in together:
            cases.reopen(case=one, by=by)
        if case.sort == Sort.REPORT and not case.cause and case.author_id == by.pk:
            # Hidden from where it was read: nobody has reported anything that could wait now.
            cases.close(case=case, state=State.WITHDRAWN, by=by)
    return case


@dataclass
class Tally:
    """What came of deciding many at once: how many were done, and what was said about the rest."""

    done: list[Case] = field(default_factory=list)
    problems: list[tuple[Case, Words]] = field(default_factory=list)


def decide_many(*, chosen: Iterable[Case], decision: str, by: User, reason: str = "") -> Tally:
    """Accept or refuse many contributions, each in its own transaction.

    `decision` is "accept" or "refuse". Reports are answered one by one and stay as they are.
    """
    tally = Tally()
    for case in chosen:
        try:
            if decision == "accept":
                accept(case=case, by=by, reason=reason)
            else:
                refuse(case=case, by=by, reason=reason)
        except (CaseError, contract.CannotDecide) as error:
            tally.problems.append((case, words_for(error, case)))
        else:
            tally.done.append(case)
    return tally


def words_for(error: Exception, case: Case | None = None) -> Words:
    """Return what to say to the person whose decision (of a case) could not be carried out."""
    if isinstance(error, contract.CannotDecide):
        return error.message
    if isinstance(error, AlreadyDecided):
        return who_was_quicker(case) or _("Somebody else has decided this meanwhile.")
    if isinstance(error, ReasonMissing):
        return _("Please give a reason: the author reads it.")
    return str(error)


def who_was_quicker(case: Case | None) -> Words:
    """Say who has decided a case meanwhile, and how; "" when that is not known."""
    now = Case.objects.filter(pk=case.pk).select_related("decided_by").first() if case else None
    if now is None or now.state == State.OPEN:
        return ""
    if now.state == State.WITHDRAWN:
        return _("Whoever wrote this has taken it back meanwhile.")
    if now.decided_by is None:
        return ""
    what = now.get_outcome_display() or now.get_state_display()
    words = gettext("%(name)s has decided this meanwhile: %(what)s.")
    return words % {"name": now.decided_by.name, "what": what}


def _ensure_may_decide(case: Case, by: User, sort: str) -> None:
    if case.is_report != (sort != Sort.PENDING):
        raise NotAllowed(_("This cannot be decided that way."))
    if case.state != State.OPEN:
        raise AlreadyDecided(str(case.pk))
    if not trust.may(by, "review", case):
        raise NotAllowed(_("This is not yours to decide."))


@contextmanager
def _deciding(case: Case) -> Iterator[None]:
    """Hold a decision together; when it fails, the case in hand is as it was."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        case.refresh_from_db()
        raise


def _given(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    return reason


def _carry_back(case: Case, by: User) -> None:
    kind, thing = contract.kind_and_thing(case)
    if kind.reopen is None or not kind.reopen(thing, case.number, by):
        raise contract.CannotDecide(contract.NO_WAY_BACK)


def _authors(case: Case, thing: Model) -> list[User]:
    authors = contract.kind(case.object_kind).authors
    found = authors(thing, case.number) if authors else ()
    told = {author.pk: author for author in found if author.is_active}
    told.pop(case.decided_by_id or 0, None)
    return list(told.values())


def _reports_of_the_same(case: Case) -> Iterable[Case]:
    rows = Case.objects.open().about(case.object_kind, case.object_pk, case.number)
    return rows.exclude(sort=Sort.PENDING).select_related("author")


def _decided_together(case: Case) -> Iterable[Case]:
    """Return the other reports that one hiding has answered: same thing, person and moment."""
    rows = Case.objects.about(case.object_kind, case.object_pk, case.number)
    same = rows.filter(decided_by=case.decided_by_id, decided_at=case.decided_at)
    return same.exclude(pk=case.pk).select_related("author")
