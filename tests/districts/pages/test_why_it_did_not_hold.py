"""A project that did not hold says why: asked once, and told wherever its outcome is told."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from districts import services
from districts.models import Project, ProjectRevision, Reason
from districts.pages.changes_since_adoption import changes_since
from districts.services import adoptions
from districts.services.signature import SYSTEM
from tests.districts.conftest import Town, person
from tests.districts.services.test_writing import editing, project_form

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
WORDS = ["Geld", "Zeit", "Leute", "Raum", "Genehmigung", "Kein Bedarf", "Möchten wir nicht sagen"]
BECAUSE = "failed_because"


@pytest.fixture(autouse=True)
def carer(settings: Any, client: Client, town: Town) -> None:
    """Somebody who takes care of the project is signed in, and nobody is named by it."""
    settings.RATE_LIMITS = False
    services.update_project(project=town.project, actors=[])
    user = person("resident", "carer")
    services.take_charge(town.project, user)
    client.force_login(user)


def change(client: Client, project: Project, **changes: Any) -> Any:
    address = f"{project.get_absolute_url()}bearbeiten/"
    return client.post(address, editing(client, address, **changes))


def go_back(client: Client, project: Project, path: str) -> Any:
    return client.post(f"{project.get_absolute_url()}{path}", {"summary": "Doch nicht"})


def before_the_question(project: Project, **changes: Any) -> None:
    """Let no version of a project know the field."""
    for revision in ProjectRevision.objects.filter(project=project):
        fields = {n: v for n, v in revision.fields.items() if n != BECAUSE} | changes
        ProjectRevision.objects.filter(pk=revision.pk).update(fields=fields)


def stored(project: Project) -> tuple[str, str]:
    row = Project.objects.get(pk=project.pk)
    return row.status, row.failed_because


def public(path: str) -> str:
    return Client().get(path).content.decode()


class TestAsking:
    def test_the_form_offers_these_reasons(self, client: Client, town: Town) -> None:
        page = client.get("/projekte/neu/").content.decode()
        asked = page.partition("Woran lag es?")[2].partition("</fieldset>")[0]
        places = [asked.index(word) for word in WORDS]
        assert places == sorted(places)

    @pytest.mark.parametrize("new", [True, False])
    def test_failing_without_a_reason_is_asked_at_that_field(
        self, client: Client, town: Town, new: bool
    ) -> None:
        if new:
            answer = client.post("/projekte/neu/", project_form(status="failed"))
        else:
            answer = change(client, town.project, status="failed", results="Ein Satz.")
        assert answer.status_code == 400
        html = " ".join(answer.content.decode().split())
        assert set(answer.context["form"].errors) == {BECAUSE}
        assert f'href="#id_{BECAUSE}_0"> Bitte kreuzen Sie bei „Woran lag es?“ an' in html
        before, asked, _after = html.partition('name="what_did_not_work"')
        assert asked
        assert before.count("<details") == before.count("</details"), "where it is seen at once"
        assert stored(town.project) == ("running", "")

    def test_the_texts_are_wanted_but_not_needed(self, client: Client, town: Town) -> None:
        answer = change(client, town.project, status="failed", failed_because="unsaid")
        assert answer.status_code == 302
        assert stored(town.project) == ("failed", "unsaid")

    def test_several_are_kept_in_their_order(self, client: Client, town: Town) -> None:
        change(client, town.project, status="failed", failed_because=["room", "money"])
        assert stored(town.project) == ("failed", "money,room")

    def test_a_reason_and_none_are_no_answer(self, client: Client, town: Town) -> None:
        answer = change(client, town.project, status="failed", failed_because=["room", "unsaid"])
        assert set(answer.context["form"].errors) == {BECAUSE}

    @pytest.mark.parametrize("status", ["idea", "running", "completed", "paused"])
    def test_other_outcomes_need_none(self, client: Client, town: Town, status: str) -> None:
        form = project_form(status=status, title=f"Neu {status}", districts=[town.west.pk])
        assert client.post("/projekte/neu/", form).status_code == 302

    def test_an_unknown_reason_is_refused(self, client: Client, town: Town) -> None:
        answer = change(client, town.project, status="failed", failed_because="wetter")
        assert set(answer.context["form"].errors) == {BECAUSE}

    def test_guests_are_asked_too(self, town: Town) -> None:
        answer = Client().post("/projekte/neu/", project_form(status="failed"))
        assert BECAUSE in answer.context["form"].errors


class TestOldEntries:
    @pytest.fixture
    def old(self, town: Town) -> Project:
        """A project from before the question."""
        Project.objects.filter(pk=town.project.pk).update(status="failed")
        before_the_question(town.project, status="failed")
        return Project.objects.get(pk=town.project.pk)

    def test_another_field_can_be_changed(self, client: Client, old: Project) -> None:
        assert change(client, old, results="Neu gezählt.").status_code == 302
        assert stored(old) == ("failed", "")

    def test_a_reason_can_be_added_and_not_taken_away(self, client: Client, old: Project) -> None:
        assert change(client, old, failed_because="people").status_code == 302
        assert stored(old) == ("failed", "people")
        assert change(client, old, failed_because=[]).status_code == 400

    def test_the_first_reason_can_be_taken_back(self, client: Client, old: Project) -> None:
        change(client, old, failed_because="people")
        number = Project.objects.get(pk=old.pk).head_number
        assert go_back(client, old, f"rueckgaengig/{number}/").status_code == 302
        assert stored(old) == ("failed", "")

    def test_an_older_version_has_none(self, client: Client, old: Project) -> None:
        change(client, old, failed_because="people")
        assert go_back(client, old, f"zuruecksetzen/{old.head_number}/").status_code == 302
        assert stored(old) == ("failed", "")

    def test_an_adopter_is_not_told_that_it_changed(self, client: Client, town: Town) -> None:
        copy = services.create_project(title="Kopie", status="running", districts=[town.east])
        adoption = adoptions.adopt_project(project=copy, source=town.project)
        before_the_question(town.project)
        services.update_project(project=town.project, failed_because="people")
        services.update_project(project=town.project, failed_because="", summary="Ganz anders.")
        adoption.refresh_from_db()
        found = changes_since(adoption)
        assert found is not None
        assert found["labels"] == ["In zwei Sätzen"]

    def test_it_is_shown_without_one(self, old: Project) -> None:
        assert "Woran es lag:" not in " ".join(public(old.get_absolute_url()).split())
        assert Client().get(f"{old.get_absolute_url()}verlauf/").status_code == 200


class TestTelling:
    @pytest.fixture(autouse=True)
    def failed(self, town: Town) -> None:
        services.update_project(
            project=town.project, status="failed", failed_because="money,no_need"
        )
        services.create_project(
            title="Lastenrad", status="failed", failed_because="people", districts=[town.east]
        )
        services.create_project(title="Altes", status="failed", districts=[town.east])

    def test_on_its_page(self, town: Town) -> None:
        page = " ".join(public(town.project.get_absolute_url()).split())
        assert "Woran es lag: Geld, Kein Bedarf </p>" in page

    def test_only_while_it_has_not_held(self, town: Town) -> None:
        services.update_project(project=town.project, status="running")
        assert "Kein Bedarf" not in public(town.project.get_absolute_url())
        found = Client().get("/api/v1/projects?failed_because=no_need").json()
        assert found["total"] == 0

    def test_in_versions_and_their_comparison(self, client: Client, town: Town) -> None:
        services.update_project(project=town.project, failed_because="time")
        page = public(f"{town.project.get_absolute_url()}vergleich/")
        assert "Woran es lag" in page
        assert "Zeit" in page
        number = Project.objects.get(pk=town.project.pk).head_number - 1
        assert "Kein Bedarf" in public(f"{town.project.get_absolute_url()}version/{number}/")

    def test_going_back_brings_the_reason_back(self, town: Town) -> None:
        services.update_project(project=town.project, failed_because="time")
        base = Project.objects.get(pk=town.project.pk).head_number - 1
        old = ProjectRevision.objects.get(project=town.project, number=base)
        assert old.fields[BECAUSE] == "money,no_need"

    def test_in_lists_and_for_programs(self) -> None:
        assert ">Lastenrad<" in public("/projekte/?failed_because=people")
        assert ">Plauderbank<" not in public("/projekte/?failed_because=people")
        found = Client().get("/api/v1/projects?failed_because=money&failed_because=people").json()
        told = {row["title"]: row[BECAUSE] for row in found["results"]}
        assert told == {"Plauderbank": ["money", "no_need"], "Lastenrad": ["people"]}
        rows = Client().get("/api/v1/projects").json()["results"]
        assert {row["title"]: row[BECAUSE] for row in rows}["Altes"] == []
        wrong = Client().get("/api/v1/projects?failed_because=wetter")
        assert wrong.status_code == 400

    def test_as_a_table(self) -> None:
        text = Client().get("/api/v1/projects?format=csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text[:200] else ","))
        joined = [" ".join(row) for row in rows]
        assert any("Plauderbank" in row and "money" in row for row in joined)
        people = Client().get("/projekte/tabelle.csv?failed_because=no_need")
        table = people.content.decode("utf-8-sig")
        assert "Woran es lag" in table.splitlines()[0]
        assert "Geld, Kein Bedarf" in table
        assert "Lastenrad" not in table

    def test_on_its_way_from_district_to_district(self, town: Town) -> None:
        source = services.create_project(title="Quelle", status="running", districts=[town.west])
        copy = services.create_project(title="Kopie", status="running", districts=[town.east])
        adoptions.adopt_project(project=copy, source=source)
        services.update_project(project=copy, status="failed", failed_because="permit")
        page = public(source.get_absolute_url())
        assert "<small>Genehmigung</small>" in page
        assert "<title>Ost: Kopie (Genehmigung)</title>" in page


def test_no_reason_is_a_part_of_another() -> None:
    assert not [(a, b) for a in Reason.values for b in Reason.values if a != b and a in b]
    project = Project(title="Alle", sort_key="alle", failed_because=",".join(Reason.values))
    project.clean_fields(exclude=["slug", "city"])


def test_two_changes_at_once_are_combined(town: Town) -> None:
    services.update_project(project=town.project, status="failed", failed_because="time")
    base = Project.objects.get(pk=town.project.pk).head_number
    services.update_project(project=town.project, base=base, results="Gezählt.")
    saved = services.update_project(
        project=town.project, base=base, failed_because="room", signature=SYSTEM
    )
    assert saved
    row = Project.objects.get(pk=town.project.pk)
    assert (row.failed_because, row.results) == ("room", "Gezählt.")
