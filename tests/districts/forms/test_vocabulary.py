"""Topics, districts and cities are kept by editors, in the admin."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.services.roles import AUTHORS, EDITORS
from districts import services
from districts.models import City, District, Topic
from search.models import Entry
from search.sync import sync_all
from tests.cms.forms import seen
from tests.districts.conftest import Town, person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LISTS = "/admin/snippets/districts/"


def member(client: Client, group: str) -> Client:
    user = person("resident", group.lower())
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    return member(client, EDITORS)


def fields(client: Client, path: str) -> dict[str, list[str]]:
    """What the form of the admin holds, as a browser would send it."""
    form = client.get(path).context["form"]
    found = {name: [value] for name, value in seen(client, path).items()}
    for bound in form:
        value = bound.value()
        many = value if isinstance(value, list | tuple) else [value]
        found[bound.html_name] = [str(getattr(one, "pk", one)) for one in many if one is not None]
    return found


def test_an_editor_adds_a_topic_with_the_words_people_use(editor: Client, town: Town) -> None:
    path = f"{LISTS}topic/add/"
    parent = services.create_topic(name="Wohnen")
    form = {"name": "Wohnungstausch", "parent": parent.pk, "synonyms": "Ringtausch\r\nUmzug"}
    assert editor.post(path, form).status_code == 302
    made = Topic.objects.get(slug="wohnungstausch")
    assert (made.parent, made.synonyms.split()) == (parent, ["Ringtausch", "Umzug"])
    assert editor.get("/themen/wohnungstausch/").status_code == 200
    assert "Wohnungstausch" in editor.get(f"{LISTS}topic/").content.decode()


def test_what_carries_a_topic_follows_its_new_name(editor: Client, town: Town) -> None:
    project = services.create_project(title="Tauschtag", districts=[town.west], topics=[town.topic])
    path = f"{LISTS}topic/edit/{town.topic.pk}/"
    assert editor.post(path, {**fields(editor, path), "name": "Allein sein"}).status_code == 302
    sync_all()
    entry = Entry.objects.get(kind="project", object_id=project.pk)
    assert [label for _value, label in entry.facets["topic"]] == ["Allein sein"]
    town.topic.refresh_from_db()
    assert editor.get(f"/themen/{town.topic.slug}/").status_code == 200, "its address stays"


@pytest.mark.parametrize("which", ["itself", "third level", "has others below"])
def test_topics_stay_a_tree_of_two_levels(editor: Client, town: Town, which: str) -> None:
    top = services.create_topic(name="Wohnen")
    below = services.create_topic(name="Miete", parent=top)
    other = services.create_topic(name="Heizen")
    topic, parent = {
        "itself": (other, other),
        "third level": (other, below),
        "has others below": (top, other),
    }[which]
    path = f"{LISTS}topic/edit/{topic.pk}/"
    answer = editor.post(path, {**fields(editor, path), "parent": [str(parent.pk)]})
    assert answer.status_code == 200
    assert answer.context["form"].errors["parent"]
    topic.refresh_from_db()
    assert topic.parent is None


@pytest.mark.parametrize("name", ["EINSAME ÄMTER", "Einsame Aemter", "Einsame\u00a0Äm\u00adter!"])
def test_a_topic_of_the_same_words_is_there_already(editor: Client, town: Town, name: str) -> None:
    services.create_topic(name="Einsame Ämter")
    path = f"{LISTS}topic/add/"
    answer = editor.post(path, {"name": name, "parent": "", "synonyms": ""})
    assert answer.context["form"].errors["name"] == ["„Einsame Ämter“ gibt es schon."]
    other = {"name": "Einsame Amter", "parent": "", "synonyms": ""}
    assert editor.post(path, other).status_code == 302
    made = Topic.objects.get(name="Einsame Amter")
    path = f"{LISTS}topic/edit/{made.pk}/"
    assert editor.post(path, {**fields(editor, path), "name": name}).status_code == 200
    assert editor.post(path, {**fields(editor, path), "name": "EINSAME AMTER"}).status_code == 302


def test_districts_of_a_town_have_names_of_their_own(editor: Client, town: Town) -> None:
    other = services.create_city(name="Anderswo")
    services.create_district(city=other, name="Höfen")
    path = f"{LISTS}district/edit/{town.west.pk}/"
    for name, status in (("OST", 200), ("Höfen", 302), ("Hofen", 302)):
        assert editor.post(path, {**fields(editor, path), "name": name}).status_code == status, name
    assert District.objects.get(pk=town.west.pk).name == "Hofen"


def test_an_editor_describes_a_district_and_its_neighbours(editor: Client, town: Town) -> None:
    path = f"{LISTS}district/edit/{town.west.pk}/"
    form = fields(editor, path) | {
        "sentence": ["Hier trifft sich alles am Markt."],
        "neighbours": [],
    }
    assert editor.post(path, form).status_code == 302
    assert "Hier trifft sich alles am Markt." in editor.get("/stadtteile/").content.decode()
    assert not District.objects.get(pk=town.east.pk).neighbours.exists(), "nor the other way round"


def test_an_editor_says_what_a_city_calls_its_parts(editor: Client, town: Town) -> None:
    path = f"{LISTS}city/edit/{town.west.city.pk}/"
    form = fields(editor, path) | {"district_term": ["Ortschaft"]}
    assert editor.post(path, form).status_code == 302
    assert City.objects.get(pk=town.west.city.pk).district_term == "Ortschaft"


def test_nobody_writes_over_what_somebody_else_has_changed(editor: Client, town: Town) -> None:
    path = f"{LISTS}district/edit/{town.west.pk}/"
    opened = fields(editor, path) | {"sentence": ["Meiner."]}
    services.update_district(district=town.west, sentence="Der andere.")
    answer = editor.post(path, opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Der andere." in page
    assert "Meiner." in page
    assert District.objects.get(pk=town.west.pk).sentence == "Der andere."
    again = {**opened, "seen_state": re.findall(r'name="seen_state" value="(\w+)"', page)}
    assert editor.post(path, again).status_code == 302
    assert District.objects.get(pk=town.west.pk).sentence == "Meiner."


@pytest.mark.parametrize("name", ["topic", "district", "city"])
def test_what_others_depend_on_is_never_deleted(
    admin_client: Client, town: Town, name: str
) -> None:
    pk = {"topic": town.topic.pk, "district": town.west.pk, "city": town.west.city.pk}[name]
    for path in (f"{LISTS}{name}/delete/{pk}/", f"/admin/bulk/districts/{name}/delete/?id={pk}"):
        admin_client.post(path, {})
    model = {"topic": Topic, "district": District, "city": City}[name]
    assert model.objects.filter(pk=pk).exists()
    assert "/delete/" not in admin_client.get(f"{LISTS}{name}/edit/{pk}/").content.decode()


@pytest.mark.parametrize("name", ["topic", "district", "city"])
def test_whoever_writes_pages_does_not_change_them(client: Client, town: Town, name: str) -> None:
    writer = member(client, AUTHORS)
    pk = {"topic": town.topic.pk, "district": town.west.pk, "city": town.west.city.pk}[name]
    for path in (f"{LISTS}{name}/", f"{LISTS}{name}/edit/{pk}/", f"{LISTS}{name}/add/"):
        assert writer.post(path, {"name": "Meins"}).status_code in {302, 403, 405}
        assert not type(town.west).objects.filter(name="Meins").exists()
        assert not Topic.objects.filter(name="Meins").exists()
