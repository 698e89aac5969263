"""Council papers: found by topic, linked both ways, and what only trusted people may link."""

from typing import Any

import pytest
from django.test import Client

from community.models import LogEntry
from districts import services
from districts.imports.topics_named import TopicFinder
from tests.districts.conftest import Town, person
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Neuer Kinderspielplatz in Durlach", ["Spielplätze"]),
        ("Spielplätze und ihre Zäune", ["Spielplätze"]),
        ("Kita-Plätze: Wie viele fehlen?", ["Kinder und Familien"]),
        ("Familien in der Südstadt", ["Kinder und Familien"]),
        ("Räume für Vereine", ["Räume"]),
        ("Wohnraumförderung", []),
        ("Hilfe im Alltag für alle", ["Nachbarschaftshilfe"]),
        ("Hilfe und Alltag", []),
        ("Alltag", []),
        ("", []),
        ("\x00<script>", []),
    ],
)
def test_titles_name_their_topics(title: str, found: list[str]) -> None:
    topics = [
        services.create_topic(name="Spielplätze"),
        services.create_topic(name="Kinder und Familien", synonyms=["Kita"]),
        services.create_topic(name="Räume", synonyms=["Saal"]),
        services.create_topic(name="Nachbarschaftshilfe", synonyms=["Hilfe im Alltag"]),
    ]
    names = {topic.pk: topic.name for topic in topics}
    assert [names[pk] for pk in TopicFinder(topics)(title)] == found


def test_a_paper_and_a_project_name_each_other(client: Client, town: Town) -> None:
    client.force_login(person("resident"))
    page = f"{town.paper.get_absolute_url()}verknuepfen/"
    assert page in client.get(town.paper.get_absolute_url()).content.decode()
    data = {"projects": "plauderbank\n", "topics": [town.child.pk]}
    assert client.post(page, data).status_code == 302
    assert "Plauderbank" in client.get(town.paper.get_absolute_url()).content.decode()
    assert "Mehr Bänke" in client.get(town.project.get_absolute_url()).content.decode()
    assert client.get("/ratspapiere/?topic=nachbarschaft").context["listing"].total == 1
    assert LogEntry.objects.filter(action="link_paper", object_pk=town.paper.pk).exists()
    services.hide_entry(entry=town.project)
    assert "Plauderbank" not in Client().get(town.paper.get_absolute_url()).content.decode()


def test_an_unknown_project_is_said_and_what_was_typed_stays(client: Client, town: Town) -> None:
    client.force_login(person("resident"))
    page = f"{town.paper.get_absolute_url()}verknuepfen/"
    answer = client.post(page, {"projects": "Gibt es nicht <b>", "topics": [town.child.pk]})
    assert answer.status_code == 400
    assert "Gibt es nicht &lt;b&gt;" in answer.content.decode()
    assert not town.paper.projects.exists()


def test_a_link_leads_to_the_form_of_each_unknown_project(client: Client, town: Town) -> None:
    client.force_login(person("resident"))
    page = f"{town.paper.get_absolute_url()}verknuepfen/"
    titles = "Plauderbank\nSaal <b> & Küche\nLastenrad"
    shown = client.post(page, {"projects": titles}).content.decode()
    assert shown.count("“ als Projekt eintragen") == 2
    href = "/projekte/neu/?title=Saal+%3Cb%3E+%26+K%C3%BCche"
    assert f'<a href="{href}" target="_blank" rel="noopener">' in shown
    assert 'value="Saal &lt;b&gt; &amp; Küche"' in client.get(href).content.decode()
    assert client.post(page, {"projects": "Plauderbank"}).status_code == 302


@pytest.mark.parametrize(("role", "status"), [("guest", 302), ("new", 403)])
def test_who_may_not_publish_may_not_link(
    client: Client, town: Town, role: str, status: int
) -> None:
    if role != "guest":
        client.force_login(person(role))
    page = f"{town.paper.get_absolute_url()}verknuepfen/"
    assert client.post(page, {"projects": "Plauderbank"}).status_code == status
    assert not town.paper.projects.exists()
    assert "verknuepfen" not in client.get(town.paper.get_absolute_url()).content.decode()


def test_articles_and_entries_name_each_other(client: Client, town: Town) -> None:
    entries = [town.paper, town.project, town.actor, town.date, town.network]
    links = [f"[Mehr dazu]({entry.get_absolute_url()})" for entry in entries]
    article("Bänke", body=" ".join(links))
    for entry in entries:
        assert "/wiki/allgemein/baenke/" in client.get(entry.get_absolute_url()).content.decode()
    assert town.paper.get_absolute_url() in client.get("/wiki/allgemein/baenke/").content.decode()
