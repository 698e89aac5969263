"""Who watches an editorial page hears of what editors publish on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.models import BasePage
from cms.scheduled_publishing import publish_scheduled
from community.models import Happening
from community.watching import watches
from tests import people
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, send
from tests.cms.test_scheduled_publishing import due
from tests.community.watching.test_digest import NOON, at, next_morning, sent

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OLD = [("text", "<p>Offen am Montag.</p>"), ("text", "<p>Telefon 0711 1234.</p>")]
NEW = [("text", "<p>Offen am Dienstag.</p>")]


@pytest.fixture
def editor() -> Any:
    return people.moderator(name="Frau Berg", is_superuser=True)


@pytest.fixture
def page(make_page: MakePage, editor: Any) -> BasePage:
    """A page that was published with a text, and that Eva watches since."""
    with at(NOON - timedelta(hours=2)):
        made = make_page("angebote", title="Angebote")
        publish(editor, made, OLD)
    with at(NOON - timedelta(hours=1)):
        watches.watch_thing(user=people.person(name="Eva"), kind="page", pk=made.pk)
    return made


def publish(editor: Any, page: BasePage, texts: Any, **fields: str) -> None:
    client = Client()
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = body_form(page, texts, **{"action-publish": "1", **fields})
    assert send(client, address, form).status_code == 302
    page.refresh_from_db()


def test_what_is_new_stands_in_the_mail(page: BasePage, editor: Any) -> None:
    """Not what was taken away: a page does not say why it was."""
    with at(NOON):
        publish(editor, page, NEW)
    (message,) = sent(next_morning())
    assert message.subject == "Neu: Angebote"
    assert "Geändert von Frau Berg:" in message.body
    assert "„Offen am Dienstag.“" in message.body
    assert f"{page.url}\nNicht mehr beobachten:" in message.body
    assert "0711" not in message.body
    assert "Montag" not in message.body


def test_what_was_only_taken_away_is_not_repeated(page: BasePage, editor: Any) -> None:
    with at(NOON):
        publish(editor, page, OLD[:1])
    (message,) = sent(next_morning())
    assert "Geändert von Frau Berg:" in message.body
    assert "0711" not in message.body


def test_nothing_new_no_mail(page: BasePage, editor: Any) -> None:
    with at(NOON):
        publish(editor, page, NEW)
        publish(editor, page, OLD)
    assert sent(next_morning()) == []


def test_a_draft_is_no_news(page: BasePage, editor: Any) -> None:
    with at(NOON):
        publish(editor, page, NEW, **{"action-publish": ""})
    assert not Happening.objects.filter(at__gte=NOON - timedelta(hours=1)).exists()


def test_nor_is_what_became_private_meanwhile(page: BasePage, editor: Any) -> None:
    with at(NOON):
        publish(editor, page, NEW)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert sent(next_morning()) == []


def test_nor_what_nobody_has_published(page: BasePage) -> None:
    """The product's own pages."""
    with at(NOON):
        page.title = "Neue Angebote"
        page.save_revision().publish()
    assert sent(next_morning()) == []


def test_what_was_due_is_told_of(page: BasePage, editor: Any) -> None:
    with at(NOON):
        due(page, "Neue Angebote")
        page.revisions.update(user=editor)
        assert publish_scheduled() == 1
    assert Page.objects.get(pk=page.pk).title == "Neue Angebote"
    (message,) = sent(next_morning())
    assert message.subject == "Neu: Neue Angebote"
    assert outbox.outbox == [message]
