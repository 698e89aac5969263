"""What was approved is what is published, also when somebody has written on meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cms.models import BasePage
from cms.services import publish_scheduled
from tests.cms.conftest import MakePage
from tests.cms.forms import seen
from tests.cms.test_lost_updates import PUBLISH, autosave, edit, form, hidden, person, words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def page(make_page: MakePage) -> BasePage:
    """A page that waits for review, with the text "Vorgelegt."."""
    page = make_page("garten", title="Garten", body=[{"type": "text", "value": "Alt."}])
    send(person("editor"), page, "Vorgelegt.", **{"action-submit": "1"})
    assert WorkflowState.objects.get().current_task_state.revision == page_of(page).latest_revision
    return page


def page_of(page: Page) -> Page:
    return Page.objects.get(pk=page.pk)


def send(client: Client, page: BasePage, text: str, **more: str) -> Any:
    return client.post(edit(page), form(page, text, **more) | seen(client, edit(page)))


def approval(page: Page) -> str:
    return f"/admin/pages/workflow/action/{page.pk}/approve/{TaskState.objects.get().pk}/"


def test_what_came_in_after_is_not_published_by_approving(page: BasePage) -> None:
    rita, ali = person("admin"), person("editor")
    send(ali, page, "Nachgeschoben.")
    answer = rita.post(approval(page))
    assert answer.status_code == 409
    assert "Alt." in words(page)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_the_newer_text_is_approved_on_purpose(page: BasePage) -> None:
    rita, ali = person("admin"), person("editor")
    send(ali, page, "Nachgeschoben.")
    refused = rita.post(approval(page), {"comment": "Gut."})
    send(ali, page, "Noch später.")
    again = rita.post(approval(page), hidden(refused))
    assert again.status_code == 409, "this one was not seen, either"
    assert rita.post(approval(page), hidden(again)).status_code == 302
    assert "Noch später." in words(page)
    assert TaskState.objects.get().comment == "Gut."


def test_who_approves_in_the_form_publishes_what_stands_there(page: BasePage) -> None:
    rita = person("admin")
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    assert send(rita, page, "Von Rita verbessert.", **action).status_code == 302
    assert "Von Rita verbessert." in words(page)


def test_autosave_never_writes_into_what_is_under_review(page: BasePage) -> None:
    ali = person("editor")
    under_review = page_of(page).latest_revision
    base = seen(ali, edit(page)) | {"overwrite_revision_id": str(under_review.pk)}
    saved = autosave(ali, page, "Danach.", base)
    assert saved.json()["revision_id"] != under_review.pk
    under_review.refresh_from_db()
    assert "Vorgelegt." in str(under_review.as_object().body)


def test_a_task_of_another_page_is_not_found(page: BasePage, make_page: MakePage) -> None:
    other = make_page("andere")
    rita = person("admin")
    address = approval(page).replace(f"/{page.pk}/approve", f"/{other.pk}/approve")
    assert rita.post(address).status_code == 404
    assert "Alt." in words(page)


def test_the_hour_publishes_the_text_it_was_set_for(make_page: MakePage, time_machine: Any) -> None:
    page = make_page("fest", title="Fest", body=[{"type": "text", "value": "Alt."}])
    now = timezone.localtime()
    hour = (now + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    rita = person("admin")
    assert send(rita, page, "Zur Stunde.", go_live_at=hour, **PUBLISH).status_code == 302
    set_for = page_of(page).scheduled_revision
    changed = page_of(page).specific
    changed.intro = "Später geschrieben."
    changed.save_revision()
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    assert publish_scheduled() == 1
    assert page_of(page).live_revision == set_for
    assert "Zur Stunde." in words(page)


def test_what_was_called_off_a_moment_ago_is_not_published(
    make_page: MakePage, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_page("fest", title="Fest", body=[{"type": "text", "value": "Alt."}])
    now = timezone.localtime()
    hour = (now + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    send(person("admin"), page, "Zur Stunde.", go_live_at=hour, **PUBLISH)
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    due = list(page_of(page).revisions.filter(approved_go_live_at__isnull=False))
    page_of(page).revisions.update(approved_go_live_at=None)
    monkeypatch.setattr("cms.scheduled_publishing._due", lambda: iter(due))
    assert publish_scheduled() == 0
    assert "Alt." in words(page)
