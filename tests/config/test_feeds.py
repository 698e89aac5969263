"""All feeds: as the standard wants them, and the same tomorrow and under other names."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.feedgenerator import rfc3339_date

from accounts.models import User
from cms.models import ArticlePage
from districts.models import District
from tests import strict_atom
from tests.site_walk import routes_without_parameters
from text.atom import BEGINNING, Atom, named
from wiki import services
from wiki.models import Article, Revision

FEEDS = (
    "/wiki/letzte-aenderungen/feed.atom",
    "/wiki/west/feed.atom",
    "/wiki/allgemein/feed.atom",
    "/wiki/west/plauderbank/feed.atom",
    "/suche/feed.atom",
    "/suche/feed.atom?q=bank",
    "/suche/feed.atom?q=xyzzy",
    "/suche/feed.atom?district=west&kind=article&near=48.7,9.1",
    "/beitraege/nachbarn/feed.atom",
)
LANGUAGES = ("", "/en", "/de-simple")
HOSTILE = "<script>alert(1)</script> ]]> &amp; \u0007 „ä“"


def read(path: str, **headers: str) -> bytes:
    cache.clear()
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return answer.content


def test_this_knows_every_feed() -> None:
    """A new one has to be put here."""
    ours = {path for path in routes_without_parameters() if path.endswith(".atom")}
    assert {path for path in ours if not path.startswith(LANGUAGES[1:])} <= set(FEEDS)


def test_the_standard_is_kept(site: None) -> None:
    found = {path: strict_atom.faults(read(path)) for path in FEEDS}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert len(strict_atom.names(read("/suche/feed.atom"))) > 5
    assert len(strict_atom.names(read("/wiki/west/feed.atom"))) == 3


def test_hostile_words_stay_words(site: None) -> None:
    article = Article.objects.get(slug="plauderbank")
    Article.objects.update(title=HOSTILE)
    Revision.objects.update(summary=HOSTILE, author=None, author_name="\u0007")
    User.objects.update(name=HOSTILE)
    District.objects.filter(slug="west").update(name=HOSTILE)
    ArticlePage.objects.update(title=HOSTILE, intro=HOSTILE, last_published_at=None)
    for path in FEEDS:
        document = read(path)
        assert strict_atom.faults(document) == [], path
        assert b"<script" not in document
    assert b"&lt;script&gt;alert(1)" in read(f"/wiki/west/{article.slug}/feed.atom")


def test_nothing_is_new_tomorrow(site: None) -> None:
    """Neither a feed nor an entry, not even a feed in which there is nothing."""
    before = {path: Client().get(path) for path in FEEDS}
    cache.clear()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        for path, answer in before.items():
            again = Client().get(path)
            assert again.content == answer.content, path
            assert again.headers["ETag"] == answer.headers["ETag"]
            assert again.headers["Last-Modified"] == answer.headers["Last-Modified"]
            etag = {"if-none-match": answer.headers["ETag"]}
            assert Client().get(path, headers=etag).status_code == 304
    empty = strict_atom.updated(before["/suche/feed.atom?q=xyzzy"].content)
    assert empty == [rfc3339_date(BEGINNING)]


@override_settings(ALLOWED_HOSTS=["*"])
def test_names_are_the_same_whoever_asks_where(site: None) -> None:
    for path in FEEDS:
        expected = strict_atom.names(read(path))
        assert strict_atom.names(read(path, host="anders.example:8080")) == expected
        if path.startswith("/beitraege"):
            continue  # each language has its own pages
        for language in LANGUAGES[1:]:
            found = strict_atom.names(read(f"{language}{path}"))
            assert found[1:] == expected[1:], (language, path)
    two_orders = ("?kind=article&district=west", "?district=west&kind=article&utm_source=x")
    assert (
        len({strict_atom.names(read(f"/suche/feed.atom{query}"))[0] for query in two_orders}) == 1
    )


def test_no_two_feeds_have_one_name(site: None) -> None:
    """Those in two languages are two, with titles and addresses of their own."""
    paths = {
        path if path.startswith("/beitraege") else f"{language}{path}"
        for path in FEEDS
        for language in LANGUAGES
    }
    names = {path: strict_atom.names(read(path))[0] for path in paths}
    assert len(set(names.values())) == len(paths) > len(FEEDS) * 2
    assert names["/wiki/letzte-aenderungen/feed.atom"] == named("wiki/changes")


def test_a_new_title_or_address_gives_no_new_names(site: None) -> None:
    paths = ("/wiki/west/feed.atom", "/suche/feed.atom?kind=article")
    before = [set(strict_atom.names(read(path))) for path in paths]
    article = Article.objects.get(slug="plauderbank")
    author = User.objects.get(slug="mia-muster")
    services.save_edit(
        article=article, base_revision=2, body="Anders.\n", title="Redebank", author=author
    )
    after = [set(strict_atom.names(read(path))) for path in paths]
    assert before[0] < after[0]
    assert after[1] == before[1]


def test_what_is_hidden_is_in_no_feed(site: None) -> None:
    article = Article.objects.get(slug="plauderbank")
    article.revisions.filter(number=2).update(summary_hidden=True)
    assert b"neu</summary>" not in read("/wiki/west/feed.atom")
    Article.objects.update(state="deleted")
    for path in ("/wiki/west/feed.atom", "/wiki/letzte-aenderungen/feed.atom"):
        assert len(strict_atom.names(read(path))) == 1, path
    assert Client().get("/wiki/west/plauderbank/feed.atom").status_code in (404, 410)


def test_the_checker_sees_faults() -> None:
    feed = Atom("x", "/relativ", "", language="de", author_name=None, feed_guid="/auch-relativ")
    feed.add_item("x", "https://example.org/ä b", "", unique_id=named("a/1"))
    feed.add_item("x", "https://example.org/", "", unique_id=named("a/1"))
    wrong = " ".join(strict_atom.faults(feed.writeString("utf-8").encode()))
    for part in ("author", "own address", "not whole", "the name is", "two entries"):
        assert part in wrong, (part, wrong)
