"""What search engines are told: no number that may not be shown, no name of a nameless project."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from districts.calendar import times
from districts.models import Actor, City, CouncilPaper, District, Need, Network, Project
from districts.pages import schema_org
from districts.pages.relations import RelatedThing
from tests.districts.calendar.unsaved import WEST, date_of, only_time
from tests.unsaved import with_prefetched

BAKERY = RelatedThing("actors", 1, "krümel", "Bäckerei Krümel", "", "/akteure/kruemel/")
CLIMATE = RelatedThing("topics", 2, "klima", "Klima", "", "/themen/klima/")
LINKS = {"actors": [BAKERY], "topics": [CLIMATE], "bodies": [BAKERY]}


def actor(**values: Any) -> Any:
    return with_prefetched(Actor(pk=1, name="Krümel", slug="kruemel", **values), districts=[WEST])


@pytest.mark.parametrize(
    ("phone", "public", "told"),
    [
        ("+49 (0)711 216-0", True, "+49 (0)711 216-0"),
        ("+49 (0)711 216-0", False, ""),
        ("", True, ""),
        ("fragen Sie Rita", True, ""),
        ("+49 711 123456, 0171 2233445", True, ["+49 711 123456", "0171 2233445"]),
    ],
)
def test_a_number_only_where_it_may_be_shown(phone: str, public: bool, told: Any) -> None:
    assert schema_org.of_actor(actor(phone=phone, phone_public=public))["telephone"] == told


@pytest.mark.parametrize(
    ("sector", "kind"),
    [("business", "LocalBusiness"), ("social_enterprise", "Organization"), ("", "Organization")],
)
def test_a_shop_is_a_shop(sector: str, kind: str) -> None:
    found = schema_org.of_actor(actor(sector=sector))
    assert (found["@type"], found["areaServed"]) == (kind, ["West"])
    assert found["url"].startswith("http")


@pytest.mark.parametrize(("nameless", "members"), [(False, ["Bäckerei Krümel"]), (True, [])])
def test_a_nameless_project_names_nobody(nameless: bool, members: list[str]) -> None:
    project = with_prefetched(
        Project(pk=1, slug="bank", title="Bank", nameless=nameless), districts=[WEST]
    )
    found = schema_org.of_project(project, LINKS)
    assert [row["name"] for row in found["member"]] == members
    assert found["keywords"] == ["Klima"]


def test_without_links_the_lists_are_empty() -> None:
    project = with_prefetched(
        Project(pk=1, slug="bank", title="Bank", summary="**Bank** zum Reden"), districts=[]
    )
    found = schema_org.of_project(project, {})
    assert (found["member"], found["keywords"], found["areaServed"]) == ([], [], [])
    assert found["description"] == "Bank zum Reden"


@pytest.mark.parametrize(
    ("summary", "text", "told"), [("Kurz", "Lang", "Kurz"), ("", "Lang", "Lang"), ("", "", "")]
)
def test_a_network_is_told_by_its_summary(summary: str, text: str, told: str) -> None:
    network = with_prefetched(
        Network(pk=1, slug="tisch", title="Tisch", summary=summary, text=text), districts=[]
    )
    assert schema_org.of_network(network, LINKS)["description"] == told


@pytest.mark.parametrize(("day", "told"), [(None, ""), (date(2027, 3, 1), "2027-03-01")])
def test_a_paper_may_have_no_day(day: date | None, told: str) -> None:
    paper = with_prefetched(CouncilPaper(pk=1, slug="p", title="Bänke", date=day), districts=[WEST])
    found = schema_org.of_paper(paper, LINKS)
    assert found["datePublished"] == told
    assert found["author"][0]["url"].endswith("/akteure/kruemel/")
    assert found["author"][0]["url"].startswith("http")


def test_something_that_is_wanted() -> None:
    need = with_prefetched(Need(pk=1, title="Raum", text="Ein *Raum*"), districts=[WEST])
    need.get_absolute_url = lambda: "/gesuche/1/"
    found = schema_org.of_need(need)
    assert (found["@type"], found["description"]) == ("Demand", "Ein Raum")
    assert found["areaServed"] == [{"@type": "AdministrativeArea", "name": "West"}]


@pytest.mark.parametrize(
    ("latitude", "longitude", "schematic", "is_told"),
    [
        (48.0, 9.0, False, True),
        (0.0, 0.0, False, True),
        (48.0, None, False, False),
        (None, 9.0, False, False),
        # What was only computed is no place on the globe.
        (48.0, 9.0, True, False),
    ],
)
def test_a_district_is_where_it_is_known_to_be(
    latitude: float | None, longitude: float | None, schematic: bool, is_told: bool
) -> None:
    district = District(
        pk=1,
        name="Höhe",
        slug="hoehe",
        city=City(name="Mühlstadt"),
        latitude=latitude,
        longitude=longitude,
        schematic=schematic,
    )
    found = schema_org.of_district(district)
    assert ("geo" in found) is is_told
    assert found["containedInPlace"]["name"] == "Mühlstadt"


MOVED = {"start": "2027-07-16T18:00:00+02:00", "end": "2027-07-16T19:00:00+02:00"}


@pytest.mark.parametrize(
    ("change", "values", "status", "before"),
    [
        ({}, {}, "Scheduled", ""),
        (MOVED, {}, "Rescheduled", "2027-07-14T19:00:00+02:00"),
        # It was moved, and then it was off: that it is off counts, and from when is still said.
        ({**MOVED, "cancelled": True}, {}, "Cancelled", "2027-07-14T19:00:00+02:00"),
        ({}, {"cancelled_at": timezone.now()}, "Cancelled", ""),
    ],
)
def test_a_time(change: dict[str, Any], values: dict[str, Any], status: str, before: str) -> None:
    changes = {"2027-07-14": change} if change else {}
    entry = date_of(
        *("2027-07-14T19:00", "2027-07-14T20:00", "FREQ=WEEKLY"), changes=changes, **values
    )
    shown = next(times.changed(entry)) if change else only_time(entry)
    found = schema_org.of_date(shown)
    assert found["eventStatus"] == f"https://schema.org/Event{status}"
    assert found["previousStartDate"] == before
    # By the clock of the place in summer, whatever the database keeps.
    assert found["startDate"].endswith("+02:00")


@pytest.mark.parametrize("place", ["", "Saal"])
def test_a_date_without_a_place_has_none(place: str) -> None:
    found = schema_org.of_date(only_time(date_of(place=place)))
    assert (found["location"] is not None) is bool(place)
