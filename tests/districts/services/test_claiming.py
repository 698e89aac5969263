"""Who may ask to take care of an actor, where there is nobody to ask, and with whose link."""

import re
from typing import Any

import pytest
from django.utils import timezone

from community.mails import links
from community.models import Mail
from districts.models import Actor, Claim
from districts.services import claiming, writing
from districts.services.caring import cares_of
from tests.districts.conftest import Town, person


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def secret_for(actor: Actor, user: Any) -> str:
    claiming.ask_published_address(actor=actor, user=user, network="")
    found = re.search(r"/([^/\s]+)/\s", Mail.objects.latest("pk").body + "\n")
    assert found is not None
    return found[1]


def test_without_an_address_there_is_nobody_to_ask(town: Town) -> None:
    with pytest.raises(claiming.NoAddress):
        claiming.ask_published_address(actor=town.actor, user=person("resident"), network="")
    assert not Mail.objects.exists()


def test_a_link_is_for_the_account_that_asked_and_works_once(town: Town) -> None:
    Actor.objects.filter(pk=town.actor.pk).update(mail="krume@example.org")
    town.actor.refresh_from_db()
    user, other = person("resident"), person("resident", "other")
    secret = secret_for(town.actor, user)
    with pytest.raises(claiming.ForAnother):
        claiming.confirm_claim(actor=town.actor, user=other, secret=secret)
    assert not cares_of(town.actor, other).exists()
    claiming.confirm_claim(actor=town.actor, user=user, secret=secret)
    assert cares_of(town.actor, user).count() == 1
    with pytest.raises(links.LinkOver):
        claiming.confirm_claim(actor=town.actor, user=user, secret=secret)
    with pytest.raises(links.UnknownLink):
        claiming.check_claim(actor=town.actor, user=user, secret="erraten")


def test_another_question_changes_the_words_of_the_first(town: Town) -> None:
    user = person("resident")
    first = claiming.ask_moderators(actor=town.actor, user=user, words="Ich backe dort")
    again = claiming.ask_moderators(actor=town.actor, user=user, words="ä" * 2001)
    assert again.pk == first.pk
    assert Claim.objects.get().words == "ä" * 2000


def test_who_is_blocked_asks_nobody(town: Town) -> None:
    user = person("resident")
    user.blocked_at = timezone.now()
    for ask in (
        lambda: claiming.ask_published_address(actor=town.actor, user=user, network=""),
        lambda: claiming.ask_moderators(actor=town.actor, user=user, words="x"),
        lambda: claiming.confirm_claim(actor=town.actor, user=user, secret="x"),
    ):
        with pytest.raises(writing.NotAllowed):
            ask()


def test_to_accept_who_cares_already_adds_nothing(town: Town) -> None:
    user = person("resident")
    claim = claiming.ask_moderators(actor=town.actor, user=user, words="x")
    claiming.decide_claim(claim=claim, accepted=True)
    claiming.decide_claim(claim=claim, accepted=True)
    assert cares_of(town.actor, user).count() == 1
    claiming.leave(actor=town.actor, user=user)
    assert not cares_of(town.actor, user).exists()


@pytest.mark.parametrize(("accepted", "state"), [(True, "accepted"), (False, "refused")])
def test_a_decision_taken_back_is_open_again(town: Town, accepted: bool, state: str) -> None:
    user = person("resident")
    claim = claiming.ask_moderators(actor=town.actor, user=user, words="x")
    claiming.decide_claim(claim=claim, accepted=accepted)
    assert Claim.objects.get().state == state
    assert claiming.reopen_claim(claim=claim)
    assert Claim.objects.get().state == "open"
    assert not cares_of(town.actor, user).exists()
