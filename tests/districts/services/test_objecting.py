"""Who does not want to be listed: nobody is taken offline in somebody else's name."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from community import antispam, cases, decisions, mail, mail_topics
from community.mails import links, stops
from community.models import Case, LogEntry, Mail
from config.jobs import JOBS
from districts import services
from districts.models import Actor
from districts.modules import Usage, own
from districts.services import checking, deciding, objecting
from districts.services import modules as switching
from districts.services.signature import Signature
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
ADDRESS = "kontakt@krumel.example"
EVIL = "x@evil.example"


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


@pytest.fixture
def reachable(town: Town) -> None:
    services.update_actor(actor=town.actor, mail=ADDRESS)


def object_to(client: Client, town: Town, **data: str) -> Any:
    data = {"words": "Wir sind es, Familie Krümel", "mail": "w@example.org"} | data
    return client.post(f"{town.actor.get_absolute_url()}widerspruch/", data)


def asked() -> list[str]:
    """The addresses that were asked to confirm, the newest last."""
    rows = Mail.objects.filter(body__contains="/widerspruch/").order_by("pk")
    return [row.to for row in rows]


def link_in(row: Mail) -> str:
    found = re.search(r"/akteure/\S+/widerspruch/\S+", row.body)
    assert found, row.body
    return found[0]


def is_public(town: Town) -> bool:
    return Client().get(town.actor.get_absolute_url()).status_code == 200


@pytest.fixture
def link(client: Client, town: Town, reachable: None) -> str:
    """The link in the mail to the published address."""
    object_to(client, town)
    return link_in(Mail.objects.get(to=ADDRESS))


def run_every_job() -> None:
    for job in JOBS:
        if job.name not in ("search", "mail", "publishing", "words"):
            job.run()


@pytest.mark.usefixtures("reachable")
class TestUnconfirmed:
    def test_it_hides_nothing_however_long_it_waits(self, client: Client, town: Town) -> None:
        assert object_to(client, town).status_code == 302
        case = Case.objects.get()
        assert (case.sort, case.object_pk) == ("objection", town.actor.pk)
        with time_machine.travel(timezone.now() + timedelta(days=30)):
            run_every_job()
        assert is_public(town)
        assert Case.objects.open().count() == 1, "it waits for a decision"

    def test_moderators_see_that_it_is_not_confirmed(
        self, client: Client, town: Town, moderator: Any
    ) -> None:
        object_to(client, town)
        client.force_login(moderator)
        page = client.get(f"/moderation/{Case.objects.get().pk}/").content.decode()
        assert "Nicht bestätigt" in page
        inbox = client.get("/moderation/").content.decode()
        assert "Nicht bestätigt" in inbox
        assert "Widerspruch:" not in inbox, "it has no cause to be named"

    @pytest.mark.parametrize(("outcome", "public"), [("kept", True), ("hidden", False)])
    def test_moderators_decide(
        self, client: Client, town: Town, moderator: Any, outcome: str, public: bool
    ) -> None:
        object_to(client, town)
        link = link_in(Mail.objects.get(to=ADDRESS))
        case = Case.objects.get()
        with translation.override("en"):  # a moderator who reads English
            decisions.answer_report(case=case, by=moderator, outcome=outcome, reason="Angerufen")
        assert is_public(town) is public
        arrived, decided = Mail.objects.filter(to="w@example.org").order_by("pk")
        assert arrived.subject == "Ihr Widerspruch ist angekommen"
        assert decided.subject == "Über Ihren Widerspruch ist entschieden"
        said = {"kept": "Der Eintrag bleibt.", "hidden": "Der Eintrag wurde herausgenommen"}
        assert said[outcome] in decided.body
        assert Client().post(link).status_code == 404, "what is decided is decided"
        assert is_public(town) is public

    def test_words_are_asked_for_and_kept(self, client: Client, town: Town) -> None:
        answer = object_to(client, town, words="", mail="kein Postfach")
        assert answer.status_code == 400
        assert "kein Postfach" in answer.content.decode()
        assert not Case.objects.exists()
        assert asked() == []


class TestConfirmed:
    def test_one_press_behind_the_link_hides_at_once(self, town: Town, link: str) -> None:
        guest = Client()
        assert guest.get(link).status_code == 200
        assert is_public(town), "programs that look through mails open every link"
        assert guest.post(link).status_code == 200
        assert not is_public(town)
        case = Case.objects.get()
        assert case.confirmed_at is not None
        assert case.state == Case.State.OPEN, "moderators still look at it"

    def test_moderators_see_it(self, client: Client, town: Town, link: str, moderator: Any) -> None:
        Client().post(link)
        client.force_login(moderator)
        page = client.get(f"/moderation/{Case.objects.get().pk}/").content.decode()
        assert "Bestätigt durch die veröffentlichte Adresse" in page
        assert 'value="kept"' not in page, "as it is would mean both: hidden, and as it was"
        assert "Verborgen lassen" in page

    def test_nobody_is_told_that_it_stays_while_it_is_hidden(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        Client().post(link)
        client.force_login(moderator)
        rows = client.get("/moderation/").content.decode()
        assert "Verborgen lassen" in rows
        assert 'value="kept"' not in rows
        assert 'value="settled"' not in rows
        address = f"/moderation/{Case.objects.get().pk}/entscheiden/"
        for decision in ("kept", "settled"):
            answer = client.post(address, {"decision": decision, "reason": "Passt."})
            assert answer.status_code == 409
            assert "hat ihn herausgenommen" in answer.content.decode()
            assert Case.objects.get().state == "open"
        assert not Mail.objects.filter(body__contains="Der Eintrag bleibt.").exists()

    def test_shown_again_it_can_stay(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        Client().post(link)
        client.force_login(moderator)
        client.post(f"/moderation/hier/?url={town.actor.get_absolute_url()}", {"action": "show"})
        for page in ("/moderation/", f"/moderation/{Case.objects.get().pk}/"):
            html = client.get(page).content.decode()
            assert 'value="kept"' in html
            assert "Verborgen lassen" not in html
        assert "seitdem wurde der Eintrag wieder gezeigt" in html
        address = f"/moderation/{Case.objects.get().pk}/entscheiden/"
        client.post(address, {"decision": "kept", "reason": "Am Telefon geklärt."})
        assert Case.objects.get().outcome == "kept"
        assert is_public(town)

    def test_taking_back_that_it_stays_hidden_does_not_show_it(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        Client().post(link)
        case = Case.objects.get()
        client.force_login(moderator)
        answer = {"decision": "hidden", "reason": "Sie wollen das nicht."}
        client.post(f"/moderation/{case.pk}/entscheiden/", answer)
        assert Case.objects.get().outcome == "hidden"
        client.post("/moderation/zuruecknehmen/", {"case": case.pk})
        assert Case.objects.get().state == "open"
        assert not is_public(town), "its own address has taken it out"

    def test_moderators_show_it_again_on_its_page(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        Client().post(link)
        client.force_login(moderator)
        page = client.get(town.actor.get_absolute_url()).content.decode()
        assert "Dieser Eintrag ist verborgen" in page
        button = f"/moderation/hier/?url={town.actor.get_absolute_url()}"
        assert f'action="{button}"' in page
        answer = client.post(button, {"action": "show"}, follow=True).content.decode()
        assert "Das ist wieder für alle zu sehen." in answer
        assert 'value="show"' not in answer
        assert is_public(town)
        shown = LogEntry.objects.get(action="show", object_pk=town.actor.pk)
        assert shown.who == moderator.pk
        assert Client().post(link).status_code == 404
        assert is_public(town)

    def test_whoever_objects_reads_what_happens_next(
        self, client: Client, town: Town, reachable: None
    ) -> None:
        answer = client.post(
            f"{town.actor.get_absolute_url()}widerspruch/",
            {"words": "Wir sind es", "mail": "w@example.org", "started": antispam.stamp(30)},
            follow=True,
        )
        page = answer.content.decode()
        assert "<h1>Ihr Widerspruch</h1>" in page
        assert "Wer dort den Knopf drückt, nimmt den Eintrag sofort heraus." in page
        Client().post(link_in(Mail.objects.get(to=ADDRESS)))
        receipt = answer.redirect_chain[-1][0]
        assert "über die Adresse des Eintrags bestätigt" in client.get(receipt).content.decode()

    def test_the_mail_says_nothing_of_who_objects(self, town: Town, link: str) -> None:
        sent = Mail.objects.get(to=ADDRESS)
        for words in ("Familie", "w@example.org"):
            assert words not in sent.body + sent.subject
            assert words not in Client().get(link).content.decode()

    def test_who_takes_care_of_it_is_told(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        carer = person("new", "edda")
        services.take_charge(town.actor, carer)
        Client().post(link)
        told = Mail.objects.get(to=carer.email)
        assert told.subject == "Ein Eintrag, um den Sie sich kümmern, wurde herausgenommen"
        assert f"„{town.actor.name}“ ist nicht mehr öffentlich" in told.body
        assert "/kontakt/" in told.body
        assert ADDRESS not in told.body, "the entry's mail address need not be known to them"
        client.force_login(moderator)
        log = client.get("/moderation/protokoll/").content.decode()
        assert "die Adresse des Eintrags" in log
        assert "von selbst" not in log

    def test_who_takes_it_out_is_not_told(
        self, client: Client, town: Town, reachable: None
    ) -> None:
        carers = [person("new", name) for name in ("edda", "ole")]
        for carer in carers:
            services.take_charge(town.actor, carer)
        answers = urlsplit(checking.answer_link(town.actor, carers[0].email, carers[0])).path
        client.force_login(carers[0])
        assert client.post(answers, {"action": "out"}).status_code == 200
        told = Mail.objects.filter(subject__contains="wurde herausgenommen")
        assert [row.to for row in told] == [carers[1].email]

    def test_the_link_does_it_once(self, town: Town, link: str, moderator: Any) -> None:
        Client().post(link)
        services.hide_entry(entry=Actor.objects.get(pk=town.actor.pk), hidden=False)
        decisions.answer_report(
            case=Case.objects.get(), by=moderator, outcome="kept", reason="Doch nicht"
        )
        answer = Client().post(link)
        assert answer.status_code == 404
        assert "Der Eintrag wurde damals herausgenommen." in answer.content.decode()
        assert is_public(town), "what a moderator has shown again stays"

    def test_an_older_link_hides_no_restored_entry(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        second = urlsplit(checking.answer_link(town.actor, ADDRESS)).path
        Client().post(link)
        actor = Actor.objects.get(pk=town.actor.pk)
        deciding.hide(entry=actor, number=0, by=moderator, reason="", hidden=False)
        assert Client().get(second).status_code == 404
        assert Client().post(second, {"action": "out"}).status_code == 404
        assert is_public(town)

    def test_whoever_objects_the_address_is_asked_once_a_day(
        self, client: Client, town: Town, link: str, settings: Any
    ) -> None:
        """Strangers neither flood an address nor use up what others mail to it."""
        settings.RATE_LIMITS = True
        for number in range(7):
            sender = cases.Sender(mail="w@example.org", network=f"net {number}")
            objecting.object_to_entry(actor=town.actor, words="Wir", sender=sender)
        assert asked() == [ADDRESS]
        assert Case.objects.open().count() == 8
        for purpose in ("x", "y"):
            assert mail.queue(
                to=ADDRESS, subject="x", paragraphs=[], why="", topic="account", unasked=purpose
            )
        settings.RATE_LIMITS = False
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            object_to(client, town)
            assert asked() == [ADDRESS, ADDRESS]
            assert Client().post(link).status_code == 404, "the newer mail has the link that works"
            Client().post(link_in(Mail.objects.filter(to=ADDRESS).latest("pk")))
        assert not is_public(town)
        assert not Case.objects.filter(confirmed_at=None).exists(), "it speaks about all of them"

    def test_once_decided_the_next_objection_is_asked_about(
        self, client: Client, town: Town, link: str, moderator: Any
    ) -> None:
        decisions.answer_report(
            case=Case.objects.get(), by=moderator, outcome="kept", reason="Angerufen"
        )
        object_to(client, town)
        assert asked() == [ADDRESS, ADDRESS]
        assert Client().post(link).status_code == 404

    def test_an_address_that_got_no_mail_is_asked_the_next_time(
        self, client: Client, town: Town, reachable: None
    ) -> None:
        token = stops.stop_token(ADDRESS, mail_topics.ACCOUNT)
        stops.stop(token=token)
        object_to(client, town)
        assert asked() == []
        stops.resume(token=token)
        object_to(client, town)
        assert asked() == [ADDRESS]

    def test_it_ends_after_two_weeks(self, town: Town, link: str) -> None:
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            answer = Client().post(link)
            assert answer.status_code == 404
            assert "zu alt" in answer.content.decode()
        assert is_public(town)

    def test_it_is_for_one_entry(self, town: Town, link: str) -> None:
        other = services.create_actor(name="Laden", sector="business", mail="l@example.org")
        secret = link.rstrip("/").rpartition("/")[2]
        assert Client().post(f"{other.get_absolute_url()}widerspruch/{secret}/").status_code == 404
        answer = f"{town.actor.get_absolute_url()}stimmt-noch/{secret}/"
        assert Client().post(answer, {"action": "out"}).status_code == 404
        assert Actor.objects.filter(state="hidden").count() == 0


class TestWhoseAddress:
    """Whoever wants to take somebody offline must not be able to enter their own address first."""

    def test_an_address_entered_just_before_confirms_nothing(
        self, client: Client, town: Town
    ) -> None:
        signature = Signature(person("resident", "boese"))
        services.update_actor(actor=town.actor, mail=EVIL, signature=signature)
        assert Actor.objects.get(pk=town.actor.pk).mail == EVIL
        object_to(client, town)
        assert asked() == []
        page = client.get(f"{town.actor.get_absolute_url()}widerspruch/").content.decode()
        assert "keine Mailadresse" in page
        client.force_login(person("resident", "zweite"))
        care = f"{town.actor.get_absolute_url()}kuemmern/"
        assert 'value="mail"' not in client.get(care).content.decode()
        client.post(care, {"action": "mail"})
        assert not Mail.objects.filter(to=EVIL).exists(), "nor does it let anybody in"

    def test_an_address_accepted_from_a_guest_confirms_nothing(
        self, client: Client, town: Town, moderator: Any
    ) -> None:
        guest = Signature(is_guest=True)
        services.update_actor(actor=town.actor, mail=EVIL, signature=guest)
        decisions.accept(case=Case.objects.get(), by=moderator)
        assert Actor.objects.get(pk=town.actor.pk).mail == EVIL
        object_to(client, town)
        assert asked() == []

    @pytest.mark.usefixtures("reachable")
    def test_after_a_change_the_earlier_one_is_asked(self, client: Client, town: Town) -> None:
        carer = person("resident", "ada")
        services.take_charge(town.actor, carer)
        services.update_actor(actor=town.actor, mail=EVIL, signature=Signature(carer))
        object_to(client, town)
        services.update_actor(actor=town.actor, mail="y@evil.example", signature=Signature(carer))
        object_to(client, town)
        assert asked() == [ADDRESS]
        Client().post(link_in(Mail.objects.filter(to=ADDRESS).latest("pk")))
        assert not is_public(town)

    @pytest.mark.usefixtures("reachable")
    def test_a_month_later_the_new_one_is_asked_and_the_old_one_forgotten(
        self, client: Client, town: Town
    ) -> None:
        services.update_actor(actor=town.actor, mail="neu@krumel.example")
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            object_to(client, town)
            run_every_job()
        assert asked() == ["neu@krumel.example"]
        assert Actor.objects.get(pk=town.actor.pk).earlier_mail == ""

    @pytest.mark.usefixtures("reachable")
    def test_an_address_that_is_taken_back_is_not_kept(self, client: Client, town: Town) -> None:
        services.update_actor(actor=town.actor, mail="neu@krumel.example")
        services.update_actor(actor=town.actor, mail="")
        assert Actor.objects.get(pk=town.actor.pk).earlier_mail == ""
        object_to(client, town)
        assert asked() == []

    def test_a_changed_address_ends_the_link(self, client: Client, town: Town, link: str) -> None:
        services.update_actor(actor=town.actor, mail="")
        assert Client().post(link).status_code == 404
        assert is_public(town)


@pytest.mark.usefixtures("reachable")
class TestAtTheService:
    """What a link takes out, and what it does no more."""

    @pytest.fixture
    def case(self, town: Town) -> Case:
        return objecting.object_to_entry(
            actor=town.actor, words="  Wir sind es.  ", sender=cases.Sender(name="Anna")
        )

    @pytest.fixture
    def secret(self, case: Case) -> str:
        return link_in(Mail.objects.get(to=ADDRESS)).rstrip("/").rpartition("/")[2]

    def test_looking_changes_nothing(self, town: Town, case: Case, secret: str) -> None:
        for _time in range(2):
            link, found = objecting.check_objection(actor=town.actor, secret=secret)
            assert (link.used_at, found, found.words) == (None, case, "Wir sind es.")
        assert Actor.objects.get(pk=town.actor.pk).state == "live"

    @pytest.mark.parametrize("state", ["accepted", "refused", "withdrawn"])
    def test_what_was_decided_meanwhile_is_not_confirmed(
        self, town: Town, case: Case, secret: str, state: str
    ) -> None:
        Case.objects.filter(pk=case.pk).update(state=state)
        for act in (objecting.check_objection, objecting.confirm_objection):
            with pytest.raises(links.Changed):
                act(actor=town.actor, secret=secret)
        assert Actor.objects.get(pk=town.actor.pk).state == "live"

    def test_what_is_not_public_is_not_taken_out(self, town: Town, case: Case, secret: str) -> None:
        Actor.objects.filter(pk=town.actor.pk).update(state="held")  # its changes not counted
        town.actor.refresh_from_db()
        with pytest.raises(links.Changed):
            objecting.check_objection(actor=town.actor, secret=secret)

    def test_it_names_nobody_of_a_town_that_shows_no_actors(
        self, client: Client, town: Town, case: Case, secret: str
    ) -> None:
        address = f"{town.actor.get_absolute_url()}widerspruch/{secret}/"
        assert "Krümel" in client.get(address).content.decode()
        switching.set_state(city=town.city, module=own.ACTORS, state=Usage.OFF, seen=Usage.ON)
        for send in (client.get, client.post):
            page = send(address)
            assert page.status_code == 404
            assert "Krümel" not in page.content.decode()
        assert Actor.objects.get(pk=town.actor.pk).state == "live"

    def test_it_is_for_its_own_entry(self, town: Town, secret: str) -> None:
        other = services.create_actor(name="Chor", sector="citizens", mail=ADDRESS)
        with pytest.raises(links.UnknownLink):
            objecting.confirm_objection(actor=other, secret=secret)

    def test_it_confirms_every_open_objection_to_the_entry_once(
        self, town: Town, case: Case, secret: str
    ) -> None:
        second = objecting.object_to_entry(actor=town.actor, words="", sender=cases.Sender())
        other = services.create_actor(name="Chor", sector="citizens")
        elsewhere = objecting.object_to_entry(actor=other, words="", sender=cases.Sender())
        objecting.confirm_objection(actor=town.actor, secret=secret)
        confirmed = Case.objects.exclude(confirmed_at=None)
        assert {row.pk for row in confirmed} == {case.pk, second.pk}
        assert elsewhere.pk not in {row.pk for row in confirmed}
        town.actor.refresh_from_db()
        assert town.actor.state == "hidden"
        with pytest.raises(links.Used):
            objecting.confirm_objection(actor=town.actor, secret=secret)
