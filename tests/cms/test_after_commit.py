"""What happens once a write of the admin is committed; every test commits for real.

Stored pages, pictures, redirects and translations follow `on_commit`: a test inside of a
transaction that never ends would see none of it.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, TaskState

from accounts.services import create_user
from cms.models import SiteSettings
from cms.scheduled_publishing import publish_scheduled
from cms.services import AUTHORS, EDITORS, find_page
from pictures.models import Picture
from search.models import Entry
from search.sync import project_stale
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(create_user(email="r@example.org", name="Rita", groups=(EDITORS,)))
    return client


@pytest.fixture
def page(make_page: MakePage) -> Any:
    return make_page("hof", title="Hof", body=[{"type": "text", "value": "Alter Text."}])


def read(path: str = "/hof/") -> str:
    """What somebody without an account is given, from memory where it is there."""
    return Client().get(path).content.decode()


def save(client: Client, page: Page, text: str, **more: str) -> None:
    data = body_form(page, [("text", f"<p>{text}</p>")], **more)  # type: ignore[arg-type]
    send(client, f"/admin/pages/{page.pk}/edit/", data | {"action-publish": "1"})


def entry(page: Page) -> Entry:
    return Entry.objects.get(kind="page", object_id=page.pk)


def test_publishing_shows_at_once_and_is_found_after_the_worker(editor: Client, page: Page) -> None:
    assert "Alter Text." in read()
    save(editor, page, "Neuer Text.")
    assert "Neuer Text." in read()
    while project_stale():
        pass
    assert "Neuer" in entry(page).words.text
    assert (entry(page).public, entry(page).hidden) == (True, False)


def test_unpublishing_and_deleting_hide_at_once(editor: Client, page: Page) -> None:
    assert "Alter Text." in read()
    send(editor, f"/admin/pages/{page.pk}/unpublish/")
    assert Client().get("/hof/").status_code == 404
    assert entry(page).hidden or not entry(page).public
    assert "/hof/" not in Client().get("/suche/?q=Hof").content.decode()
    send(editor, f"/admin/pages/{page.pk}/delete/")
    assert entry(page).hidden or not entry(page).public


def test_what_is_refused_raises_nothing_and_leaves_stored_pages(editor: Client) -> None:
    imprint = find_page(path="impressum", locale="de")
    assert imprint is not None
    before = read("/impressum/")
    send(editor, f"/admin/pages/{imprint.pk}/delete/")
    assert read("/impressum/") == before
    assert not Entry.objects.filter(kind="page", object_id=imprint.pk, hidden=True).exists()


def test_restricting_hides_at_once(editor: Client, page: Page) -> None:
    assert "Alter Text." in read()
    send(editor, f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    assert "Alter Text." not in read()
    assert entry(page).hidden or not entry(page).public


def test_an_old_address_leads_to_the_new_one(editor: Client, page: Page) -> None:
    assert "Alter Text." in read()
    save(editor, page, "Alter Text.", slug="innenhof")
    assert Redirect.objects.filter(old_path="/hof").exists()
    answer = Client().get("/hof/")
    assert answer.status_code in (301, 302)
    assert answer["Location"].endswith("/innenhof/")
    assert "Alter Text." in read("/innenhof/")


def test_what_is_scheduled_shows_when_its_time_has_come(editor: Client, page: Page) -> None:
    assert "Alter Text." in read()
    save(editor, page, "Alter Text.")  # so that there is a version to show meanwhile
    soon = timezone.localtime() + timedelta(hours=1)
    save(editor, page, "Text von morgen.", go_live_at=soon.strftime("%Y-%m-%d %H:%M"))
    assert publish_scheduled() == 0
    assert "Alter Text." in read()
    page.revisions.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = None
    revision.save()
    assert publish_scheduled() == 1
    assert "Text von morgen." in read()


def test_what_expires_is_gone_from_memory_too(page: Page) -> None:
    assert "Alter Text." in read()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_scheduled() == 1
    assert Client().get("/hof/").status_code == 404
    assert entry(page).hidden or not entry(page).public


def test_an_alias_follows_what_it_shows(editor: Client, page: Any, make_page: MakePage) -> None:
    above = make_page("anderswo")
    page.create_alias(parent=above, update_slug="hof")
    assert "Alter Text." in read("/anderswo/hof/")
    save(editor, page, "Neuer Text.")
    assert "Neuer Text." in read("/anderswo/hof/")
    send(editor, f"/admin/pages/{page.pk}/unpublish/")
    assert Client().get("/anderswo/hof/").status_code == 404


def test_an_approved_page_shows_at_once(editor: Client, page: Page) -> None:
    author = create_user(email="a@example.org", name="Anna", groups=(AUTHORS,))
    Page.objects.filter(pk=page.pk).update(owner=author)
    writing = Client()
    writing.force_login(author)
    data = body_form(page, [("text", "<p>Vorschlag.</p>")])  # type: ignore[arg-type]
    send(writing, f"/admin/pages/{page.pk}/edit/", data | {"action-submit": "1"})
    assert "Alter Text." in read()
    task = TaskState.objects.latest("pk")
    editor.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/", {"comment": ""})
    assert "Vorschlag." in read()


def test_settings_menus_and_pictures_follow(editor: Client, page: Page, picture: Picture) -> None:
    assert "Neuer Fuß" not in read()
    settings = SiteSettings.objects.get(locale__language_code="de")
    settings.footer, settings.logo = "Neuer Fuß", picture
    settings.save()
    assert "Neuer Fuß" in read()
    assert picture.renditions.exists()


def test_a_write_that_fails_is_not_announced(page: Page) -> None:
    before = read()
    with pytest.raises(RuntimeError), transaction.atomic():
        page.title = "Anders"
        page.save()
        raise RuntimeError
    assert read() == before
    assert Page.objects.get(pk=page.pk).title == "Hof"
