"""Claiming an actor, passing messages on, and asking once a year whether it is still right."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outgoing
from django.test import Client
from django.utils import timezone

from community import decisions
from community.models import Case, KeptText, LogEntry, Mail
from districts import reminders, services
from districts.models import Actor, Need
from districts.services.signature import Signature
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
ADDRESS = "kontakt@krumel.example"


@pytest.fixture(autouse=True)
def reachable(settings: Any, town: Town) -> None:
    settings.RATE_LIMITS = False
    services.update_actor(actor=town.actor, mail=ADDRESS)


def link_in(mail: Mail, actor: Actor) -> str:
    found = re.search(rf"{re.escape(actor.get_absolute_url())}\S+", mail.body)
    assert found, mail.body
    return found[0]


class TestClaim:
    def test_the_published_address_lets_in(self, client: Client, town: Town) -> None:
        user = person("resident")
        client.force_login(user)
        page = f"{town.actor.get_absolute_url()}kuemmern/"
        answer = client.post(page, {"action": "mail"})
        assert ADDRESS not in client.get(page).content.decode()
        assert answer.status_code == 302
        letter = Mail.objects.get(to=ADDRESS)
        link = link_in(letter, town.actor)
        other = Client()
        other.force_login(person("resident", "fremd"))
        told = other.post(link, follow=True).content.decode()
        assert "Dieser Link gilt nur für das Konto, von dem die Bitte kam." in told
        assert "Das sind wir: sich um diesen Eintrag kümmern" in told
        assert services.carers_of(town.actor) == []
        assert client.get(link).status_code == 200
        own = client.post(link, follow=True).content.decode()
        assert "Jemanden dazuholen oder aufhören" in own
        assert "Das sind wir: sich um" not in own
        assert services.carers_of(town.actor) == [user]

    def test_a_moderator_lets_in(self, client: Client, town: Town, moderator: Any) -> None:
        user = person("resident")
        client.force_login(user)
        page = f"{town.actor.get_absolute_url()}kuemmern/"
        for _time in range(2):
            client.post(page, {"action": "ask", "words": "Ich backe dort."})
        case = Case.objects.get()
        decisions.accept(case=case, by=moderator)
        assert services.carers_of(town.actor) == [user]
        case.refresh_from_db()
        decisions.undo(case=case, by=moderator)
        assert services.carers_of(town.actor) == []

    @pytest.mark.parametrize("first", ["mail", "ask"])
    def test_taking_it_back_ends_only_what_came_of_it(
        self, client: Client, town: Town, moderator: Any, first: str
    ) -> None:
        """Whoever was let in by the published address stays, before the decision and after it."""
        user = person("resident")
        client.force_login(user)
        page = f"{town.actor.get_absolute_url()}kuemmern/"
        for action in ("mail", "ask"):
            client.post(page, {"action": action, "words": "Ich backe dort."})
        link = link_in(Mail.objects.get(to=ADDRESS), town.actor)
        case, desk = Case.objects.get(), Client()
        desk.force_login(moderator)
        if first == "mail":
            client.post(link)
            desk.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
        else:
            desk.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
            services.take_charge(town.actor, user)  # a link that was opened before
        assert Case.objects.get().state == "accepted"
        desk.post("/moderation/zuruecknehmen/", {"case": case.pk})
        assert Case.objects.get().state == "open"
        assert services.carers_of(town.actor) == [user]

    def test_who_wrote_it_down_does_not_care_for_what_waits_again(
        self, client: Client, moderator: Any
    ) -> None:
        user = person("new", "rita")
        actor = services.create_actor(name="Lindwurm", sector="citizens", signature=Signature(user))
        case = Case.objects.get()
        client.force_login(moderator)
        client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
        assert services.carers_of(actor) == [user]
        client.post("/moderation/zuruecknehmen/", {"case": case.pk})
        assert services.carers_of(actor) == []
        client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
        assert services.carers_of(actor) == [user]

    def test_guests_are_asked_to_sign_in(self, client: Client, town: Town) -> None:
        answer = client.get(f"{town.actor.get_absolute_url()}kuemmern/")
        assert answer.status_code == 302
        assert "/konto/" in answer["Location"]


class TestMessage:
    def write(self, client: Client, town: Town, **fields: Any) -> Any:
        data = {"name": "Ruth", "mail": "ruth@example.org", "text": "Guten Tag", **fields}
        return client.post(f"{town.actor.get_absolute_url()}nachricht/", data)

    def test_it_leaves_when_its_sender_confirms_and_nothing_stays(
        self, client: Client, town: Town
    ) -> None:
        answer = self.write(client, town, copy="on")
        assert answer.status_code == 200
        assert ADDRESS not in answer.content.decode()
        letter = Mail.objects.get(to="ruth@example.org")
        assert "Guten Tag" not in letter.body
        assert outgoing.outbox == []
        link = link_in(letter, town.actor)
        assert "Guten Tag" in client.get(link).content.decode()
        client.post(link)
        assert [m.to for m in outgoing.outbox] == [[ADDRESS], ["ruth@example.org"]]
        assert outgoing.outbox[0].reply_to == ["ruth@example.org"]
        assert not KeptText.objects.exists()
        again = client.post(link)
        assert again.status_code == 404
        assert "Ihre Nachricht wurde damals abgeschickt." in again.content.decode()
        assert len(outgoing.outbox) == 2

    def test_five_a_day(self, client: Client, town: Town, settings: Any) -> None:
        for _time in range(5):
            assert self.write(client, town).status_code == 200
        assert self.write(client, town).status_code == 429

    def test_without_an_address_there_is_no_form(self, client: Client, town: Town) -> None:
        services.update_actor(actor=town.actor, mail="")
        assert self.write(client, town).status_code == 404

    @pytest.mark.parametrize("name", ["a\r\nBcc: x@example.org", "\x00", "<script>"])
    def test_no_header_is_smuggled_in(self, client: Client, town: Town, name: str) -> None:
        answer = self.write(client, town, name=name)
        if answer.status_code == 200:
            client.post(link_in(Mail.objects.get(to="ruth@example.org"), town.actor))
            assert all(not m.bcc and m.to == [ADDRESS] for m in outgoing.outbox)


class TestStillRight:
    def test_a_year_later_its_people_are_asked_once(self, town: Town) -> None:
        Actor.objects.update(created_at=timezone.now() - timedelta(days=400))
        assert reminders.ask_whether_right() == 1
        assert Mail.objects.get().to == ADDRESS
        assert reminders.ask_whether_right() == 0

    def test_one_press_confirms(self, client: Client, town: Town) -> None:
        page = f"{town.actor.get_absolute_url()}stimmt-noch/"
        assert client.post(page).status_code == 302
        assert Actor.objects.get(pk=town.actor.pk).checked_at is None
        client.force_login(person("resident"))
        client.post(page)
        assert Actor.objects.get(pk=town.actor.pk).checked_at == timezone.localdate()


class TestWanted:
    """Whoever wants something is reached without anybody learning their address."""

    def test_a_message_reaches_who_wants_it(self, client: Client, town: Town) -> None:
        author = person("resident", "ilse")
        need = services.create_need(title="Ein Raum", signature=Signature(author))
        page = client.get(need.get_absolute_url()).content.decode()
        assert f'href="{need.get_absolute_url()}nachricht/"' in page
        data = {"name": "Ruth", "mail": "ruth@example.org", "text": "Wir haben einen"}
        client.post(f"{need.get_absolute_url()}nachricht/", data)
        letter = Mail.objects.get(to="ruth@example.org")
        found = re.search(rf"{need.get_absolute_url()}\S+", letter.body)
        assert found
        client.post(found[0])
        assert [m.to for m in outgoing.outbox] == [[author.email]]
        assert not Mail.objects.filter(to="ruth@example.org").exists(), "nothing is kept"
        other = found[0].replace(need.get_absolute_url(), town.actor.get_absolute_url())
        assert client.get(other).status_code == 404

    def test_whoever_asked_says_that_it_was_found(self, client: Client, town: Town) -> None:
        author = person("new", "fragende")
        need = services.create_need(title="Ein Raum", districts=[town.west])
        Need.objects.filter(pk=need.pk).update(created_by=author)
        page, sheet = need.get_absolute_url(), "/stadtteile/west/aushang/"
        assert "Ein Raum" in client.get(sheet).content.decode()
        assert "gefunden/" not in client.get(page).content.decode()
        client.force_login(author)
        assert f"{page}gefunden/" in client.get(page).content.decode()
        for _twice in range(2):
            assert client.post(f"{page}gefunden/", {"found": "yes"}).status_code == 302
        assert LogEntry.objects.filter(action="found").count() == 1
        assert "Ein Raum" not in client.get(sheet).content.decode()
        client.post(f"{page}gefunden/", {"found": "no"})
        assert "Ein Raum" in client.get(sheet).content.decode()

    def test_what_was_found_takes_no_messages(self, client: Client, town: Town) -> None:
        need = services.create_need(title="Ein Raum", mail="raum@example.org")
        services.close_need(need=need)
        assert client.get(f"{need.get_absolute_url()}nachricht/").status_code == 404
        assert "nachricht/" not in client.get(need.get_absolute_url()).content.decode()
