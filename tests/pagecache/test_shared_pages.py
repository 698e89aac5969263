"""Whole pages are shared by all processes, and what is taken back is gone from all of them."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

import pagecache
from pagecache import pages, version
from pagecache.middleware import AnonymousPageMiddleware
from pagecache.models import Raised
from pagecache.store import Store
from pagecache.store_in_file import FileStore
from tests.pagecache.elsewhere import begin, elsewhere
from tests.people import moderator
from wiki.models import Article
from wiki.services import delete_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("store")]
ADDRESS = "/wiki/west/plauderbank/"
GZIP = {"accept-encoding": "gzip"}


def read(address: str = ADDRESS) -> tuple[int, bytes, bool]:
    """Return status and body of a page, and whether it was made for this answer."""
    made: list[str] = []

    def keep(name: str, page: pages.Page, keep: Callable[..., None] = pages.keep) -> None:
        made.append(name)
        keep(name, page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "keep", keep)
        answer = Client().get(address, headers=GZIP)
    body = answer.content
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return answer.status_code, gzip.decompress(body) if packed else body, bool(made)


@pytest.fixture
def article(committed_site: None) -> Article:
    return Article.objects.get(slug="plauderbank")


def hide(article: Article) -> None:
    delete_article(article=article, reason="Probe", by=moderator())


def test_one_process_makes_a_page_and_all_have_it(article: Article) -> None:
    status, body, made = elsewhere(read)
    assert (status, made) == (200, True)
    assert elsewhere(read) == (200, body, False)
    plain = Client().get(ADDRESS)
    assert "Content-Encoding" not in plain.headers
    assert (plain.content, plain["Content-Length"]) == (body, str(len(body)))


def test_what_one_process_hides_no_other_one_shows(article: Article) -> None:
    [before, *_rest] = [elsewhere(read) for _process in range(2)]
    assert before[0] == 200
    elsewhere(lambda: hide(article))
    assert [elsewhere(read)[0] for _process in range(2)] == [404, 404]


def _bytes_of(store: Store) -> bytes:
    """Everything that lies where pages are kept, read as a thief would read it."""
    if isinstance(store, FileStore):
        # By another program: closing a file takes away the locks of this one.
        paths = [store.location + ending for ending in ("", "-wal", "-shm")]
        there = [path for path in paths if Path(path).exists()]
        return subprocess.run(["cat", *there], capture_output=True, check=True).stdout
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(value, ''::bytea) FROM pagecache_kept")
        return bytes(cursor.fetchone()[0] or b"")


def test_what_was_hidden_does_not_lie_about(
    article: Article, store: Store, time_machine: Any
) -> None:
    """The body is compressed: short pieces of it say whether any of it is left."""
    read()
    read("/impressum/")
    kept = Client().get(ADDRESS, headers=GZIP).content
    pieces = {kept[start : start + 24] for start in range(0, len(kept) - 24, 24)}
    assert len(pieces) > 50
    hide(article)
    there = _bytes_of(store)
    assert sum(piece in there for piece in pieces) > len(pieces) * 0.9
    time_machine.move_to(timezone.now() + timedelta(seconds=pages.KEEP_SECONDS + 1))
    read("/impressum/")
    pages.remove_old()
    there = _bytes_of(store)
    assert [piece for piece in pieces if piece in there] == []
    assert read("/impressum/")[2] is False, "what is still good has stayed"


class Town:
    """A page that shows a number, which processes raise as they like."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.write_text("0")
        self.middleware = AnonymousPageMiddleware(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        pagecache.shows_only("number")
        return HttpResponse(self.file.read_text())

    def read(self) -> int:
        return int(self.middleware(RequestFactory().get("/wiki/")).content)


@pytest.mark.parametrize("forgetting", [False, True])
def test_after_a_change_no_process_ever_shows_what_was_before(
    tmp_path: Path, forgetting: bool
) -> None:
    """One changes, three read: whoever begins to read after the change is done sees it.

    However often somebody forgets meanwhile what has changed.
    """
    town = Town(tmp_path / "number")

    def write() -> list[int]:
        for number in range(1, 60):
            (tmp_path / "next").write_text(str(number))
            (tmp_path / "next").rename(town.file)
            pagecache.bump(["number"])
            (tmp_path / "done").write_text(str(number))
        return []

    def look() -> list[int]:
        late = []
        while (done := int((tmp_path / "done").read_text() or 0)) < 59:
            shown = town.read()
            if shown < done:
                late.append(done - shown)
        return late

    def forget() -> list[int]:
        while forgetting and int((tmp_path / "done").read_text() or 0) < 59:
            version.forget()
        return []

    (tmp_path / "done").write_text("0")
    working = [begin(work) for work in (write, forget, look, look, look)]
    assert [ended() for ended in working] == [[]] * 5


def test_of_an_older_database_that_was_put_back_nothing_newer_is_shown(tmp_path: Path) -> None:
    town = Town(tmp_path / "number")
    for _change in range(3):
        pagecache.bump()
    assert town.read() == 0
    town.file.write_text("7")
    assert town.read() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pagecache_contentversion SET version = version - 1")
        cursor.execute("DELETE FROM pagecache_raised")
    assert version.current() > 0
    assert town.read() == 7


@pytest.mark.parametrize("found", [b"", b"{}", b"[]\n", b"[1, 2]\nx", b"\x80\x04N.", b"[null]\n"])
def test_what_another_version_kept_is_made_anew(found: bytes, monkeypatch: Any) -> None:
    made = pages.Page.to_bytes
    monkeypatch.setattr(pages.Page, "to_bytes", lambda page: found)
    assert read("/impressum/")[2]
    monkeypatch.setattr(pages.Page, "to_bytes", made)
    assert [read("/impressum/")[2], read("/impressum/")[2]] == [True, False]


def test_what_is_forgotten_ends_what_it_would_have_ended(tmp_path: Path) -> None:
    town = Town(tmp_path / "number")
    pagecache.bump(["number"])
    assert town.read() == 0
    pagecache.bump(["number"])
    town.file.write_text("1")
    for _hour in range(2):
        version.forget()
    assert not Raised.objects.exists()
    assert town.read() == 1


def test_what_has_not_changed_for_hours_stays(tmp_path: Path) -> None:
    town = Town(tmp_path / "number")
    pagecache.bump(["number"])
    for _hour in range(3):
        version.forget()
    town.read()
    town.file.write_text("1")
    for _hour in range(3):
        version.forget()
    assert town.read() == 0
    pagecache.bump(["something else"], only_said=True)
    version.forget()
    assert (town.read(), Raised.objects.count()) == (0, 1)
    version.forget()
    assert town.read() == 1, "older than an hour: made anew, once"
