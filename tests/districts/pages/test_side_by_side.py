"""The projects of one family side by side: the same facts of each, and nothing that is hidden."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from districts import services
from districts.models import Project
from districts.pages.side_by_side import MOST
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


def taken_over(town: Town, title: str, **values: Any) -> Project:
    copy = services.create_project(title=title, districts=[town.east], **values)
    services.adopt_project(project=copy, source=town.project, adapted=f"{title}: am Abend")
    return copy


def page_of(client: Client, project: Project) -> str:
    answer = client.get(f"{project.get_absolute_url()}familie/")
    assert answer.status_code == 200
    return answer.content.decode()


def heads(page: str) -> list[str]:
    cells = page.partition("<thead>")[2].partition("</thead>")[0].split("</th>")[:-1]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def facts(page: str) -> dict[str, list[str]]:
    found = {}
    for part in page.split("<tbody>")[1:]:
        label = re.sub(r"<[^>]+>", "", part.partition("</th>")[0]).strip()
        found[label] = re.findall(r"<td>(.*?)</td>", part, re.DOTALL)
    return found


def test_each_fact_stands_beside_the_same_of_the_others(client: Client, town: Town) -> None:
    services.update_project(
        project=town.project, base=1, cost_base=180, began=2022, what_worked="Das Schild."
    )
    copy = taken_over(
        town, "Kopie", status="failed", failed_because="money", cost_base=90, results="Nichts."
    )
    page = page_of(client, copy)
    assert heads(page) == ["Kopie Ost Hat nicht getragen Geld", "Plauderbank West Läuft"]
    assert f'href="{town.project.get_absolute_url()}"' in page.partition("<thead>")[2]
    found = facts(page)
    assert found["Kosten zum Anfang"] == ["90 Euro", "180 Euro"]
    assert found["Begonnen"][1] == "2022"
    assert found["Was angepasst wurde"] == ["Kopie: am Abend", "–"]
    assert found["Was gelungen ist"] == ["–", "Das Schild."]
    assert found["Ergebnisse"] == ["Nichts.", "–"]
    assert "Kosten im Jahr" not in found, "nobody said any"


def test_what_is_hidden_stands_beside_nothing(client: Client, town: Town) -> None:
    taken_over(town, "Bleibt")
    secret = taken_over(town, "Verborgen", results="Geheim")
    services.hide_entry(entry=secret)
    page = page_of(client, town.project)
    assert len(heads(page)) == 2
    assert "Verborgen" not in page
    assert "Geheim" not in page
    assert client.get(f"{secret.get_absolute_url()}familie/").status_code == 404


def test_a_project_without_names_does_not_say_who_paid(client: Client, town: Town) -> None:
    taken_over(town, "Ohne Namen", status="failed", nameless=True, funded_by="Stiftung Rand")
    page = page_of(client, town.project)
    assert "Stiftung Rand" not in page


def test_a_project_on_its_own_is_beside_nothing(client: Client, town: Town) -> None:
    assert client.get(f"{town.project.get_absolute_url()}familie/").status_code == 404
    secret = taken_over(town, "Verborgen")
    services.hide_entry(entry=secret)
    assert client.get(f"{town.project.get_absolute_url()}familie/").status_code == 404
    assert client.get("/projekte/gibt-es-nicht/familie/").status_code == 404


def test_a_large_family_costs_no_more_than_a_small_one(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(MOST + 4):
        taken_over(town, f"Kopie {number}")
    asked = taken_over(town, "Zuletzt")
    page_of(client, asked)
    with django_assert_max_num_queries(14):
        shown = heads(page_of(client, asked))
    assert len(shown) == MOST
    assert shown[0].startswith("Zuletzt")
