"""Beginning a common page from a pattern."""

import pytest
from django.test import Client
from wagtail.models import Page

from cms.admin.page_patterns import patterns_below
from cms.services import find_page
from cms.services.pages import TYPES
from cms.starter import starter_patterns
from tests.cms.test_admin_permissions import account, sign_in

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("name", [row["name"] for row in starter_patterns()])
def test_every_pattern_becomes_a_draft_that_opens(client: Client, db: None, name: str) -> None:
    sign_in(client, "editor")
    row = next(row for row in starter_patterns() if row["name"] == name)
    parent = find_page(
        path="" if row["type"] in {"standard", "theme"} else "beitraege", locale="de"
    )
    assert parent is not None
    if row["type"] == "article":
        client.post(f"/admin/vorlagen/{parent.pk}/", {"pattern": "reihe"})
        parent = Page.objects.latest("pk")
    assert row["label"] in client.get(f"/admin/vorlagen/{parent.pk}/").content.decode()
    answer = client.post(f"/admin/vorlagen/{parent.pk}/", {"pattern": name})
    made = Page.objects.latest("pk").specific
    assert answer["Location"] == f"/admin/pages/{made.pk}/edit/"
    assert (type(made), made.live, made.title) == (TYPES[row["type"]], False, row["label"])
    assert made.get_parent().pk == parent.pk
    assert client.get(answer["Location"]).status_code == 200
    assert "[" in str(made.body.get_prep_value())


def test_patterns_fit_their_place(db: None) -> None:
    home, index = find_page(path="", locale="de"), find_page(path="beitraege", locale="de")
    english = find_page(path="", locale="en")
    assert home
    assert index
    assert english
    assert {pattern.type for pattern in patterns_below(home)} == {"standard", "theme"}
    assert {pattern.type for pattern in patterns_below(index)} == {"series"}
    assert patterns_below(english) == []


def test_only_who_may_add_a_page_may_begin_one(client: Client, db: None) -> None:
    home = find_page(path="", locale="de")
    assert home is not None
    address = f"/admin/vorlagen/{home.pk}/"
    count = Page.objects.count()
    for role in ("guest", "resident", "moderator"):
        sign_in(client, role)
        assert client.post(address, {"pattern": "aufruf"}).status_code in {302, 403}
        client.logout()
    assert Page.objects.count() == count
    client.force_login(account("author"))
    assert client.post(address, {"pattern": "gibt-es-nicht"}).status_code == 404
    assert client.post(address, {"pattern": "reihe"}).status_code == 404
    assert client.post(address, {"pattern": "aufruf"}).status_code == 302
    assert "/vorlagen/" in client.get(f"/admin/pages/{home.pk}/").content.decode()
