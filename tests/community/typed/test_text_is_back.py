"""A text that was kept while somebody signed in: its form says that it is not saved yet."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from community.typed import drafts
from tests.districts.conftest import Town
from tests.people import person
from tests.wiki.factories import article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SAID = "Ihr Text ist wieder da, aber noch nicht gespeichert."
WIKI = (
    "/wiki/neu/",
    "/wiki/allgemein/spielplaetze/bearbeiten/",
    "/wiki/allgemein/spielplaetze/ergaenzen/",
)
NEW = ("/projekte/neu/", "/akteure/neu/", "/termine/neu/", "/netzwerke/neu/")
TYPED = {"form": "title=Getippt&name=Getippt&body=Getippt&words=Getippt"}


@pytest.fixture(autouse=True)
def world(town: Town) -> Town:
    article()
    return town


@pytest.fixture(params=[*WIKI, *NEW, "project"])
def form(request: pytest.FixtureRequest, world: Town) -> str:
    of_project = f"{world.project.get_absolute_url()}bearbeiten/"
    return of_project if request.param == "project" else str(request.param)


def keep(path: str) -> str:
    return drafts.keep(path=path, fields=TYPED)


@pytest.mark.parametrize("signed_in", [True, False])
def test_it_is_said_above_the_fields(client: Client, form: str, signed_in: bool) -> None:
    """To whoever came back without signing in as well."""
    if signed_in:
        client.force_login(person())
    html = client.get(f"{form}?entwurf={keep(form)}").content.decode()
    first = re.search(r'<(?:input|textarea)[^>]*name="(title|name|words)"', html)
    assert html.count(SAID) == 1
    assert first
    assert html.index(SAID) < first.start()
    assert "Getippt" in html
    # Then this browser need not offer its own copy of the same text, and asks before it is left.
    assert "data-unsaved" in html


def test_where_nothing_came_back_nothing_is_said(client: Client, form: str) -> None:
    client.force_login(person())
    other = keep("/projekte/anders/bearbeiten/")
    for query in ("", f"?entwurf={other}", "?entwurf=ausgedacht"):
        html = client.get(f"{form}{query}").content.decode()
        assert SAID not in html
        assert "data-unsaved" not in html


def test_a_form_with_errors_speaks_of_these(client: Client, form: str) -> None:
    client.force_login(person())
    secret = keep(form)
    for address in (form, f"{form}?entwurf={secret}"):
        answer = client.post(address, {"entwurf": secret, "action": "save"})
        html = answer.content.decode()
        assert answer.status_code == 400
        assert SAID not in html
        assert secret in html
