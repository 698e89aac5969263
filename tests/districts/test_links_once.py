"""Links of mails about entries: each does its thing once, while things stand as they stood."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail as outgoing
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import cases
from community.inbox import reverting
from community.mails import links as mail_links
from community.models import Mail, MailLink, Responsibility
from community.people import erasing, responsibilities
from districts import reminders, services
from districts.models import Actor
from districts.services import checking, claiming, deciding, objecting, relaying
from districts.services.signature import Signature
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
ADDRESS = "kontakt@krumel.example"
CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def reachable(settings: Any, town: Town) -> None:
    settings.RATE_LIMITS = False
    services.update_actor(actor=town.actor, mail=ADDRESS)


def link_in(mail: Mail) -> str:
    found = re.search(r"/akteure/\S+/(kuemmern|stimmt-noch|nachricht)/\S+", mail.body)
    assert found, mail.body
    return found[0]


def is_public(town: Town) -> bool:
    return Client().get(town.actor.get_absolute_url()).status_code == 200


class TestClaim:
    @pytest.fixture
    def user(self, client: Client) -> User:
        user = person("resident", "ada")
        client.force_login(user)
        return user

    def ask(self, client: Client, town: Town) -> str:
        client.post(f"{town.actor.get_absolute_url()}kuemmern/", {"action": "mail"})
        return link_in(Mail.objects.filter(to=ADDRESS).latest("pk"))

    def test_it_lets_in_once_and_not_after_a_moderator_ended_it(
        self, client: Client, town: Town, user: User, moderator: User
    ) -> None:
        link, spare = self.ask(client, town), self.ask(client, town)
        client.post(link)
        responsibilities.end(responsibility=user.responsibilities.get(), by=moderator)
        again = client.post(link)
        assert again.status_code == 404
        assert "Er gilt nur einmal." in again.content.decode()
        assert client.post(spare).status_code == 404, "nor by a second mail from before"
        assert services.carers_of(town.actor) == []

    def test_it_does_not_outlive_a_decision_that_was_taken_back(
        self, client: Client, town: Town, user: User
    ) -> None:
        claim = claiming.ask_moderators(actor=town.actor, user=user, words="Wir sind das.")
        claiming.decide_claim(claim=claim, accepted=True)
        link = self.ask(client, town)
        claiming.reopen_claim(claim=claim)
        assert client.post(link).status_code == 404
        assert services.carers_of(town.actor) == []

    def test_it_ends_with_the_address(self, client: Client, town: Town, user: User) -> None:
        link = self.ask(client, town)
        services.update_actor(actor=town.actor, mail="")
        assert client.get(link).status_code == 404
        client.post(link)
        assert services.carers_of(town.actor) == []

    def test_of_two_browsers_at_one_moment_one_is_let_in(
        self, client: Client, town: Town, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = self.ask(client, town).rstrip("/").rpartition("/")[2]
        use = mail_links.use

        def press_again(**more: Any) -> None:
            monkeypatch.setattr(mail_links, "use", use)
            claiming.confirm_claim(actor=town.actor, user=user, secret=secret)
            use(**more)

        monkeypatch.setattr(mail_links, "use", press_again)
        with pytest.raises(mail_links.Used), transaction.atomic():
            claiming.confirm_claim(actor=town.actor, user=user, secret=secret)

    def test_whoever_is_erased_in_between_is_not_let_in(
        self, client: Client, town: Town, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = self.ask(client, town).rstrip("/").rpartition("/")[2]
        use = mail_links.use

        def erase_first(**more: Any) -> None:
            erasing.forget(user=User.objects.get(pk=user.pk), action="erase")
            use(**more)

        monkeypatch.setattr(mail_links, "use", erase_first)
        with pytest.raises(mail_links.UnknownLink):
            claiming.confirm_claim(actor=town.actor, user=user, secret=secret)
        assert not Responsibility.objects.exists()

    def test_whoever_is_erased_takes_care_of_nothing_that_is_accepted_later(
        self, town: Town, moderator: User
    ) -> None:
        newcomer = person("new", "neu")
        made = services.create_actor(
            name="Laden", sector="business", signature=Signature(newcomer), districts=[town.west]
        )
        erasing.forget(user=newcomer, action="erase")
        deciding.accept(entry=Actor.objects.get(pk=made.pk), number=1, by=moderator)
        assert Actor.objects.get(pk=made.pk).state == "live"
        assert not Responsibility.objects.exists()

    def test_it_is_found_after_the_entry_was_renamed(
        self, client: Client, town: Town, user: User
    ) -> None:
        link = self.ask(client, town)
        services.update_actor(actor=town.actor, name="Ganz anders")
        client.post(link)
        assert services.carers_of(town.actor) == [user]

    def test_whoever_was_blocked_meanwhile_stays_out(
        self, client: Client, town: Town, user: User
    ) -> None:
        link = self.ask(client, town)
        User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
        assert client.post(link).status_code == 403
        assert services.carers_of(town.actor) == []


class TestStillRight:
    def links(self, town: Town) -> list[str]:
        """The links of the yearly mails to everybody who is asked."""
        Actor.objects.update(created_at=timezone.now() - timedelta(days=400))
        reminders.ask_whether_right()
        return [link_in(mail) for mail in Mail.objects.order_by("pk")]

    def test_an_old_one_does_not_hide_a_restored_entry(self, town: Town, moderator: User) -> None:
        for name in ("ada", "bert"):
            services.take_charge(town.actor, person("resident", name))
        first, second = self.links(town)
        Client().post(first, {"action": "out"})
        actor = Actor.objects.get(pk=town.actor.pk)
        deciding.hide(entry=actor, number=0, by=moderator, reason="", hidden=False)
        for link in (first, second):
            assert Client().post(link, {"action": "out"}).status_code == 404
        assert is_public(town)

    @pytest.mark.parametrize("said", ["right", "out"])
    def test_the_second_press_says_what_was_done(self, town: Town, said: str) -> None:
        (link,) = self.links(town)
        Client().post(link, {"action": said})
        answer = Client().post(link, {"action": "out"})
        words = {"right": "dass der Eintrag stimmt", "out": "Der Eintrag wurde damals"}
        html = answer.content.decode()
        assert words[said] in html
        leads_on = f'<a href="{town.actor.get_absolute_url()}">' in html
        assert leads_on is (said == "right"), "to the entry, where it is public"
        assert is_public(town) is (said == "right")

    def test_it_ends_with_the_care_of_who_got_it(self, town: Town, moderator: User) -> None:
        user = person("resident", "ada")
        services.take_charge(town.actor, user)
        (link,) = self.links(town)
        responsibilities.end(responsibility=user.responsibilities.get(), by=moderator)
        assert Client().post(link, {"action": "out"}).status_code == 404
        assert is_public(town)


def accept_reopen_accept(entry: Actor, by: User) -> None:
    """What is taken off the site by taking back its acceptance, and accepted again."""
    Actor.objects.filter(pk=entry.pk).update(state="live")
    deciding.reopen(entry=entry, number=1, by=by)
    deciding.accept(entry=Actor.objects.get(pk=entry.pk), number=1, by=by)


def hide_and_show(entry: Actor, by: User) -> None:
    for hidden in (True, False):
        deciding.hide(entry=entry, number=0, by=by, reason="", hidden=hidden)


def hide_the_text_and_show(entry: Actor, by: User) -> None:
    deciding.hide(entry=entry, number=1, by=by, reason="")
    assert Actor.objects.get(pk=entry.pk).state == "hidden"
    deciding.hide(entry=entry, number=1, by=by, reason="", hidden=False)
    services.hide_entry(entry=entry, hidden=False)


def revert_and_show(entry: Actor, by: User) -> None:
    author = entry.revisions.get(number=1).author
    assert author is not None
    reverting.put_back(user=author, by=by, reason="Werbung")
    services.hide_entry(entry=entry, hidden=False)


def take_out_and_show(entry: Actor, by: User) -> None:
    checking.take_out(actor=entry, by=None)
    services.hide_entry(entry=entry, hidden=False)


@pytest.mark.parametrize(
    "way",
    [
        hide_and_show,
        accept_reopen_accept,
        hide_the_text_and_show,
        revert_and_show,
        take_out_and_show,
    ],
)
def test_no_link_outlives_that_its_entry_was_away(way: Any, moderator: User, town: Town) -> None:
    signature = Signature(person("resident", "ada"))
    entry = services.create_actor(
        name="Laden", sector="business", mail=ADDRESS, signature=signature, districts=[town.west]
    )
    Actor.objects.filter(pk=entry.pk).update(mail_changed_at=None)
    entry.refresh_from_db()
    right = urlsplit(checking.answer_link(entry, ADDRESS, signature.author)).path
    objecting.object_to_entry(actor=entry, words="", sender=cases.Sender(name="Gast"))
    objection = re.search(r"/akteure/\S+/widerspruch/\S+", Mail.objects.latest("pk").body)
    assert objection
    for link in (right, objection[0]):
        assert Client().get(link).status_code == 200
    way(entry, moderator)
    assert Actor.objects.get(pk=entry.pk).state == "live"
    for link in (right, objection[0]):
        assert Client().get(link).status_code == 404
        assert Client().post(link, {"action": "out"}).status_code == 404
    assert Actor.objects.get(pk=entry.pk).state == "live"


def test_states_change_in_one_place_alone() -> None:
    """Else the change would not be counted, and old links would work again."""
    changing = re.compile(r"\.update\([^()]*\bstate=State\.|\.state = State\.", re.DOTALL)
    found = {
        str(path.relative_to(CHECKOUT))
        for path in (CHECKOUT / "districts").rglob("*.py")
        if "migrations" not in path.parts and changing.search(path.read_text())
    }
    assert found == {
        "districts/services/entry_edits.py",  # a new entry: nobody has a link yet
        "districts/imports/upsert.py",  # counts for itself
    }


class TestMessage:
    def write(self, client: Client, town: Town) -> str:
        data = {"name": "Ruth", "mail": "ruth@example.org", "text": "Guten Tag"}
        client.post(f"{town.actor.get_absolute_url()}nachricht/", data)
        return link_in(Mail.objects.get(to="ruth@example.org"))

    def test_two_presses_at_one_moment_send_one_message(
        self, client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = self.write(client, town).rstrip("/").rpartition("/")[2]
        send = relaying._send

        def press_again(to: Any, fields: dict[str, str]) -> None:
            with pytest.raises(mail_links.Used):
                relaying.deliver_message(to=town.actor, secret=secret)
            send(to, fields)

        monkeypatch.setattr(relaying, "_send", press_again)
        relaying.deliver_message(to=town.actor, secret=secret)
        assert len(outgoing.outbox) == 1

    def test_it_works_again_when_the_mail_server_was_away(
        self, client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = self.write(client, town)

        def away(*_args: Any) -> None:
            raise OSError

        with monkeypatch.context() as patch:
            patch.setattr(relaying, "_send", away)
            assert client.post(link).status_code == 200
        client.post(link)
        assert len(outgoing.outbox) == 1

    @pytest.mark.parametrize("problem", [RuntimeError, SystemExit])
    def test_whatever_breaks_the_link_is_not_lost(
        self, client: Client, town: Town, monkeypatch: pytest.MonkeyPatch, problem: Any
    ) -> None:
        secret = self.write(client, town).rstrip("/").rpartition("/")[2]

        def broken(*_args: Any) -> None:
            raise problem

        with monkeypatch.context() as patch:
            patch.setattr(relaying, "_send", broken)
            with pytest.raises(problem):
                relaying.deliver_message(to=town.actor, secret=secret)
        relaying.deliver_message(to=town.actor, secret=secret)
        assert len(outgoing.outbox) == 1
        with pytest.raises(mail_links.Used):
            relaying.deliver_message(to=town.actor, secret=secret)

    def test_it_works_again_where_the_process_died(self, client: Client, town: Town) -> None:
        """Nobody gives the link back then; for some minutes it is said to be under way."""
        link = self.write(client, town)
        mail_links.begin(link=MailLink.objects.get(purpose=relaying.PURPOSE))
        answer = client.post(link)
        assert answer.status_code == 404
        assert "in einigen Minuten" in answer.content.decode()
        with time_machine.travel(timezone.now() + mail_links.PATIENCE + timedelta(seconds=1)):
            client.post(link)
            assert len(outgoing.outbox) == 1
            assert client.post(link).status_code == 404
        assert len(outgoing.outbox) == 1


def test_links_are_forgotten_long_after_their_end(client: Client, town: Town) -> None:
    secret = mail_links.make(purpose="x", thing=("actor", 1), lasts=timedelta(days=-1))
    with pytest.raises(mail_links.TooOld):
        mail_links.look(secret=secret, purpose="x")
    assert mail_links.forget() == 0
    mail_links.make(purpose="x", thing=("actor", 1), lasts=-mail_links.REMEMBERED * 2)
    assert mail_links.forget() == 1
