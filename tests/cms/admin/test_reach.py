"""What lists and choosers of the admin call things, and whom they offer."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from cms.models import StandardPage
from cms.services import AUTHORS
from districts import services
from districts.models import District
from tests.cms.conftest import MakePage
from tests.cms.test_admin_permissions import account

pytestmark = pytest.mark.any_database


def test_a_published_page_keeps_its_title_in_lists_until_a_new_one_is_published(
    make_page: MakePage,
) -> None:
    page = make_page("fest", title="Sommerfest")
    page.title = "Abgesagt"
    revision = page.save_revision()
    assert Page.objects.get(pk=page.pk).get_admin_display_title() == "Sommerfest"
    revision.publish()
    assert Page.objects.get(pk=page.pk).get_admin_display_title() == "Abgesagt"


def test_a_draft_goes_by_its_latest_title(make_page: MakePage) -> None:
    page = make_page("plan", title="Plan")
    page.unpublish()
    page.title = "Neuer Plan"
    page.save_revision()
    assert Page.objects.get(pk=page.pk).get_admin_display_title() == "Neuer Plan"


@pytest.mark.parametrize(
    "state",
    [{"blocked_at": timezone.now()}, {"is_confirmed": False}, {"is_active": False}],
    ids=["blocked", "never confirmed", "gone"],
)
def test_such_an_account_is_not_offered_as_an_author(
    client: Client, db: None, state: dict[str, Any]
) -> None:
    client.force_login(account("author"))
    gone = create_user(email="weg@example.org", name="Gesa Gesperrt")
    User.objects.filter(pk=gone.pk).update(**state)
    assert "Gesa" not in client.get("/admin/account_chooser/").content.decode()
    assert client.get(f"/admin/account_chooser/chosen/{gone.pk}/").status_code == 404
    found = client.get(f"/admin/account_chooser/chosen-multiple/?id={gone.pk}&id=abc&id=²")
    assert found.status_code == 200
    assert "Gesa" not in found.content.decode()


def test_what_is_no_key_is_not_found(client: Client, db: None) -> None:
    client.force_login(account("author"))
    huge = "9" * 30
    for start in ("wiki_article_chooser", "snippets/choose/districts/actor", "account_chooser"):
        for key in ("abc", "²", huge):
            assert client.get(f"/admin/{start}/chosen/{key}/").status_code == 404, (start, key)
    for key in ("abc", huge):
        assert client.get(f"/admin/snippets/districts/actor/edit/{key}/").status_code == 404, key
        assert client.get(f"/admin/choose-page/chosen-multiple/?id={key}").status_code in {200, 404}


def test_an_author_reaches_own_drafts_and_adds_below_home(client: Client, home: Page) -> None:
    author = create_user(email="a@example.org", name="Anna", groups=(AUTHORS,))
    client.force_login(author)
    assert client.get(f"/admin/pages/add/cms/standardpage/{home.pk}/").status_code == 200
    page = StandardPage(title="Mein Text", slug="mein-text", live=False, owner=author)
    draft = home.add_child(instance=page)
    assert "Mein Text" in client.get(f"/admin/pages/{home.pk}/").content.decode()
    assert client.get(f"/admin/pages/{draft.pk}/edit/").status_code == 200


def test_no_address_of_the_admin_leads_to_a_draft_of_others(
    client: Client, make_page: MakePage
) -> None:
    page = make_page("geheim", title="Geheimer Plan")
    page.unpublish()
    client.force_login(account("author"))
    for rest in ("", "edit/", "usage/", "history/", "copy/", "move/", "delete/", "unpublish/"):
        answer = client.get(f"/admin/pages/{page.pk}/{rest}")
        assert answer.status_code == 404, (rest, answer.status_code)


@pytest.mark.parametrize(
    "address",
    [
        *("/admin/pages/{home}/", "/admin/pages/{home}/results/?q=Plan"),
        *("/admin/choose-page/{home}/", "/admin/choose-page/search/?q=Plan"),
        *("/admin/api/main/pages/?child_of={home}&for_explorer=1", "/admin/pages/search/?q=Plan"),
    ],
)
def test_no_list_or_chooser_offers_a_draft_of_others(
    client: Client, home: Page, make_page: MakePage, address: str
) -> None:
    page = make_page("geheim", title="Geheimer Plan")
    page.unpublish()
    make_page("offen", title="Offener Plan")
    client.force_login(account("author"))
    answer = client.get(address.format(home=home.pk))
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Offener Plan" in said
    assert "Geheimer Plan" not in said


def test_a_list_of_what_may_not_be_changed_names_nothing_that_is_hidden(
    client: Client, db: None, district: District
) -> None:
    """Bulk actions list what they leave out with its title."""
    hidden = services.create_project(title="Geheimer Plan", districts=[district])
    services.hide_entry(entry=hidden)
    client.force_login(account("author"))
    for action in ("delete", "hide", "show"):
        address = f"/admin/bulk/districts/project/{action}/?id={hidden.pk}"
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Geheimer Plan" not in answer.content.decode()
