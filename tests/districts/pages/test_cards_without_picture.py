"""A card without a picture shows the drawing of its topic, or of the one above."""

import re

import pytest
from django.test import Client

from districts import services
from districts.models import Topic
from tests.districts.conftest import Town
from tests.wiki.factories import article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def drawings(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    cards = re.findall(r'<div class="picture-card-picture">(.*?)</div>', page, re.DOTALL)
    return [name for card in cards for name in re.findall(r"illustrations[^#]*#([a-z-]+)", card)]


def test_of_the_first_topic_by_name_or_the_one_above(client: Client, town: Town) -> None:
    above = Topic.objects.create(name="Klima und Umwelt", slug="klima-und-umwelt")
    own = Topic.objects.create(name="Ganz eigenes", slug="ganz-eigenes", parent=above)
    heat = Topic.objects.create(name="Hitze", slug="hitze")
    assert drawings(client, "/stadtteile/ost/") == []
    services.create_project(
        title="Schatten", summary="Ein Segel.", districts=[town.east], topics=[heat, own]
    )
    services.create_project(title="Ohne Thema", summary="Etwas.", districts=[town.east])
    page = article("Trinkbrunnen", district=town.east)
    page.topics.set([heat])
    found = drawings(client, "/stadtteile/ost/")
    assert sorted(found) == ["allgemein", "hitze", "klima-und-umwelt"]


def test_not_on_the_page_of_the_topic_itself(client: Client, town: Town) -> None:
    heat = Topic.objects.create(name="Hitze", slug="hitze")
    article("Trinkbrunnen", district=town.east).topics.set([heat])
    page = client.get(heat.get_absolute_url()).content.decode()
    assert "Trinkbrunnen" in page
    assert drawings(client, heat.get_absolute_url()) == []
