"""A number in an address or a hidden field that is none, or longer than any, breaks no page."""

from typing import Any

import pytest
from django.test import Client

from districts.models import OutcomeNotice
from tests.districts.conftest import Town
from tests.people import moderator, person, signed_in
from tests.wiki.factories import article
from wiki.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["²", "9" * 5000], ids=["raised", "long"])
def number(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["²", "9" * 30, "9" * 5000], ids=["raised", "wide", "long"])
def key(request: pytest.FixtureRequest) -> str:
    """What is no key of a row; the second is a number to Python and fits no column."""
    return str(request.param)


@pytest.fixture
def home(db: None) -> str:
    article()
    return "/wiki/allgemein/spielplaetze/"


@pytest.fixture
def writer(client: Client) -> Client:
    client.force_login(person())
    return client


def test_the_section_that_is_added_to(writer: Client, home: str, number: str) -> None:
    sent = {"words": "Mehr.", "base_revision": 1, "section": number}
    assert writer.post(f"{home}ergaenzen/", sent).status_code == 400
    assert writer.get(f"{home}ergaenzen/", {"abschnitt": number}).status_code == 200


def test_the_topics_of_an_article(writer: Client, home: str, key: str) -> None:
    sent = {"title": "Spielplätze", "body": "Neuer Text", "base_revision": 1, "topics": [key]}
    answer = writer.post(f"{home}bearbeiten/", sent)
    assert answer.status_code == 400
    assert "Neuer Text" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"topics"}


def test_what_lists_of_the_admin_are_filtered_by(db: None, key: str) -> None:
    client = signed_in(person(is_superuser=True, is_staff=True))
    for address in (
        "/admin/snippets/districts/project/?districts=",
        "/admin/snippets/districts/actor/?topics=",
        "/admin/wiki_articles/?topics=",
        "/admin/wiki_articles/?district=",
        "/admin/reports/wiki/links-to-nowhere/?district=",
    ):
        assert client.get(f"{address}{key}").status_code < 500, address


def test_the_article_that_is_translated(writer: Client, number: str) -> None:
    assert writer.get("/wiki/neu/", {"uebersetzung": number}).status_code == 200
    sent = {"title": "", "body": "Text", "translation_of": number}
    assert writer.post("/wiki/neu/", sent).status_code == 400
    assert not Article.objects.exists()


def test_the_version_an_entry_was_changed_from(client: Client, town: Town, number: str) -> None:
    client.force_login(person())
    sent: dict[str, Any] = {"title": "Plauderbank", "base": number}
    for entry in (town.project, town.actor, town.date):
        answer = client.post(f"{entry.get_absolute_url()}bearbeiten/", sent)
        assert answer.status_code < 500


def test_the_answer_that_is_hidden(client: Client, town: Town, number: str) -> None:
    client.force_login(moderator())
    OutcomeNotice.objects.create(project=town.project, actor=town.actor, reply="Gut.")
    sent = {"action": "hide", "notice": number}
    address = f"{town.project.get_absolute_url()}antwort/"
    assert client.post(address, sent).status_code == 403
