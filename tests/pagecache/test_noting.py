"""Reading goes on at once while the database is locked, full, or can only be read."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

import pagecache
from accounts import tokens
from accounts.models import User
from accounts.services import create_user
from config.databases import SQLITE_OPTIONS
from pagecache import noting
from search.models import QueryCount
from wiki.models import OpenForm, Revision
from wiki.services.creating import create_article

#: A reader of these pages does not wait so long, even on a busy machine; a lock was 20 seconds.
AT_ONCE = 5.0

SYNCHRONOUS = "PRAGMA synchronous"
#: What readers' notes are written into.
TABLES = (
    *("search_querycount", "wiki_openform", "wagtailcore_apitoken", "pictures_rendition"),
    *("wagtailadmin_editingsession", "wagtailusers_userprofile", "wagtailcore_pagesubscription"),
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader() -> Client:
    """Somebody signed in, with an article and a token."""
    user = create_user(email="r@example.org", name="Rita", trust=User.Trust.RESIDENT)
    create_article(title="Bank", body="Text am Bach.", author=user)
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def locked() -> Iterator[None]:
    """Hold what the notes are written into, in a connection of another thread."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    for table in TABLES:
                        if connection.vendor == "postgresql":
                            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
                held.set()
                done.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def only_readable() -> Iterator[None]:
    on, off = (
        ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
        if connection.vendor == "postgresql"
        else ("PRAGMA query_only = 1", "PRAGMA query_only = 0")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@contextmanager
def full() -> Iterator[None]:
    """Let no table grow any more; PostgreSQL cannot be filled from here."""
    if connection.vendor == "postgresql":
        pytest.skip("needs a disk of its own")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA max_page_count = 1")
        while True:  # use up what is free in the last pages
            try:
                cursor.execute(
                    "INSERT INTO search_querycount (query, language, count, last_day)"
                    " SELECT hex(randomblob(90)), 'xx', 1, '2026-01-01'"
                )
            except Exception:
                break
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {usual}")


TROUBLES = [locked, only_readable, full]


def with_token() -> Any:
    plain = tokens.issue_token(user=User.objects.get(name="Rita"), name="Programm")
    headers = {"Authorization": f"Bearer {plain}"}
    return lambda: Client().get("/api/v1/wiki/articles", headers=headers)


def requests(client: Client) -> dict[str, Callable[[], Any]]:
    Revision.objects.update(html=None)
    return {
        "search without hits": lambda: client.get("/suche/", {"q": "xyzzyq"}),
        "search of the api": lambda: Client().get("/api/v1/search", {"q": "xyzzyq"}),
        "the form of an article": lambda: client.get("/wiki/allgemein/bank/bearbeiten/"),
        "an article that was never rendered": lambda: client.get("/wiki/allgemein/bank/"),
        "an api read with a token": with_token(),
    }


@pytest.mark.parametrize("trouble", TROUBLES)
def test_readers_are_answered_at_once(reader: Client, trouble: Any) -> None:
    asked = requests(reader)
    with trouble():
        for name, ask in asked.items():
            begun = time.monotonic()
            answer = ask()
            assert answer.status_code == 200, name
            assert time.monotonic() - begun < AT_ONCE, name


def test_what_can_be_noted_is_noted(reader: Client) -> None:
    for ask in requests(reader).values():
        assert ask().status_code == 200
    assert QueryCount.objects.filter(query="xyzzyq").exists()
    assert OpenForm.objects.exists()
    assert Revision.objects.get().html
    assert APIToken.objects.get().last_used_at


def test_a_token_is_noted_now_and_then() -> None:
    user = create_user(email="r@example.org", name="Rita")
    plain = tokens.issue_token(user=user, name="Programm")
    for minutes, renewed in ((1, False), (11, True)):
        before = timezone.now() - timezone.timedelta(minutes=minutes)
        APIToken.objects.update(last_used_at=before)
        assert tokens.user_for(plain) == user
        assert (APIToken.objects.get().last_used_at > before) is renewed


def test_a_failed_note_leaves_an_open_transaction_usable(reader: Client) -> None:
    with transaction.atomic():
        # A second account of the same address.
        assert not noting.note(lambda: User.objects.create(email="r@example.org", slug="x"))
        assert User.objects.filter(name="Rita").exists()


def test_writing_waits_as_long_as_before(reader: Client) -> None:
    noting.note(lambda: QueryCount.objects.exists())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone()[0] >= 20_000
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone()[0] == "0"


def _waits_for_the_disk() -> Any:
    question = "SHOW synchronous_commit" if connection.vendor == "postgresql" else SYNCHRONOUS
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("note", ["a note", "a note that fails", "a raise", "a raise inside"])
def test_only_what_may_get_lost_does_not_wait_for_the_disk(note: str) -> None:
    """The next transaction of this connection survives a power cut again."""
    during = []

    def look() -> None:
        during.append(_waits_for_the_disk())
        if note == "a note that fails":
            raise Error

    as_in_production = SQLITE_OPTIONS["init_command"]
    if connection.vendor == "postgresql":
        as_in_production = "SET synchronous_commit = 'on'"
    with connection.cursor() as cursor:
        for statement in as_in_production.rstrip("; ").split(";"):
            cursor.execute(statement)
    before = _waits_for_the_disk()
    assert before in ("on", 2)
    if note.startswith("a note"):
        noting.note(look)
        assert during == ["off" if connection.vendor == "postgresql" else 1]
    elif note == "a raise":
        pagecache.bump()
    else:
        with transaction.atomic():
            pagecache.bump(["oak"])
            with noting.without_waiting_for_the_disk():
                assert _waits_for_the_disk() == before
    assert _waits_for_the_disk() == before
