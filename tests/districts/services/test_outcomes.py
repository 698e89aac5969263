"""Saying that a project did not hold: who may, who hears of it first, and what they say to it."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import decisions, limits, mail
from community.mails import links
from community.models import Case, LogEntry, Mail
from community.people.responsibilities import grant
from districts import services
from districts.models import OutcomeNotice, Project
from districts.modules import Usage, own
from districts.services import claiming, outcomes
from districts.services import modules as switching
from tests.districts.conftest import Town, person
from tests.districts.services.test_writing import editing, project_form

pytestmark = pytest.mark.django_db
ADDRESS = "kontakt@krumel.example"


@pytest.fixture(autouse=True)
def reachable(settings: Any, town: Town) -> None:
    settings.RATE_LIMITS = False
    services.update_actor(actor=town.actor, mail=ADDRESS)


@pytest.fixture
def carer(client: Client, town: Town) -> User:
    """Who takes care of the project, signed in."""
    user = person("resident", "carer")
    services.take_charge(town.project, user)
    client.force_login(user)
    return user


def change(client: Client, project: Project, **changes: Any) -> Any:
    address = f"{project.get_absolute_url()}bearbeiten/"
    return client.post(address, editing(client, address, **changes))


def fail(client: Client, project: Project, **changes: Any) -> Any:
    failing = {"status": "failed", "failed_because": "time", "told": "on"}
    return change(client, project, **{**failing, **changes})


def link_in(mail: Mail) -> str:
    found = re.search(r"/projekte/\S+/antwort/\S+", mail.body)
    assert found, mail.body
    return found[0]


def public(project: Project) -> str:
    return Client().get(project.get_absolute_url()).content.decode()


class TestTelling:
    def test_the_button_tells_before_anything_is_public(
        self, client: Client, town: Town, carer: User
    ) -> None:
        page = change(
            client, town.project, status="failed", what_did_not_work="Streit", action="tell"
        )
        assert page.status_code == 200
        assert (page.context["told"], page.context["untold"]) == (["Bäckerei Krümel"], [])
        assert page.context["form"]["what_did_not_work"].value() == "Streit"
        assert not page.context["form"].errors
        letter = Mail.objects.get(to=ADDRESS)
        assert "Streit" not in letter.body
        assert Project.objects.get(pk=town.project.pk).status == "running"
        assert client.get(link_in(letter)).status_code == 200

    def test_whom_no_mail_reaches_has_to_be_told_in_person(
        self, client: Client, town: Town, carer: User
    ) -> None:
        choir = services.create_actor(name="Chor am Fluss", sector="citizens")
        services.update_project(project=town.project, actors=[town.actor, choir])
        page = change(client, town.project, status="failed", action="tell")
        assert (page.context["told"], page.context["untold"]) == (
            ["Bäckerei Krümel"],
            ["Chor am Fluss"],
        )
        fail(client, town.project)
        told = OutcomeNotice.objects.values_list("actor__name", "by_mail")
        assert dict(told) == {"Bäckerei Krümel": True, "Chor am Fluss": False}

    def test_carers_of_the_named_hear_of_it_too_and_nobody_twice(
        self, client: Client, town: Town, carer: User
    ) -> None:
        baker = person("resident", "baker")
        services.take_charge(town.actor, baker)
        for _time in range(2):
            change(client, town.project, status="failed", action="tell")
        fail(client, town.project)
        assert sorted(Mail.objects.values_list("to", flat=True)) == sorted([baker.email, ADDRESS])

    def test_others_cannot_send_mails_by_it(self, client: Client, town: Town) -> None:
        client.force_login(person("resident"))
        page = change(client, town.project, status="failed", action="tell")
        assert page.status_code == 403
        assert Mail.objects.count() == 0

    def test_without_the_tick_nothing_is_saved(
        self, client: Client, town: Town, carer: User
    ) -> None:
        answer = fail(client, town.project, told="")
        assert answer.status_code == 400
        assert "told" in answer.context["form"].errors
        assert Project.objects.get(pk=town.project.pk).status == "running"

    def test_somebody_named_later_is_told_first_too(
        self, client: Client, town: Town, carer: User
    ) -> None:
        fail(client, town.project)
        services.create_actor(name="Chor am Fluss", sector="citizens")
        both = "Bäckerei Krümel\nChor am Fluss"
        answer = change(client, town.project, actors=both)
        assert answer.status_code == 400
        assert "Chor am Fluss" in str(answer.context["form"].errors["told"])
        assert change(client, town.project, actors=both, told="on").status_code == 302

    def test_going_back_to_a_negative_state_needs_it_too(
        self, client: Client, town: Town, carer: User
    ) -> None:
        services.update_project(project=town.project, status="failed")  # by an import
        services.update_project(project=town.project, status="running")
        client.post(f"{town.project.get_absolute_url()}zuruecksetzen/2/", {"summary": ""})
        assert Project.objects.get(pk=town.project.pk).status == "running"
        services.tell_named(project=town.project, actors=[town.actor], by=carer)
        client.post(f"{town.project.get_absolute_url()}zuruecksetzen/2/", {"summary": ""})
        assert Project.objects.get(pk=town.project.pk).status == "failed"

    def test_a_new_one_tells_whoever_it_names(self, client: Client, town: Town) -> None:
        client.force_login(person("resident"))
        form = project_form(status="failed", failed_because="time", actors="Bäckerei Krümel")
        assert client.post("/projekte/neu/", form).status_code == 400
        assert client.post("/projekte/neu/", {**form, "told": "on"}).status_code == 302
        assert Mail.objects.get().to == ADDRESS


class TestWhoMay:
    def test_an_edit_based_on_an_older_state_does_not_take_it_back(
        self, client: Client, town: Town
    ) -> None:
        """The form of somebody else sends back the old status with every field."""
        client.force_login(person("resident"))
        address = f"{town.project.get_absolute_url()}bearbeiten/"
        theirs = editing(client, address, duration="ein Jahr")
        services.update_project(project=town.project, status="failed")
        assert client.post(address, theirs).status_code == 302
        town.project.refresh_from_db()
        assert (town.project.status, town.project.duration) == ("failed", "ein Jahr")

    def test_a_steward_who_is_no_moderator_does_not_publish_it(
        self, client: Client, town: Town, moderator: User
    ) -> None:
        client.force_login(person("new"))
        form = project_form(
            status="failed",
            failed_because="time",
            actors="Bäckerei Krümel",
            told="on",
            districts=[town.west.pk],
        )
        client.post("/projekte/neu/", form)
        assert Mail.objects.filter(to=ADDRESS).count() == 0  # nothing is public yet
        steward = person("resident", "steward")
        grant(user=steward, role="steward", kind="district", pk=town.west.pk)
        case = Case.objects.get()
        from community.contract import CannotDecide

        with pytest.raises(CannotDecide):
            decisions.accept(case=case, by=steward)
        assert Project.objects.get(title="Lastenrad").state == "held"
        decisions.accept(case=case, by=moderator)
        assert Project.objects.get(title="Lastenrad").state == "live"
        assert Mail.objects.filter(to=ADDRESS).count() == 1

    def test_nobody_else_takes_it_back(self, client: Client, town: Town) -> None:
        services.update_project(project=town.project, status="failed")
        client.force_login(person("resident"))
        assert change(client, town.project, status="running").status_code == 403
        assert change(client, town.project, nameless="on").status_code == 403


class TestWhoIsToldByAnAcceptance:
    """The mail to those who are named waits as long as the decision can be undone."""

    @pytest.fixture
    def case(self, client: Client, town: Town, moderator: User) -> Case:
        """A project that did not hold, of somebody new; a moderator is signed in."""
        client.force_login(person("new"))
        form = project_form(
            status="failed", failed_because="time", actors="Bäckerei Krümel", told="on"
        )
        client.post("/projekte/neu/", form)
        client.force_login(moderator)
        return Case.objects.get()

    def accept(self, client: Client, case: Case) -> None:
        answer = client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
        assert answer.status_code == 302

    def told(self, minutes: float) -> list[str]:
        """Let the worker send what is due after so many minutes; return what the bakery got."""
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            mail.send_due()
        return [str(one.body) for one in django_mail.outbox if one.to == [ADDRESS]]

    def test_it_leaves_after_ten_minutes_with_a_link_that_works(
        self, client: Client, case: Case
    ) -> None:
        self.accept(client, case)
        assert self.told(9.9) == []
        (only,) = self.told(10.5)
        found = re.search(r"/projekte/\S+/antwort/\S+", only)
        assert found
        Client().post(found[0], {"text": "Bei uns lief es gut."})
        assert OutcomeNotice.objects.get().reply == "Bei uns lief es gut."

    def test_who_takes_the_acceptance_back_has_told_nobody(
        self, client: Client, case: Case
    ) -> None:
        self.accept(client, case)
        client.post("/moderation/zuruecknehmen/", {"case": case.pk})
        assert Project.objects.get(title="Lastenrad").state == "held"
        assert self.told(30) == []
        assert not OutcomeNotice.objects.exists()
        self.accept(client, case)
        assert len(self.told(30)) == 1, "they are told when it is public after all"

    def test_what_was_answered_meanwhile_is_kept(
        self, client: Client, case: Case, town: Town
    ) -> None:
        baker = person("resident", "baker")
        services.take_charge(town.actor, baker)
        self.accept(client, case)
        theirs = Client()
        theirs.force_login(baker)
        address = f"{Project.objects.get(title='Lastenrad').get_absolute_url()}antwort/"
        theirs.post(address, {"text": "Der Platz war zu laut."})
        client.post("/moderation/zuruecknehmen/", {"case": case.pk})
        assert OutcomeNotice.objects.get().reply == "Der Platz war zu laut."

    def test_what_was_hidden_before_the_mail_left_is_told_to_nobody(
        self, client: Client, case: Case
    ) -> None:
        self.accept(client, case)
        project = Project.objects.get(title="Lastenrad")
        here = f"/moderation/hier/?url={project.get_absolute_url()}"
        client.post(here, {"action": "hide", "reason": "Eine Person steht darin."})
        assert self.told(30) == []


class TestReply:
    @pytest.fixture
    def link(self, client: Client, town: Town, carer: User) -> str:
        """The link in the mail to the bakery, after the project failed."""
        fail(client, town.project)
        return link_in(Mail.objects.get(to=ADDRESS))

    def test_the_link_of_the_mail_is_enough(self, town: Town, link: str) -> None:
        guest = Client()
        assert guest.get(link).status_code == 200
        guest.post(link, {"text": "Bei uns lief es <b>gut</b>."})
        page = public(town.project)
        assert "Bei uns lief es &lt;b&gt;gut&lt;/b&gt;." in page
        told = Client().get("/api/v1/projects").json()["results"][0]["replies"]
        assert [(r["actor"]["name"], r["text"]) for r in told] == [
            ("Bäckerei Krümel", "Bei uns lief es <b>gut</b>.")
        ]
        again = guest.post(link, {"text": ""})
        assert again.status_code == 404
        assert "Er gilt nur einmal." in again.content.decode()
        assert "Bei uns" in public(town.project), "a link works once"

    def test_the_link_is_over_where_the_town_has_no_actors(self, town: Town, link: str) -> None:
        switching.set_state(city=town.city, module=own.ACTORS, state=Usage.OFF, seen=Usage.ON)
        for answer in (Client().get(link), Client().post(link, {"text": "Bei uns lief es gut."})):
            assert answer.status_code == 404
            assert "Krümel" not in answer.content.decode()
        assert OutcomeNotice.objects.get(actor=town.actor).reply == ""

    def test_a_new_link_changes_the_answer(self, town: Town, link: str) -> None:
        guest = Client()
        guest.post(link, {"text": "Bei uns lief es gut."})
        Mail.objects.all().delete()
        assert guest.post(link, {"action": "again"}).status_code == 302
        guest.post(link_in(Mail.objects.get(to=ADDRESS)), {"text": ""})
        assert "Bei uns" not in public(town.project)

    def test_who_no_longer_cares_answers_no_more(
        self, client: Client, town: Town, carer: User
    ) -> None:
        user = person("resident", "baker")
        services.take_charge(town.actor, user)
        fail(client, town.project)
        link = link_in(Mail.objects.get(to=user.email))
        claiming.leave(actor=town.actor, user=user)
        assert Client().post(link, {"text": "Unsinn"}).status_code == 404
        assert "Unsinn" not in public(town.project)

    def test_a_carer_of_the_named_answers_signed_in(self, town: Town, link: str) -> None:
        baker, other = Client(), Client()
        user = person("resident", "baker")
        services.take_charge(town.actor, user)
        baker.force_login(user)
        other.force_login(person("resident", "stranger"))
        address = f"{town.project.get_absolute_url()}antwort/"
        assert Client().get(address).status_code == 302
        assert other.post(address, {"text": "Unsinn"}).status_code == 404
        baker.post(address, {"text": "Der Platz war zu laut."})
        assert "Der Platz war zu laut." in public(town.project)

    def test_it_stands_only_where_the_project_names_somebody_and_failed(
        self, client: Client, town: Town, link: str
    ) -> None:
        Client().post(link, {"text": "Der Platz war zu laut."})
        for values in ({"nameless": True}, {"nameless": False, "status": "running"}):
            services.update_project(project=town.project, **values)
            assert "Der Platz war zu laut." not in public(town.project)
            assert Client().get("/api/v1/projects").json()["results"][0]["replies"] == []

    def test_an_answer_given_before_waits_for_the_outcome(
        self, client: Client, town: Town, carer: User
    ) -> None:
        change(client, town.project, status="failed", action="tell")
        Client().post(link_in(Mail.objects.get()), {"text": "Der Platz war zu laut."})
        assert "Der Platz war zu laut." not in public(town.project)
        fail(client, town.project)
        assert "Der Platz war zu laut." in public(town.project)

    def test_moderators_hide_it_and_the_log_says_so(
        self, town: Town, link: str, moderator: User
    ) -> None:
        Client().post(link, {"text": "Ihr seid Betrüger."})
        notice = OutcomeNotice.objects.get()
        address = f"{town.project.get_absolute_url()}antwort/"
        stranger, judge = Client(), Client()
        stranger.force_login(person("resident", "stranger"))
        data = {"action": "hide", "notice": notice.pk}
        assert stranger.post(address, data).status_code in (403, 404)
        assert "Betrüger" in public(town.project)
        judge.force_login(moderator)
        judge.post(address, data)
        assert "Betrüger" not in public(town.project)
        assert LogEntry.objects.filter(action="hide", object_pk=town.project.pk).exists()
        judge.post(address, {**data, "action": "show"})
        assert "Betrüger" in public(town.project)

    def test_no_made_up_link_opens_anything(self, town: Town, link: str) -> None:
        for token in ("x", "a:b:c", "%00", "ä", "9" * 400):
            address = f"{town.project.get_absolute_url()}antwort/{token}/"
            assert Client().post(address, {"text": "x"}).status_code == 404, token

    def test_the_link_of_one_project_opens_no_other(self, town: Town, link: str) -> None:
        other = services.create_project(title="Anderes", actors=[town.actor], status="failed")
        token = link.rstrip("/").rpartition("/")[2]
        address = f"{other.get_absolute_url()}antwort/{token}/"
        assert Client().post(address, {"text": "x"}).status_code == 404

    def test_long_and_hostile_answers(self, town: Town, link: str) -> None:
        assert Client().post(link, {"text": "x" * 2001}).status_code == 400
        assert Client().post(link, {"text": "a\x00b"}).status_code == 400
        Client().post(link, {"text": "Gut.", "notice": "9" * 50})
        assert OutcomeNotice.objects.get().reply == "Gut."


class TestAtTheService:
    """What each function promises by itself, whichever page or program calls it."""

    @pytest.fixture
    def notice(self, town: Town) -> OutcomeNotice:
        """The bakery has been told by mail that the project did not hold."""
        services.update_project(project=town.project, status="failed")
        services.tell_named(project=town.project, actors=[town.actor], by=None)
        return OutcomeNotice.objects.get()

    @pytest.fixture
    def secret(self, notice: OutcomeNotice) -> str:
        return link_in(Mail.objects.get(to=ADDRESS)).rstrip("/").rpartition("/")[2]

    def test_a_new_project_names_nobody_who_does_not_know(self, town: Town) -> None:
        values: dict[str, Any] = {
            "title": "Tauschregal",
            "summary": "Ein Regal.",
            "status": "failed",
            "actors": [town.actor],
            "signature": services.Signature(person("resident")),
        }
        with pytest.raises(services.NotTold) as raised:
            services.create_project(**values)
        assert raised.value.names == ["Bäckerei Krümel"]
        assert "Bäckerei Krümel" in str(raised.value)
        assert not Project.objects.filter(title="Tauschregal").exists()
        made = services.create_project(**values, told=True)
        assert made.notices.get().by_mail

    def test_without_names_nobody_has_to_know(self, town: Town) -> None:
        made = services.create_project(
            title="Tauschregal",
            status="failed",
            actors=[town.actor],
            nameless=True,
            signature=services.Signature(person("resident")),
        )
        assert not made.notices.exists()

    def test_a_changed_project_names_nobody_who_does_not_know(self, town: Town) -> None:
        signature = services.Signature(person("moderator"))
        with pytest.raises(services.NotTold) as raised:
            services.update_project(project=town.project, signature=signature, status="failed")
        assert raised.value.names == ["Bäckerei Krümel"]
        assert Project.objects.get(pk=town.project.pk).status == "running"
        services.update_project(
            project=town.project, signature=signature, status="failed", told=True
        )
        assert Project.objects.get(pk=town.project.pk).status == "failed"

    @pytest.mark.parametrize("values", [{"status": "failed"}, {"nameless": True}])
    def test_only_who_takes_care_judges_and_no_ticked_box_helps(
        self, town: Town, values: dict[str, Any]
    ) -> None:
        signature = services.Signature(person("resident"))
        with pytest.raises(services.NotAllowed):
            services.update_project(project=town.project, signature=signature, told=True, **values)
        assert not OutcomeNotice.objects.exists(), "and mails nobody"
        assert not Mail.objects.exists()

    def test_only_who_takes_care_changes_names_that_are_not_shown(self, town: Town) -> None:
        services.update_project(project=town.project, nameless=True)
        user = person("resident")
        signature = services.Signature(user)
        with pytest.raises(services.NotAllowed):
            services.update_project(project=town.project, signature=signature, funded_by="Stadt")
        services.take_charge(town.project, user)
        services.update_project(project=town.project, signature=signature, funded_by="Stadt")
        assert Project.objects.get(pk=town.project.pk).funded_by == "Stadt"

    def test_whom_no_mail_reaches_is_noted_as_told_in_person(self, town: Town) -> None:
        choir = services.create_actor(name="Chor am Fluss", sector="citizens")
        outcomes.note_told(project=town.project, actors=[town.actor, choir], by=None)
        told = dict(OutcomeNotice.objects.values_list("actor__name", "by_mail"))
        assert told == {"Bäckerei Krümel": True, "Chor am Fluss": False}
        outcomes.note_told(project=town.project, actors=[town.actor, choir], by=None)
        assert (OutcomeNotice.objects.count(), Mail.objects.count()) == (2, 1), "nobody twice"

    @pytest.mark.parametrize("what", ["told nobody", "hidden", "another address"])
    def test_the_link_is_for_whom_it_was_mailed_to(
        self, town: Town, notice: OutcomeNotice, secret: str, what: str
    ) -> None:
        assert outcomes.notice_of_link(project=town.project, secret=secret)[1] == notice
        if what == "told nobody":
            notice.delete()
        elif what == "hidden":
            services.hide_entry(entry=town.actor)
        else:
            services.update_actor(actor=town.actor, mail="")
        with pytest.raises(links.Changed):
            outcomes.notice_of_link(project=town.project, secret=secret)

    def test_who_told_nobody_after_all_ends_the_links_and_keeps_the_answers(
        self, town: Town, notice: OutcomeNotice, secret: str
    ) -> None:
        choir = services.create_actor(name="Chor am Fluss", sector="citizens")
        services.update_project(project=town.project, actors=[town.actor, choir])
        outcomes.note_told(project=town.project, actors=[choir], by=None)
        services.write_reply(notice=notice, text="Der Platz war zu laut.")
        outcomes.tell_nobody(project=town.project)
        assert [row.actor for row in OutcomeNotice.objects.all()] == [town.actor]
        with pytest.raises(links.Used) as raised:
            outcomes.notice_of_link(project=town.project, secret=secret)
        assert raised.value.done == "undone"

    def test_a_new_mail_ends_the_old_links(
        self, town: Town, notice: OutcomeNotice, secret: str
    ) -> None:
        outcomes.mail_again(project=town.project, secret=secret, network="")
        first, second = Mail.objects.filter(to=ADDRESS).order_by("pk")
        assert secret in first.body
        fresh = link_in(second).rstrip("/").rpartition("/")[2]
        assert outcomes.notice_of_link(project=town.project, secret=fresh)[1] == notice
        with pytest.raises(links.Used):
            outcomes.notice_of_link(project=town.project, secret=secret)

    @pytest.mark.parametrize("what", ["no such link", "told nobody", "hidden"])
    def test_no_mail_leaves_where_nobody_may_answer(
        self, town: Town, notice: OutcomeNotice, secret: str, what: str
    ) -> None:
        if what == "told nobody":
            notice.delete()
        elif what == "hidden":
            services.hide_entry(entry=town.actor)
        else:
            secret = "erfunden"
        with pytest.raises(links.UnknownLink):
            outcomes.mail_again(project=town.project, secret=secret, network="")
        assert Mail.objects.count() == 1

    def test_mails_are_counted_before_one_leaves(
        self, town: Town, notice: OutcomeNotice, secret: str, settings: Any
    ) -> None:
        settings.RATE_LIMITS = True
        for _time in range(limits.RARER["offer"]):
            limits.count(action="offer", user=None, network="here")
        with pytest.raises(limits.LimitReached):
            outcomes.mail_again(project=town.project, secret=secret, network="here")
        assert Mail.objects.count() == 1
        assert outcomes.notice_of_link(project=town.project, secret=secret)

    def test_an_answer_is_written_changed_and_taken_back(self, notice: OutcomeNotice) -> None:
        services.write_reply(notice=notice, text=f"  {'x' * 3000}  ")
        notice.refresh_from_db()
        assert notice.reply == "x" * outcomes.LONGEST_REPLY
        assert notice.replied_at is not None
        services.write_reply(notice=notice, text="  ")
        notice.refresh_from_db()
        assert (notice.reply, notice.replied_at) == ("", None)

    def test_the_link_of_a_mail_writes_once(
        self, town: Town, notice: OutcomeNotice, secret: str
    ) -> None:
        link, _notice = outcomes.notice_of_link(project=town.project, secret=secret)
        services.write_reply(notice=notice, text="Erste.", link=link)
        with pytest.raises(links.Used):
            services.write_reply(notice=notice, text="Zweite.", link=link)
        assert OutcomeNotice.objects.get().reply == "Erste."

    def test_only_moderators_hide_an_answer(self, town: Town, notice: OutcomeNotice) -> None:
        services.write_reply(notice=notice, text="Ihr seid Betrüger.")
        carer = person("resident")
        services.take_charge(town.project, carer)
        with pytest.raises(services.NotAllowed):
            services.hide_reply(notice=notice, by=carer)
        assert not OutcomeNotice.objects.get().reply_hidden
        assert not LogEntry.objects.filter(action="hide").exists()
        judge = person("moderator")
        for hidden, action in ((True, "hide"), (False, "show")):
            services.hide_reply(notice=notice, by=judge, hidden=hidden)
            assert OutcomeNotice.objects.get().reply_hidden == hidden
            assert bool(outcomes.public_replies(town.project)) != hidden
            written = LogEntry.objects.get(action=action)
            assert (written.who, written.details["reply_of"]) == (judge.pk, town.actor.pk)
