"""The directory in the admin: staff look, filter, export, choose and act; they edit in public."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.services import create_user
from cms.services.roles import AUTHORS
from community.models import LogEntry
from districts import services
from districts.models import Actor, Need, Project
from tests.cms.forms import seen
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
LISTS = {
    "actor": "Bäckerei Krümel",
    "project": "Plauderbank",
    "date": "Mittagstisch",
    "network": "Runder Tisch",
    "councilpaper": "Mehr Bänke",
    "need": "Ein Schild",
}


@pytest.fixture(autouse=True)
def need(town: Town) -> Need:
    return services.create_need(title="Ein Schild", districts=[town.west])


@pytest.fixture
def staff(client: Client) -> Client:
    """A moderator who may open the admin."""
    user = create_user(email="a@example.org", name="A", trust="moderator", is_admin=True)
    client.force_login(user)
    return client


@pytest.fixture
def writer(client: Client) -> Client:
    """Somebody who writes pages and may not moderate."""
    user = person("resident", "autor")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", LISTS)
class TestLists:
    def test_titles_lead_to_the_public_form(self, staff: Client, name: str) -> None:
        page = staff.get(f"/admin/snippets/districts/{name}/").content.decode()
        assert LISTS[name] in page
        assert "/bearbeiten/" in page or name in ("councilpaper", "need")

    def test_filters_search_and_export(self, staff: Client, town: Town, name: str) -> None:
        address = f"/admin/snippets/districts/{name}/"
        for query in (
            f"districts={town.west.pk}",
            "state=live",
            "unchecked=false",
            f"q={LISTS[name][:6]}",
        ):
            assert LISTS[name] in staff.get(f"{address}?{query}").content.decode(), query
        for query in (f"districts={town.east.pk}", "state=hidden", "unchecked=true", "q=Nirgendwo"):
            assert LISTS[name] not in staff.get(f"{address}?{query}").content.decode(), query
        answer: Any = staff.get(f"{address}?export=csv")
        assert LISTS[name] in b"".join(answer.streaming_content).decode()

    def test_only_public_entries_are_chosen(self, staff: Client, town: Town, name: str) -> None:
        address = f"/admin/snippets/choose/districts/{name}/"
        assert LISTS[name] in staff.get(address).json()["html"]
        model: Any = type(entry_of(town, name))
        model.objects.update(state="hidden")
        assert LISTS[name] not in staff.get(address).json()["html"]
        assert LISTS[name] not in staff.get(f"{address}results/").content.decode()

    def test_nothing_is_added_changed_or_deleted_there(
        self, staff: Client, town: Town, name: str
    ) -> None:
        entry = entry_of(town, name)
        before = type(entry).objects.get(pk=entry.pk).updated_at
        for part in ("add/", f"delete/{entry.pk}/", f"copy/{entry.pk}/"):
            answer = staff.post(f"/admin/snippets/districts/{name}/{part}", {"title": "x"})
            assert answer.status_code in (302, 403, 404), part
        edit = staff.post(f"/admin/snippets/districts/{name}/edit/{entry.pk}/", {"title": "x"})
        assert edit.status_code == 302
        assert edit["Location"].startswith(entry.get_absolute_url())
        assert type(entry).objects.get(pk=entry.pk).updated_at == before

    def test_others_see_nothing_of_it(self, client: Client, name: str) -> None:
        client.force_login(person("resident"))
        for part in ("", "edit/1/"):
            assert client.get(f"/admin/snippets/districts/{name}/{part}").status_code in (302, 403)


def entry_of(town: Town, name: str) -> Any:
    found = {
        "actor": town.actor,
        "project": town.project,
        "date": town.date,
        "network": town.network,
        "councilpaper": town.paper,
    }
    return found[name] if name in found else Need.objects.get()


def act(client: Client, name: str, action: str, pk: int, **data: str) -> Any:
    address = f"/admin/bulk/districts/{name}/{action}/?id={pk}&next=/admin/"
    assert client.get(address).status_code == 200
    return client.post(address, data | seen(client, address))


@pytest.mark.any_database
@pytest.mark.parametrize("name", LISTS)
def test_many_are_hidden_and_shown_again(staff: Client, town: Town, name: str) -> None:
    entry = entry_of(town, name)
    guest = Client()
    assert guest.get(entry.get_absolute_url()).status_code == 200
    assert act(staff, name, "hide", entry.pk).status_code == 200, "a reason is asked for"
    act(staff, name, "hide", entry.pk, reason="doppelt")
    assert guest.get(entry.get_absolute_url()).status_code == 404
    act(staff, name, "show", entry.pk)
    assert guest.get(entry.get_absolute_url()).status_code == 200


def test_hiding_is_in_the_log_with_its_reason(staff: Client, town: Town) -> None:
    act(staff, "actor", "hide", town.actor.pk, reason="doppelt")
    entry = LogEntry.objects.get(action="hide", object_kind="actor")
    assert (entry.reason, entry.object_pk) == ("doppelt", town.actor.pk)


def test_many_are_found_still_right(writer: Client, town: Town) -> None:
    act(writer, "project", "confirm", town.project.pk)
    assert Project.objects.get(pk=town.project.pk).checked_at == timezone.localdate()


def test_who_may_not_moderate_hides_nothing(writer: Client, town: Town) -> None:
    act(writer, "actor", "hide", town.actor.pk, reason="weg damit")
    assert Actor.objects.get(pk=town.actor.pk).state == "live"


def test_reports_name_what_needs_an_eye(staff: Client, town: Town) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    for kind in (type(town.actor), type(town.date)):
        kind.objects.update(created_at=long_ago)
    soon = timezone.localdate() + timedelta(days=20)
    services.update_project(project=town.project, funded_until=soon, funded_by="Stiftung")
    found = {
        "akteure-ungeprueft": "Bäckerei Krümel",
        "angebote-ungeprueft": "Mittagstisch",
        "foerderung-endet": "Plauderbank",
    }
    for name, words in found.items():
        address = f"/admin/reports/verzeichnis/{name}/"
        assert words in staff.get(address).content.decode()
        assert words in staff.get(f"{address}results/").content.decode()
        export: Any = staff.get(f"{address}?export=csv")
        assert words in b"".join(export.streaming_content).decode()
    services.update_project(project=town.project, nameless=True)
    page = staff.get("/admin/reports/verzeichnis/foerderung-endet/").content.decode()
    assert "Plauderbank" not in page
    guest = Client()
    assert guest.get("/admin/reports/verzeichnis/foerderung-endet/").status_code == 302


def test_a_day_to_come_is_written_out(staff: Client, town: Town) -> None:
    """Wagtail's column of dates calls everything in the future “just now”."""
    services.update_project(project=town.project, funded_until=date(2099, 3, 31), funded_by="Stadt")
    html = staff.get("/admin/snippets/districts/project/").content.decode()
    assert "31. März 2099" in html
