"""What holds on every kind of page a reader can open, each asked over HTTP on a filled site."""

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import SiteSettings
from tests.look import small_site
from tests.look.strict_html import faults

pytestmark = pytest.mark.walk

DUTIES = ("impressum", "datenschutz", "barrierefreiheit", "regeln", "kontakt", "leichte-sprache")
FOREIGN = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)[^>]*\s(?:src|srcset|data)="
    r"[\"'](?:https?:)?//|<link[^>]*rel=\"(?:stylesheet|icon|preload|modulepreload|preconnect|"
    r"dns-prefetch)\"[^>]*href=\"(?:https?:)?//",
    re.IGNORECASE,
)
MAX_QUERIES = 12
#: It lists five kinds of things, each in an order of its own, and asks which of them are used.
MORE_QUERIES = {"theme page": 2}
NAME = "Unser Kiez"
HOMES = ("home, English", "home, easy")  # these are called what the site is called, and more
MAX_COMPRESSED = 100_000


_read: dict[str, str] = {}


@pytest.fixture
def pages(request: pytest.FixtureRequest, client: Client) -> dict[str, str]:
    """The HTML of every kind of page, read once: what follows only looks at it."""
    if not _read:
        request.getfixturevalue("site")
        SiteSettings.objects.update(name=NAME)
        for kind, path in small_site.ADDRESSES.items():
            answer = client.get(path)
            expected = {"not found": 404, "not understood": 400}.get(kind, 200)
            assert answer.status_code == expected, (kind, answer.status_code)
            _read[kind] = answer.content.decode()
    return _read


def failing(pages: dict[str, str], holds: Any) -> list[str]:
    """The kinds of page on which something does not hold."""
    return [kind for kind, html in pages.items() if not holds(html)]


def test_html_is_sound(pages: dict[str, str]) -> None:
    found = {kind: wrong for kind, html in pages.items() if (wrong := faults(html))}
    assert found == {}


def test_the_frame_is_whole(pages: dict[str, str]) -> None:
    """Duty pages, languages, search, a way in for the keyboard, nothing from elsewhere."""
    assert failing(pages, lambda html: all(f'/{duty}/">' in html for duty in DUTIES)) == []
    assert failing(pages, lambda html: 'class="languages"' in html) == []
    assert failing(pages, lambda html: 'role="search"' in html) == []
    assert failing(pages, lambda html: html.index('href="#inhalt"') < html.index("<header")) == []
    assert failing(pages, lambda html: not FOREIGN.search(html)) == []


def test_our_own_words_stay_calm(pages: dict[str, str]) -> None:
    """No exclamation marks, no signs inside words, dates with the month written out."""
    for kind, html in pages.items():
        # What is typed is shown as it is: a picture in Markdown begins with such a mark.
        own = re.sub(r"<code>.*?</code>", " ", html, flags=re.DOTALL)
        words = re.sub(r"<script.*?</script>|<!--.*?-->|<[^>]+>", " ", own, flags=re.DOTALL)
        assert "!" not in words, kind
        assert not re.search(r"\w[*:_]innen\b|\wInnen\b", words), kind
        assert not re.search(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b", words), kind


def test_every_page_is_small(pages: dict[str, str]) -> None:
    """With its style sheets and scripts, compressed, without images."""
    files: dict[str, int] = {}
    for kind, html in pages.items():
        names = re.findall(r'(?:href|src)="/static/([^"?]+\.(?:css|js))"', html)
        names += [f"js/{name}.js" for name in ("draft", "textfield", "wikilinks")]  # imported
        for name in names:
            if name not in files:
                path = finders.find(name)
                assert path, name
                files[name] = len(gzip.compress(Path(path).read_bytes()))
        total = len(gzip.compress(html.encode())) + sum(files[name] for name in set(names))
        assert total < MAX_COMPRESSED, (kind, total)


def test_no_page_asks_the_database_often(site: None, client: Client) -> None:
    """Uncached, with the content version; what a process asks once only is asked before."""
    for path in small_site.ADDRESSES.values():
        client.get(path)
    for kind, path in small_site.ADDRESSES.items():
        for cache in caches.all():
            cache.clear()
        client.get("/datenschutz/")  # what Wagtail keeps of its sites
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        spent = [query["sql"][:90] for query in queries]
        assert len(spent) <= MAX_QUERIES + MORE_QUERIES.get(kind, 0), "\n".join([kind, *spent])


def test_the_name_of_the_site_comes_from_its_settings(pages: dict[str, str]) -> None:
    assert failing(pages, lambda html: "Quartierswissen" not in html) == []
    assert failing(pages, lambda html: f"{NAME}</title>" in html) == ["home", *HOMES]


@pytest.mark.django_db
def test_whatever_is_public_can_be_reported_from_there(
    pages: dict[str, str], client: Client
) -> None:
    asked = 0
    for kind, html in pages.items():
        path = small_site.ADDRESSES[kind].partition("?")[0]
        link = f'href="/melden/?{urlencode({"url": path})}"'
        is_public = '<meta name="robots" content="noindex' not in html
        assert (re.sub(r"/(en|de-simple)/melden", "/melden", html).count(link) == 1) == is_public, (
            kind
        )
        asked += is_public
    assert asked > 20
    form = client.get("/melden/", {"url": "/akteure/krumel/"}).content.decode()
    assert 'value="/akteure/krumel/"' in form
