"""Mails about reviews and comments: noted with the change they tell of, sent by the worker."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageSubscription, WorkflowState

from accounts.models import User
from accounts.services import create_user
from cms.services import EDITORS, find_page
from community import mail, mail_topics
from community.models import Mail
from districts.models import District
from tests.cms.conftest import MakePage
from tests.cms.forms import seen, send
from tests.cms.test_admin_permissions import account, page_form

pytestmark = pytest.mark.any_database

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


#: Seconds; the first click of a process reads all templates of the admin, which takes one itself.
PATIENCE = 3


@pytest.fixture
def silent_server(settings: Settings) -> Iterator[None]:
    """A mail server that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "community.mails.outgoing.Outgoing"
        settings.MAIL_SERVER_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = PATIENCE
        yield


@pytest.fixture
def draft(db: None, client: Client) -> Page:
    """What an author has begun."""
    account("editor")
    client.force_login(account("author"))
    home = find_page(path="", locale="de")
    assert home is not None
    client.post(f"/admin/pages/add/cms/standardpage/{home.pk}/", page_form("sommerfest"))
    return Page.objects.get(slug="sommerfest")


def opened(client: Client, page: Page) -> dict[str, str]:
    """Open the page's form and fill it in."""
    base = seen(client, f"/admin/pages/{page.pk}/edit/")
    return page_form(page.slug) | {"title": page.title} | base


def send_in(client: Client, page: Page, **more: str) -> Any:
    """Send the page's form."""
    return client.post(f"/admin/pages/{page.pk}/edit/", opened(client, page) | more)


def test_a_silent_mail_server_does_not_delay_a_click(
    client: Client, draft: Page, silent_server: None
) -> None:
    form = opened(client, draft) | {"action-submit": "1"}
    begun = time.monotonic()
    assert client.post(f"/admin/pages/{draft.pk}/edit/", form).status_code == 302
    needed = time.monotonic() - begun
    assert WorkflowState.objects.filter(object_id=str(draft.pk)).exists()
    row = Mail.objects.get()
    assert (row.to, row.topic, row.sent) == ("editor@example.org", mail_topics.EDITING, None)
    assert draft.title in row.body
    for number in range(5):
        mail.queue(to=f"{number}@example.org", subject="", paragraphs=[], why="", topic=row.topic)
    waited = time.monotonic()
    assert mail.send_due() == 0  # the worker waits in our place, once for all mails
    assert needed < PATIENCE <= time.monotonic() - waited < 4 * PATIENCE
    assert set(Mail.objects.values_list("attempts", flat=True)) == {1}
    row.refresh_from_db()
    assert "imed out" in row.error


def test_a_mail_server_nobody_knows_does_not_undo_a_comment(
    client: Client, make_page: MakePage, silent_server: None, settings: Settings
) -> None:
    settings.EMAIL_HOST = "mail.invalid"
    page = make_page("plan", title="Plan")
    PageSubscription.objects.create(page=page, user=account("admin"), comment_notifications=True)
    client.force_login(account("editor"))
    comment = {"text": "Stimmt das?", "contentpath": "intro", "position": "", "id": ""}
    form = {f"comments-0-{name}": value for name, value in comment.items()}
    form |= {"comments-0-replies-TOTAL_FORMS": "0", "comments-0-replies-INITIAL_FORMS": "0"}
    assert send_in(client, page, **form, **{"comments-TOTAL_FORMS": "1"}).status_code == 302
    assert Mail.objects.get().to == "admin@example.org"


def test_the_worker_sends_what_was_noted(
    client: Client, draft: Page, silent_server: None, settings: Settings
) -> None:
    settings.MAIL_SERVER_BACKEND = LOCMEM
    send_in(client, draft, **{"action-submit": "1"})
    assert not django_mail.outbox
    assert mail.send_due() == 1
    assert django_mail.outbox[0].to == ["editor@example.org"]
    assert "List-Unsubscribe" in django_mail.outbox[0].extra_headers
    assert mail.send_due() == 0


def test_what_is_undone_tells_nobody(
    client: Client, draft: Page, silent_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("pagecache.bump", lambda: connection.cursor().execute("SELECT nothing"))
    assert send_in(client, draft, **{"action-submit": "1"}).status_code == 500
    assert not Mail.objects.exists()
    assert not WorkflowState.objects.filter(object_id=str(draft.pk)).exists()


def test_other_mails_leave_at_once(client: Client, silent_server: None, settings: Settings) -> None:
    settings.MAIL_SERVER_BACKEND = LOCMEM
    django_mail.send_mail("Code", "123", None, ["eva@example.org"])
    assert len(django_mail.outbox) == 1


def test_everybody_gets_one_mail_for_a_submission(
    client: Client, draft: Page, silent_server: None
) -> None:
    """An administrator who is in the group as well would be told three times."""
    both = account("admin")
    both.groups.add(*User.objects.get(email="editor@example.org").groups.all())
    create_user(email="chefin@example.org", name="Chefin", is_admin=True)
    send_in(client, draft, **{"action-submit": "1"})
    told = sorted(Mail.objects.values_list("to", flat=True))
    assert told == ["admin@example.org", "chefin@example.org", "editor@example.org"]


def test_an_invitation_says_who_invites_to_what_and_until_when(
    client: Client, district: District
) -> None:
    admin = create_user(email="ada@example.org", name="Ada Admin", is_admin=True)
    client.force_login(admin)
    group = Group.objects.get(name=EDITORS)
    form = {"email": "neu@example.org", "name": "Nele Neu", "groups": group.pk}
    answer = send(client, "/admin/users/new/", form | {"districts": district.pk})
    assert answer.status_code == 302, answer.context["form"].errors
    mail.send_due()
    (letter,) = django_mail.outbox
    assert letter.subject == "Einladung, an Quartierswissen mitzuarbeiten"
    for words in (
        "Ada Admin (ada@example.org) hat für Sie",
        "- Redaktion\n- Redaktion für Mühlental: schreibt die Seiten",
        "/konto/login/?next=/admin/",
        "Die Einladung hat keine Frist",
        "15 Minuten",
    ):
        assert words in letter.body, letter.body
