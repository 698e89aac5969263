"""No address of a connection is stored with what somebody writes; what is counted goes in a day."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import services, tokens
from community import antispam, limits, mail_topics
from community.models import Attempt, Case, KeptText, Mail
from config.models import Heartbeat
from tests import people
from tests.accounts.test_sign_in import code_from_mail
from tests.community.tables import tables_with
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db
ADDRESS, AGENT = "203.0.113.77", "Sehr-Eigener-Browser/7.3"
FORM = "/wiki/allgemein/spielplaetze/bearbeiten/"


@pytest.fixture
def visitor() -> Client:
    cache.clear()
    return Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": AGENT})


def suggest(visitor: Client, **fields: str) -> None:
    started = visitor.get(FORM).context["guest"]["started"].value()
    data = {"title": "Spielplätze", "body": "Neu.\n", "base_revision": 1, "started": started}
    assert visitor.post(FORM, {**data, "action": "save", **fields}).status_code == 302


def write_in_every_way(visitor: Client) -> None:
    """As a guest, after signing up, signed in by code, and with a program."""
    article()
    suggest(visitor, mail="gast@beispiel.example")
    suggest(visitor, action="sign_in")
    report = {"url": "/wiki/", "cause": "wrong", "words": "x", "started": antispam.stamp(30)}
    assert visitor.post("/melden/", report).status_code == 302
    data = {"email": "neu@beispiel.example", "name": "Neue", "rules": "on"}
    answer = visitor.post("/konto/anmelden/", data)
    visitor.post(answer.headers["Location"], {"code": code_from_mail()})
    assert visitor.get("/konto/").status_code == 200
    suggest(visitor)
    user = services.create_user(email="da@beispiel.example", name="Da", trust="resident")
    token = tokens.issue_token(user=user, name="Skript")
    made = visitor.post(
        "/api/v1/wiki/articles",
        {"title": "Bänke", "body": "Vier.", "summary": ""},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert made.status_code == 201


def test_no_connection_is_stored_anywhere(visitor: Client) -> None:
    write_in_every_way(visitor)
    assert Case.objects.count() == 3
    assert tables_with(ADDRESS) == []
    assert tables_with(AGENT) == []
    network = limits.network_of(RequestFactory().get("/", REMOTE_ADDR=ADDRESS))
    counts = ["accounts.SharedCount", "community.Attempt"]
    assert sorted(tables_with(network)) == counts, "a keyed hash, to count attempts"


def test_the_worker_forgets_and_reminds(visitor: Client) -> None:
    """Three weeks later counted attempts, kept texts and old mails are gone."""
    people.moderator()
    write_in_every_way(visitor)
    assert Attempt.objects.exists()
    assert KeptText.objects.exists()
    call_command("worker", "--once")
    assert Mail.objects.filter(sent=None).count() == 0, "the receipt has left"
    assert Attempt.objects.exists(), "not yet"
    with time_machine.travel(timezone.now() + timedelta(days=21), tick=True):
        call_command("worker", "--once")
        assert not Attempt.objects.exists()
        assert not KeptText.objects.exists()
        assert set(Mail.objects.values_list("topic", flat=True)) == {mail_topics.WAITING}
        call_command("worker", "--once")
        assert Mail.objects.filter(sent=None).count() == 0
    assert Case.objects.open().count() == 3, "what waits is never forgotten"
    assert not Heartbeat.objects.exclude(error="").exists()


@pytest.mark.django_db(transaction=True)
def test_one_broken_job_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("Platte voll")

    monkeypatch.setattr("community.inbox.reminders.remind", broken)
    with pytest.raises(Exception, match="reminders"):
        call_command("worker", "--once")
    assert Heartbeat.objects.get(job="reminders").error == "RuntimeError: Platte voll"
    assert Heartbeat.objects.get(job="forgetting").error == ""
