"""What is measured, and beside what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection
from django.test import Client

from accounts.models import User
from local.benchmark import client, search_cases
from local.benchmark.report import MORE, Row
from local.benchmark.site import Site
from wiki.addresses import article_url
from wiki.models import Article
from wiki.services import save_edit

LIVE = "/-/live"


def measure(site: Site, *, seconds: float, say: Callable[[str], None]) -> list[Row]:
    """Run everything; return a row for each figure."""
    rows: list[Row] = []
    for part in (_reading, _writing, *search_cases.PARTS):
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
