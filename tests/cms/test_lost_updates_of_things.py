"""What has no revisions is held to what was seen, too: site, words, pictures, people, districts."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site

from cms.models import GlossaryTerm, SiteSettings
from cms.services import EDITORS
from districts.models import City, District
from districts.services import create_topic
from pictures.models import Picture
from search.models import SynonymSet
from tests.cms.forms import seen
from tests.cms.test_admin_permissions import account
from tests.cms.test_lost_updates import hidden, person
from wiki.models import Starter

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def things(picture: Picture, district: District) -> dict[str, Any]:
    """One of each kind that has a form in the admin."""
    return {
        "snippets/cms/sitesettings/edit/{}/": SiteSettings.objects.get(locale__language_code="de"),
        "snippets/cms/glossaryterm/edit/{}/": GlossaryTerm.objects.create(
            term="Kiez", explanation="Ein Ort."
        ),
        "snippets/search/synonymset/edit/{}/": SynonymSet.objects.create(words="kiez, quartier"),
        "snippets/wiki/starter/edit/{}/": Starter.objects.get(language="de", slug="ort"),
        "snippets/districts/topic/edit/{}/": create_topic(name="Wohnen"),
        "snippets/districts/district/edit/{}/": district,
        "snippets/districts/city/edit/{}/": district.city,
        "images/{}/": picture,
        "users/edit/{}/": account("author"),
        "groups/edit/{}/": Group.objects.get(name=EDITORS),
        "redirects/{}/": Redirect.objects.create(old_path="/alt", redirect_link="/neu/"),
        "sites/edit/{}/": Site.objects.get(),
        "collections/{}/": Collection.get_first_root_node().add_child(name="Feste"),
    }


#: The field that both write into, and what is sent beside it.
FIELDS = {
    "snippets/cms/sitesettings/edit/{}/": "tagline",
    "snippets/cms/glossaryterm/edit/{}/": "explanation",
    "snippets/search/synonymset/edit/{}/": "words",
    "snippets/wiki/starter/edit/{}/": "questions",
    "snippets/districts/topic/edit/{}/": "synonyms",
    "snippets/districts/district/edit/{}/": "sentence",
    "snippets/districts/city/edit/{}/": "sentence",
    "images/{}/": "description",
    "users/edit/{}/": "name",
    "groups/edit/{}/": "name",
    "redirects/{}/": "redirect_link",
    "sites/edit/{}/": "site_name",
    "collections/{}/": "name",
}


@pytest.mark.parametrize("route", FIELDS)
def test_nobody_saves_over_what_they_have_not_seen(things: dict[str, Any], route: str) -> None:
    thing, name = things[route], FIELDS[route]
    address, client = f"/admin/{route.format(thing.pk)}", person("admin")
    base = seen(client, address)
    type(thing).objects.filter(pk=thing.pk).update(**{name: "Fremdes Wort"})
    for old in (base, {}):
        answer = client.post(address, {name: "Eigenes Wort"} | old)
        assert answer.status_code == 409
        html = answer.content.decode()
        assert "Fremdes Wort" in html
        assert "Eigenes Wort" in html
        assert getattr(type(thing).objects.get(pk=thing.pk), name) == "Fremdes Wort"
        assert hidden(answer)[name] == "Eigenes Wort"


def test_mine_is_put_on_top_on_purpose(things: dict[str, Any]) -> None:
    term = things["snippets/cms/glossaryterm/edit/{}/"]
    address, client = f"/admin/snippets/cms/glossaryterm/edit/{term.pk}/", person("admin")
    form = {"term": "Kiez", "forms": "", "explanation": "Meins."} | seen(client, address)
    GlossaryTerm.objects.filter(pk=term.pk).update(explanation="Fremd.")
    refused = client.post(address, form)
    assert client.post(address, hidden(refused)).status_code == 302
    assert GlossaryTerm.objects.get(pk=term.pk).explanation == "Meins."


def test_what_a_form_adds_to_a_group_counts_as_changed(things: dict[str, Any]) -> None:
    group = Group.objects.get(name=EDITORS)
    address, client = f"/admin/groups/edit/{group.pk}/", person("admin")
    base = seen(client, address)
    group.page_permissions.first().delete()
    assert client.post(address, {"name": "Andere"} | base).status_code == 409


def test_nothing_is_deleted_that_changed_meanwhile(things: dict[str, Any]) -> None:
    term = things["snippets/cms/glossaryterm/edit/{}/"]
    client = person("admin")
    for address in (
        f"/admin/snippets/cms/glossaryterm/delete/{term.pk}/",
        f"/admin/bulk/cms/glossaryterm/delete/?id={term.pk}",
    ):
        base = seen(client, address)
        GlossaryTerm.objects.filter(pk=term.pk).update(explanation=f"Neu für {address}")
        assert client.post(address, base).status_code == 409
    assert client.post(address, seen(client, address)).status_code == 302
    assert not GlossaryTerm.objects.filter(pk=term.pk).exists()


def test_the_forms_below_the_uploads_carry_their_state_too(picture: Picture) -> None:
    client = person("admin")
    address = f"/admin/images/multiple/{picture.pk}/"
    assert client.post(address, {}).status_code == 409
    base = seen(client, f"/admin/images/{picture.pk}/")
    shown = client.post(address, base).json()
    assert not shown["success"]
    assert base["seen_state"] in shown["form"]
    Picture.objects.filter(pk=picture.pk).update(description="Fremd.")
    assert client.post(address, base).status_code == 409


def test_opening_a_form_twice_changes_nothing_about_it(picture: Picture) -> None:
    """Sizes and hashes that Wagtail notes by itself are nobody's change."""
    Picture.objects.filter(pk=picture.pk).update(file_size=None, file_hash="")
    client, address = person("admin"), f"/admin/images/{picture.pk}/"
    assert seen(client, address) == seen(client, address) != {}


def test_signing_in_is_no_change_of_an_account() -> None:
    client, user = person("admin"), account("author")
    address = f"/admin/users/edit/{user.pk}/"
    before = seen(client, address)
    other = Client()
    other.force_login(user)
    assert seen(client, address) == before


def test_a_city_is_named_in_the_refusal(things: dict[str, Any]) -> None:
    city = things["snippets/districts/city/edit/{}/"]
    client = person("admin")
    html = client.post(f"/admin/snippets/districts/city/edit/{city.pk}/", {}).content.decode()
    assert City.objects.get(pk=city.pk).name in html
