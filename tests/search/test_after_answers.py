"""Does a changed text become findable without anybody waiting for it, whatever goes wrong?"""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from search import after_answers, outbox, sync
from search.models import Entry
from tests.people import person, signed_in
from tests.search.fake_source import MemorySource
from tests.wiki.factories import article as make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_runs() -> Iterator[None]:
    after_answers.begin()
    yield
    after_answers.end()


def title() -> str:
    return Entry.objects.get().title


def test_outside_of_requests_the_record_is_made_at_once(articles: MemorySource) -> None:
    articles.put(1, title="Alt")
    outbox.worded("article", 1)
    assert (title(), Entry.objects.get().stale) == ("Alt", False)


def test_in_a_request_it_is_made_when_the_answer_is_sent(articles: MemorySource) -> None:
    articles.put(1, title="Alt")
    outbox.changed("article", 1)
    articles.put(1, title="Neu")
    after_answers.begin()
    outbox.worded("article", 1)
    assert title() == "Alt"
    after_answers.end()
    assert (title(), Entry.objects.get().stale) == ("Neu", False)


def test_what_is_new_is_found_when_the_answer_is_sent(articles: MemorySource) -> None:
    articles.put(1, title="Neu")
    after_answers.begin()
    outbox.worded("article", 1)
    assert not Entry.objects.get().visible
    after_answers.end()
    assert Entry.objects.get().visible


def test_what_is_rolled_back_is_not_made(articles: MemorySource) -> None:
    after_answers.begin()
    articles.put(1, title="Neu")
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.worded("article", 1)
        raise RuntimeError
    after_answers.end()
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("request_runs")
def test_the_worker_makes_what_a_process_that_died_has_marked(articles: MemorySource) -> None:
    articles.put(1, title="Neu")
    outbox.worded("article", 1)
    after_answers._waiting.set(None)  # it died
    assert sync.project_stale() == 1
    assert title() == "Neu"


def test_a_database_that_is_locked_leaves_it_to_the_worker(articles: MemorySource) -> None:
    articles.put(1, title="Neu")
    after_answers.begin()
    outbox.worded("article", 1)
    with mock.patch.object(sync.projection, "read", side_effect=OperationalError("locked")):
        after_answers.end()
    assert Entry.objects.get().stale
    Entry.objects.update(next_try=None)
    assert sync.project_stale() == 1
    assert title() == "Neu"


def test_what_fails_takes_nothing_else_along_and_ends_with_its_answer() -> None:
    made: list[str] = []
    after_answers.begin()
    after_answers.put_off("first", mock.Mock(side_effect=OperationalError("locked")))
    after_answers.put_off("second", lambda: made.append("second"))
    after_answers.end()
    assert made == ["second"]
    assert not after_answers.put_off("later", made.clear), "nobody would ever do it"


def test_what_was_hidden_meanwhile_stays_hidden(articles: MemorySource) -> None:
    articles.put(1, title="Geheim")
    outbox.changed("article", 1)
    after_answers.begin()
    outbox.worded("article", 1)
    del articles.things[1]
    outbox.changed("article", 1)
    after_answers.end()
    entry = Entry.objects.get()
    assert (entry.visible, entry.title) == (False, "")


def test_each_request_makes_only_what_it_has_marked(articles: MemorySource) -> None:
    after_answers.begin()
    outbox.worded("article", 1)
    after_answers.end()
    with CaptureQueriesContext(connection) as queries:
        request_started.send(sender=None, environ={})
        request_finished.send(sender=None)
    assert not queries.captured_queries


def test_who_has_saved_finds_what_they_wrote() -> None:
    article = make_article(title="Leihladen", body="Alles zum Ausleihen.")
    client = signed_in(person())
    address = f"/wiki/allgemein/{article.slug}/bearbeiten/"
    sent = {"base_revision": article.head_number, "title": "Leihladen", "body": "Auch Bohrhämmer."}
    assert client.post(address, sent).status_code == 302
    assert b"Leihladen" in client.get("/suche/?q=Bohrhammer").content
    assert b"Leihladen" not in client.get("/suche/?q=Ausleihen").content
