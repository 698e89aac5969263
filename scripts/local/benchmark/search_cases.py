"""What of searching is measured, and beside what: the engine alone with the same question."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.conf import settings

from accounts.models import User
from local.benchmark import client
from local.benchmark import search_floors as floors
from local.benchmark.report import MORE, Row
from local.benchmark.site import Site
from search import contract
from search.models import Entry
from search.request import SearchRequest
from wiki.services import create_article

#: What people type, from one rare word to four common ones.
QUESTIONS = ("Nachbarschaftshilfe", "Mittagstisch", "Hitze im Sommer", "wer hilft im Haushalt")
BEGINNINGS = ("Nach", "Mittags", "hitze so", "wer hil")
#: A full search may take so long in a site of so many entries, and one that has more of them.
LARGE, SECONDS_LARGE, SECONDS_HUGE = 20_000, 50.0, 120.0
WRITES = 20
FINDABLE_MS = 1_500.0


def searching(site: Site, seconds: float) -> Iterator[Row]:
    """The whole request at the engine, then everything of ours around it."""
    raw = client.sequential(floors.raw_query(QUESTIONS), seconds=seconds)
    simple = client.sequential(floors.simple_query(QUESTIONS), seconds=seconds)
    entries = Entry.objects.count()
    engine = "Elasticsearch" if settings.ELASTICSEARCH_URL else "database"
    name = f"full search body, {engine}, {entries} entries"
    # The demo comes on top of the generated entries.
    wanted = SECONDS_LARGE if entries < LARGE * 1.5 else SECONDS_HUGE
    yield Row(name, "ms p50", raw.p50, "plain query", simple.p50, 8)
    yield Row("full search body", "ms p50", raw.p50, "target", wanted, 1)
    page = _asked(site.port, "/suche/?q=", QUESTIONS, seconds)
    api = _asked(site.port, "/api/v1/search?q=", QUESTIONS, seconds)
    yield Row("search page", "ms p50", page.p50, "raw + 12 ms", raw.p50 + 12, 1)
    yield Row("search API", "ms p50", api.p50, "raw + 6 ms", raw.p50 + 6, 1)
    beginnings = client.sequential(floors.raw_suggestions(BEGINNINGS), seconds=seconds)
    suggested = _asked(site.port, "/suche/vorschlaege/?q=", BEGINNINGS, seconds)
    yield Row("suggestions", "ms p50", suggested.p50, "raw suggestions", beginnings.p50, 2)


def _asked(port: int, path: str, words: tuple[str, ...], seconds: float) -> client.Times:
    return client.get_each(port, [path + quote(each) for each in words], {}, seconds=seconds)


def following(site: Site, seconds: float) -> Iterator[Row]:
    """From the commit of an article until a search shows it, with `search_sync --watch` beside."""
    author = User.objects.filter(trust=User.Trust.MODERATOR)[0]
    watcher = subprocess.Popen([sys.executable, "manage.py", "search_sync", "--watch"])
    try:
        # The first one waits for the watcher to start and does not count.
        durations = [_until_found(author, number) for number in range(WRITES + 1)][1:]
    finally:
        watcher.terminate()
        watcher.wait(timeout=20)
    p95 = statistics.quantiles(durations, n=20)[-1]
    yield Row("commit to findable", "ms p95", p95, "target", FINDABLE_MS, 1)


def _until_found(author: User, number: int) -> float:
    word = f"Messwort{number}a{time.monotonic_ns()}"
    create_article(title=word, body=f"{word} im Text.\n", author=author)
    began = time.perf_counter()
    while not contract.find(SearchRequest(query=word, facets=False)).total:
        if time.perf_counter() - began > 60:
            raise SystemExit("A new article was not found within a minute.")
        time.sleep(0.02)
    return (time.perf_counter() - began) * 1000


def rebuilding(site: Site, seconds: float) -> Iterator[Row]:
    """Building the index anew, beside writing the same documents with nothing around it."""
    if not settings.ELASTICSEARCH_URL:
        return
    bulk = floors.bulk_per_second()
    begin = time.perf_counter()
    documents = floors.rebuild()
    rebuilt = documents / (time.perf_counter() - begin)
    yield Row("search_rebuild", "documents/s", rebuilt, "bare parallel bulk", bulk, 0.6, MORE)


PARTS: tuple[Callable[[Site, float], Iterator[Row]], ...] = (searching, following, rebuilding)
