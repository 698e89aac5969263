"""Topics: the tree with true figures, and what each district does on one."""

import pytest
from django.test import Client

from districts import services
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


def test_an_entry_on_a_topic_and_its_child_counts_once(client: Client, town: Town) -> None:
    services.update_project(project=town.project, topics=[town.topic, town.child])
    page = client.get("/themen/").content.decode()
    assert "1 Projekt<" in page
    assert "2 Projekte" not in page


def test_a_topic_shows_each_district_with_what_is_below_it(client: Client, town: Town) -> None:
    services.create_project(title="Im Osten", districts=[town.east], topics=[town.child])
    services.create_project(title="Überall", city=town.city, topics=[town.topic])
    other = services.create_topic(name="Anderes")
    services.create_project(title="Nicht dabei", districts=[town.east], topics=[other])
    page = client.get(town.topic.get_absolute_url()).content.decode()
    for words in ("Im Osten", "Plauderbank", "Überall", "Einsamkeit"):
        assert words in page
    assert "Nicht dabei" not in page
    assert page.index('id="ort-ost"') < page.index('id="ort-west"'), "by name, no ranking"
