"""From a draft to the public page: review with mail, locks, comments of editors, dates."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Comment, Page, WorkflowState

from cms.models import BasePage
from cms.services import find_page, publish_scheduled
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, seen, send
from tests.cms.test_admin_permissions import account, page_form


@pytest.fixture
def draft(db: None, client: Client) -> Page:
    """What an author has begun."""
    client.force_login(account("author"))
    home = find_page(path="", locale="de")
    assert home is not None
    client.post(f"/admin/pages/add/cms/standardpage/{home.pk}/", page_form("sommerfest"))
    return Page.objects.get(slug="sommerfest")


def save(client: Client, page: Page, **more: str) -> Any:
    """Send the page's form; mails leave when the transaction is over."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        form = page_form(page.slug) | {"title": page.title} | more
        address = f"/admin/pages/{page.pk}/edit/"
        return client.post(address, form | seen(client, address))


def decide(client: Client, page: Page, action: str, **more: str) -> None:
    state = WorkflowState.objects.get(object_id=str(page.pk))
    task = state.current_task_state.pk
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(f"/admin/pages/workflow/action/{page.pk}/{action}/{task}/", more)
    assert answer.status_code in {200, 302}


def test_one_step_of_review_with_a_mail_each_way(client: Client, draft: Page) -> None:
    editor = account("editor")
    save(client, draft, **{"action-submit": "1"})
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert draft.title in mail.outbox[0].body
    assert client.get("/sommerfest/").status_code == 404

    reviewer = Client()
    reviewer.force_login(editor)
    assert draft.title in reviewer.get("/admin/").content.decode()  # it waits on the first page
    decide(reviewer, draft, "approve")
    assert [message.to for message in mail.outbox[1:]] == [["author@example.org"]]
    assert client.get("/sommerfest/").status_code == 200


def test_a_page_that_is_sent_back_says_why(client: Client, draft: Page) -> None:
    save(client, draft, **{"action-submit": "1"})
    reviewer = Client()
    reviewer.force_login(account("editor"))
    decide(reviewer, draft, "reject", comment="Bitte den Ort nennen.")
    assert "Bitte den Ort nennen." in mail.outbox[-1].body
    assert client.get("/sommerfest/").status_code == 404
    assert client.get(f"/admin/pages/{draft.pk}/edit/").status_code == 200


def test_an_author_cannot_approve_their_own_page(client: Client, draft: Page) -> None:
    save(client, draft, **{"action-submit": "1"})
    decide(client, draft, "approve")
    assert client.get("/sommerfest/").status_code == 404


def test_who_has_locked_a_page_writes_on_alone(client: Client, make_page: MakePage) -> None:
    page = make_page("vertrag", title="Vertrag")
    client.force_login(account("editor"))
    client.post(f"/admin/pages/{page.pk}/lock/")
    other = Client()
    other.force_login(account("admin"))
    save(other, page, title="Von anderen")
    latest = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.title == "Vertrag"
    save(client, page, title="Von mir")
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Von mir"


def test_editors_talk_at_a_field_and_readers_see_nothing_of_it(
    client: Client, make_page: MakePage
) -> None:
    page = make_page("plan", title="Plan")
    editor = account("editor")
    client.force_login(editor)
    new = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": "Stimmt diese Zahl noch?",
        "comments-0-contentpath": "intro",
        "comments-0-position": "",
        "comments-0-deleted": "",
        "comments-0-resolved": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    save(client, page, **new, **{"action-publish": "1"})
    assert Comment.objects.get().text == "Stimmt diese Zahl noch?"
    assert "Stimmt diese Zahl" not in client.get("/plan/?frisch=1").content.decode()


def test_a_page_comes_and_goes_at_its_hour(
    client: Client, make_page: MakePage, time_machine: Any
) -> None:
    page: BasePage = make_page("laden", title="Laden")
    page.unpublish()
    client.force_login(account("editor"))
    now = timezone.localtime()
    times = {
        "go_live_at": (now + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"),
        "expire_at": (now + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M"),
    }
    form = body_form(page, [("text", "<p>Offen.</p>")], **times) | {"action-publish": "1"}
    address = f"/admin/pages/{page.pk}/edit/"
    assert client.post(address, form | seen(client, address)).status_code == 302
    answers = []
    for hours in (0, 2, 4):
        time_machine.move_to(now + timedelta(hours=hours), tick=False)
        publish_scheduled()
        answers.append(Client().get("/laden/?frisch=1").status_code)
    assert answers == [404, 200, 404]


EARLY, LATE = "0026-12-10", "2099-01-01"


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("go_live_at", EARLY),
        ("expire_at", LATE),
        ("checked_on", EARLY),
        *(
            pytest.param(*asked, marks=pytest.mark.full)
            for asked in (("go_live_at", LATE), ("expire_at", EARLY), ("checked_on", LATE))
        ),
    ],
)
def test_a_year_that_nobody_can_mean_is_asked_about(
    client: Client, make_page: MakePage, field: str, day: str
) -> None:
    page: BasePage = make_page("laden", title="Laden")
    client.force_login(account("editor"))
    typed = {field: f"{day} 10:00" if field.endswith("_at") else day}
    form = body_form(page, [("text", "<p>Frisch getippt.</p>")], **typed)
    answer = send(client, f"/admin/pages/{page.pk}/edit/", form).content.decode()
    assert "mit vier Ziffern" in answer
    assert "Frisch getippt." in answer


@pytest.mark.parametrize("mode", ["", "hints", "en", "de-simple"])
def test_the_preview_beside_the_form_shows_what_was_not_saved(
    client: Client, make_page: MakePage, mode: str
) -> None:
    page = make_page("neues", title="Neues")
    client.force_login(account("editor"))
    form = body_form(page, [("text", "<p>Noch nicht gespeichert.</p>")])
    address = f"/admin/pages/{page.pk}/edit/preview/?mode={mode}"
    assert client.post(address, form).json()["is_valid"]
    html = client.get(address).content.decode()
    assert ("Noch nicht gespeichert." in html) is (mode in {"", "hints"})
    assert "Noch nicht gespeichert." not in client.get("/neues/?frisch=1").content.decode()
