"""What a town has switched off leaves no trace there, and nothing changes in the next town."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tokens import issue_token
from community.inbox import rows as inbox
from community.models import Case, LogEntry
from community.people import erasing
from districts import entries, modules, reminders, services
from districts.models import Actor, City, District, ModuleState, Network
from districts.modules import Usage, own, states
from districts.services import modules as switching
from districts.services import writing
from districts.services.signature import SYSTEM, Signature
from search import contract
from search.models import Entry as Found
from tests import people
from tests.community import factories
from tests.districts.conftest import Town
from tests.wiki import factories as articles
from wiki.addresses import article_url

pytestmark = pytest.mark.django_db
ON, OFF, RESTING = Usage.ON, Usage.OFF, Usage.RESTING


@dataclass(frozen=True)
class Towns:
    """Two towns with a network each, and one network of no town."""

    one: City
    other: City


def make(key: str, title: str, **values: Any) -> Any:
    return entries.by_key(key).create({"title": title, **values}, signature=SYSTEM)


@pytest.fixture
def towns(db: None) -> Towns:
    one = services.create_city(name="Einstadt", district_term="Bezirk")
    other = services.create_city(name="Anderstadt", district_term="Bezirk")
    topic = services.create_topic(name="Wohnen")
    west = services.create_district(city=one, name="West")
    nord = services.create_district(city=other, name="Nord")
    make("network", "Westnetz", districts=[west], topics=[topic])
    make("network", "Nordnetz", districts=[nord], topics=[topic])
    make("network", "Weltnetz", topics=[topic])
    return Towns(one, other)


def switch(city: City, state: Usage, *, seen: Usage = ON, module: Any = own.NETWORKS) -> None:
    switching.set_state(city=city, module=module, state=state, seen=seen)


def titles(rows: Any) -> set[str]:
    return set(rows.values_list("title", flat=True))


@pytest.mark.parametrize("role", [None, people.person, people.moderator, factories.admin])
def test_what_is_off_in_a_town_is_seen_by_nobody(towns: Towns, role: Any) -> None:
    user = role() if role else None
    assert titles(Network.objects.visible_to(user)) == {"Westnetz", "Nordnetz", "Weltnetz"}
    switch(towns.one, OFF)
    assert titles(Network.objects.visible_to(user)) == {"Nordnetz", "Weltnetz"}
    assert titles(Network.objects.live()) == {"Nordnetz", "Weltnetz"}
    switch(towns.other, OFF)
    assert not Network.objects.visible_to(user).exists()
    assert Network.objects.count() == 3
    switch(towns.one, ON, seen=OFF)
    assert titles(Network.objects.visible_to(user)) == {"Westnetz", "Weltnetz"}


def test_what_rests_is_read(towns: Towns) -> None:
    switch(towns.one, RESTING)
    assert titles(Network.objects.live()) == {"Westnetz", "Nordnetz", "Weltnetz"}


@pytest.mark.parametrize("without_row", [ON, OFF])
def test_a_module_says_how_it_stands_where_nobody_has_decided(
    towns: Towns, without_row: Usage
) -> None:
    module = modules.Module(key="new", name="N", sentence="N.", without_row=without_row)
    rows = Network.objects.filter(modules_condition(module))
    assert states.states().is_used(module) == (without_row == ON)
    assert titles(rows) == ({"Westnetz", "Nordnetz", "Weltnetz"} if without_row == ON else set())
    switch(towns.one, ON, seen=without_row, module=module)
    assert states.states().of(module, towns.one.pk) == ON
    assert states.states().of(module, towns.other.pk) == without_row
    everything = {"Westnetz", "Nordnetz", "Weltnetz"}
    assert titles(rows.all()) == (everything if without_row == ON else {"Westnetz", "Weltnetz"})


def modules_condition(module: modules.Module) -> Any:
    from districts.modules.in_use import InUse

    return InUse("city", module=module)


def test_search_forgets_it_at_once_and_finds_it_again(towns: Towns) -> None:
    def found() -> set[str]:
        answer = contract.find(contract.SearchRequest(query="Westnetz"))
        return {hit.title for hit in answer.hits}

    assert found() == {"Westnetz"}
    switch(towns.one, OFF)
    assert found() == set()
    pk = Network.objects.get(title="Westnetz").pk
    assert contract.source("network").records([pk]) == {}
    switch(towns.one, ON, seen=OFF)
    row = Found.objects.get(kind="network", object_id=pk)
    assert row.stale or row.public
    assert set(contract.source("network").records([pk])) == {pk}


def test_of_two_who_switch_one_is_told(towns: Towns) -> None:
    switch(towns.one, OFF)
    with pytest.raises(switching.Switched):
        switch(towns.one, RESTING, seen=ON)
    assert ModuleState.objects.get().state == OFF


def test_it_is_written_down(towns: Towns) -> None:
    switching.set_state(
        city=towns.one, module=own.NETWORKS, state=OFF, seen=ON, by=people.moderator()
    )
    entry = LogEntry.objects.get(action="switch_off")
    assert entry.details == {"module": "networks", "was": "on"}
    assert (entry.object_kind, entry.object_pk) == ("city", towns.one.pk)


def test_not_everybody_may(towns: Towns) -> None:
    with pytest.raises(switching.NotAllowed):
        switching.set_state(
            city=towns.one, module=own.NETWORKS, state=OFF, seen=ON, by=people.person()
        )
    assert not ModuleState.objects.exists()


def test_somebody_and_a_deputy_look_after_it(towns: Towns) -> None:
    by, deputy = people.moderator(), people.person()
    switch(towns.one, OFF)
    call: dict[str, Any] = {"city": towns.one, "module": own.NETWORKS, "state": ON, "seen": OFF}
    lacking: list[dict[str, Any]] = [{}, {"responsible": by}, {"responsible": by, "deputy": by}]
    for both in lacking:
        with pytest.raises(switching.NobodyResponsible):
            switching.set_state(**call, by=by, **both)
    row = switching.set_state(**call, by=by, responsible=by, deputy=deputy)
    assert (row.state, row.responsible, row.deputy) == (ON, by, deputy)
    switch(towns.one, OFF, module=own.DATES)
    basic = switching.set_state(city=towns.one, module=own.DATES, state=ON, seen=OFF, by=by)
    assert basic.responsible is None


def test_a_new_site_begins_with_what_is_basic(towns: Towns) -> None:
    switching.begin(city=towns.one)
    off = {row.module for row in ModuleState.objects.filter(state=OFF)}
    assert off == {"networks", "papers"}
    assert titles(Network.objects.live()) == {"Nordnetz", "Weltnetz"}


def test_nothing_is_remembered_from_one_request_to_the_next(towns: Towns, client: Client) -> None:
    assert client.get("/netzwerke/westnetz/").status_code == 200
    switch(towns.one, OFF)
    assert client.get("/netzwerke/westnetz/").status_code == 404
    assert client.get("/netzwerke/nordnetz/").status_code == 200


@pytest.mark.any_database
@pytest.mark.parametrize(
    "address", ["/netzwerke/", "/netzwerke/tabelle.csv", "/netzwerke/neu/", "/netzwerke/weltnetz/"]
)
def test_where_no_town_uses_it_there_is_no_address(
    towns: Towns, client: Client, address: str
) -> None:
    switch(towns.one, OFF)
    assert client.get(address).status_code == 200
    switch(towns.other, OFF)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in (404, 405)


FORMS = ("bearbeiten/", "zuruecksetzen/1/", "stimmt-noch/")


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("role", "form"),
    [
        # Each form every day, as one or the other.
        pytest.param(role, form, marks=() if number % 2 == turn else pytest.mark.full)
        for turn, role in enumerate((people.person, people.moderator))
        for number, form in enumerate(FORMS)
    ],
)
def test_what_rests_has_no_form(towns: Towns, client: Client, role: Any, form: str) -> None:
    client.force_login(role())
    send = client.post if form == "stimmt-noch/" else client.get
    before = send(f"/netzwerke/westnetz/{form}").status_code
    switch(towns.one, RESTING)
    for method in (client.get, client.post):
        if method == client.get and form == "stimmt-noch/":
            continue
        answer = method(f"/netzwerke/westnetz/{form}")
        assert answer.status_code == 403
        assert "<h1>Das ruht zurzeit</h1>" in answer.content.decode()
        assert "für Sie nicht offen" not in answer.content.decode()
    page = client.get("/netzwerke/westnetz/").content.decode()
    assert "Westnetz" in page
    assert "bearbeiten/" not in page
    assert "stimmt-noch" not in page
    for view in ("verlauf/", "version/1/"):
        past = client.get(f"/netzwerke/westnetz/{view}").content.decode()
        assert "bearbeiten/" not in past
        assert "zuruecksetzen/" not in past
    assert before in (200, 302)
    assert send(f"/netzwerke/nordnetz/{form}").status_code == before


def test_nothing_new_is_written_where_it_rests_or_is_off(towns: Towns, client: Client) -> None:
    west = District.objects.get(name="West")
    by = Signature(author=people.person())
    for state, seen in ((RESTING, ON), (OFF, RESTING)):
        switch(towns.one, state, seen=seen)
        with pytest.raises(writing.NotAllowed):
            entries.by_key("network").create({"title": "Neu", "districts": [west]}, signature=by)
    make("network", "Aus einem Import", districts=[west])
    assert client.get("/netzwerke/neu/").status_code == 200
    assert "/netzwerke/neu/" in client.get("/netzwerke/").content.decode()
    assert "/netzwerke/neu/" not in client.get("/stadtteile/west/").content.decode()
    assert "/netzwerke/neu/" in client.get("/stadtteile/nord/").content.decode()
    switch(towns.other, RESTING)
    assert client.get("/netzwerke/neu/").status_code == 403
    assert "/netzwerke/neu/" not in client.get("/netzwerke/").content.decode()


def test_an_administrator_switches_it_in_the_admin(towns: Towns, client: Client) -> None:
    admin, deputy = factories.admin(), people.person()
    client.force_login(admin)
    address = f"/admin/bausteine/{towns.one.pk}/networks/"
    assert "Netzwerke" in client.get("/admin/bausteine/").content.decode()
    form = {"seen": "on", "state": "off", "responsible": "", "deputy": ""}
    assert client.post(address, form).status_code == 302
    assert ModuleState.objects.get().state == OFF
    assert client.post(address, form).status_code == 400
    back = {"seen": "off", "state": "on", "responsible": admin.pk, "deputy": ""}
    refused = client.post(address, back)
    assert refused.status_code == 400
    assert admin.name in refused.content.decode()
    answer = client.post(address, back | {"deputy": deputy.pk}, follow=True)
    assert "/netzwerke/neu/" in answer.content.decode()
    row = ModuleState.objects.get()
    assert (row.state, row.responsible, row.deputy) == (ON, admin, deputy)
    assert deputy.name in answer.content.decode()
    client.force_login(people.person())
    assert client.get(address).status_code != 200


@pytest.mark.parametrize("name", ["responsible", "deputy"])
def test_nobody_looks_after_it_who_cannot_answer(towns: Towns, client: Client, name: str) -> None:
    admin, blocked = factories.admin(), people.person(blocked_at=timezone.now())
    client.force_login(admin)
    address = f"/admin/bausteine/{towns.one.pk}/networks/"
    form = {"seen": "on", "state": "resting", "responsible": admin.pk, "deputy": admin.pk}
    for wrong in (blocked.pk, 10**9, "mira"):
        page = client.post(address, form | {name: wrong})
        assert page.status_code == 400
        assert "w-field__errors" in page.content.decode()
    assert not ModuleState.objects.exists()


def test_who_looks_after_it_is_chosen_as_all_accounts_are(towns: Towns, client: Client) -> None:
    client.force_login(factories.admin())
    page = client.get(f"/admin/bausteine/{towns.one.pk}/networks/").content.decode()
    assert page.count('data-chooser-url="/admin/account_chooser/') == 2
    assert "wagtailadmin/js/chooser-widget" in page


def test_what_has_been_quiet_may_rest(towns: Towns, client: Client) -> None:
    client.force_login(factories.admin())
    hint = "Seit 90 Tagen still"
    assert hint not in client.get("/admin/bausteine/").content.decode()
    long_ago = timezone.now() - timedelta(days=91)
    Network.objects.filter(city=towns.one).update(updated_at=long_ago)
    page = client.get("/admin/bausteine/").content.decode()
    assert page.count(hint) == 1
    switch(towns.one, RESTING)
    assert hint not in client.get("/admin/bausteine/").content.decode()


def test_a_town_more_costs_the_screen_no_query_more(
    towns: Towns, client: Client, django_assert_num_queries: Any
) -> None:
    client.force_login(factories.admin())
    client.get("/admin/bausteine/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/bausteine/")
    services.create_city(name="Drittstadt")
    with django_assert_num_queries(len(asked)):
        assert "Drittstadt" in client.get("/admin/bausteine/").content.decode()


def test_whoever_looks_after_it_can_leave(towns: Towns) -> None:
    by, deputy = people.moderator(), people.person()
    switch(towns.one, OFF)
    switching.set_state(
        city=towns.one,
        module=own.NETWORKS,
        state=ON,
        seen=OFF,
        by=by,
        responsible=by,
        deputy=deputy,
    )
    erasing.erase_account(user=deputy)
    row = ModuleState.objects.get()
    assert (row.responsible, row.deputy) == (by, None)


def test_the_inbox_leaves_out_what_is_off(towns: Towns, client: Client) -> None:
    west = District.objects.get(name="West")
    by = Signature(author=people.newcomer())
    entries.by_key("network").create({"title": "Wartenetz", "districts": [west]}, signature=by)
    moderator = people.moderator()
    client.force_login(moderator)
    assert inbox.counts(moderator)["pending"] == 1
    assert "Wartenetz" in client.get("/moderation/").content.decode()
    switch(towns.one, OFF)
    assert inbox.counts(moderator)["pending"] == 0
    assert "Wartenetz" not in client.get("/moderation/").content.decode()
    assert Case.objects.open().count() == 1


def test_papers_are_off_in_a_new_town(town: Town, client: Client) -> None:
    assert client.get("/ratspapiere/").status_code == 200
    switching.begin(city=town.city)
    for address in ("/ratspapiere/", town.paper.get_absolute_url(), "/api/v1/papers"):
        assert client.get(address).status_code == 404
    for address in ("/stadtteile/west/", "/projekte/plauderbank/", "/suche/?q=Bänke"):
        assert "Mehr Bänke" not in client.get(address).content.decode()


def test_articles_of_a_town_without_the_wiki_are_gone(towns: Towns, client: Client) -> None:
    west = District.objects.get(name="West")
    article = articles.article("Westwissen", "Über den Westen.", district=west)
    articles.article("Allgemeines", "Über alles.")
    address = article_url(article)
    assert client.get(address).status_code == 200
    switch(towns.one, RESTING, module=own.ARTICLES)
    page = client.get(address)
    assert page.status_code == 200
    assert "bearbeiten/" not in page.content.decode()
    assert "ergaenzen/" not in page.content.decode()
    assert client.get(f"{address}bearbeiten/").status_code == 403
    assert client.post(f"{address}bearbeiten/", {"body": "x"}).status_code == 403
    for view in ("verlauf/", "version/1/", "ausstehend/"):
        page = client.get(f"{address}{view}")
        assert page.status_code == 200
        assert "bearbeiten/" not in page.content.decode()
    switch(towns.one, OFF, seen=RESTING, module=own.ARTICLES)
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1/wiki/articles/{article.pk}").status_code == 404
    for where in (
        "/wiki/",
        "/wiki/letzte-aenderungen/",
        "/api/v1/wiki/articles",
        "/sitemap-wiki.xml",
    ):
        page = client.get(where)
        assert page.status_code == 200
        assert "Westwissen" not in page.content.decode()
        assert "westwissen" not in page.content.decode()
    assert "/wiki/neu/" in client.get("/wiki/").content.decode()
    switch(towns.other, OFF, module=own.ARTICLES)
    for where in ("/wiki/", "/wiki/neu/", "/wiki/allgemein/allgemeines/", "/sitemap-wiki.xml"):
        assert client.get(where).status_code == 404


def test_the_demo_has_everything(towns: Towns) -> None:
    switching.begin(city=towns.one)
    switching.open_all(city=towns.one)
    assert {row.state for row in ModuleState.objects.filter(city=towns.one)} == {ON}
    assert titles(Network.objects.live()) == {"Westnetz", "Nordnetz", "Weltnetz"}


def test_programs_are_refused_where_it_rests(towns: Towns, client: Client) -> None:
    west = District.objects.get(name="West")
    article = articles.article("Westwissen", "Über den Westen.", district=west)
    headers = {"Authorization": f"Bearer {issue_token(user=people.person(), name='t')}"}
    address = f"/api/v1/wiki/articles/{article.pk}"
    new = {"title": "Neues", "body": "Text.", "district": "west"}

    def send(method: Any, where: str, data: dict[str, Any]) -> int:
        answer = method(where, data, content_type="application/json", headers=headers)
        return int(answer.status_code)

    change = {"base_revision": 1, "body": "Anders."}
    assert send(client.put, address, change) == 200
    switch(towns.one, RESTING, module=own.ARTICLES)
    assert client.get(address).json()["body"].strip() == "Anders."
    assert send(client.put, address, change | {"base_revision": 2, "body": "Nie."}) == 403
    assert send(client.post, "/api/v1/wiki/articles", new) == 403
    assert send(client.post, "/api/v1/wiki/articles", new | {"district": "nord"}) == 201


def test_calendars_and_mails_leave_it_out(town: Town, client: Client) -> None:
    other = services.create_city(name="Anderstadt", district_term="Bezirk")
    long_ago = timezone.now() - timedelta(days=800)
    Actor.objects.filter(pk=town.actor.pk).update(created_at=long_ago, mail="b@example.org")
    calendar = "/termine/kalender.ics"
    assert "Mittagstisch" in b"".join(client.get(calendar)).decode()
    switch(town.city, OFF, module=own.DATES)
    switch(town.city, OFF, module=own.ACTORS)
    assert "Mittagstisch" not in b"".join(client.get(calendar)).decode()
    assert client.get(f"{town.date.get_absolute_url()[:-1]}.ics").status_code == 404
    assert reminders.ask_whether_right() == 0
    switch(town.city, ON, seen=OFF, module=own.ACTORS)
    assert reminders.ask_whether_right() == 1
    switch(other, OFF, module=own.DATES)
    assert client.get(calendar).status_code == 404


def test_who_is_off_is_named_by_nothing(town: Town, client: Client) -> None:
    pages = ("/projekte/plauderbank/", "/api/v1/projects", "/termine/", "/projekte/tabelle.csv")
    switch(town.city, OFF, module=own.ACTORS)
    for address in pages:
        answer: Any = client.get(address)
        assert answer.status_code == 200
        assert "Krümel" not in b"".join(answer).decode()
    project = contract.source("project").records([town.project.pk])[town.project.pk]
    assert "Krümel" not in project.text
