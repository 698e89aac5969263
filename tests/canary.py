"""Words that occur nowhere else (canaries), and looking for them everywhere the site keeps words.

A test gives somebody a name, a mail address or a telephone number that nobody else has, lets the
product work with it, takes it away (erases, renames, hides) and asks every store whether it still
says so::

    NAME = Canary.of("Zwitscherine Kanarienfluh", "zwitscher@kanarienfluh.example")

    def test_…(transactional_db: None) -> None:
        …
        assert scan_database(NAME) == []
        assert scan_cache(NAME) == []
        assert scan_mail(NAME) == []            # handed to the mail server; the outbox is a table
        assert scan_files(NAME) == []           # names and bytes below MEDIA_ROOT
        assert scan_index(NAME) == []           # with the fixture `elasticsearch`, after a sync
        assert scan_site(Client(), NAME) == []  # pages, feeds, sitemaps, exports, API

Each scan returns a list of where a canary was found, with the words around it, so that the failing
test names every place at once. Tables and columns are found by asking the database, routes by
asking the address book: what is added later is looked at without anybody thinking of it.

Use `transactional_db`: inside a test's transaction nothing is committed, so no page is ever stored
and no `on_commit` runs. And begin every test by finding the canary where it belongs: a scan that
sees nothing before cannot show that something is gone. `forms` are the spellings that are looked
for: as written, folded as search does, as a slug, escaped as JSON, HTML and in addresses do it;
digits also without what stands between them. Let the words be long: a short one is found by chance.
"""

from __future__ import annotations

import html
import io
import json
import pickle
import re
import time
import urllib.request
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import caches
from django.db import connection

from pagecache.pages import Page
from search.words import stem
from tests.site_walk import answers
from text.fold import fold
from text.slugs import slugify

AROUND = 60
SHORTEST = 6
#: Hosts that other people of a test have too.
COMMON = frozenset({"example", "beispiel"})
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s()/.\-‑–]+(?=\d)")


@dataclass(frozen=True)
class Canary:
    """Words that must be found nowhere."""

    words: tuple[str, ...]
    forms: tuple[str, ...]

    @classmethod
    def of(cls, *words: str) -> Canary:
        """Make a canary of words or names; the single long words of a name count by themselves."""
        single = [part for text in words for part in re.split(r"[\s@.]+", text)]
        parts = [part for part in single if len(part) >= SHORTEST and part not in COMMON]
        forms = {form for text in (*words, *parts) for form in _forms(text)}
        return cls(words, tuple(sorted(form for form in forms if len(form) >= SHORTEST)))

    def found_in(self, text: str) -> str:
        """Return the words around the first form that stands in a text; "" when there is none."""
        plain = text.casefold()
        for said in (plain, _BETWEEN_DIGITS.sub("", plain)):
            for form in self.forms:
                at = said.find(form)
                if at >= 0:
                    return said[max(0, at - AROUND) : at + len(form) + AROUND]
        return ""

    def found_in_bytes(self, data: bytes) -> str:
        """Look at bytes as text in the usual encodings, into archives too (.xlsx, .zip)."""
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = (self.found_in_bytes(archive.read(name)) for name in archive.namelist())
                return next(filter(None, inner), "")
        texts = (data.decode(code, errors="replace") for code in ("utf-8", "latin-1", "utf-16-le"))
        return next(filter(None, map(self.found_in, texts)), "")


def _forms(text: str) -> Iterator[str]:
    plain = text.casefold()
    yield plain
    yield fold(text)
    yield slugify(text, fallback="").casefold()
    yield json.dumps(text)[1:-1].casefold()
    yield html.escape(text).casefold()
    yield quote(text, safe="").casefold()
    yield quote(text).casefold()
    digits = re.sub(r"\D", "", text)
    if len(digits) >= SHORTEST:
        # Without the first digits, which are written as 0711 or +49 711.
        yield digits[4:] if len(digits) >= SHORTEST + 4 else digits
    elif text.isalpha():
        yield stem(fold(text))


def scan_database(canary: Canary, *, without: Collection[str] = ()) -> list[str]:
    """Return the columns of all tables in which a canary stands, with the words around it.

    Everything the database holds is read, by raw SQL: whatever model a table has, or none. Sessions
    are unpacked; on SQLite the words of the search index are read from inside it. `without` are
    tables ("community_mail") or columns ("community_mail.to") whose content is meant to be there.
    """
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in without:
                found += _in_table(cursor, table, canary, without)
        if connection.vendor == "sqlite":
            found += _in_search_words(cursor, canary)
    return found


def _in_table(cursor: Any, table: str, canary: Canary, without: Collection[str]) -> list[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    columns = [f"{table}.{column[0]}" for column in cursor.description]
    found = {}
    for row in cursor.fetchall():
        for column, value in zip(columns, row, strict=True):
            if column not in without and column not in found:
                words = _in_value(column, value, canary)
                if words:
                    found[column] = f"{column}: {words}"
    return list(found.values())


def _in_value(column: str, value: Any, canary: Canary) -> str:
    if column == "django_session.session_data":
        value = SessionStore().decode(value)
    if isinstance(value, bytes | memoryview):
        return canary.found_in_bytes(bytes(value))
    return canary.found_in(str(value))


def _in_search_words(cursor: Any, canary: Canary) -> list[str]:
    """Full-text tables keep their words in pieces: the vocabulary puts them together again."""
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5(%' OR sql LIKE '%USING fts5 (%'"
    )
    found = []
    for (table,) in cursor.fetchall():
        cursor.execute(
            f"CREATE VIRTUAL TABLE temp.canary_words USING fts5vocab('main', '{table}', 'row')"
        )
        cursor.execute("SELECT term FROM temp.canary_words")
        words = canary.found_in("\n".join(term for (term,) in cursor.fetchall()))
        cursor.execute("DROP TABLE temp.canary_words")
        if words:
            found.append(f"words of {table}: {words}")
    return found


def scan_cache(canary: Canary, *, expired: bool = True) -> list[str]:
    """Return the entries of every cache that say a canary; `expired` ones are served to nobody."""
    found = []
    for alias in ("default", "limits"):  # whole pages lie in the first one, in tests
        ends = getattr(caches[alias], "_expire_info", {})
        for key, value in getattr(caches[alias], "_cache", {}).items():
            end = ends.get(key)
            if not expired and end is not None and end <= time.time():
                continue
            # The memory of this very process: nobody else has written these bytes.
            stored = pickle.loads(value)  # noqa: S301
            if isinstance(stored, bytes):  # a whole page, which lies there compressed
                page = Page.from_bytes(stored)
                stored = page.headers, page.body()
            words = canary.found_in(f"{key} {stored!r}")
            if words:
                found.append(f"cache {alias}: {words}")
    return found


def scan_mail(canary: Canary) -> list[str]:
    """Return the mails handed to the mail server that say a canary anywhere, headers included."""
    found = []
    for message in getattr(mail, "outbox", ()):
        words = canary.found_in(f"{message.message()}\n{message.subject}\n{message.body}")
        if words:
            found.append(f"mail “{message.subject}”: {words}")
    return found


def scan_files(canary: Canary, *folders: Path) -> list[str]:
    """Return the files below `MEDIA_ROOT` (or these folders) that have a canary in name or bytes.

    Bytes are read as they lie there: what a picture's EXIF says in plain text is found.
    """
    found = []
    for folder in folders or (Path(settings.MEDIA_ROOT),):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = str(file.relative_to(folder))
            words = canary.found_in(name) or canary.found_in_bytes(file.read_bytes())
            if words:
                found.append(f"file {name}: {words}")
    return found


def scan_index(canary: Canary) -> list[str]:
    """Return the documents of the search server that say a canary in any field."""
    server, prefix = settings.ELASTICSEARCH_URL[0].rstrip("/"), settings.SEARCH_INDEX_PREFIX
    _ask(f"{server}/{prefix}*/_refresh", method="POST")
    answer = _ask(f"{server}/{prefix}*/_search?size=10000")
    hits = answer["hits"]["hits"]
    assert len(hits) == answer["hits"]["total"]["value"], "more documents than one answer holds"
    texts = {hit["_id"]: json.dumps(hit, ensure_ascii=False) for hit in hits}
    return [
        f"index {pk}: {words}" for pk, text in texts.items() if (words := canary.found_in(text))
    ]


def _ask(url: str, method: str = "GET") -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=30) as answer:
        return json.load(answer)


def scan_site(
    client: Any, canary: Canary, *, start: Iterable[str] = (), **limits: Any
) -> list[str]:
    """Return what the site answers this client that says a canary, in words, bytes or headers.

    Walks every address without parameters (pages, lists, API, admin as far as the client may),
    the sitemaps, and every link from there; `start` are addresses to which no link leads. Limits
    (`below`, `variants`, `most`): see `tests.site_walk.answers`.
    """
    found = []
    for path, response in answers(client, start=start, **limits):
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        words = canary.found_in(headers) or canary.found_in_bytes(body_of(response))
        if words:
            found.append(f"{response.status_code} {path}: {words}")
    return found


def body_of(response: Any) -> bytes:
    """Return what an answer says, streamed or not."""
    if response.streaming:
        return b"".join(response)
    content: bytes = response.content
    return content
