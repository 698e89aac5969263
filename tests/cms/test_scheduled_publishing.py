"""What cannot be published or taken down on time is tried again, and somebody is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.scheduled_publishing import publish_scheduled
from config.jobs import JOBS
from config.models import Heartbeat
from config.worker import Worker
from tests import people
from tests.cms.conftest import MakePage

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def due(page: Page, title: str) -> None:
    """Leave a version whose hour has come."""
    page.title = title
    revision = page.save_revision()
    hour = timezone.now() - timedelta(minutes=1)
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=hour)


def worker() -> Worker:
    return Worker(tuple(job for job in JOBS if job.name == "publishing"))


def test_staff_learn_of_a_page_that_is_not_published_on_time(
    make_page: MakePage, time_machine: Any, client: Client
) -> None:
    page = make_page("impressum", title="Impressum")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    runs = worker()
    runs.run_once()
    beat = Heartbeat.objects.get(job="publishing")
    assert (beat.failures, beat.error) == (0, f"page {page.pk}: AdminRefusal")
    assert client.get("/-/healthy").status_code == 200, "a moment's trouble"
    time_machine.move_to(timezone.now() + timedelta(minutes=4), tick=False)
    runs.run_once()
    problems = client.get("/-/healthy").json()["problems"]
    assert [(one["job"], one["problem"]) for one in problems] == [("publishing", "failing")]
    client.force_login(people.moderator(is_superuser=True))
    assert "„Seiten zur gewählten Zeit veröffentlichen" in client.get("/admin/").content.decode()
    Page.objects.filter(pk=page.pk).update(expire_at=None)
    runs.run_once()
    assert client.get("/-/healthy").status_code == 200


def test_what_fails_in_an_unforeseen_way_holds_nobody_up(make_page: MakePage) -> None:
    broken, well = make_page("kaputt", title="Kaputt"), make_page("heil", title="Heil")
    due(broken, "Neu und kaputt")
    due(well, "Neu und heil")
    revision = broken.get_latest_revision()
    revision.content["body"] = 7
    revision.save()
    earlier = timezone.now() - timedelta(hours=1)
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=earlier)
    assert publish_scheduled() == 1
    assert Page.objects.get(pk=well.pk).title == "Neu und heil"
