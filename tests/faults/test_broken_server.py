"""The search server is away, slow or talks nonsense: nobody is stopped, nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import User
from search import check, outbox, sync
from search.engines import choose
from search.engines.elasticsearch import client as search_client
from search.engines.elasticsearch import index
from search.models import Entry
from tests.faults.conftest import start_afresh
from tests.faults.proxy import WAYS, Proxy
from tests.search.fake_source import MemorySource
from wiki.services import create_article, save_edit

pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.walk]

NOTICE = "Eingeschränkte Suche"


def settled() -> None:
    """Let the worker do what it can, and show what is written."""
    sync.sync_all()
    index.refresh()


@pytest.mark.parametrize("way", WAYS)
def test_people_write_and_find_whatever_is_wrong(
    client: Client, proxy: Proxy, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = User.objects.create_user("a@example.org", name="A", slug="a", trust="resident")
    article, _saved = create_article(title="Tauschring", body="Werkzeug.\n", author=author)
    settled()
    assert client.get("/api/v1/search?q=Tauschring").json()["engine"] == "elasticsearch"

    proxy.fail(way)
    # Less than anybody's real patience: tests are in a hurry.
    monkeypatch.setattr(search_client, "SEARCH_SECONDS", 0.4)
    monkeypatch.setattr(search_client, "LOOK_SECONDS", 0.3)
    save_edit(article=article, base_revision=1, body="Werkzeug und Zeit.\n", author=author)
    assert sync.sync_once().away
    page = client.get("/suche/?q=Tauschring")
    assert (page.status_code, NOTICE in page.content.decode()) == (200, True)
    assert "Werkzeug und Zeit" in page.content.decode()
    assert client.get("/api/v1/search?q=Tauschring").json()["engine"] == "database"
    assert client.get("/suche/vorschlaege/?q=Tausch").json()[0]["title"] == "Tauschring"
    for path in ("/", "/wiki/allgemein/tauschring/", "/suche/feed.atom?q=Zeit"):
        assert client.get(path).status_code == 200, path

    proxy.heal()
    monkeypatch.undo()
    start_afresh()
    settled()
    assert check.check().clean
    healthy = client.get("/suche/?q=Zeit")
    assert "Tauschring" in healthy.content.decode()
    assert NOTICE not in healthy.content.decode()


def test_a_server_that_is_down_is_left_alone_for_a_while(
    client: Client, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than ten pages take on the busiest machine.
    monkeypatch.setattr(choose, "PAUSE_SECONDS", 600.0)
    proxy.fail("refused")
    for _ in range(5):
        client.get("/suche/?q=Haus")
    before = proxy.count
    for _ in range(10):
        assert NOTICE in client.get("/suche/?q=Haus").content.decode()
    assert proxy.count == before


def test_the_worker_asks_less_and_less_often_and_says_so_once(
    proxy: Proxy,
    articles: MemorySource,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SimpleNamespace(now=1_000.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(sync, "time", clock)
    articles.put(1, text="Eins")
    outbox.changed("article", 1)
    proxy.fail("refused")
    for pause in (0.5, 1, 2, 4, 5, 5):
        asked = proxy.count
        assert sync.sync_once().away
        assert proxy.count == asked + 1
        clock.now += pause - 0.01
        assert sync.sync_once().away
        assert proxy.count == asked + 1
        clock.now += 0.02
    assert [row.message for row in caplog.records if row.name == "search.sync"] == [
        row.message for row in caplog.records if "what changes waits" in row.message
    ]
    proxy.heal()
    assert sync.sync_all().written == 1
    assert "answers again" in caplog.text


def test_a_backlog_drains_when_the_server_is_back(
    proxy: Proxy,
    articles: MemorySource,
    proof_size: Callable[[int, int], int],
) -> None:
    number = proof_size(120, 5_000)
    sync.sync_all()
    proxy.fail("503")
    for pk in range(number):
        articles.put(pk, title=f"Haus {pk}", text="Ein Text. " * 40)
    outbox.changed_many("article", range(number))
    outbox.changed_many("article", range(0, number, 10), hidden=True)
    while sync.sync_once().projected:
        pass
    assert Entry.objects.unsynced().count() == number
    proxy.heal()
    began = time.monotonic()
    assert sync.sync_all().written == number
    seconds = time.monotonic() - began
    print(f"{number} waiting entries reached the index in {seconds:.1f} s")
    assert seconds < 120
    index.refresh()
    assert check.check().clean
