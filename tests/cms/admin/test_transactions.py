"""Every write of the admin is whole or not at all."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from wagtail.admin.models import EditingSession

from accounts.models import User
from accounts.services import create_user
from cms.admin.transactions import AdminTransactionMiddleware
from cms.models import SiteSettings, StandardPage
from cms.services import find_page
from pagecache.version import current
from tests.cms.forms import seen


@pytest.fixture
def admin(db: None, client: Client) -> Client:
    """Somebody who may do everything."""
    user = create_user(email="verwaltung@example.org", name="Vera Waltung", is_admin=True)
    client.force_login(user)
    return client


def through(method: str, path: str, view: Any) -> HttpResponse:
    request = getattr(RequestFactory(), method)(path)
    return AdminTransactionMiddleware(view)(request)


def writing(status: int) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        User.objects.create(email="neu@example.org", name="Neu", slug="neu")
        return HttpResponse(status=status)

    return view


@pytest.mark.parametrize(
    ("status", "written"), [(200, True), (302, True), (400, True), (500, False)]
)
def test_a_failed_answer_takes_its_writes_back(db: None, status: int, written: bool) -> None:
    through("post", "/admin/pages/1/edit/", writing(status))
    assert User.objects.filter(slug="neu").exists() is written


@pytest.mark.parametrize(
    ("method", "path", "atomic"),
    [
        ("post", "/admin/pages/1/edit/", True),
        ("delete", "/admin/pages/1/", True),
        ("get", "/admin/pages/1/edit/", False),
        ("post", "/admin/images/multiple/add/", False),
        ("post", "/konto/login/", False),
    ],
)
def test_only_unsafe_requests_of_the_admin_hold_a_transaction(
    transactional_db: None, method: str, path: str, atomic: bool
) -> None:
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(connection.in_atomic_block)
        return HttpResponse()

    through(method, path, view)
    assert seen == [atomic]


def test_an_error_while_publishing_leaves_no_page(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wagtail writes the page, then a revision, then the log; the last one fails here."""
    home = find_page(path="", locale="de")
    assert home is not None

    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the log is full")

    monkeypatch.setattr("wagtail.actions.publish_page_revision.log", broken, raising=False)
    monkeypatch.setattr("wagtail.actions.publish_revision.log", broken)
    admin.raise_request_exception = False
    answer = admin.post(
        f"/admin/pages/add/cms/standardpage/{home.pk}/",
        {
            "title": "Halb",
            "slug": "halb",
            "intro": "",
            "licence": "cc-by-sa-4.0",
            "body-count": "0",
            "authors-TOTAL_FORMS": "0",
            "authors-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    assert answer.status_code == 500
    assert not StandardPage.objects.filter(slug="halb").exists()


def test_a_form_that_arrives_in_part_is_refused_in_words(admin: Client) -> None:
    settings = SiteSettings.objects.get(locale__language_code="de")
    address = f"/admin/snippets/cms/sitesettings/edit/{settings.pk}/"
    whole = seen(admin, address)
    answer = admin.post(address, whole | {"name": "Halb"}, follow=True)
    assert answer.status_code == 200
    assert "Ein Teil des Formulars ist nicht angekommen." in answer.content.decode()
    settings.refresh_from_db()
    assert settings.name != "Halb"


def test_an_open_form_leaves_stored_pages_in_place(admin: Client) -> None:
    home = find_page(path="", locale="de")
    assert home is not None
    admin.get(f"/admin/pages/{home.pk}/edit/")
    session = EditingSession.objects.get()
    before = current()
    address = f"/admin/editing-sessions/ping/wagtailcore/page/{home.pk}/{session.pk}/"
    assert admin.post(address).status_code == 200
    assert current() == before
