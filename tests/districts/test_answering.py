""" "Stimmt das noch?" by mail, objections, and what nobody but an actor's own people may see."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.models import LogEntry, Mail
from districts import reminders, services
from districts.models import Actor
from districts.services.signature import Signature
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
ADDRESS = "kontakt@krumel.example"
NUMBER = "0711 23125"


@pytest.fixture(autouse=True)
def reachable(settings: Any, town: Town) -> None:
    settings.RATE_LIMITS = False
    services.update_actor(actor=town.actor, mail=ADDRESS, phone=NUMBER)


@pytest.fixture
def link(town: Town) -> str:
    """The link of the yearly mail."""
    Actor.objects.update(created_at=timezone.now() - timedelta(days=400))
    reminders.ask_whether_right()
    found = re.search(rf"{re.escape(town.actor.get_absolute_url())}\S+", Mail.objects.get().body)
    assert found
    return found[0]


class TestAnswer:
    def test_one_press_without_an_account(self, client: Client, town: Town, link: str) -> None:
        page = client.get(link).content.decode()
        assert "Bäckerei Krümel" in page
        assert NUMBER not in page, "it is not public"
        assert Actor.objects.get(pk=town.actor.pk).checked_at is None, "looking is no answer"
        assert client.post(link, {"action": "right"}).status_code == 200
        assert Actor.objects.get(pk=town.actor.pk).checked_at == timezone.localdate()
        assert LogEntry.objects.filter(action="confirm", object_kind="actor").exists()
        assert reminders.ask_whether_right() == 0

    def test_its_people_take_it_out_at_once(self, client: Client, town: Town, link: str) -> None:
        assert client.post(link, {"action": "out"}).status_code == 200
        assert client.get(town.actor.get_absolute_url()).status_code == 404
        assert client.get(link).status_code == 404

    def test_a_link_is_for_one_actor_and_some_weeks(
        self, client: Client, town: Town, link: str
    ) -> None:
        other = services.create_actor(name="Laden", sector="business")
        token = link.rstrip("/").rpartition("/")[2]
        for bad in (
            f"{other.get_absolute_url()}stimmt-noch/{token}/",
            f"{link.rstrip('/')}x/",
            f"{town.actor.get_absolute_url()}stimmt-noch/%00/",
        ):
            assert client.post(bad, {"action": "out"}).status_code == 404
        with time_machine.travel(timezone.now() + timedelta(days=91)):
            assert client.post(link, {"action": "out"}).status_code == 404
        assert Actor.objects.filter(state="hidden").count() == 0

    def test_the_yearly_mail_goes_to_those_who_take_care(self, town: Town) -> None:
        carer = person("resident", "ada")
        services.take_charge(town.actor, carer)
        Actor.objects.update(created_at=timezone.now() - timedelta(days=400))
        reminders.ask_whether_right()
        assert [mail.to for mail in Mail.objects.all()] == [carer.email]


class TestContact:
    """The noted address is shown to nobody, a private number to nobody else."""

    def form(self, client: Client, town: Town) -> Any:
        return client.get(f"{town.actor.get_absolute_url()}bearbeiten/")

    @pytest.mark.parametrize("role", ["guest", "new", "resident"])
    def test_no_form_shows_it(self, client: Client, town: Town, role: str) -> None:
        if role != "guest":
            client.force_login(person(role))
        answer = self.form(client, town)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert ADDRESS not in page
        assert NUMBER not in page
        assert "website" in answer.context["form"].fields

    def test_those_who_take_care_see_and_change_it(self, client: Client, town: Town) -> None:
        carer = person("resident")
        services.take_charge(town.actor, carer)
        client.force_login(carer)
        answer = self.form(client, town)
        assert ADDRESS in answer.content.decode()
        data = {name: v for name, v in answer.context["form"].initial.items() if v is not None}
        client.post(
            f"{town.actor.get_absolute_url()}bearbeiten/",
            {**data, "districts": data["districts"], "mail": "neu@krumel.example"},
        )
        town.actor.refresh_from_db()
        assert town.actor.mail == "neu@krumel.example"

    def test_a_stranger_cannot_lead_its_mails_elsewhere(self, client: Client, town: Town) -> None:
        user = person("resident")
        client.force_login(user)
        base = {"name": "Krümel", "sector": "business", "summary": "Brot.", "base": 2}
        town.actor.refresh_from_db()
        client.post(
            f"{town.actor.get_absolute_url()}bearbeiten/",
            {
                **base,
                "base": town.actor.head_number,
                "mail": "x@evil.example",
                "phone_public": "on",
            },
        )
        town.actor.refresh_from_db()
        assert (town.actor.name, town.actor.mail) == ("Krümel", ADDRESS)
        assert not town.actor.phone_public
        with pytest.raises(services.NotAllowed):
            services.update_actor(
                actor=town.actor, mail="x@evil.example", signature=Signature(user)
            )

    def test_going_back_leaves_it_alone(self, client: Client, town: Town) -> None:
        client.force_login(person("resident"))
        assert client.post(f"{town.actor.get_absolute_url()}zuruecksetzen/1/").status_code == 302
        town.actor.refresh_from_db()
        assert (town.actor.mail, town.actor.phone) == (ADDRESS, NUMBER)

    def test_no_page_of_its_history_shows_it(self, client: Client, town: Town) -> None:
        url = town.actor.get_absolute_url()
        town.actor.refresh_from_db()
        last = town.actor.head_number
        for page in ("", "verlauf/", f"version/{last}/", f"vergleich/?from=1&to={last}"):
            words = client.get(f"{url}{page}").content.decode()
            assert ADDRESS not in words
            assert NUMBER not in words


def test_the_page_leads_to_all_of_it(client: Client, town: Town) -> None:
    url = town.actor.get_absolute_url()
    page = client.get(url).content.decode()
    for part in ("nachricht/", "kuemmern/", "widerspruch/"):
        assert f'href="{url}{part}"' in page
    assert "stimmt-noch" not in page, "a page for everybody carries no form"
    client.force_login(person("resident"))
    assert f'action="{url}stimmt-noch/"' in client.get(url).content.decode()
