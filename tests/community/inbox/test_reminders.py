"""What waits too long is brought before somebody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community import decisions
from community.inbox import reminders
from community.models import Case, Mail
from tests import people
from tests.community import factories
from tests.community.factories import Board

pytestmark = pytest.mark.django_db


def age(case: Case, **time: float) -> None:
    Case.objects.filter(pk=case.pk).update(created=timezone.now() - timedelta(**time))


def told() -> dict[str, str]:
    return {mail.to: mail.subject for mail in Mail.objects.filter(topic="waiting")}


def test_moderators_after_two_days_editors_after_seven(board: Board) -> None:
    moderator, admin = people.moderator(), factories.admin()
    steward, other = factories.steward("district", 1), factories.steward("district", 2)
    people.person()
    old, fresh = board.hold(), board.hold()
    age(fresh, hours=47)
    age(old, hours=49)
    assert reminders.remind() == 2
    assert set(told()) == {moderator.email, steward.email}
    assert reminders.remind() == 0, "once each"
    Mail.objects.all().delete()
    age(old, days=8)
    assert reminders.remind() == 3
    assert set(told()) == {moderator.email, steward.email, admin.email}
    assert other.email not in told()
    assert reminders.remind() == 0


def test_what_is_decided_reminds_nobody(board: Board) -> None:
    moderator = people.moderator()
    case = board.hold()
    age(case, days=9)
    decisions.refuse(case=case, by=moderator, reason="Nein.")
    assert reminders.remind() == 0


def test_the_blocked_are_not_told(board: Board) -> None:
    people.moderator(blocked_at=timezone.now())
    age(board.hold(), days=3)
    assert reminders.remind() == 0


def test_how_long_it_usually_takes(board: Board) -> None:
    assert reminders.usually_within() == timedelta(hours=48)
    moderator = people.moderator()
    for hours in (1, 2, 3, 4, 100):
        case = board.hold()
        decisions.accept(case=case, by=moderator)
        now = timezone.now()
        Case.objects.filter(pk=case.pk).update(created=now - timedelta(hours=hours), decided_at=now)
    assert reminders.usually_within() == timedelta(hours=48)
    Case.objects.filter(created__lt=timezone.now() - timedelta(hours=50)).update(
        created=timezone.now() - timedelta(hours=5)
    )
    assert timedelta(hours=4) < reminders.usually_within() < timedelta(hours=6)


def test_until_when_is_said_as_a_day(board: Board) -> None:
    with time_machine.travel("2026-11-25T12:00:00+01:00", tick=False):
        assert reminders.usually_by() == "Freitag, 27. November"
        assert (
            reminders.usually_by(timezone.now() - timedelta(days=1)) == "Donnerstag, 26. November"
        )
