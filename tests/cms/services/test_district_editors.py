"""Editors of one district: their own pages and entries, and nothing else."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from cms.models import DistrictPage
from cms.services import (
    EDITORS,
    district_groups,
    edited_districts,
    ensure_roles,
    find_page,
    set_edited_districts,
)
from community import trust
from districts.models import City, District
from districts.services import projects
from districts.services.places import create_district
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, seen
from tests.cms.test_admin_permissions import account, sign_in


@pytest.fixture
def other(city: City) -> District:
    return create_district(city=city, name="Neudorf")


@pytest.fixture
def editor(district: District) -> User:
    user = create_user(email="d@example.org", name="Dora", trust=User.Trust.RESIDENT)
    set_edited_districts(user=user, districts=[district])
    return user


def page_of(district: District, locale: str = "de") -> DistrictPage:
    return DistrictPage.objects.get(district=district, locale__language_code=locale)


def test_the_own_page_is_written_and_published_and_no_other(
    client: Client, editor: User, district: District, other: District, make_page: MakePage
) -> None:
    client.force_login(editor)
    own, foreign, site = page_of(district), page_of(other), make_page("ueber-uns")
    form = body_form(own, [("text", "<p>Neu hier.</p>")], district=str(district.pk))
    address = f"/admin/pages/{own.pk}/edit/"
    form |= seen(client, address) | {"action-publish": "1"}
    answer = client.post(address, form)
    assert answer.status_code == 302
    assert "Neu hier." in client.get(f"/stadtteile/{district.slug}/?frisch=1").content.decode()

    for page in (foreign, site):
        for view in ("edit", "history", "copy", "delete", "unpublish", "privacy"):
            answer = client.get(f"/admin/pages/{page.pk}/{view}/")
            assert answer.status_code != 200, (page, view)
    assert client.get("/admin/snippets/cms/sitesettings/").status_code != 200
    assert client.get("/admin/users/").status_code != 200


def test_own_entries_are_theirs_to_decide(
    editor: User, district: District, other: District
) -> None:
    own = projects.create_project(title="Bank", districts=[district])
    foreign = projects.create_project(title="Brunnen", districts=[other])
    assert trust.may(editor, "review", own)
    assert trust.may(editor, "publish", own)
    assert not trust.may(editor, "review", foreign)
    assert not trust.may(editor, "moderate", own)


def test_a_version_in_another_language_is_theirs_too(
    client: Client, editor: User, district: District
) -> None:
    german = page_of(district)
    client.force_login(editor)
    assert client.post(f"/admin/leichte-sprache/{german.pk}/").status_code == 302
    easy = page_of(district, "de-simple")
    assert client.get(f"/admin/pages/{easy.pk}/edit/").status_code == 200


def test_a_district_can_be_taken_away_again(
    editor: User, district: District, other: District
) -> None:
    set_edited_districts(user=editor, districts=[other])
    fresh = User.objects.get(pk=editor.pk)
    assert edited_districts(fresh) == [other]
    assert not page_of(district).permissions_for_user(fresh).can_edit()
    assert page_of(other).permissions_for_user(fresh).can_edit()
    assert not trust.may(fresh, "review", projects.create_project(title="X", districts=[district]))


def test_the_groups_of_the_site_are_not_taken_for_a_districts(
    editor: User, district: District, other: District
) -> None:
    home = find_page(path="", locale="de")
    assert home is not None
    ensure_roles([home])
    assert [group.user_set.get() for group in district_groups()] == [editor]
    set_edited_districts(user=create_user(email="e@x.org", name="E"), districts=[district])
    assert district_groups().count() == 1


def test_an_administrator_gives_districts_in_the_form(
    client: Client, district: District, other: District
) -> None:
    sign_in(client, "admin")
    user = account("editor")
    address = f"/admin/users/edit/{user.pk}/"
    html = client.get(address).content.decode()
    assert 'name="name"' in html
    assert 'name="districts"' in html
    group = user.groups.get(name=EDITORS)
    form = {"name": user.name, "is_active": "on", "groups": str(group.pk)}
    both = {"districts": [str(district.pk), str(other.pk)]}
    client.post(address, form | seen(client, address) | both)
    assert edited_districts(user) == [district, other]
    assert user.groups.count() == 3
    client.post(address, form | seen(client, address) | {"districts": [str(other.pk)]})
    assert edited_districts(user) == [other]
    assert user.groups.count() == 2
    assert "selected" in client.get(address).content.decode()


def test_a_colleague_is_invited_for_a_district(client: Client, district: District) -> None:
    sign_in(client, "admin")
    html = client.get("/admin/users/new/").content.decode()
    assert 'name="name"' in html
    form = {"email": "neu@example.org", "name": "Nele", "districts": [str(district.pk)]}
    assert client.post("/admin/users/new/", form).status_code == 302
    user = User.objects.get(email="neu@example.org")
    assert edited_districts(user) == [district]
    client.force_login(user)
    assert client.get(f"/admin/pages/{page_of(district).pk}/edit/").status_code == 200
