"""What a list does not know is said, in every form of the list: nobody gets everything unasked.

The table has every list, every parameter that lists read, and every form in which a list is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client

from districts import services
from districts.lists import unknown_values
from districts.lists.filters import (
    ActorFilter,
    DateFilter,
    EntryFilter,
    NetworkFilter,
    PaperFilter,
    ProjectFilter,
)
from districts.models import Project
from pagecache.middleware import KNOWN_PARAMETERS
from tests.districts.conftest import Town
from tests.fixtures.conditions import full_proofs

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
#: Route of the page, name in the API, filters, and parameters besides.
LISTS: tuple[tuple[str, str, type[EntryFilter], tuple[str, ...]], ...] = (
    ("projekte", "projects", ProjectFilter, ()),
    ("akteure", "actors", ActorFilter, ()),
    ("netzwerke", "networks", NetworkFilter, ()),
    ("ratspapiere", "papers", PaperFilter, ()),
    ("termine", "events", DateFilter, ("month", "view")),
)
EVERY_FILTER = {name for _path, _api, filters, _own in LISTS for name in filters.base_filters} | {
    "month",
    "view",
    "city",
}
VALUES = ("gibt-es-nicht", "Gibt Es Nicht!")


def pages(path: str) -> list[str]:
    return [f"/{path}/", *(["/akteure/telefonliste/"] if path == "akteure" else [])]


def refusing(path: str, api: str) -> list[str]:
    """Every address at which a list is a file."""
    calendar = ["/termine/kalender.ics"] if path == "termine" else []
    tables = [f"/{path}/tabelle.csv", f"/en/{path}/tabelle.xlsx"]
    machine = [f"/api/v1/{api}", f"/api/v1/{api}?format=csv", f"/api/v1/{api}?format=geojson"]
    return [*machine, *tables, *calendar]


def cases() -> Iterator[tuple[str, str, str, str]]:
    """Yield the page, the name in the API, the parameter, and a value that it does not know."""
    for path, api, filters, own in LISTS:
        known = [*filters.base_filters, *own, "sort", "page"]
        yield from ((path, api, name, value) for name in known for value in VALUES)
        for name in sorted(EVERY_FILTER - set(known)):
            yield path, api, name, "forum"


def with_query(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


@pytest.fixture
def busy(town: Town) -> Town:
    """Something in the east, too: a list that forgets its district shows it."""
    east = {"districts": [town.east]}
    services.create_project(title="Anderswo", **east)
    services.create_actor(name="Anderswo", sector="church", **east)
    services.create_network(title="Anderswo", **east)
    services.create_date(title="Anderswo", start=town.date.start, **east)
    return town


@pytest.mark.parametrize("form", ["page", "file"])
def test_nothing_unknown_is_passed_over_in_silence(
    client: Client, busy: Town, form: str, subtests: pytest.Subtests
) -> None:
    for number, (path, api, name, value) in enumerate(cases()):
        query = f"district=west&{name}={quote(value)}"
        addresses = pages(path) if form == "page" else refusing(path, api)
        if not full_proofs():
            # Every parameter of every list every day, each in one form of it.
            if number % 2 != ["page", "file"].index(form):
                continue
            addresses = addresses[number // 2 % len(addresses) :][:1]
        for address in (with_query(address, query) for address in addresses):
            with subtests.test(address):
                answer = client.get(address)
                text = answer.content.decode()
                if form == "page":
                    assert answer.status_code == 200
                    assert text.count("banner-warning") == 1
                    assert "Alles andere in der Adresse gilt." in text
                    # The rest of the address is kept.
                    assert "Anderswo" not in text.split("<main")[-1]
                    continue
                assert answer.status_code == 400
                if address.startswith("/api/"):
                    assert answer.json()["error"]["field"] == name
                    assert answer.json()["error"]["message"]
                else:
                    assert answer["Content-Type"] == "text/plain; charset=utf-8"
                    assert value in text or name in text


def test_what_exists_is_no_mistake_even_where_nothing_is_found(client: Client, busy: Town) -> None:
    services.create_topic(name="Brach")
    known = {
        "projekte": "status=idea&effort=high&cost=mehr&sector=church&target_group=aeltere-menschen"
        "&transferable=1&funding=ending&sort=newest&page=1",
        "akteure": "sector=foundation&cooperation=1&sort=newest",
        "netzwerke": "purpose=coproduction&reach=country&sort=newest",
        "ratspapiere": "type=Antrag&year=1999&sort=oldest",
        "termine": "kind=forum&open_to=all&view=archive&month=2031-01",
    }
    for path, api, _filters, _own in LISTS:
        query = f"district=ost&topic=brach&sort=&{known[path]}"
        for address in (*pages(path), *refusing(path, api)):
            answer = client.get(with_query(address, query))
            assert answer.status_code == 200, address
            assert "banner-warning" not in answer.content.decode("utf-8", "replace"), address


def test_what_no_list_reads_is_passed_over(client: Client, busy: Town) -> None:
    for path, api, _filters, _own in LISTS:
        for address in (*pages(path), *refusing(path, api)):
            answer = client.get(with_query(address, "district=west&utm_source=brief&_=1"))
            assert answer.status_code == 200, address
            assert "banner-warning" not in answer.content.decode("utf-8", "replace"), address


def test_one_unknown_choice_leaves_the_others(client: Client, busy: Town) -> None:
    page = client.get("/projekte/?district=west&district=Nirgends!")
    listing = page.context["listing"]
    assert [str(project) for project in listing.page] == ["Plauderbank"]
    assert ": „Nirgends!“ steht hier nicht zur Auswahl." in page.content.decode()
    assert [chip["url"] for chip in listing.chips] == [
        "/projekte/?district=Nirgends%21",
        "/projekte/?district=west",
    ]
    # Nothing but what is unknown finds nothing, and leads to files of nothing unknown.
    page = client.get("/termine/?district=Nirgends!&kind=offer&page=7")
    assert page.context["listing"].total == 0
    assert page.context["calendar_url"] == "/termine/kalender.ics?kind=offer"
    assert "district" not in str(page.context["downloads"])


def test_pages_beyond_the_last_and_too_many_choices_are_said(client: Client, busy: Town) -> None:
    assert "keine Seite „7“" in client.get("/projekte/?page=7").content.decode()
    many = "&".join(f"district=d{number}" for number in range(60))
    page = client.get(f"/projekte/?{many}").content.decode()
    assert "Das ist zu viel Auswahl auf einmal." in page
    assert client.get(f"/api/v1/projects?{many}").json()["error"]["field"] == "district"


def test_lists_without_filters_refuse_those_of_others(client: Client, busy: Town) -> None:
    for address in (
        "/api/v1/districts?city=nirgends",
        "/api/v1/districts?city=%00",
        "/api/v1/districts?topic=einsamkeit",
        "/api/v1/topics?district=west",
        "/api/v1/topics?sort=newest",
    ):
        assert client.get(address).status_code == 400, address
    assert client.get("/api/v1/districts?city=musterstadt").json()["total"] == 2


def test_the_api_sorts_and_takes_months_as_pages_do(client: Client, busy: Town) -> None:
    def titles(query: str) -> list[str]:
        return [row["title"] for row in client.get(f"/api/v1/{query}").json()["results"]]

    assert titles("projects") == ["Anderswo", "Plauderbank"]
    services.update_project(project=busy.project, summary="Neu.")
    assert titles("projects?sort=newest") == ["Plauderbank", "Anderswo"]
    month = busy.date.start.strftime("%Y-%m")
    assert "Mittagstisch" in titles(f"events?month={month}")
    assert titles("events?month=1999-01") == []


def test_every_parameter_of_a_list_may_be_stored() -> None:
    assert {*unknown_values._of_any_list()} - {"city"} <= KNOWN_PARAMETERS


def test_one_place_decides(busy: Town) -> None:
    filters = ProjectFilter(
        QueryDict("status=kaputt&district=west"), queryset=Project.objects.all()
    )
    found = unknown_values.unknown(QueryDict("status=kaputt&district=west"), filters)
    assert [(each.field, each.message) for each in found] == [
        ("status", "Stand: „kaputt“ steht hier nicht zur Auswahl.")
    ]
    assert filters.named == {"status": {}, "district": {"west": "West"}}
