"""The lists for programs: their shape, their filters, and what they never tell."""

from typing import Any

import pytest
from django.test import Client

from districts import services
from tests.districts.conftest import Town

LISTS = ["districts", "topics", "projects", "actors", "events", "networks", "papers"]


def ask(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_every_list_has_one_shape(client: Client, town: Town) -> None:
    for name in LISTS:
        body = ask(client, f"{name}?size=1")
        assert set(body) == {"total", "page", "size", "results"}
        assert body["total"] >= 1
        assert len(body["results"]) == 1
        assert body["results"][0]["url"].startswith("/")


def test_lists_take_the_filters_of_their_pages(client: Client, town: Town) -> None:
    services.create_project(title="Anderswo", districts=[town.east])
    assert [p["title"] for p in ask(client, "projects?district=west")["results"]] == ["Plauderbank"]
    assert ask(client, "projects?district=west&district=ost")["total"] == 2
    assert ask(client, "projects?topic=nachbarschaft")["total"] == 1
    assert ask(client, "projects?status=failed")["total"] == 0
    assert ask(client, "events?open_to=all")["total"] == 1
    assert ask(client, "events?view=archive")["total"] == 0


def test_what_is_hidden_or_private_is_not_told(client: Client, town: Town) -> None:
    services.update_actor(actor=town.actor, phone="030 23125 1", mail="geheim@example.org")
    services.update_project(project=town.project, nameless=True, funded_by="Stiftung X")
    actor, project = ask(client, "actors")["results"][0], ask(client, "projects")["results"][0]
    assert actor["phone"] == ""
    assert "geheim" not in str(actor)
    assert project["actors"] == []
    assert project["funded_by"] == ""
    services.hide_entry(entry=town.project)
    assert ask(client, "projects")["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("size=201", "size"),
        ("size=1e9", "size"),
        ("page=-1", "page"),
        ("district=%00", "district"),
        ("topic=Ä", "topic"),
        ("&".join(f"district=d{n}" for n in range(400)), "district"),
    ],
)
def test_what_cannot_be_read_is_a_400_that_names_it(
    client: Client, town: Town, query: str, field: str
) -> None:
    answer = client.get(f"/api/v1/projects?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == field
