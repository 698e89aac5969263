"""When somebody new becomes a resident: three accepted contributions, written on two days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from community import decisions
from community.cases import Sender
from community.models import Case, LogEntry
from community.people import promotion
from tests.community.factories import Board
from tests.people import moderator, newcomer

pytestmark = pytest.mark.django_db


def accepted(board: Board, author: User, days_ago: int = 0) -> Case:
    case = board.hold(Sender(author))
    created = timezone.now() - timedelta(days=days_ago)
    Case.objects.filter(pk=case.pk).update(created=created, state=Case.State.ACCEPTED)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    ("days", "is_time"),
    [([0, 0, 1], True), ([0, 1], False), ([0, 0, 0], False), ([2, 1, 0, 0], True), ([], False)],
)
def test_three_on_two_days(board: Board, days: list[int], is_time: bool) -> None:
    author = newcomer()
    cases = [accepted(board, author, number) for number in days]
    last = cases[-1] if cases else board.hold()
    assert promotion.consider(author=author, case=last) == is_time
    author.refresh_from_db()
    assert (author.trust == User.Trust.RESIDENT) == is_time
    assert LogEntry.objects.filter(action="promote").count() == is_time


def test_what_waits_or_was_refused_and_what_others_wrote_does_not_count(board: Board) -> None:
    author, other = newcomer(), newcomer()
    cases = [accepted(board, author, number) for number in (0, 1)]
    for state, writer in (("open", author), ("refused", author), ("accepted", other)):
        row = accepted(board, writer, 2)
        Case.objects.filter(pk=row.pk).update(state=state)
    assert not promotion.consider(author=author, case=cases[0])


@pytest.mark.parametrize("trust", [User.Trust.RESIDENT, User.Trust.MODERATOR])
def test_nobody_else_is_made_anything(board: Board, trust: str) -> None:
    author = newcomer()
    cases = [accepted(board, author, number) for number in (0, 0, 1)]
    User.objects.filter(pk=author.pk).update(trust=trust)
    assert not promotion.consider(author=author, case=cases[-1])
    author.refresh_from_db()
    assert author.trust == trust


def test_undoing_the_decision_undoes_it_unless_somebody_decided_since(board: Board) -> None:
    author, by = newcomer(), moderator()
    for number in (0, 1):
        accepted(board, author, number)
    case = board.hold(Sender(author))
    decisions.accept(case=case, by=by)
    author.refresh_from_db()
    assert author.trust == User.Trust.RESIDENT
    promotion.take_back(author=author, case=board.hold(Sender(author)), by=by)
    author.refresh_from_db()
    assert author.trust == User.Trust.RESIDENT, "it came of another case"
    decisions.undo(case=Case.objects.get(pk=case.pk), by=by)
    author.refresh_from_db()
    assert author.trust == User.Trust.NEW
    decisions.accept(case=Case.objects.get(pk=case.pk), by=by)
    User.objects.filter(pk=author.pk).update(trust=User.Trust.MODERATOR)
    decisions.undo(case=Case.objects.get(pk=case.pk), by=by)
    author.refresh_from_db()
    assert author.trust == User.Trust.MODERATOR
