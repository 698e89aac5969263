"""Several moderators press at one moment: one decision, one mail, one entry in the log."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from community import decisions
from community.cases import Sender
from community.models import Case, LogEntry, Mail
from community.people import promotion
from tests import people
from tests.community.factories import Board
from tests.people import newcomer
from tests.wiki.factories import article
from wiki import services

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def together(acts: list[Callable[[], object]]) -> list[str]:
    """Run all at one moment, each with its own connection; return what came of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            barrier.wait()
            act()
        except decisions.CaseError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def deciding(case: Case, by: User, number: int) -> Callable[[], object]:
    mine = Case.objects.get(pk=case.pk)
    if number % 2:
        return lambda: decisions.refuse(case=mine, by=by, reason="Nein.")
    return lambda: decisions.accept(case=mine, by=by)


def test_one_of_many_decides(board: Board) -> None:
    case = board.hold()
    deciders = [people.moderator() for _number in range(AT_ONCE)]
    said = together([deciding(case, by, number) for number, by in enumerate(deciders)])
    assert said == ["AlreadyDecided"] * (AT_ONCE - 1) + ["done"]
    case.refresh_from_db()
    assert Mail.objects.count() == LogEntry.objects.count() == 1
    assert LogEntry.objects.get().who == case.decided_by_id
    assert board.notes[case.object_pk].state == {
        1: "live" if case.state == Case.State.ACCEPTED else "refused"
    }


def test_two_decisions_that_promote_count_each_other(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    held = [board.hold(Sender(author)) for _number in range(promotion.CONTRIBUTIONS)]
    Case.objects.filter(pk=held[0].pk).update(created="2026-01-01T12:00Z")
    acts = [deciding(case, moderator, 0) for case in held]
    assert together(acts) == ["done"] * len(held)
    author.refresh_from_db()
    assert author.trust == User.Trust.RESIDENT
    assert LogEntry.objects.filter(action="promote").count() == 1


def test_an_article_is_decided_once(settings: Any) -> None:
    """With a real kind: what is public, what the case says and what is mailed agree."""
    settings.RATE_LIMITS = False
    made = article(body="Eine Rutsche.\n")
    services.save_edit(article=made, base_revision=1, body="Zwei.\n", author=newcomer())
    case = Case.objects.get()
    deciders = [people.moderator() for _number in range(4)]
    said = together([deciding(case, by, number) for number, by in enumerate(deciders)])
    assert said == ["AlreadyDecided"] * 3 + ["done"]
    case.refresh_from_db()
    made.refresh_from_db()
    accepted = case.state == Case.State.ACCEPTED
    assert made.head_number == (2 if accepted else 1)
    assert made.revisions.get(number=2).state == ("live" if accepted else "refused")
    assert Mail.objects.count() == LogEntry.objects.count() == 1
    again = together([partial(undoing, case, by) for by in deciders])
    assert again.count("done") == 1, "only who decided takes it back"
    made.refresh_from_db()
    assert made.revisions.get(number=2).state == "held"
    assert made.head_number == 1


def undoing(case: Case, by: User) -> None:
    decisions.undo(case=Case.objects.get(pk=case.pk), by=by)
