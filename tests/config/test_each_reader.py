"""Each place where things are read leaves out what is hidden, whatever the other places do.

The walk of `test_hidden_canary.py` says that a word is nowhere; here one knows which reader has
told it. Each shows the word while the thing is public: one that never does would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.services import create_page, find_page
from districts import entries
from districts import services as directory
from districts.entries import EntryKind
from search import outbox
from tests.fixtures.town import Town
from tests.people import moderator, person, signed_in
from wiki import services
from wiki.models import Article

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]

WORD, SOUGHT, SLUG = "Zwitscherquarz", "Lampion", "lampe-4711"
SEARCHES = (
    f"/suche/?q={SOUGHT}",
    f"/suche/vorschlaege/?q={SOUGHT}",
    f"/suche/feed.atom?q={SOUGHT}",
    f"/api/v1/search?q={SOUGHT}",
)
AROUND = ("/", "/stadtteile/west/", "/stadtteile/west/aushang/", "/themen/einsamkeit/")
#: Entries beside it, which name it.
BESIDE = ("/akteure/baeckerei-kruemel/", "/projekte/plauderbank/")
KINDS = {kind.key: kind for kind in entries.kinds()}
Committed = Callable[..., AbstractContextManager[Any]]


def telling(client: Client, paths: Iterable[str]) -> list[str]:
    """Return the addresses whose answers have the word in them, or lead to the thing."""
    answers = {path: client.get(path).content.decode(errors="replace") for path in paths}
    # The address that somebody asks for is no news to them.
    return [p for p, body in answers.items() if WORD in body or (SLUG in body and SLUG not in p)]


def entry_of(kind: EntryKind, town: Town) -> Any:
    """The town's entry of a kind, with the word in its name and its address."""
    entry: Any = {"event": town.date}.get(kind.key) or getattr(town, kind.key, None)
    if entry is None:
        entry = directory.create_need(title="Raum", mail="a@b.example", districts=[town.west])
    named = {kind.naming: f"{WORD} {SOUGHT}", "slug": SLUG, "sort_key": SOUGHT}
    kind.model.objects.filter(pk=entry.pk).update(**named)
    entry.topics.add(town.child)
    if kind.source:
        outbox.changed(kind.key, entry.pk)
    entry.refresh_from_db()
    return entry


def places_of(kind: EntryKind) -> list[str]:
    """Where an entry of this kind itself is read."""
    page, lists = kind.url_of(SLUG), []
    if kind.listed:
        api = f"/api/v1/{kind.lists.name}"
        lists = [kind.list_url, f"{kind.list_url}tabelle.csv", api, f"{api}?format=csv"]
    written = [f"{page}verlauf/", f"{page}version/1/"] if kind.writing else []
    dates = ["/termine/kalender.ics", f"{page[:-1]}.ics"] if kind.key == "event" else []
    found = SEARCHES if kind.source else ()
    return [page, *lists, *written, *dates, f"/sitemap-{kind.start}.xml", *found]


@pytest.mark.parametrize("key", KINDS)
def test_an_entry(
    key: str, client: Client, town: Town, django_capture_on_commit_callbacks: Committed
) -> None:
    kind = KINDS[key]
    entry, own = entry_of(kind, town), places_of(kind)
    cache.clear()
    assert telling(client, own) == own, "each of them shows what is public"
    assert telling(client, [*AROUND, *BESIDE]), "what names it beside its own pages, and is kept"
    with django_capture_on_commit_callbacks(execute=True):
        directory.hide_entry(entry=entry)
    assert telling(client, [*own, *AROUND, *BESIDE]) == []
    kind.model.objects.filter(pk=entry.pk).update(state="held")
    assert telling(signed_in(person()), [*own, *AROUND, *BESIDE]) == []


@pytest.fixture
def article(town: Town) -> Article:
    made, _result = services.create_article(
        title=f"{WORD} {SOUGHT}",
        body=f"Ein {SOUGHT}.\n",
        district=town.west,
        topics=[town.child.pk],
        author=moderator(name="Mo Derator", slug="mo-derator"),
    )
    Article.objects.filter(pk=made.pk).update(slug=SLUG)
    outbox.changed("article", made.pk)
    made.refresh_from_db()
    return made


def places_of_article(pk: int) -> list[str]:
    page, api = f"/wiki/west/{SLUG}/", f"/api/v1/wiki/articles/{pk}"
    return [
        page,
        "/wiki/west/",
        "/wiki/letzte-aenderungen/",
        "/wiki/letzte-aenderungen/feed.atom",
        "/wiki/west/feed.atom",
        f"{page}feed.atom",
        f"{page}verlauf/",
        f"{page}version/1/",
        "/api/v1/wiki/articles",
        api,
        f"{api}/revisions/1",
        "/sitemap-wiki.xml",
        *SEARCHES,
    ]


def test_an_article(
    client: Client, article: Article, django_capture_on_commit_callbacks: Committed
) -> None:
    own = places_of_article(article.pk)
    around = ("/wiki/", *AROUND, "/mitwirkende/mo-derator/")
    cache.clear()
    assert telling(client, own) == own, "each of them shows what is public"
    telling(client, around)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_article(article=article, reason="x", by=moderator())
    assert telling(client, [*own, *around]) == []
    Article.objects.filter(pk=article.pk).update(state="held", published_number=0)
    assert telling(signed_in(person()), [*own, *around]) == []


@pytest.mark.parametrize("how", ["taken down", "for those with a password", "for those signed in"])
def test_a_page(
    how: str, client: Client, db: None, django_capture_on_commit_callbacks: Committed
) -> None:
    home = find_page(path="", locale="de")
    series: Any = create_page(type="series", parent=home, locale="de", slug="reihe", title="Reihe")
    page: Any = create_page(
        type="article", parent=series, locale="de", slug=SLUG, title=f"{WORD} {SOUGHT}"
    )
    outbox.changed("page", page.pk)
    own = [f"/reihe/{SLUG}/", "/reihe/", "/beitraege/reihe/feed.atom"]
    own += ["/sitemap-seiten.xml", *SEARCHES]
    cache.clear()
    assert telling(client, own) == own, "each of them shows what is public"
    with django_capture_on_commit_callbacks(execute=True):
        if how == "taken down":
            page.unpublish()
        else:
            kind = "password" if "password" in how else "login"
            PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    assert telling(client, own) == []
