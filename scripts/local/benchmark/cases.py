"""What is measured, and beside what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection
from django.test import Client
from django.utils import timezone

import pagecache
from accounts.models import User
from districts.models import Project, Topic
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
    for part in (_reading, _reading_after_edits, _writing, *search_cases.PARTS):
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
    for name, path in _lists().items():
        # Parts of these are kept for all addresses: only a change of everything has them made.
        made = client.get_after(pagecache.bump, port, path, {}, seconds=seconds)
        yield Row(f"{name}, made", "ms p50", made.p50, "live", alone.p50, 15)
        yield Row(f"{name}, made, p95", "ms p95", made.p95, "live", alone.p95, 40)


def _lists() -> dict[str, str]:
    """Pages that are made of many entries."""
    return {
        "home": "/",
        "district": "/stadtteile/bad-cannstatt/",
        "topic": _first_topic(),
        "districts": "/stadtteile/",
        "notice sheet": "/stadtteile/bad-cannstatt/aushang/",
        "projects": "/projekte/",
        "projects, filtered": "/projekte/?district=bad-cannstatt&status=running",
        "actors": "/akteure/",
        "phone list": "/akteure/telefonliste/?district=bad-cannstatt",
        "dates": "/termine/",
        "month": f"/termine/?month={timezone.localdate():%Y-%m}",
        "calendar, filtered": "/termine/kalender.ics?district=bad-cannstatt",
        "API projects": "/api/v1/projects",
        "API events, filtered": "/api/v1/events?district=bad-cannstatt",
    }


def _reading_after_edits(site: Site, seconds: float) -> Iterator[Row]:
    """Readers of pages that do not show what somebody has just saved, an article somewhere else."""
    alone = client.get(site.port, LIVE, {}, seconds=seconds)
    article = _article()
    edited = Article.objects.live().exclude(district=article.district).order_by("pk")[0]
    path = article_url(article)
    pages = {
        "article": path,
        "history": f"{path}verlauf/",
        "page": "/ueber-uns/",
        "project": _first_project(),
        "district": "/stadtteile/bad-cannstatt/",
        "topic": _first_topic(),
        "projects": "/projekte/",
        "actors": "/akteure/",
        "month": f"/termine/?month={timezone.localdate():%Y-%m}",
    }
    for name, address in pages.items():
        for who, headers in ((name, {}), (f"{name}, signed in", _session())):
            found = client.get_after(
                _Edits(edited).write, site.port, address, headers, seconds=seconds
            )
            yield Row(f"{who}, after an edit", "ms p50", found.p50, "live", alone.p50)


def _first_project() -> str:
    return Project.objects.live().order_by("pk")[0].get_absolute_url()


def _first_topic() -> str:
    return Topic.objects.filter(parent=None).order_by("pk")[0].get_absolute_url()


def _session() -> dict[str, str]:
    browser = Client()
    browser.force_login(User.objects.filter(is_demo=True).order_by("pk")[0])
    return {"Cookie": f"sessionid={browser.cookies['sessionid'].value}"}


def _writing(site: Site, seconds: float) -> Iterator[Row]:
    saved = client.sequential(_Edits(_article()).write, seconds=seconds)
    floor = client.sequential(_bare_commit, seconds=seconds)
    yield Row("save an edit, in process", "ms p50", saved.p50, "bare commit", floor.p50)


class _Edits:
    """Edits of one article, each with a line that is new."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.author = User.objects.filter(trust=User.Trust.MODERATOR)[0]

    def write(self) -> None:
        article = self.article
        article.refresh_from_db()
        body = article.revisions.get(number=article.head_number).body
        head = body.rsplit("\nNachtrag ", 1)[0]
        save_edit(
            article=article,
            base_revision=article.head_number,
            author=self.author,
            body=f"{head}\nNachtrag {article.head_number}\n",
            summary="Nachtrag",
        )


def _bare_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pagecache_contentversion SET version = version + 1 WHERE id = 1")
