"""Whoever takes care of an entry reads on their overview that they were asked about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import awaiting
from accounts.models import User
from community.models import Responsibility
from districts import services
from districts.models import Actor
from districts.modules import Usage
from districts.reminders import ask_whether_right
from districts.services import checking
from tests.community.watching.test_overview import section
from tests.districts.conftest import Town, person
from tests.districts.services.test_checking import switch

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def carer(town: Town) -> User:
    user = person("resident", "ada")
    services.take_charge(town.actor, user)
    long_ago = timezone.now() - timedelta(days=400)
    Actor.objects.filter(pk=town.actor.pk).update(created_at=long_ago, checked_at=None)
    return user


def waiting(user: User) -> list[str]:
    return [one.title for one in awaiting.of(User.objects.get(pk=user.pk))]


def test_the_yearly_question_waits_until_it_is_answered(town: Town, carer: User) -> None:
    assert waiting(carer) == []
    ask_whether_right()
    assert waiting(carer) == [f"Stimmt Ihr Eintrag „{town.actor.name}“ noch?"]
    shown = section(carer, "Das wartet auf Sie")
    assert f'href="/akteure/{town.actor.slug}/"' in shown
    assert waiting(person("resident", "ben")) == []
    checking.confirm_entry(entry=town.actor, by=carer)
    assert waiting(carer) == []


def test_it_waits_as_long_as_it_can_be_answered(town: Town, carer: User) -> None:
    ask_whether_right()
    Actor.objects.filter(pk=town.actor.pk).update(
        asked_at=timezone.localdate() - checking.LASTS - timedelta(days=1)
    )
    assert waiting(carer) == []


@pytest.mark.parametrize("usage", [Usage.OFF, Usage.RESTING])
def test_nor_where_nothing_can_be_answered(town: Town, carer: User, usage: Usage) -> None:
    ask_whether_right()
    switch(town, usage)
    assert waiting(carer) == []


def test_nor_for_who_has_given_it_back(town: Town, carer: User) -> None:
    ask_whether_right()
    yesterday = timezone.localdate() - timedelta(days=1)
    Responsibility.objects.filter(user=carer).update(until=yesterday)
    assert waiting(carer) == []
