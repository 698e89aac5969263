"""What is measured, and beside what."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User
from local.benchmark import client
from local.benchmark import search_floors as floors
from local.benchmark.report import MORE, Row
from local.benchmark.site import Site
from search.models import Entry
from wiki.addresses import article_url
from wiki.models import Article
from wiki.services import save_edit

#: What people type, from one rare word to four common ones.
QUESTIONS = ("Nachbarschaftshilfe", "Mittagstisch", "Hitze im Sommer", "wer hilft im Haushalt")
LIVE = "/-/live"


def measure(site: Site, *, seconds: float, say: Callable[[str], None]) -> list[Row]:
    """Run everything; return a row for each figure."""
    rows: list[Row] = []
    for part in (_reading, _searching, _writing, _rebuilding):
        for row in part(site, seconds):
            say(f"{row.name}: {row.value:,.1f} {row.unit}")
            rows.append(row)
    return rows


def _article() -> Article:
    return Article.objects.live().filter(district__isnull=False).order_by("pk")[0]


def _reading(site: Site, seconds: float) -> Iterator[Row]:
    port, article = site.port, article_url(_article())
    live = client.hammer(port, LIVE, {}, seconds=seconds)
    for name, path in (("article", article), ("page", "/ueber-uns/"), ("home", "/")):
        stored = client.hammer(port, path, {}, seconds=seconds)
        yield Row(
            f"{name}, anonymous, stored",
            "requests/s",
            stored.per_second,
            "live",
            live.per_second,
            0.5,
            MORE,
        )
    alone = client.get(port, LIVE, {}, seconds=seconds)
    # A parameter that no page knows goes past the store.
    for name, path in (("article", article), ("page", "/ueber-uns/"), ("home", "/")):
        fresh = client.get(port, f"{path}?bench=1", {}, seconds=seconds)
        yield Row(f"{name}, anonymous, rendered", "ms p50", fresh.p50, "live", alone.p50, 15)
    signed_in = client.get(port, article, _session(), seconds=seconds)
    yield Row("article, signed in", "ms p50", signed_in.p50, "live", alone.p50, 10)
    district = client.get(port, "/stadtteile/bad-cannstatt/?bench=1", {}, seconds=seconds)
    yield Row("district, rendered", "ms p50", district.p50, "live", alone.p50, 15)


def _session() -> dict[str, str]:
    browser = Client()
    browser.force_login(User.objects.filter(is_demo=True).order_by("pk")[0])
    return {"Cookie": f"sessionid={browser.cookies['sessionid'].value}"}


def _searching(site: Site, seconds: float) -> Iterator[Row]:
    raw = client.sequential(floors.raw_query(QUESTIONS), seconds=seconds)
    simple = client.sequential(floors.simple_query(QUESTIONS), seconds=seconds)
    page = _asked(site.port, "/suche/?bench=1&q=", seconds)
    api = _asked(site.port, "/api/v1/search?q=", seconds)
    suggest = _asked(site.port, "/suche/vorschlaege/?q=", seconds)
    engine = "Elasticsearch" if settings.ELASTICSEARCH_URL else "database"
    entries = Entry.objects.count()
    yield Row(
        f"full search body, {engine}, {entries} entries",
        "ms p50",
        raw.p50,
        "plain query",
        simple.p50,
        8,
    )
    yield Row("search page", "ms p50", page.p50, "raw + 12 ms", raw.p50 + 12, 1)
    yield Row("search API", "ms p50", api.p50, "raw + 6 ms", raw.p50 + 6, 1)
    yield Row("suggestions", "ms p50", suggest.p50, "plain query", simple.p50)


def _asked(port: int, path: str, seconds: float) -> client.Times:
    return client.get_each(
        port, [path + quote(question) for question in QUESTIONS], {}, seconds=seconds
    )


def _writing(site: Site, seconds: float) -> Iterator[Row]:
    article, author = _article(), User.objects.filter(trust=User.Trust.MODERATOR)[0]
    counter = iter(range(10**9))

    def write() -> None:
        article.refresh_from_db()
        body = article.revisions.get(number=article.head_number).body
        head = body.rsplit("\nNachtrag ", 1)[0]
        save_edit(
            article=article,
            base_revision=article.head_number,
            author=author,
            body=f"{head}\nNachtrag {next(counter)}\n",
            summary="Nachtrag",
        )

    saved = client.sequential(write, seconds=seconds)
    floor = client.sequential(_bare_commit, seconds=seconds)
    yield Row("save an edit, in process", "ms p50", saved.p50, "bare commit", floor.p50)


def _bare_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pagecache_contentversion SET version = version + 1 WHERE id = 1")


def _rebuilding(site: Site, seconds: float) -> Iterator[Row]:
    if not settings.ELASTICSEARCH_URL:
        return
    bulk = floors.bulk_per_second()
    begin = time.perf_counter()
    documents = floors.rebuild()
    rebuilt = documents / (time.perf_counter() - begin)
    yield Row("search_rebuild", "documents/s", rebuilt, "bare bulk", bulk, 0.6, MORE)
