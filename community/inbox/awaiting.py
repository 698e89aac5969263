"""What of the inbox and the talk stands in "This waits for you"."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import awaiting
from accounts.awaiting import WaitingSource
from accounts.models import User
from community import contract, trust
from community.models import Case, Comment, LogEntry, Responsibility, Visit
from community.querysets import CaseQuerySet

#: The source of what moderators and contact persons decide.
CASES = "cases"
#: Answers from before somebody's first visit are told of, back to then.
LATELY = timedelta(days=14)
#: Each decision is logged; who may decide where is a responsibility.
_TELL = (Case, LogEntry, Responsibility)


def register() -> None:
    """Make the sources of this app known."""
    awaiting.register(WaitingSource(CASES, rows=_cases, line=_of_cases, told_by=_TELL))
    awaiting.register(WaitingSource("answers", rows=_answers, line=_of_answer, told_by=(Comment,)))
    awaiting.register(WaitingSource("held", rows=_held, line=_of_held, asks=False))


def _cases(user: User) -> QuerySet[Any, Any] | None:
    """Return one row for all cases that somebody may decide."""
    rows = _for_reviewers(user).open().order_by()
    counted = rows.values("state").annotate(n=Count("pk"), first=Min("created"))
    return awaiting.columns(counted, CASES, number=F("n"), since=F("first"))


def _for_reviewers(user: User) -> CaseQuerySet:
    """Return the cases of `rows.cases_for`, without a query of its own for the places."""
    if trust.may(user, "moderate", trust.EVERYWHERE):
        return Case.objects.filter(contract.in_use())
    return Case.objects.in_places(trust.reviewing(user)).filter(contract.known_to(user))


def _of_cases(number: int, _words: str, _path: str) -> tuple[str, str]:
    title = ngettext("%(n)s case to decide", "%(n)s cases to decide", number)
    return title % {"n": number}, reverse("community:inbox")


def _answers(user: User) -> QuerySet[Any, Any]:
    """Return new answers to what somebody has said, where they have not answered since."""
    visit = Visit.objects.filter(user=user).values("before")[:1]
    since: datetime = timezone.now() - LATELY
    own = Comment.objects.filter(author=user, created__gt=OuterRef("created"))
    answered = own.filter(parent=OuterRef("parent"))
    rows = (
        Comment.objects.visible_to(user)
        .filter(parent__author=user, created__gt=since)
        .filter(Q(created__gt=Coalesce(Subquery(visit), since)))
    )
    rows = rows.exclude(author=user, author__isnull=False).exclude(Exists(answered))
    return awaiting.columns(rows, "answers", since=F("created"), path=F("pk"))


def _of_answer(_number: int, _words: str, path: str) -> tuple[str, str]:
    return _("An answer to your comment"), reverse("community:comment", args=[path])


def _held(user: User) -> QuerySet[Any, Any]:
    """Return somebody's own contributions that wait for others."""
    rows = Case.objects.open().pending().filter(author=user)
    path, words = F("receipt"), F("title")
    return awaiting.columns(rows, "held", since=F("created"), words=words, path=path)


def _of_held(_number: int, words: str, path: str) -> tuple[str, str]:
    title = _("Your contribution “%(title)s” waits to be looked at") % {"title": words}
    return title, reverse("community:receipt", args=[path])
