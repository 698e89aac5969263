"""When search cannot be told, the change itself does not happen: page, privacy and all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from accounts.services import create_user
from cms.models import BasePage, StandardPage
from cms.services import create_page, find_page
from search import sync
from search.models import Entry
from tests.cms.forms import seen, send
from wiki.models import Article, Revision
from wiki.services import create_article

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


@contextmanager
def outbox_out_of_order() -> Iterator[None]:
    """Let the database refuse every write to the outbox, as a full disk or a lost lock would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION out_of_order() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'out of order'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER out_of_order BEFORE INSERT OR UPDATE ON search_entry "
                "FOR EACH STATEMENT EXECUTE FUNCTION out_of_order()"
            )
        else:
            for action in ("INSERT", "UPDATE"):
                cursor.execute(
                    f"CREATE TEMP TRIGGER out_of_order_{action} BEFORE {action} ON search_entry "
                    "BEGIN SELECT RAISE(ABORT, 'out of order'); END"
                )
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER out_of_order ON search_entry")
            cursor.execute("DROP FUNCTION out_of_order")
        else:
            for action in ("INSERT", "UPDATE"):
                cursor.execute(f"DROP TRIGGER out_of_order_{action}")


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(create_user(email="a@example.org", name="Vera", is_admin=True))
    client.raise_request_exception = False
    return client


@pytest.fixture
def pages(db: None) -> tuple[BasePage, BasePage]:
    made = [
        create_page(
            type="standard",
            parent=find_page(path=above, locale="de"),
            locale="de",
            slug=slug,
            title=slug,
            intro="Ein Satz.",
        )
        for above, slug in (("", "hilfe"), ("hilfe", "geld"))
    ]
    sync.sync_all()
    return made[0], made[1]


def state() -> object:
    """Everything an editor's action may have changed."""
    return (
        list(Page.objects.order_by("pk").values_list("path", "url_path", "title", "live")),
        list(PageViewRestriction.objects.values_list("page_id", "restriction_type")),
        list(Entry.objects.order_by("pk").values_list("pk", "version", "hidden", "stale")),
        StandardPage.objects.count(),
    )


ACTIONS = {
    "make private": ("wagtailadmin_pages:set_privacy", {"restriction_type": "login"}),
    "take down": ("wagtailadmin_pages:unpublish", {}),
    "delete": ("wagtailadmin_pages:delete", {}),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_undone_and_works_afterwards(
    admin: Client, pages: tuple[BasePage, BasePage], name: str
) -> None:
    view, data = ACTIONS[name]
    address, before = reverse(view, args=[pages[0].pk]), state()
    form = data | seen(admin, address)
    with outbox_out_of_order():
        assert admin.post(address, form).status_code == 500
    assert state() == before
    assert send(admin, address, data).status_code in {200, 302}
    assert not Entry.objects.visible().filter(kind="page", object_id=pages[0].pk).exists()


def test_opening_a_private_branch_is_undone(
    admin: Client, pages: tuple[BasePage, BasePage]
) -> None:
    PageViewRestriction.objects.create(page=pages[0], restriction_type="login")
    sync.sync_all()
    address = reverse("wagtailadmin_pages:set_privacy", args=[pages[0].pk])
    form = {"restriction_type": "none"} | seen(admin, address)
    with outbox_out_of_order():
        assert admin.post(address, form).status_code == 500
    assert PageViewRestriction.objects.count() == 1
    assert admin.post(address, form).status_code == 200
    sync.sync_all()
    assert Entry.objects.visible().filter(kind="page", object_id=pages[1].pk).exists()


def test_moving_is_undone_and_the_tree_is_whole(
    admin: Client, pages: tuple[BasePage, BasePage]
) -> None:
    home = find_page(path="", locale="de")
    assert home is not None
    address, before = (
        reverse("wagtailadmin_pages:move_confirm", args=[pages[1].pk, home.pk]),
        state(),
    )
    form = seen(admin, address)
    with outbox_out_of_order():
        assert admin.post(address, form).status_code == 500
    assert state() == before
    assert Page.find_problems() == ([], [], [], [], [])
    assert send(admin, address).status_code == 302
    assert Page.objects.get(pk=pages[1].pk).url_path == f"{home.url_path}geld/"


def test_an_edit_in_the_wiki_is_undone(client: Client) -> None:
    author = User.objects.create_user("b@example.org", name="B", slug="b", trust="resident")
    article, _saved = create_article(title="Tauschring", body="Werkzeug.\n", author=author)
    client.force_login(author)
    client.raise_request_exception = False
    body = {"base_revision": 1, "body": "Werkzeug und Zeit.\n", "summary": ""}
    address = f"/api/v1/wiki/articles/{article.pk}"
    with outbox_out_of_order():
        answer = client.put(address, body, content_type="application/json")
        assert answer.status_code == 500
    assert Revision.objects.filter(article=article).count() == 1
    assert Article.objects.get(pk=article.pk).head_number == 1
    assert client.put(address, body, content_type="application/json").json()["status"] == "saved"
