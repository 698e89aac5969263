"""Taking over: pinned revisions, conditions met by data, the family tree, and no circles."""

from typing import Any

import pytest
from django.test import Client

from community import contract
from districts import services
from districts.models import Adoption, Answer, ConditionAnswer, Need, Project
from districts.modules import Usage, own
from districts.pages.evidence import check
from districts.services import entry_edits, entry_revisions, taking_over, writing
from districts.services import modules as switching
from search.models import Entry as Found
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db

FOUR = [
    {"kind": "partner_sector", "text": "Ein Laden (lokale Wirtschaft)"},
    {"kind": "hours", "text": "Sechs Freiwillige"},
    {"kind": "permit", "text": "Genehmigung für das Schild"},
    {"kind": "partner_sector", "text": "Eine Kirchengemeinde (Kirche)"},
]


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def take(client: Client, source: Project, district: str, **changes: Any) -> Any:
    """Open the form and send it as it is, but for the changes."""
    address = f"{source.get_absolute_url()}uebernehmen/"
    form = client.get(address, {"district": district}).context["form"]
    data = {f.html_name: f.value() for f in form if f.value() not in (None, "")}
    return client.post(address, {**data, "district": district, **changes})


def resident(client: Client) -> Any:
    user = person("resident")
    client.force_login(user)
    return user


def test_a_chain_is_pinned_to_what_was_read(client: Client, town: Town) -> None:
    user = resident(client)
    answer = take(
        client, town.project, "ost", title="Bank im Osten", adapted="Am Abend", why="Arbeit"
    )
    second = Project.objects.get(title="Bank im Osten")
    assert answer["Location"] == second.get_absolute_url()
    assert services.carers_of(second) == [user]
    assert second.status == "idea"
    assert second.steps == town.project.steps
    services.update_project(project=second, base=1, duration="ein Jahr")
    take(client, second, "west", title="Zurück im Westen")
    third = Project.objects.get(title="Zurück im Westen")
    pins = {a.project_id: (a.source_id, a.source_revision) for a in Adoption.objects.all()}
    assert pins == {second.pk: (town.project.pk, 1), third.pk: (second.pk, 2)}
    tree = client.get(third.get_absolute_url()).context["family"]
    assert [node.title for node in tree.nodes()] == [
        "Plauderbank",
        "Bank im Osten",
        "Zurück im Westen",
    ]
    with pytest.raises(services.AdoptionCycle):
        services.adopt_project(project=town.project, source=third)


class TestTitle:
    """The place in a title is for the person who takes over."""

    def hint(self, client: Client, source: Project, district: str = "ost") -> str:
        address = f"{source.get_absolute_url()}uebernehmen/?district={district}"
        page = client.get(address).content.decode()
        return page.partition('id="id_title_helptext">')[2].partition("</p>")[0]

    @pytest.mark.parametrize(
        "title",
        ["Bank (West)", "Bank im Westen", "Plaudern", "Bank – Ost", "Bank (West) (West)"],
    )
    def test_it_is_shown_and_stored_as_it_is(self, client: Client, town: Town, title: str) -> None:
        resident(client)
        source = services.create_project(title=title, summary="S.", districts=[town.west])
        take(client, source, "ost")
        taken = Project.objects.exclude(pk=source.pk).latest("pk")
        assert taken.title == title
        assert taken.slug == f"{source.slug}-2"

    @pytest.mark.parametrize("title", ["Bank (Ost)", "Bank Ost und West", "Ganz anders"])
    def test_what_is_typed_stays(self, client: Client, town: Town, title: str) -> None:
        resident(client)
        take(client, town.project, "ost", title=title)
        assert Project.objects.latest("pk").title == title

    def test_a_place_in_it_is_pointed_at(self, client: Client, town: Town) -> None:
        source = services.create_project(title="Bank (West)", districts=[town.west])
        said = self.hint(client, source)
        assert "So heißt es in West. Darin steht „West“" in said
        assert "Ost" in said
        within = services.create_project(title="Bank im Westen", districts=[town.west])
        assert "Darin steht" not in self.hint(client, within)

    def test_without_one_it_is_said_where_it_comes_from(self, client: Client, town: Town) -> None:
        assert "So heißt es in West." in self.hint(client, town.project)
        wide = services.create_project(title="Überall", city=town.city)
        assert "So heißt es in Musterstadt." in self.hint(client, wide)

    def test_names_are_no_markup(self, client: Client, town: Town) -> None:
        town.west.name = "<b>West</b>"
        town.west.save()
        assert "&lt;b&gt;West" in self.hint(client, town.project)


def test_the_adopter_sees_what_changed_since(client: Client, town: Town) -> None:
    resident(client)
    take(client, town.project, "ost", title="Bank im Osten")
    page = Project.objects.get(title="Bank im Osten").get_absolute_url()
    assert "vergleich/" not in client.get(page).content.decode()
    services.update_project(project=town.project, base=1, summary="Ganz anders gedacht.")
    assert "vergleich/?from=1&amp;to=2" in client.get(page).content.decode()
    difference = client.get(f"{town.project.get_absolute_url()}vergleich/?from=1&to=2")
    assert "gedacht" in difference.content.decode()
    client.post(f"{page}gesehen/tun/")
    assert "vergleich/" not in client.get(page).content.decode()


def test_of_four_conditions_data_meets_one(client: Client, town: Town) -> None:
    resident(client)
    services.create_actor(name="Kiosk", sector="business", districts=[town.east])
    services.update_project(project=town.project, base=1, conditions=FOUR)
    rows = town.project.conditions.values_list("kind", "text", "sector")
    assert [row.answer for row in check(rows, town.east)] == [
        "met",
        "unknown",
        "unknown",
        "unknown",
    ]
    take(client, town.project, "ost", title="Bank im Osten")
    answers = ConditionAnswer.objects.all()
    assert [row.answer for row in answers] == ["met", "unknown", "unknown", "unknown"]
    assert [actor.name for actor in answers[0].evidence.all()] == ["Kiosk"]
    page = Project.objects.get(title="Bank im Osten").get_absolute_url()
    form = client.get(f"{page}bedingungen/").context["form"]
    data = {f.html_name: f.value() for f in form if f.value() not in (None, "", False)}
    data[f"answer_{answers[1].pk}"] = "met"
    client.post(f"{page}bedingungen/", data)
    assert list(answers.values_list("answer", flat=True)) == ["met", "met", "unknown", "unknown"]
    assert list(answers.values_list("by_data", flat=True)) == [True, False, False, False]


def test_what_is_missing_can_be_posted_as_wanted(client: Client, town: Town) -> None:
    resident(client)
    services.update_project(project=town.project, base=1, conditions=FOUR)
    take(client, town.project, "ost", title="Bank im Osten")
    row = ConditionAnswer.objects.get(text="Sechs Freiwillige")
    address = f"{Project.objects.get(title='Bank im Osten').get_absolute_url()}bedingungen/"
    form = client.get(address).context["form"]
    data = {f.html_name: f.value() for f in form if f.value() not in (None, "", False)}
    for _time in range(2):
        client.post(address, {**data, f"want_{row.pk}": "on"})
    need = Need.objects.get()
    assert (need.title, need.origin.title) == ("Sechs Freiwillige", "Bank im Osten")  # type: ignore[union-attr]
    row.refresh_from_db()
    assert row.answer == Answer.MISSING
    assert "Sechs Freiwillige" in client.get(town.east.get_absolute_url()).content.decode()


class TestBesideItsConditions:
    """What the page of the conditions names of other entries, and offers to write."""

    @pytest.fixture
    def address(self, client: Client, town: Town) -> str:
        """Where the conditions of a project in another town stand; whoever made it is signed in."""
        self.other = services.create_city(name="Anderstadt", district_term="Bezirk")
        services.create_district(city=self.other, name="Nord")
        resident(client)
        take(client, town.project, "nord", title="Bank im Norden")
        return f"{Project.objects.get(title='Bank im Norden').get_absolute_url()}bedingungen/"

    def wanted(self, client: Client, address: str) -> Any:
        row = ConditionAnswer.objects.get()
        typed = {f"note_{row.pk}": "Am Markt", f"want_{row.pk}": "on", f"answer_{row.pk}": "met"}
        return client.post(address, typed)

    @pytest.mark.parametrize("state", [Usage.OFF, Usage.RESTING])
    def test_nothing_is_wanted_where_that_is_not_written(
        self, client: Client, address: str, state: Usage
    ) -> None:
        assert 'name="want_' in client.get(address).content.decode()
        switching.set_state(city=self.other, module=own.NEEDS, state=state, seen=Usage.ON)
        assert 'name="want_' not in client.get(address).content.decode()
        # Whoever had the form open reads why, and has their words back.
        page = self.wanted(client, address)
        assert page.status_code == 403
        assert "ruht" in page.content.decode()
        assert "Am Markt" in page.content.decode()
        assert not Need.objects.exists()
        assert not ConditionAnswer.objects.get().note
        switching.set_state(city=self.other, module=own.NEEDS, state=Usage.ON, seen=state)
        assert self.wanted(client, address).status_code == 302
        assert Need.objects.exists()

    def test_where_projects_rest_they_are_read(self, client: Client, address: str) -> None:
        assert "Antworten speichern" in client.get(address).content.decode()
        switching.set_state(
            city=self.other, module=own.PROJECTS, state=Usage.RESTING, seen=Usage.ON
        )
        page = client.get(address)
        assert page.status_code == 200
        assert "Ein Platz im Trockenen" in page.content.decode()
        assert "Antworten speichern" not in page.content.decode()
        assert "/tun/" not in page.content.decode()
        assert self.wanted(client, address).status_code == 403
        assert not Need.objects.exists()

    def test_what_is_wanted_is_named_as_long_as_it_is_public(
        self, client: Client, address: str, moderator: Any
    ) -> None:
        self.wanted(client, address)
        need = Need.objects.get()
        assert need.get_absolute_url() in client.get(address).content.decode()
        contract.kind("need").hide(need, 0, moderator, "Privates")
        for reader in (client, Client()):
            page = reader.get(address)
            assert page.status_code == 200
            assert need.get_absolute_url() not in page.content.decode()
            assert "Als gesucht" not in page.content.decode()

    def test_the_source_is_named_as_long_as_its_town_shows_projects(
        self, client: Client, address: str, town: Town
    ) -> None:
        assert "Plauderbank" in client.get(address).content.decode()
        switching.set_state(city=town.city, module=own.PROJECTS, state=Usage.OFF, seen=Usage.ON)
        assert client.get(address).status_code == 404


def test_withdrawn_adoptions_leave_the_figures(client: Client, town: Town) -> None:
    resident(client)
    take(client, town.project, "ost", title="Bank im Osten")
    page = Project.objects.get(title="Bank im Osten").get_absolute_url()
    client.post(f"{page}zurueckziehen/tun/")
    assert Adoption.objects.get().withdrawn_at is not None
    assert client.get(town.project.get_absolute_url()).context["family"] is None


def test_only_its_people_withdraw(client: Client, town: Town) -> None:
    copy = services.create_project(title="Kopie", districts=[town.east])
    services.adopt_project(project=copy, source=town.project)
    address = f"{copy.get_absolute_url()}zurueckziehen/tun/"
    assert client.post(address).status_code == 302  # asked to sign in
    resident(client)
    assert client.post(address).status_code == 403
    assert Adoption.objects.get().withdrawn_at is None
    assert client.post(f"{copy.get_absolute_url()}sprengen/tun/").status_code == 404


def test_a_newcomers_copy_waits(client: Client, town: Town) -> None:
    client.force_login(person("new"))
    take(client, town.project, "ost", title="Bank im Osten")
    assert Project.objects.get(title="Bank im Osten").state == "held"
    assert Client().get(town.project.get_absolute_url()).context["family"] is None


def test_what_cannot_be_taken_over_says_so(client: Client, town: Town) -> None:
    address = f"{town.project.get_absolute_url()}uebernehmen/"
    assert client.get(address).status_code == 200
    assert client.get(address, {"district": "nirgends"}).status_code == 200
    resident(client)
    answer = take(client, town.project, "ost", source_revision="9")
    assert answer.status_code == 400
    answer = take(client, town.project, "ost", answer_0="vielleicht", title="")
    assert answer.status_code == 400
    services.hide_entry(entry=town.project)
    assert client.get(address).status_code == 404


def criteria_shown(client: Client, page: str) -> dict[str, int]:
    """How many criteria of a transfer project a page names, by how they are met."""
    said = client.get(page).content.decode()
    words = ("erfüllt", "nicht erfüllt")
    return {word: said.count(f'<span class="visually-hidden">{word}</span>') for word in words}


def test_a_transfer_project_has_to_meet_its_criteria(client: Client, town: Town) -> None:
    client.force_login(person("moderator"))
    page = town.project.get_absolute_url()
    client.post(f"{page}transferprojekt/tun/")
    assert not Project.objects.get(pk=town.project.pk).transfer_project
    services.update_project(
        project=town.project, base=1, what_worked="Das Schild", contact_willing=True
    )
    assert criteria_shown(client, page) == {"erfüllt": 3, "nicht erfüllt": 0}
    client.post(f"{page}transferprojekt/tun/")
    assert Project.objects.get(pk=town.project.pk).transfer_project
    client.logout()
    assert criteria_shown(client, page) == {"erfüllt": 0, "nicht erfüllt": 0}


def test_the_journey_is_drawn_over_the_plan(client: Client, town: Town) -> None:
    copy = services.create_project(title="Kopie", status="failed", districts=[town.east])
    services.adopt_project(project=copy, source=town.project)
    page = client.get(town.project.get_absolute_url())
    journey = page.context["journey"]
    assert (len(journey.lines), len(journey.stops)) == (1, 2)
    assert journey.plan.own.name == "West"
    drawing = page.content.decode().partition('class="plan journey"')[2].partition("</svg>")[0]
    assert drawing.count('class="plan-route"') == 1
    assert "journey-failed" in drawing
    assert "style=" not in page.content.decode()


def test_nobody_takes_over_for_a_district_they_did_not_choose(client: Client, town: Town) -> None:
    page = client.get(f"{town.project.get_absolute_url()}uebernehmen/").content.decode()
    choices = page.partition("<select")[2].partition("</select>")[0]
    assert choices.partition("<option")[2].startswith(' value="">')
    assert " required" in choices


class TestRefused:
    """What others than a project's people ask of its service, each beside what is allowed."""

    @pytest.fixture
    def adoption(self, town: Town) -> Adoption:
        copy = services.create_project(title="Kopie", districts=[town.east])
        made = services.adopt_project(project=copy, source=town.project)
        ConditionAnswer.objects.create(
            adoption=made, kind="room", text="Ein Platz", answer="met", by_data=True
        )
        return made

    def test_answers(self, town: Town, adoption: Adoption, moderator: Any) -> None:
        row = adoption.answers.get()
        answers = {row.pk: ("missing", "ä" * 301)}
        with pytest.raises(writing.NotAllowed):
            taking_over.answer_conditions(adoption=adoption, answers=answers, by=person("new"))
        # With a note beside it the same answer is still drawn from data; what nobody was asked
        # about is passed over.
        same = {row.pk: ("met", "Am Markt"), 0: ("missing", "")}
        taking_over.answer_conditions(adoption=adoption, answers=same, by=moderator)
        assert adoption.answers.get().by_data
        taking_over.answer_conditions(adoption=adoption, answers=answers, by=moderator)
        row = adoption.answers.get()
        assert (row.answer, row.by_data, row.note) == ("missing", False, "ä" * 300)

    def test_to_have_seen_changes(self, town: Town, adoption: Adoption, moderator: Any) -> None:
        services.update_project(project=town.project, summary="Neu")
        adoption = Adoption.objects.get(pk=adoption.pk)
        with pytest.raises(writing.NotAllowed):
            taking_over.see_changes(adoption=adoption, by=person("new"))
        assert Adoption.objects.get(pk=adoption.pk).has_changed
        taking_over.see_changes(adoption=adoption, by=moderator)
        assert not Adoption.objects.get(pk=adoption.pk).has_changed

    def test_something_missing_is_wanted_once(self, adoption: Adoption, moderator: Any) -> None:
        row, signature = adoption.answers.get(), entry_edits.Signature(author=moderator)
        need = taking_over.want_condition(row=row, signature=signature)
        row.adoption.answers.update(answer="met")
        told = Found.objects.get(kind="project", object_id=row.adoption.project_id)
        assert taking_over.want_condition(row=row, signature=signature) == need
        assert Need.objects.count() == 1
        # The page of the project says so: its readers, and search, are told each time.
        assert Found.objects.get(pk=told.pk).version > told.version
        row.refresh_from_db()
        assert (row.answer, row.by_data) == ("missing", False)

    def test_a_transfer_project(self, town: Town, moderator: Any) -> None:
        with pytest.raises(writing.NotAllowed):
            taking_over.nominate_project(project=town.project, by=person("resident"))
        with pytest.raises(taking_over.NotReady):
            taking_over.nominate_project(project=town.project, by=moderator)
        # One that was named when it met them can always be taken back.
        Project.objects.filter(pk=town.project.pk).update(transfer_project=True)
        taking_over.nominate_project(project=town.project, by=moderator, nominated=False)
        assert not Project.objects.get(pk=town.project.pk).transfer_project

    def test_a_version_that_there_is_not(self, town: Town, moderator: Any) -> None:
        with pytest.raises(entry_revisions.NoSuchBase):
            taking_over.take_over(
                source=town.project,
                source_revision=99,
                districts=[town.east],
                title="Kopie",
                summary="",
                adapted="",
                why="",
                answers=[],
                signature=entry_edits.Signature(author=moderator),
            )
        assert not Project.objects.filter(title="Kopie").exists()
