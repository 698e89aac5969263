"""Whether an entry is still right: who is asked, and what a link of the mail answers, once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community.mails import links
from community.models import LogEntry, Mail
from districts import services
from districts.models import Actor
from districts.modules import Usage, own
from districts.modules.resting import Resting
from districts.reminders import ask_whether_right
from districts.services import checking
from districts.services import modules as switching
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
ADDRESS = "kontakt@krumel.example"


@pytest.fixture(autouse=True)
def reachable(settings: Any, town: Town) -> None:
    settings.RATE_LIMITS = False
    services.update_actor(actor=town.actor, mail=ADDRESS)


@pytest.fixture
def carer(town: Town) -> User:
    user = person("resident", "ada")
    services.take_charge(town.actor, user)
    return user


def secret_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def asked(town: Town, address: str = ADDRESS, carer: User | None = None) -> str:
    return secret_of(checking.answer_link(town.actor, address, carer))


def switch(town: Town, state: Usage) -> None:
    switching.set_state(city=town.city, module=own.ACTORS, state=state, seen=Usage.ON)


class TestWhoIsAsked:
    def test_the_noted_address_where_nobody_takes_care(self, town: Town) -> None:
        assert checking.people_to_ask(town.actor) == [(ADDRESS, None)]

    def test_carers_before_the_address(self, town: Town, carer: User) -> None:
        assert checking.people_to_ask(town.actor) == [(carer.email, carer)]

    def test_nobody_where_there_is_neither(self, town: Town) -> None:
        services.update_actor(actor=town.actor, mail="")
        assert checking.people_to_ask(town.actor) == []


class TestLink:
    def test_looking_at_it_changes_nothing(self, town: Town) -> None:
        secret = asked(town)
        for _time in range(2):
            assert checking.check_answer(actor=town.actor, secret=secret).used_at is None

    @pytest.mark.parametrize("what", ["hidden", "shown again", "another address", "none"])
    def test_it_answers_only_while_the_address_speaks_for_a_public_entry(
        self, town: Town, what: str
    ) -> None:
        secret = asked(town)
        if what == "none":
            services.update_actor(actor=town.actor, mail="")
        elif what == "another address":
            secret = asked(town, "kontakt@anderswo.example")
        else:
            services.hide_entry(entry=town.actor)
            if what == "shown again":
                services.hide_entry(entry=town.actor, hidden=False)
        with pytest.raises(links.Changed):
            checking.check_answer(actor=town.actor, secret=secret)

    def test_a_held_entry_is_answered_for_by_nobody(self, town: Town) -> None:
        secret = asked(town)
        Actor.objects.filter(pk=town.actor.pk).update(state="held")  # its changes not counted
        town.actor.refresh_from_db()
        with pytest.raises(links.Changed):
            checking.check_answer(actor=town.actor, secret=secret)

    def test_that_of_a_carer_ends_with_the_care(self, town: Town, carer: User) -> None:
        secret = asked(town, carer.email, carer)
        checking.check_answer(actor=town.actor, secret=secret)
        carer.responsibilities.all().delete()
        with pytest.raises(links.Changed):
            checking.check_answer(actor=town.actor, secret=secret)

    def test_it_lasts_ninety_days_and_for_its_own_entry(self, town: Town) -> None:
        secret = asked(town)
        other = services.create_actor(name="Chor", sector="citizens", mail=ADDRESS)
        with pytest.raises(links.UnknownLink):
            checking.check_answer(actor=other, secret=secret)
        with time_machine.travel(timezone.now() + timedelta(days=89)):
            checking.check_answer(actor=town.actor, secret=secret)
        with time_machine.travel(timezone.now() + timedelta(days=91)), pytest.raises(links.TooOld):
            checking.check_answer(actor=town.actor, secret=secret)


class TestAnswer:
    def test_still_right_is_noted_once(self, town: Town) -> None:
        secret = asked(town)
        checking.answer(actor=town.actor, secret=secret, out=False, by=None)
        town.actor.refresh_from_db()
        assert (town.actor.checked_at, town.actor.state) == (timezone.localdate(), "live")
        with pytest.raises(links.Used) as raised:
            checking.answer(actor=town.actor, secret=secret, out=True, by=None)
        assert raised.value.done == "right"
        town.actor.refresh_from_db()
        assert town.actor.state == "live"

    def test_out_hides_it_and_tells_its_other_carers(self, town: Town, carer: User) -> None:
        other = person("resident", "carla")
        services.take_charge(town.actor, other)
        secret = asked(town, carer.email, carer)
        checking.answer(actor=town.actor, secret=secret, out=True, by=carer)
        town.actor.refresh_from_db()
        assert town.actor.state == "hidden"
        assert [row.to for row in Mail.objects.all()] == [other.email]
        written = LogEntry.objects.get(action="hide")
        assert (written.who, "own_address" in written.details) == (carer.pk, False)

    def test_what_the_address_itself_took_out_says_so_in_the_log(self, town: Town) -> None:
        checking.answer(actor=town.actor, secret=asked(town), out=True, by=None)
        written = LogEntry.objects.get(action="hide")
        assert (written.who, written.details["own_address"]) == (None, True)

    def test_a_link_that_is_over_takes_nothing_out(self, town: Town) -> None:
        secret = asked(town)
        services.update_actor(actor=town.actor, mail="")
        with pytest.raises(links.Changed):
            checking.answer(actor=town.actor, secret=secret, out=True, by=None)
        assert Actor.objects.get(pk=town.actor.pk).state == "live"


class TestWhereActorsAreNotWritten:
    def test_a_link_leads_to_nobody_of_a_town_that_shows_none(
        self, town: Town, client: Client
    ) -> None:
        address = f"{town.actor.get_absolute_url()}stimmt-noch/{asked(town)}/"
        assert "Krümel" in client.get(address).content.decode()
        switch(town, Usage.OFF)
        for send in (client.get, client.post):
            page = send(address, {"action": "right"})
            assert page.status_code == 404
            assert "Krümel" not in page.content.decode()
        assert Actor.objects.get(pk=town.actor.pk).checked_at is None

    def test_where_they_rest_one_can_be_taken_out_and_nothing_else(
        self, town: Town, client: Client
    ) -> None:
        address = f"{town.actor.get_absolute_url()}stimmt-noch/{asked(town)}/"
        assert 'value="right"' in client.get(address).content.decode()
        switch(town, Usage.RESTING)
        page = client.get(address).content.decode()
        assert 'value="right"' not in page
        assert "bearbeiten/" not in page
        assert "kuemmern/" not in page
        with pytest.raises(Resting):
            checking.answer(actor=town.actor, secret=secret_of(address), out=False, by=None)
        refused = client.post(address, {"action": "right"})
        assert refused.status_code == 403
        assert "ruht" in refused.content.decode()
        client.post(address, {"action": "out"})
        found = Actor.objects.get(pk=town.actor.pk)
        assert (found.checked_at, found.state) == (None, "hidden")

    def test_nobody_is_asked_what_they_could_not_answer(self, town: Town) -> None:
        rows = Actor.objects.filter(pk=town.actor.pk)
        rows.update(created_at=timezone.now() - timedelta(days=800))
        switch(town, Usage.RESTING)
        assert ask_whether_right() == 0
        assert rows.get().asked_at is None
        switching.set_state(city=town.city, module=own.ACTORS, state=Usage.ON, seen=Usage.RESTING)
        assert ask_whether_right() == 1
