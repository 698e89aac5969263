"""Who may do what in the admin, side paths included.

Most of Wagtail's security notices are a permission missing on a side path, so every such path is
named here with who may use it; everybody else is sent away and nothing is shown.
"""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from accounts.services import create_user
from cms.models import SiteSettings, StandardPage
from cms.services import AUTHORS, EDITORS, create_page, find_page
from community.models import Mail
from pictures.models import Picture
from tests.cms.conftest import MakePage
from tests.cms.forms import seen
from tests.fixtures.conditions import every_day

ROLES = ("guest", "resident", "moderator", "author", "editor", "admin")
WRITERS = {"author", "editor", "admin"}
PUBLISHERS = {"editor", "admin"}
ADMINS = {"admin"}


@dataclass(frozen=True)
class Route:
    """An address of the admin and who may open it; `{page}` is a published page of an editor."""

    path: str
    allowed: set[str]


ROUTES = [
    Route("/admin/", WRITERS),
    Route("/admin/hilfe/", WRITERS),
    Route("/admin/hilfe/bild/redaktion-start.webp", WRITERS),
    Route("/admin/pages/", WRITERS),
    Route("/admin/pages/{home}/", WRITERS),
    Route("/admin/pages/{page}/edit/", PUBLISHERS),
    Route("/admin/pages/{page}/history/", PUBLISHERS),
    Route("/admin/pages/{page}/revisions/compare/earliest...latest/", PUBLISHERS),
    Route("/admin/pages/{page}/revisions/{revision}/revert/", PUBLISHERS),
    Route("/admin/pages/{page}/view_draft/", PUBLISHERS),
    Route("/admin/pages/{page}/edit/preview/", PUBLISHERS),
    Route("/admin/pages/{page}/copy/", PUBLISHERS),
    Route("/admin/pages/{page}/move/", PUBLISHERS),
    Route("/admin/pages/{page}/delete/", PUBLISHERS),
    Route("/admin/pages/{page}/unpublish/", PUBLISHERS),
    Route("/admin/pages/{page}/privacy/", PUBLISHERS),
    Route("/admin/pages/{page}/usage/", PUBLISHERS),
    Route("/admin/pages/add/cms/standardpage/{home}/", WRITERS),
    # For authors it names the pages that they may not delete.
    Route("/admin/bulk/wagtailcore/page/delete/?id={page}", WRITERS),
    Route("/admin/choose-page/", WRITERS),
    Route("/admin/images/", WRITERS),
    Route("/admin/images/add/", WRITERS),
    Route("/admin/images/{image}/", PUBLISHERS),
    Route("/admin/images/chooser/", WRITERS),
    Route("/admin/documents/", WRITERS),
    Route("/admin/documents/add/", WRITERS),
    Route("/admin/account_chooser/", WRITERS),
    Route("/admin/snippets/cms/sitesettings/", PUBLISHERS),
    Route("/admin/snippets/cms/sitesettings/edit/{settings}/", PUBLISHERS),
    Route("/admin/snippets/cms/sitesettings/add/", ADMINS),
    Route("/admin/snippets/cms/sitesettings/delete/{settings}/", ADMINS),
    Route("/admin/redirects/", PUBLISHERS),
    Route("/admin/localize/submit/page/{page}/", PUBLISHERS),
    Route("/admin/users/", ADMINS),
    Route("/admin/users/new/", ADMINS),
    Route("/admin/users/edit/{user}/", ADMINS),
    Route("/admin/groups/", ADMINS),
    Route("/admin/sites/", ADMINS),
    Route("/admin/locales/", ADMINS),
    Route("/admin/collections/", ADMINS),
    Route("/admin/workflows/list/", ADMINS),
    # It names everything as it was, drafts of others and deleted pages too.
    Route("/admin/reports/site-history/", PUBLISHERS),
]


def account(role: str) -> User:
    groups = {"author": (AUTHORS,), "editor": (EDITORS,)}.get(role, ())
    trust = User.Trust.MODERATOR if role == "moderator" else User.Trust.RESIDENT
    return create_user(
        email=f"{role}@example.org",
        name=role.capitalize(),
        trust=trust,
        groups=groups,
        is_admin=role == "admin",
    )


def sign_in(client: Client, role: str) -> None:
    if role != "guest":
        client.force_login(account(role))


@pytest.fixture
def numbers(make_page: MakePage, picture: Picture) -> dict[str, int]:
    """What the addresses of the table need."""
    page = make_page("geheim", title="Geheimer Entwurf")
    revision = page.save_revision()
    home = find_page(path="", locale="de")
    assert home is not None
    return {
        "page": page.pk,
        "home": home.pk,
        "revision": revision.pk,
        "image": picture.pk,
        "settings": SiteSettings.objects.get(locale__language_code="de").pk,
        "user": account("nobody").pk,
    }


def asked_by(role: str) -> list[Route]:
    """Return all routes for those at whom the table turns; every day a part for the others."""
    if role == "author":
        return ROUTES
    turns = [route for route in ROUTES if role == "editor" and route.allowed != WRITERS]
    turns += [route for route in ROUTES if role == "admin" and route.allowed == ADMINS]
    some = every_day([route for route in ROUTES if route not in turns], one_in=4)
    return turns + some


@pytest.mark.walk
@pytest.mark.parametrize("role", ROLES)
def test_every_address_opens_for_its_roles_only(
    client: Client, numbers: dict[str, int], role: str
) -> None:
    sign_in(client, role)
    wrong = []
    for route in asked_by(role):
        answer = client.get(route.path.format(**numbers))
        opened = answer.status_code == 200
        closed = answer.status_code in {302, 403, 404}
        if opened is not (role in route.allowed) or not (opened or closed):
            wrong.append(f"{role} {route.path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_an_author_deletes_nothing_by_the_dozen(client: Client, numbers: dict[str, int]) -> None:
    sign_in(client, "author")
    for action in ("delete", "unpublish"):
        address = f"/admin/bulk/wagtailcore/page/{action}/?id={numbers['page']}"
        client.post(address, seen(client, address))
    assert Page.objects.get(pk=numbers["page"]).live


def test_guests_are_sent_to_the_one_login(client: Client, db: None) -> None:
    for path in ("/admin/", "/admin/login/", "/_util/login/", "/en/_util/login/"):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/konto/login/"), path
    chain = client.get("/admin/reports/locked/", follow=True).redirect_chain
    assert chain[-1][0] == "/konto/login/?next=/admin/reports/locked/"
    assert client.get("/admin/password_reset/").status_code in {302, 404}


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_who_is_signed_in_is_told_instead_of_led_in_a_circle(
    client: Client, db: None, kind: str
) -> None:
    page = StandardPage(title="Intern", slug="intern")
    home = find_page(path="", locale="de")
    assert home is not None
    home.add_child(instance=page)
    PageViewRestriction.objects.create(page=page, restriction_type=kind)
    client.force_login(account("moderator"))
    closed = ["/admin/", "/admin/login/", "/admin/reports/locked/"]
    for path in [*closed, *(["/intern/"] if kind == PageViewRestriction.GROUPS else [])]:
        answer = client.get(path, follow=True)
        assert answer.status_code == 403, path
        assert "Diese Seite ist für Sie nicht offen" in answer.content.decode()
    client.force_login(account("editor"))
    assert client.get("/admin/login/", follow=True).redirect_chain[-1][0] == "/admin/"


def test_an_author_may_change_own_drafts_and_publish_nothing(client: Client, db: None) -> None:
    author = account("author")
    client.force_login(author)
    home = find_page(path="", locale="de")
    assert home is not None
    client.post(f"/admin/pages/add/cms/standardpage/{home.pk}/", page_form("mein-entwurf"))
    page = Page.objects.get(slug="mein-entwurf")
    assert (page.live, page.owner) == (False, author)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200

    address = f"/admin/pages/{page.pk}/edit/"
    form = page_form("mein-entwurf") | {"action-publish": "1"} | seen(client, address)
    assert client.post(address, form).status_code == 302
    page.refresh_from_db()
    assert not page.live


def page_form(slug: str) -> dict[str, str]:
    return {
        "title": slug.capitalize(),
        "slug": slug,
        "intro": "",
        "licence": "cc-by-sa-4.0",
        "body-count": "0",
        "authors-TOTAL_FORMS": "0",
        "authors-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


def test_a_page_made_from_data_opens_in_the_editor(client: Client, make_page: MakePage) -> None:
    sign_in(client, "editor")
    lines = ("Erste Zeile\\", "zweite Zeile", "", "---", "", "## Überschrift", "", "> Zitat", "")
    markdown = "\n".join([*lines, "| a | b |", "|---|---|", "| 1 | 2 |"])
    body = [{"type": "text", "value": markdown}, {"type": "steps", "value": ["Eins\\\nzwei"]}]
    page = make_page("gemischt", body=body)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_reserved_address_is_explained_at_its_field(client: Client, db: None) -> None:
    sign_in(client, "editor")
    home = find_page(path="", locale="de")
    assert home is not None
    answer = client.post(f"/admin/pages/add/cms/standardpage/{home.pk}/", page_form("wiki"))
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors


def test_a_page_cannot_be_moved_onto_a_route(client: Client, make_page: MakePage) -> None:
    sign_in(client, "admin")
    make_page("hilfe")
    page = make_page("hilfe/suche", title="Suche")
    home = find_page(path="", locale="de")
    assert home is not None
    address = f"/admin/pages/{page.pk}/move/{home.pk}/confirm/"
    answer = client.post(address, seen(client, address))
    assert answer.status_code == 302
    assert Page.objects.get(pk=page.pk).url_path == page.url_path


def test_a_colleague_is_invited_by_mail_and_needs_no_password(client: Client, db: None) -> None:
    sign_in(client, "admin")
    group = Group.objects.get(name=EDITORS)
    client.post(
        "/admin/users/new/",
        {"email": "Neu@example.org", "name": "Nele Neu", "groups": [str(group.pk)]},
    )
    user = User.objects.get(email__iexact="neu@example.org")
    assert (user.name, user.is_superuser) == ("Nele Neu", False)
    assert list(user.groups.all()) == [group]
    assert "/konto/login/?next=/admin/" in Mail.objects.get(to=user.email).body
    assert not mail.outbox  # the worker sends it

    again = client.post("/admin/users/new/", {"email": "NEU@example.org", "name": "Doppelt"})
    assert again.status_code == 200
    assert User.objects.filter(email__iexact="neu@example.org").count() == 1


def test_an_account_can_be_closed_but_its_address_not_changed(client: Client, db: None) -> None:
    sign_in(client, "admin")
    user = account("editor")
    address = f"/admin/users/edit/{user.pk}/"
    form = {"email": "dieb@example.org", "name": "Rita R."}
    client.post(address, form | seen(client, address))
    user.refresh_from_db()
    assert (user.email, user.name, user.is_active) == ("editor@example.org", "Rita R.", False)
    assert list(user.groups.all()) == []


def test_the_chooser_of_accounts_shows_no_addresses(client: Client, db: None) -> None:
    sign_in(client, "author")
    answer = client.get("/admin/account_chooser/")
    assert "Author" in answer.content.decode()
    assert "author@example.org" not in answer.content.decode()


def test_a_private_draft_is_not_shown_by_its_preview(client: Client, db: None) -> None:
    editor = account("editor")
    page = create_page(
        type="standard",
        parent=find_page(path="", locale="de"),
        locale="de",
        slug="intern",
        title="Intern",
    )
    page.unpublish()
    page.owner = editor
    page.save()
    client.force_login(account("author"))
    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code != 200
