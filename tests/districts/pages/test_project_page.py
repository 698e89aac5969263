"""The page of a project: what it is, what it takes and what came of it, before how it is done."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from districts import services
from districts.models import Project
from districts.pages.project_facts import facts_of, said
from tests.districts.conftest import Town
from tests.districts.services.test_writing import editing, signed_in

pytestmark = pytest.mark.django_db
LEARNED = {
    "status": "failed",
    "failed_because": "money,time",
    "what_did_not_work": "Die Miete.",
    "results": "Neun Leute.",
    "steps": ["Raum suchen"],
    "cost_base": 200,
}
LONG = "Die Miete war zu hoch, und niemand hat es gesagt. " * 20


def page_of(client: Client, project: Project) -> str:
    return client.get(project.get_absolute_url()).content.decode()


def made(town: Town, **values: Any) -> Project:
    return services.create_project(title="Laden", districts=[town.west], **{**LEARNED, **values})


def test_what_came_of_it_stands_before_how_it_is_done(client: Client, town: Town) -> None:
    conditions = [{"kind": "room", "text": "Ein Saal"}]
    page = page_of(client, made(town, status="running", failed_because="", conditions=conditions))
    told = ["200 Euro", "Ein Saal", "Neun Leute.", "Raum suchen", "Die Miete."]
    places = [page.index(words) for words in told]
    assert places == sorted(places)


def test_why_it_did_not_hold_stands_before_all_and_once(client: Client, town: Town) -> None:
    page = page_of(client, made(town)).partition("<main")[2]
    why = page.index("Die Miete.")
    assert why < page.index('class="tabs"')
    assert why < page.index("200 Euro")
    assert "Geld" in page[:why]
    assert "Zeit" in page[:why]
    assert page.count("Die Miete.") == 1
    assert "Weiterlesen" not in page


def test_a_long_why_begins_above_and_goes_on_below(client: Client, town: Town) -> None:
    page = page_of(client, made(town, what_did_not_work=LONG)).partition("<main")[2]
    assert 'href="#woran"' in page
    below = page.partition('id="woran"')[2]
    assert below.count("niemand hat es gesagt") == 20


def test_no_reason_is_no_box(client: Client, town: Town) -> None:
    page = page_of(client, made(town, failed_because="", what_did_not_work=""))
    assert "Woran es lag" not in page


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, {}),
        ({"effort": "low"}, {"Aufwand": "wenig"}),
        ({"cost_base": Decimal(0)}, {"Kosten zum Anfang": "0 Euro"}),
        ({"cost_year": Decimal("1250.50")}, {"Kosten im Jahr": "1.250,50 Euro"}),
        ({"duration": "ein Jahr"}, {"Dauer": "ein Jahr"}),
        ({"funded_by": "Stiftung"}, {"Gefördert von": "Stiftung"}),
        ({"funded_by": "Stiftung", "nameless": True}, {}),
    ],
)
def test_facts(values: dict[str, Any], told: dict[str, str]) -> None:
    assert {fact.label: fact.words for fact in said(facts_of(Project(**values)))} == told


def test_facts_of_groups_and_years() -> None:
    shown = said(facts_of(Project(), whom=["Familien", "Kinder"], year=2022))
    assert [fact.words for fact in shown] == ["2022", "Familien, Kinder"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("2022", 2022), ("", None), (" 2022 ", 2022), ("1970", 1970)]
)
def test_the_year_it_began_is_kept(
    client: Client, town: Town, typed: str, kept: int | None
) -> None:
    signed_in(client, "moderator")
    address = f"{town.project.get_absolute_url()}bearbeiten/"
    client.post(address, editing(client, address, began=typed, duration="ein Jahr"))
    assert Project.objects.get(pk=town.project.pk).began == kept


@pytest.mark.parametrize("typed", ["22", "20222", "-2022", "1969", "zwei", "9" * 40])
def test_a_year_that_nobody_can_mean_is_asked_about_at_its_field(
    client: Client, town: Town, typed: str
) -> None:
    signed_in(client, "moderator")
    address = f"{town.project.get_absolute_url()}bearbeiten/"
    answer = client.post(address, editing(client, address, began=typed))
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"began"}
    assert f'value="{typed}"' in answer.content.decode()


def test_a_family_is_dated_by_when_each_began(client: Client, town: Town) -> None:
    services.update_project(project=town.project, base=1, began=2019)
    copy = services.create_project(title="Kopie", districts=[town.east], began=2021)
    services.adopt_project(project=copy, source=town.project)
    tree = page_of(client, copy).partition('class="family"')[2]
    assert "<strong>West</strong>, 2019" in tree
    assert "<strong>Ost</strong>, 2021" in tree
