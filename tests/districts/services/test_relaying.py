"""Passing a message on: confirmed first, sent once, and nothing of it is kept."""

import re
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
import time_machine
from django.core import mail as outgoing
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community.limits import LimitReached
from community.mails import links
from community.models import KeptText, Mail
from districts import services
from districts.models import Need
from districts.services import relaying
from districts.services.claiming import NoAddress
from districts.services.signature import Signature
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
ADDRESS, SENDER = "kontakt@krumel.example", "ruth@example.org"


@pytest.fixture(autouse=True)
def reachable(settings: Any, town: Town) -> None:
    settings.RATE_LIMITS = False
    services.update_actor(actor=town.actor, mail=ADDRESS)


def keep(town: Town, **changed: Any) -> str:
    """Keep a message; return the secret that was mailed to its sender."""
    values: dict[str, Any] = {"name": "Ruth", "address": SENDER, "text": "Haben Sie Brot?"}
    values |= {"copy": False, "network": ""} | changed
    relaying.keep_message(to=town.actor, **values)
    row = Mail.objects.filter(to=values["address"]).latest("pk")
    found = re.search(r"/nachricht/([^/\s]+)/", row.body)
    assert found
    return found[1]


def sent() -> list[EmailMessage]:
    return list(outgoing.outbox)


def need_of(user: Any, **values: Any) -> Need:
    return services.create_need(
        title="Tisch", text="Ein Tisch.", signature=Signature(user, is_guest=user is None), **values
    )


class TestAddress:
    def test_an_actor_has_the_one_that_is_noted(self, town: Town) -> None:
        assert relaying.address_of(town.actor) == ADDRESS

    def test_something_wanted_falls_back_on_its_author(self) -> None:
        author = person("resident", "carla")
        assert relaying.address_of(need_of(author, mail="tisch@example.org")) == "tisch@example.org"
        need = need_of(author)
        assert relaying.address_of(need) == author.email
        author.is_active = False
        assert relaying.address_of(need) == ""


class TestKeeping:
    def test_nothing_leaves_before_the_sender_has_confirmed(self, town: Town) -> None:
        secret = keep(town, copy=True)
        assert not Mail.objects.filter(to=ADDRESS).exists()
        assert sent() == []
        assert relaying.waiting_message(to=town.actor, secret=secret) == {
            "name": "Ruth",
            "mail": SENDER,
            "text": "Haben Sie Brot?",
            "copy": "1",
        }

    def test_without_an_address_there_is_nobody_to_write_to(self, town: Town) -> None:
        services.update_actor(actor=town.actor, mail="")
        with pytest.raises(NoAddress):
            keep(town)
        assert not KeptText.objects.exists()

    def test_five_a_day_from_one_address_however_it_is_spelled(self, town: Town) -> None:
        for number in range(relaying.A_DAY):
            keep(town, address=SENDER.upper() if number % 2 else SENDER)
        with pytest.raises(LimitReached) as raised:
            keep(town)
        assert raised.value.retry_after == 24 * 3600
        assert KeptText.objects.count() == relaying.A_DAY
        keep(town, address="other@example.org")
        with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
            keep(town)


class TestWaiting:
    def test_another_secret_finds_nothing(self, town: Town) -> None:
        keep(town)
        with pytest.raises(links.UnknownLink):
            relaying.waiting_message(to=town.actor, secret="erfunden")

    def test_the_secret_of_another_thing_finds_nothing(self, town: Town) -> None:
        secret = keep(town)
        other = services.create_actor(name="Chor", sector="citizens", mail="chor@example.org")
        with pytest.raises(links.UnknownLink):
            relaying.waiting_message(to=other, secret=secret)

    def test_it_waits_for_two_weeks(self, town: Town) -> None:
        secret = keep(town)
        with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(links.TooOld):
            relaying.waiting_message(to=town.actor, secret=secret)

    def test_what_was_thrown_away_before_its_time_is_too_old(self, town: Town) -> None:
        secret = keep(town)
        KeptText.objects.all().delete()
        with pytest.raises(links.TooOld):
            relaying.deliver_message(to=town.actor, secret=secret)
        assert sent() == []


class TestDelivering:
    def test_it_is_sent_once_and_forgotten(self, town: Town) -> None:
        secret = keep(town)
        relaying.deliver_message(to=town.actor, secret=secret)
        (message,) = sent()
        assert (message.to, message.reply_to) == ([ADDRESS], [SENDER])
        assert "Haben Sie Brot?" in message.body
        assert not KeptText.objects.exists()
        assert not Mail.objects.filter(to=SENDER).exists(), "nor the sender's address"
        with pytest.raises(links.Used) as raised:
            relaying.deliver_message(to=town.actor, secret=secret)
        assert raised.value.done == "sent"
        assert len(sent()) == 1

    @pytest.mark.parametrize("error", [SMTPException("busy"), OSError("cut"), ValueError("header")])
    def test_what_the_mail_server_does_not_take_can_be_sent_again(
        self, town: Town, error: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = keep(town)

        def refuse(self: EmailMessage) -> int:
            raise error

        with monkeypatch.context() as broken:
            broken.setattr(EmailMessage, "send", refuse)
            with pytest.raises(relaying.NotSent):
                relaying.deliver_message(to=town.actor, secret=secret)
        assert relaying.waiting_message(to=town.actor, secret=secret)["text"] == "Haben Sie Brot?"
        relaying.deliver_message(to=town.actor, secret=secret)
        assert len(sent()) == 1

    def test_a_fault_of_ours_is_none_of_the_mail_server(
        self, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = keep(town)

        def fail(self: EmailMessage) -> int:
            raise KeyError("name")

        with monkeypatch.context() as broken:
            broken.setattr(EmailMessage, "send", fail)
            with pytest.raises(KeyError):
                relaying.deliver_message(to=town.actor, secret=secret)
        relaying.deliver_message(to=town.actor, secret=secret)
        assert len(sent()) == 1

    def test_a_copy_that_fails_does_not_send_the_message_again(
        self, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = keep(town, copy=True)
        usual = EmailMessage.send

        def send(self: EmailMessage) -> int:
            if self.to == [SENDER]:
                raise SMTPException("unknown address")
            return usual(self)

        monkeypatch.setattr(EmailMessage, "send", send)
        relaying.deliver_message(to=town.actor, secret=secret)
        assert [message.to for message in sent()] == [[ADDRESS]]
        with pytest.raises(links.Used):
            relaying.deliver_message(to=town.actor, secret=secret)

    def test_whoever_wants_a_copy_gets_one(self, town: Town) -> None:
        relaying.deliver_message(to=town.actor, secret=keep(town, copy=True))
        assert [message.to for message in sent()] == [[ADDRESS], [SENDER]]


class TestContactPerson:
    """A district's contact person is written to as an actor is."""

    ADDRESS = "/mitwirkende/carla/nachricht/"

    @pytest.fixture
    def carla(self, town: Town) -> User:
        carla = person("resident", "carla")
        carla.responsibilities.create(role="steward", scope_kind="district", scope_pk=town.west.pk)
        return carla

    def test_from_the_page_of_the_district_to_the_mail(
        self, client: Client, carla: User, town: Town
    ) -> None:
        page = client.get(town.west.get_absolute_url()).content.decode()
        assert f'href="{self.ADDRESS}"' in page
        assert carla.email not in page
        typed = {"name": "Ruth", "mail": SENDER, "text": "Wann ist Sprechstunde?"}
        assert carla.email not in client.post(self.ADDRESS, typed).content.decode()
        found = re.search(r"/nachricht/[^/\s]+/", Mail.objects.get(to=SENDER).body)
        assert found
        link = f"/mitwirkende/carla{found[0]}"
        assert "Wann ist Sprechstunde?" in client.get(link).content.decode()
        assert sent() == []
        for _twice in range(2):
            client.post(link)
        [message] = sent()
        assert (message.to, message.reply_to) == ([carla.email], [SENDER])
        assert message.body.endswith("/mitwirkende/carla/")
        assert not KeptText.objects.exists()

    def test_their_page_says_where_and_leads_there(
        self, client: Client, carla: User, town: Town
    ) -> None:
        page = client.get("/mitwirkende/carla/").content.decode()
        assert f'href="{self.ADDRESS}"' in page
        assert f'href="{town.west.get_absolute_url()}"' in page

    @pytest.mark.parametrize("why", ["nobody", "over", "blocked", "gone"])
    def test_nobody_else_can_be_written_to(self, client: Client, carla: User, why: str) -> None:
        over = timezone.localdate() - timedelta(days=1)
        if why == "nobody":
            carla.responsibilities.all().delete()
        elif why == "over":
            carla.responsibilities.update(until=over)
        else:
            changed = {"blocked": {"blocked_at": timezone.now()}, "gone": {"is_active": False}}[why]
            User.objects.filter(pk=carla.pk).update(**changed)
        assert client.get(self.ADDRESS).status_code == 404
        assert client.post(self.ADDRESS, {"text": "Hallo"}).status_code == 404
        if why != "gone":
            assert self.ADDRESS not in client.get("/mitwirkende/carla/").content.decode()
