"""Writing entries through the public forms: who may what, what waits, what collides."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from community import antispam, decisions
from community.models import Case, Responsibility
from districts import services
from districts.models import Actor, Date, Project
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
FAILED = {"status": "failed", "failed_because": "time"}


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def project_form(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Lastenrad",
        "summary": "Drei Räder zum Leihen.",
        "status": "running",
        "bedingung-TOTAL_FORMS": "1",
        "bedingung-INITIAL_FORMS": "0",
        "bedingung-0-kind": "partner_sector",
        "bedingung-0-text": "Ein Laden (lokale Wirtschaft)",
        **fields,
    }


def editing(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What the edit form holds as it opens, with changes."""
    page = client.get(address)
    form, conditions = page.context["form"], page.context["conditions"]
    data: dict[str, Any] = {}
    forms = [form, *conditions.forms, conditions.management_form] if conditions else [form]
    for one in forms:
        for field in one:
            value = field.value()
            if value is not None and value is not False and value != "":
                data[field.html_name] = value
    return {**data, **changes}


def signed_in(client: Client, trust: str) -> User:
    user = person(trust)
    client.force_login(user)
    return user


def test_who_began_signed_in_does_not_end_up_as_a_guest(client: Client) -> None:
    user = signed_in(client, "resident")
    opened = client.get("/projekte/neu/").content.decode()
    assert f'name="opened_by" value="{user.pk}"' in opened
    client.logout()
    sent = project_form(opened_by=str(user.pk), **{"guest-started": antispam.stamp(30)})
    answer = client.post("/projekte/neu/", sent)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Ihre Anmeldung hat sich geändert" in html
    assert "Drei Räder zum Leihen." in html
    assert not Project.objects.exists()
    # Whoever has read that may go on without an account.
    again = client.post("/projekte/neu/", sent | {"opened_by": ""})
    assert again.status_code == 302
    assert Project.objects.get().state == "held"


class TestNew:
    def test_a_resident_publishes_and_takes_care(self, client: Client, town: Town) -> None:
        user = signed_in(client, "resident")
        answer = client.post(
            "/projekte/neu/",
            project_form(districts=[town.west.pk], actors="bäckerei krümel", steps="Eins\n\nZwei"),
        )
        project = Project.objects.get(title="Lastenrad")
        assert answer.status_code == 302
        assert answer["Location"] == project.get_absolute_url()
        assert project.state == "live"
        assert project.steps == ["Eins", "Zwei"]
        assert list(project.actors.all()) == [town.actor]
        assert project.conditions.get().sector == "business"
        assert services.carers_of(project) == [user]

    def test_a_newcomer_waits_and_is_told_where(
        self, client: Client, town: Town, moderator: User
    ) -> None:
        user = signed_in(client, "new")
        answer = client.post("/projekte/neu/", project_form(districts=[town.west.pk]))
        project = Project.objects.get(title="Lastenrad")
        assert project.state == "held"
        page = client.get(answer["Location"])
        assert "Lastenrad" in page.content.decode()
        assert Client().get(project.get_absolute_url()).status_code == 404
        assert Client().get(answer["Location"].partition("?")[0]).status_code == 404
        decisions.accept(case=Case.objects.get(), by=moderator)
        project.refresh_from_db()
        assert (project.state, project.head_number) == ("live", 1)
        assert services.carers_of(project) == [user]
        assert Client().get(project.get_absolute_url()).status_code == 200

    def test_a_guest_suggests_with_a_receipt(self, client: Client, town: Town) -> None:
        answer = client.post(
            "/akteure/neu/",
            {
                "name": "Chor am Fluss",
                "sector": "citizens",
                "summary": "Wir singen.",
                "districts": [town.west.pk],
                "mail": "chor@example.org",
                "website": "https://chor.example/",
                "guest-author_name": "Ruth",
                "guest-mail": "ruth@example.org",
            },
        )
        actor = Actor.objects.get(name="Chor am Fluss")
        assert actor.state == "held"
        assert (actor.mail, actor.website) == ("chor@example.org", "https://chor.example/")
        assert actor.revisions.get().author_name == "Ruth"
        assert client.get(answer["Location"]).status_code == 200
        assert "ruth@example.org" not in client.get(answer["Location"]).content.decode()

    def test_a_refused_entry_is_nowhere_and_can_come_back(
        self, client: Client, town: Town, moderator: User
    ) -> None:
        signed_in(client, "new")
        client.post("/projekte/neu/", project_form(districts=[town.west.pk]))
        case = Case.objects.get()
        decisions.refuse(case=case, by=moderator, reason="Werbung")
        assert Project.objects.get(title="Lastenrad").state == "hidden"
        case.refresh_from_db()
        decisions.undo(case=case, by=moderator)
        assert Project.objects.get(title="Lastenrad").state == "held"

    def test_a_date_repeats_on_the_same_weekday_of_the_month(
        self, client: Client, town: Town
    ) -> None:
        signed_in(client, "resident")
        client.post(
            "/termine/neu/",
            {
                "title": "Runder Tisch",
                "kind": "forum",
                "day": "2026-12-07",
                "begins": "18:00",
                "ends": "01:00",
                "repeats": "month-day",
                "districts": [town.west.pk],
            },
        )
        date = Date.objects.get(title="Runder Tisch")
        assert date.recurrence == "FREQ=MONTHLY;BYDAY=1MO"
        assert (date.end - date.start).total_seconds() == 7 * 3600

    def test_without_a_district_it_is_city_wide(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        client.post("/projekte/neu/", project_form())
        assert Project.objects.get(title="Lastenrad").city_wide

    def test_what_was_typed_comes_back_with_what_is_wrong(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        answer = client.post(
            "/projekte/neu/", project_form(summary="", actors="Niemand", cost_base="-3")
        )
        assert answer.status_code == 400
        page = answer.content.decode()
        assert "Lastenrad" in page
        assert "Niemand" in page
        assert {"summary", "actors", "cost_base"} <= set(answer.context["form"].errors)
        assert not Project.objects.filter(title="Lastenrad").exists()

    def test_the_text_survives_signing_in(self, client: Client, town: Town) -> None:
        answer = client.post(
            "/projekte/neu/", project_form(districts=[town.west.pk], action="sign_in")
        )
        assert answer.status_code == 302
        from urllib.parse import parse_qs, urlsplit

        back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
        signed_in(client, "resident")
        page = client.get(back).content.decode()
        assert "Drei Räder zum Leihen." in page
        assert "Ein Laden (lokale Wirtschaft)" in page

    def test_one_more_row_keeps_what_was_typed(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        page = client.post("/projekte/neu/", project_form(action="more"))
        assert page.status_code == 200
        assert len(page.context["conditions"].forms) == 2
        assert "Ein Laden (lokale Wirtschaft)" in page.content.decode()


class TestEdit:
    def test_the_open_form_saved_as_it_is_changes_nothing(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        for entry in (town.project, town.actor, town.date):
            address = f"{entry.get_absolute_url()}bearbeiten/"
            answer = client.post(address, editing(client, address))
            assert answer.status_code == 302, answer.context["form"].errors
            entry.refresh_from_db()
            assert entry.head_number == 1, entry.revisions.first().fields

    def test_an_edit_is_a_revision_with_its_author(self, client: Client, town: Town) -> None:
        user = signed_in(client, "resident")
        address = f"{town.project.get_absolute_url()}bearbeiten/"
        client.post(address, editing(client, address, title="Bank", note="kürzer"))
        town.project.refresh_from_db()
        assert town.project.title == "Bank"
        revision = town.project.revisions.first()
        assert (revision.author, revision.summary, revision.parents) == (user, "kürzer", [1])
        page = client.get(f"{town.project.get_absolute_url()}verlauf/").content.decode()
        assert "kürzer" in page
        page = client.get(f"{town.project.get_absolute_url()}vergleich/?from=1&to=2")
        assert "Plauderbank" in page.content.decode()

    def test_two_editors_of_one_field_see_both(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        address = f"{town.project.get_absolute_url()}bearbeiten/"
        mine = editing(client, address, title="Stuhl", duration="ein Jahr")
        services.update_project(project=town.project, base=1, title="Bank", funded_by="Spenden")
        answer = client.post(address, mine)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Stuhl" in page
        assert "Bank" in page
        form = answer.context["form"]
        assert form["base"].value() == 2
        assert (form["duration"].value(), form["funded_by"].value()) == ("ein Jahr", "Spenden")

    def test_a_newcomers_change_waits_beside(
        self, client: Client, town: Town, moderator: User
    ) -> None:
        user = signed_in(client, "new")
        address = f"{town.project.get_absolute_url()}bearbeiten/"
        client.post(address, editing(client, address, title="Sitzbank"))
        assert "Plauderbank" in Client().get(town.project.get_absolute_url()).content.decode()
        services.update_project(project=town.project, base=1, duration="zwei Jahre")
        decisions.accept(case=Case.objects.get(), by=moderator)
        town.project.refresh_from_db()
        assert (town.project.title, town.project.duration) == ("Sitzbank", "zwei Jahre")
        head = town.project.revisions.first()
        assert (head.author, sorted(head.parents)) == (user, [2, 3])

    def test_a_change_that_collides_is_left_to_a_person(
        self, client: Client, town: Town, moderator: User
    ) -> None:
        signed_in(client, "new")
        address = f"{town.project.get_absolute_url()}bearbeiten/"
        client.post(address, editing(client, address, title="Sitzbank"))
        services.update_project(project=town.project, base=1, title="Bank")
        from community.contract import CannotDecide

        case = Case.objects.get()
        with pytest.raises(CannotDecide):
            decisions.accept(case=case, by=moderator)
        case.refresh_from_db()
        assert case.state == Case.State.OPEN

    def test_a_base_that_is_none_is_refused(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        address = f"{town.project.get_absolute_url()}bearbeiten/"
        for base in ("", "0", "7", "abc", "99999999999999999999"):
            answer = client.post(address, editing(client, address, base=base, title="x"))
            assert answer.status_code == 400, base
        assert Project.objects.get(pk=town.project.pk).title == "Plauderbank"

    def test_an_old_state_can_be_put_back(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        services.update_project(
            project=town.project, base=1, title="Bank", conditions=[], topics=[]
        )
        client.post(f"{town.project.get_absolute_url()}zuruecksetzen/1/", {"summary": "zurück"})
        town.project.refresh_from_db()
        assert town.project.title == "Plauderbank"
        assert town.project.conditions.count() == 1
        assert list(town.project.topics.all()) == [town.child]

    def test_a_single_change_can_be_taken_back(self, client: Client, town: Town) -> None:
        signed_in(client, "resident")
        services.update_project(project=town.project, base=1, title="Bank")
        services.update_project(project=town.project, base=2, duration="ein Jahr")
        client.post(f"{town.project.get_absolute_url()}rueckgaengig/2/", {"summary": ""})
        town.project.refresh_from_db()
        assert (town.project.title, town.project.duration) == ("Plauderbank", "ein Jahr")

    def test_the_mail_address_is_in_no_history(self, client: Client, town: Town) -> None:
        services.update_actor(actor=town.actor, base=1, mail="geheim@example.org", phone="0711 1")
        base = town.actor.get_absolute_url()
        for address in (f"{base}version/2/", f"{base}vergleich/?from=1&to=2", f"{base}verlauf/"):
            page = client.get(address).content.decode()
            assert "geheim" not in page
            assert "0711 1" not in page


class TestFailed:
    def change(self, client: Client, project: Project, **changes: Any) -> Any:
        address = f"{project.get_absolute_url()}bearbeiten/"
        return client.post(address, editing(client, address, **changes))

    def test_only_a_carer_or_moderator_says_so(self, client: Client, town: Town) -> None:
        user = signed_in(client, "resident")
        answer = self.change(client, town.project, **FAILED, told="on")
        assert answer.status_code == 403
        assert Project.objects.get(pk=town.project.pk).status == "running"
        services.take_charge(town.project, user)
        assert self.change(client, town.project, **FAILED, told="on").status_code == 302
        assert Project.objects.get(pk=town.project.pk).status == "failed"

    def test_those_named_are_told_first(self, client: Client, town: Town) -> None:
        signed_in(client, "moderator")
        answer = self.change(client, town.project, **FAILED)
        assert answer.status_code == 400
        assert "told" in answer.context["form"].errors
        assert self.change(client, town.project, **FAILED, nameless="on").status_code == 302

    def test_without_names_the_history_is_closed(self, client: Client, town: Town) -> None:
        services.update_project(project=town.project, nameless=True, status="failed")
        base = town.project.get_absolute_url()
        for view in ("verlauf/", "version/1/", "vergleich/?from=1&to=2"):
            answer = client.get(f"{base}{view}")
            assert answer.status_code == 404 or "Krümel" not in answer.content.decode()


def test_whoever_is_blocked_writes_nothing(client: Client, town: Town) -> None:
    from django.utils import timezone

    user = signed_in(client, "resident")
    User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    before = Project.objects.count()
    answer = client.post("/projekte/neu/", project_form(districts=[town.west.pk]))
    assert answer.status_code in (302, 403)
    assert Project.objects.count() == before


HOSTILE: list[Callable[[], dict[str, Any]]] = [
    lambda: project_form(districts=["abc", "\x00"], title="\x00\ud800"),
    lambda: project_form(**{"bedingung-TOTAL_FORMS": "1000000"}),
    lambda: project_form(**{"bedingung-TOTAL_FORMS": "x", "bedingung-INITIAL_FORMS": "-1"}),
    lambda: project_form(cost_base="9" * 400, funded_until="9999-99-99", status="weg"),
    lambda: project_form(steps="\n".join("x" * 600 for _ in range(100)), base="1"),
    lambda: {"title": "x"},
    dict,
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_form_data_breaks_a_form(client: Client, town: Town, number: int) -> None:
    signed_in(client, "resident")
    try:
        data = HOSTILE[number]()
        answer = client.post("/projekte/neu/", data)
    except UnicodeEncodeError:
        return  # the test client itself cannot send it
    assert answer.status_code in (200, 302, 400)


def test_carers_are_responsibilities(town: Town) -> None:
    user = person("resident")
    services.take_charge(town.actor, user)
    assert Responsibility.objects.get().scope_kind == "actor"
