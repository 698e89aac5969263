"""Who may make somebody responsible, trusted or a moderator; whom, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from community.errors import NotAllowed
from community.models import LogEntry, Mail, Responsibility
from community.people import promotion, responsibilities
from tests.community.factories import Board, admin, steward
from tests.people import moderator, newcomer, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("board")]

IN_A_MONTH = timezone.localdate() + timedelta(days=30)


def appoint(user: User, by: User, kind: str = "district", pk: int = 1) -> Responsibility:
    return responsibilities.appoint_steward(user=user, kind=kind, pk=pk, until=IN_A_MONTH, by=by)


def nothing_was_done(logged: int = 0) -> bool:
    return not Mail.objects.exists() and LogEntry.objects.count() == logged


def test_a_moderator_appoints_and_the_person_is_told() -> None:
    user = person()
    made = appoint(user, moderator())
    assert (made.role, made.scope_kind, made.scope_pk) == ("steward", "district", 1)
    assert made.until == IN_A_MONTH
    assert Mail.objects.filter(to=user.email).count() == 1
    assert LogEntry.objects.get().action == "grant"


@pytest.mark.parametrize(
    ("whom", "by"),
    [
        (person, person),
        (person, newcomer),
        # Being the contact person of a place gives nobody the right to appoint others.
        (person, steward),
        (lambda: person(is_active=False), moderator),
        (lambda: person(blocked_at=timezone.now()), moderator),
        (person, lambda: moderator(blocked_at=timezone.now())),
    ],
)
def test_nobody_else_appoints_and_nobody_who_is_away(
    whom: Callable[[], User], by: Callable[[], User]
) -> None:
    user, who = whom(), by()
    logged = LogEntry.objects.count()
    with pytest.raises(NotAllowed):
        appoint(user, who)
    assert not user.responsibilities.exists()
    assert nothing_was_done(logged)


@pytest.mark.parametrize(("kind", "pk"), [("garden", 1), ("", 1)])
def test_there_is_no_contact_person_of_a_place_that_is_not_there(kind: str, pk: int) -> None:
    with pytest.raises(KeyError):
        appoint(person(), moderator(), kind, pk)
    assert nothing_was_done()
    assert not Responsibility.objects.exists()


def test_appointing_again_extends_and_makes_no_second_one() -> None:
    user, by = person(), moderator()
    appoint(user, by)
    later = IN_A_MONTH + timedelta(days=100)
    responsibilities.appoint_steward(user=user, kind="district", pk=1, until=later, by=by)
    assert user.responsibilities.get().until == later


@pytest.mark.parametrize(
    ("role", "endless"), [("steward", False), ("carer", True), ("author", True), ("editor", True)]
)
def test_a_term_is_a_year_but_for_those_who_stay(role: str, endless: bool) -> None:
    made = responsibilities.grant(user=person(), role=role, kind="district", pk=1)
    wanted = None if endless else timezone.localdate() + timedelta(days=365)
    assert made.until == wanted


def test_only_who_is_there_today_is_responsible_the_first_one_first() -> None:
    today = timezone.localdate()
    given: dict[str, User] = {}
    for name, days, fields in (
        ("first", 0, {}),
        ("over", -1, {}),
        ("away", 9, {"is_active": False}),
        ("blocked", 9, {"blocked_at": timezone.now()}),
        ("second", 9, {}),
    ):
        given[name] = person(**fields)
        responsibilities.grant(
            user=given[name],
            role="steward",
            kind="district",
            pk=1,
            until=today + timedelta(days=days),
        )
    found = responsibilities.people("steward", "district", 1)
    assert found == [given["first"], given["second"]]
    assert responsibilities.people("steward", "district", 2) == []
    deciding = User.objects.filter(responsibilities.decides_somewhere())
    assert given["over"] not in deciding
    assert given["first"] in deciding
    held = responsibilities.held_by(given["over"])
    assert [one.is_over for one in held] == [True]
    assert responsibilities.held_by(person()) == []


def test_carers_decide_nowhere_but_over_their_own_entry() -> None:
    carer = person()
    responsibilities.grant(user=carer, role="carer", kind="actor", pk=1)
    assert carer not in User.objects.filter(responsibilities.decides_somewhere())


@pytest.mark.parametrize(
    ("whom", "by"),
    [
        (newcomer, person),
        (newcomer, newcomer),
        (newcomer, steward),
        (moderator, moderator),
        (admin, moderator),
        (admin, admin),
        (newcomer, lambda: moderator(is_active=False)),
    ],
)
def test_who_may_not_judge_an_account_trusts_nobody(
    whom: Callable[[], User], by: Callable[[], User]
) -> None:
    user, who = whom(), by()
    logged = LogEntry.objects.count()
    before = user.trust
    with pytest.raises(NotAllowed):
        promotion.promote(user=user, by=who)
    user.refresh_from_db()
    assert user.trust == before
    assert nothing_was_done(logged)


@pytest.mark.parametrize("by", [moderator, person])
def test_only_administrators_make_moderators(by: Callable[[], User]) -> None:
    user = person()
    for moderates in (True, False):
        with pytest.raises(NotAllowed):
            promotion.set_moderator(user=user, by=by(), moderates=moderates)
    assert nothing_was_done()


def test_nobody_makes_themselves_anything() -> None:
    for who in (admin(), moderator(), newcomer()):
        with pytest.raises(NotAllowed):
            promotion.promote(user=who, by=who)
        with pytest.raises(NotAllowed):
            promotion.set_moderator(user=who, by=who, moderates=True)


def test_what_is_so_already_is_neither_logged_nor_told(board: Board) -> None:
    promotion.promote(user=person(), by=moderator())
    promotion.set_moderator(user=moderator(), by=admin(), moderates=True)
    promotion.set_moderator(user=person(), by=admin(), moderates=False)
    assert nothing_was_done()
