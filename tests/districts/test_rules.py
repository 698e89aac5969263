"""Where an entry belongs: several districts, the whole city, nowhere, and outlines that move."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from districts import services
from districts.models import Actor, District, Project
from tests.districts.conftest import Town
from tests.districts.test_district_page import square

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    return [str(project) for project in client.get(f"/projekte/{query}").context["listing"].page]


def test_several_districts_are_joined_and_the_city_wide_comes_below(
    client: Client, town: Town
) -> None:
    services.create_project(title="Aller Anfang", city=town.city)
    services.create_project(title="Zuletzt im Osten", districts=[town.east])
    services.create_project(title="Beide", districts=[town.west, town.east])
    other = services.create_city(name="Neustadt")
    services.create_project(title="Anderswo weit", city=other)
    both = ["Beide", "Plauderbank", "Zuletzt im Osten", "Aller Anfang"]
    assert titles(client, "?district=west&district=ost") == both
    assert titles(client, "?district=ost") == ["Beide", "Zuletzt im Osten", "Aller Anfang"]
    listed = client.get("/api/v1/projects?district=ost").json()["results"]
    assert [row["title"] for row in listed] == ["Beide", "Zuletzt im Osten", "Aller Anfang"]


def test_what_has_no_place_is_in_lists_and_in_no_district(client: Client, town: Town) -> None:
    nowhere = services.create_project(title="Nirgends zu Hause")
    assert "Nirgends zu Hause" in titles(client, "")
    assert "Nirgends zu Hause" not in titles(client, "?district=west&district=ost")
    assert client.get(nowhere.get_absolute_url()).status_code == 200
    assert client.get(f"{nowhere.get_absolute_url()}uebernehmen/?district=ost").status_code == 200


def test_a_parent_topic_stands_for_those_below_it(client: Client, town: Town) -> None:
    services.create_project(title="Oben", topics=[town.topic])
    assert titles(client, "?topic=nachbarschaft") == ["Oben", "Plauderbank"]
    assert titles(client, "?topic=einsamkeit") == ["Plauderbank"]
    with pytest.raises(services.topics.TooDeep):
        services.create_topic(name="Zu tief", parent=town.child)


def test_a_moved_outline_reassigns_nothing(client: Client, town: Town, tmp_path: Path) -> None:
    """An actor in the west stays there, although the east now reaches over its place."""
    file = tmp_path / "raster.geojson"

    def load(west: int, east: int) -> None:
        features = [
            {"type": "Feature", "properties": {"name": name}, "geometry": square(column)}
            for name, column in (("Feld West", west), ("Feld Ost", east))
        ]
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        call_command("import_districts", str(file), city="Rasterstadt", verbosity=0)

    load(0, 1)
    west, east = (District.objects.get(name=name) for name in ("Feld West", "Feld Ost"))
    actor = services.create_actor(
        name="Laden", sector="business", latitude=48.705, longitude=9.005, districts=[west]
    )
    project = services.create_project(title="Im Westen", districts=[west])
    before = (west.slug, east.slug)
    load(1, 0)
    assert list(Actor.objects.get(pk=actor.pk).districts.all()) == [west]
    assert list(Project.objects.get(pk=project.pk).districts.all()) == [west]
    assert tuple(District.objects.get(pk=d.pk).slug for d in (west, east)) == before
    assert "Laden" in client.get(west.get_absolute_url()).content.decode()
    assert "Laden" not in client.get(east.get_absolute_url()).content.decode()


def test_taking_over_is_for_other_districts(client: Client, town: Town) -> None:
    address = f"{town.project.get_absolute_url()}uebernehmen/"
    choices = client.get(address).context["districts"]
    assert [district.name for district in choices] == ["Ost"]
    page = client.get(address, {"district": "west"})
    assert "form" not in page.context
    assert page.context["at_home"]


def test_conditions_are_those_of_what_was_read(
    client: Client, town: Town, settings: object
) -> None:
    """Somebody changes the source between opening the form and sending it."""
    from tests.districts.services.test_taking_over import resident

    settings.RATE_LIMITS = False
    resident(client)
    address = f"{town.project.get_absolute_url()}uebernehmen/"
    form = client.get(address, {"district": "ost"}).context["form"]
    data = {f.html_name: f.value() for f in form if f.value() not in (None, "")}
    services.update_project(
        project=town.project, conditions=[{"kind": "money", "text": "Sehr viel Geld"}]
    )
    client.post(address, {**data, "district": "ost", "title": "Kopie", "answer_0": "met"})
    adoption = Project.objects.get(title="Kopie").adoptions.get()
    assert adoption.source_revision == 1
    assert [(row.text, row.answer) for row in adoption.answers.all()] == [
        ("Ein Platz im Trockenen", "met")
    ]
