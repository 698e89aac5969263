"""What is measured, and beside what."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

import pagecache
from accounts.models import User
from districts.models import District, Project, Topic
from districts.services import (
    create_actor,
    create_date,
    create_project,
    update_actor,
    update_date,
    update_project,
)
from local.benchmark import client, crowds, saving, search_cases
from local.benchmark.report import MORE, Row
from local.benchmark.site import Site
from wiki.addresses import article_url
from wiki.models import Article
from wiki.services import save_edit

LIVE = "/-/live"


def measure(site: Site, *, seconds: float, say: Callable[[str], None]) -> list[Row]:
    """Run everything; return a row for each figure."""
    rows: list[Row] = []
    parts = (_reading, _reading_after_edits, _reading_after_own_edits, _together, _writing)
    for part in (*parts, *search_cases.PARTS):
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
        # As after a change of the menu, which ends everything.
        made = client.get_after(pagecache.bump, port, path, {}, seconds=seconds)
        yield Row(f"{name}, all made", "ms p50", made.p50, "live", alone.p50)


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
        "comparison": f"{path}vergleich/",
        "home": "/",
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


def _reading_after_own_edits(site: Site, seconds: float) -> Iterator[Row]:
    """Readers of pages that show what somebody has just saved: what has changed is really made.

    What has not is kept, as on any site; `all made` is where nothing is.
    """
    alone = client.get(site.port, LIVE, {}, seconds=seconds)
    district = District.objects.get(slug="bad-cannstatt")
    there: dict[str, Any] = {"districts": [district], "city": district.city}
    date = create_date(title="Messung", start=timezone.now() + timedelta(days=3), **there)
    actor = create_actor(name="Messung", **there)
    project = create_project(title="Messung", **there)
    changes: dict[str, Callable[[], object]] = {
        "date": lambda: update_date(entry=date, text=_line()),
        "actor": lambda: update_actor(actor=actor, description=_line()),
        "project": lambda: update_project(project=project, summary=_line()),
    }
    shown_by = {
        "dates": "date",
        "month": "date",
        "notice sheet": "date",
        "calendar, filtered": "date",
        "API events, filtered": "date",
        "actors": "actor",
        "phone list": "actor",
    }
    for name, path in _lists().items():
        change = shown_by.get(name, "project")
        made = client.get_after(changes[change], site.port, path, {}, seconds=seconds)
        title = f"{name}, after an edit of its own ({change})"
        yield Row(title, "ms p50", made.p50, "live", alone.p50, 15)
        yield Row(f"{title}, p95", "ms p95", made.p95, "live", alone.p95, 40)


def _line() -> str:
    return f"Bei einer Messung geändert: {time.monotonic_ns()}."


def _together(site: Site, seconds: float) -> Iterator[Row]:
    article = article_url(_article())
    pages = {
        "article, stored": (article, {}),
        "article, made": (f"{article}?bench={{n}}", {}),
        "article, signed in": (article, _session()),
        "search page": ("/suche/?q=Nachbarschaft&bench={n}", {}),
    }
    yield from crowds.crowded(site.port, pages, live=LIVE, seconds=seconds)


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
    alone = client.get(site.port, LIVE, {}, seconds=seconds)
    form, session = article_url(_article(), "bearbeiten/"), _session()
    shown = client.get(site.port, form, session, seconds=seconds)
    yield Row("form of an article", "ms p50", shown.p50, "live", alone.p50)
    pressed = saving.saves(site.port, form, session, seconds=seconds)
    yield Row("save an edit, over HTTP", "ms p50", pressed.p50, "live", alone.p50)


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
