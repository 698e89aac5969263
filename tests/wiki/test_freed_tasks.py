"""Moderators and stewards free what somebody has taken on; whoever had it hears of it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from community.inbox import logbook
from community.models import LogEntry, Responsibility
from districts.models import District
from tests.people import moderator, person, signed_in
from tests.sent_mails import sent_at
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article, Task
from wiki.worklists.items import WorkItem
from wiki.worklists.kinds import LISTS, WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SHORT = next(each for each in LISTS if each.slug == "kurz")
LIST, ACT = "/wiki/seiten/kurz/", "/wiki/seiten/kurz/aufgabe/"
LABEL = "Für andere freigeben"
NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def ida() -> User:
    return person(name="Ida")


@pytest.fixture
def west() -> District:
    return district("West", "west")


@pytest.fixture
def stub(west: District) -> Article:
    return article("Stummel", "Da ist einer.", district=west)


def take(user: User, thing: Article) -> Task:
    return services.take_task(user=user, worklist=SHORT, item=WorkItem(article=thing.pk))


def steward(kind: str, pk: int) -> User:
    user = person()
    Responsibility.objects.create(user=user, role="steward", scope_kind=kind, scope_pk=pk)
    return user


def free(client: Client, task: Task) -> Any:
    return client.post(f"{ACT}?district=west", {"task": task.pk, "action": "free"})


def test_who_decides_there_finds_the_button_and_nobody_else(
    ida: User, stub: Article, west: District
) -> None:
    readers = {
        "moderator": moderator(),
        "steward of the district": steward("district", west.pk),
        "steward elsewhere": steward("district", district("Ost", "ost").pk),
        "resident": person(),
        "owner": ida,
        "blocked": steward("district", west.pk),
    }
    User.objects.filter(pk=readers["blocked"].pk).update(blocked_at=timezone.now())
    may = ["moderator", "steward of the district"]
    clients = {who: signed_in(user) for who, user in readers.items()} | {"guest": Client()}
    assert not [
        who for who, client in clients.items() if LABEL in client.get(LIST).content.decode()
    ]
    task = take(ida, stub)
    found = [who for who, client in clients.items() if LABEL in client.get(LIST).content.decode()]
    assert found == may
    for who, client in clients.items():
        if who not in may:
            assert free(client, task).status_code in (302, 403), who
            assert Task.objects.filter(pk=task.pk).exists(), who
    for who in may:
        task = Task.objects.first() or take(ida, stub)
        answer = free(clients[who], task)
        assert answer["Location"] == f"{LIST}?district=west"
        assert not Task.objects.exists(), who


def test_it_is_logged_without_a_name_and_others_may_begin(ida: User, stub: Article) -> None:
    task = take(ida, stub)
    client = signed_in(moderator())
    page = client.post(ACT, {"task": task.pk, "action": "free"}, follow=True).content.decode()
    assert "Andere können sich jetzt darum kümmern" in page
    entry = LogEntry.objects.get(action="free_task")
    assert (entry.object_kind, entry.object_pk) == ("article", stub.pk)
    assert entry.details == {"user": ida.pk}
    assert "Ida" not in entry.title
    assert str(logbook.of_account(ida)[0].words) == "Aufgabe für andere freigegeben"
    other = take(person(), stub)
    # The page that a second moderator still has open frees nobody else's.
    page = client.post(ACT, {"task": task.pk, "action": "free"}, follow=True).content.decode()
    assert "schneller" in page
    assert Task.objects.get() == other
    assert client.post(ACT, {"task": "x", "action": "free"}).status_code == 302
    assert LogEntry.objects.filter(action="free_task").count() == 1


def sent(moment: datetime, to: User) -> list[Any]:
    return [one for one in sent_at(moment) if one.to == [to.email]]


def test_the_mail_of_the_next_morning_says_so_once(ida: User, west: District) -> None:
    with time_machine.travel(NOON, tick=False):
        stub = article("Stummel", "Da ist einer.", district=west)
        hidden = article("Peinlich", "Kurz.", district=west)
        article("Kinder", f"[[Rutsche]] {'Wort ' * 200}", district=west)
        by = moderator()
        for thing in (stub, hidden):
            services.free_task(pk=take(ida, thing).pk, worklist="kurz", by=by)
        item = WorkItem(None, west.pk, "de", "rutsche")
        wanted = services.take_task(user=ida, worklist=WANTED, item=item)
        services.free_task(pk=wanted.pk, worklist="gewuenscht", by=by)
        services.delete_article(article=hidden, reason="Name", by=by)
    morning = NOON.replace(hour=7) + timedelta(days=1)
    assert sent(NOON + timedelta(hours=5), ida) == []
    (message,) = sent(morning, ida)
    assert "Darum können sich wieder andere kümmern" in message.body
    assert "/wiki/west/stummel/" in message.body
    assert "/wiki/neu/?district=west&title=Rutsche" in message.body
    assert "Peinlich" not in message.body
    assert sent(morning + timedelta(days=1), ida) == []


def test_many_taken_rows_cost_a_steward_no_more(west: District) -> None:
    reader = signed_in(steward("district", west.pk))
    costs = []
    for number in range(2):
        for row in range(4):
            name = f"Bank {number}{row}"
            take(person(), article(name, "Da.", district=west, topics=[topic().pk]))
        reader.get(LIST)
        with CaptureQueriesContext(connection) as caught:
            page = reader.get(LIST).content.decode()
        costs.append(len(caught))
    assert page.count(LABEL) == 8
    assert costs[0] == costs[1]
