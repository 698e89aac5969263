"""Anonymous pages come from memory, and never outlive a change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

import pagecache
from pagecache.middleware import AnonymousPageMiddleware
from pagecache.version import current

pytestmark = pytest.mark.django_db(transaction=True)


class Site:
    """A site of one page that counts how often it was rendered."""

    def __init__(self) -> None:
        self.rendered = 0
        self.change: Callable[[HttpResponse], None] = lambda response: None
        self.status = 200
        self.middleware = AnonymousPageMiddleware(self.render)

    def render(self, request: HttpRequest) -> HttpResponse:
        self.rendered += 1
        response = HttpResponse(f"{request.get_full_path()} {self.rendered}", status=self.status)
        self.change(response)
        return response

    def get(self, path: str = "/wiki/", **headers: str) -> HttpResponse:
        return self.middleware(RequestFactory().get(path, headers=headers))


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_second_reader_costs_no_rendering(site: Site) -> None:
    first, second = site.get(), site.get()
    assert first.content == second.content
    assert site.rendered == 1


def test_a_change_shows_at_once(site: Site) -> None:
    before = site.get()
    pagecache.bump()
    assert site.get().content != before.content


def test_the_version_rises_only_with_the_commit() -> None:
    before = current()
    with transaction.atomic():
        pagecache.bump()
        assert current() == before
    assert current() == before + 1


def test_a_rolled_back_change_leaves_pages_alone() -> None:
    before = current()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        pagecache.bump()
        raise ZeroDivisionError
    assert current() == before


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    etag = site.get()["ETag"]
    again = site.get(if_none_match=etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_the_order_of_parameters_does_not_matter_but_their_values_do(site: Site) -> None:
    site.get("/projekte/?q=a&district=ost")
    site.get("/projekte/?district=ost&q=a")
    assert site.rendered == 1
    site.get("/projekte/?district=west&q=a")
    assert site.rendered == 2


def test_the_order_of_one_parameters_values_matters(site: Site) -> None:
    """A view takes the last one of them."""
    site.get("/projekte/?q=a&q=b")
    assert b"q=b&q=a" in site.get("/projekte/?q=b&q=a").content


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1"])
def test_an_address_is_read_in_one_way_only(site: Site, charset: str) -> None:
    """Else what one reader chose would be stored for another address."""
    seen = []
    site.middleware = AnonymousPageMiddleware(
        lambda request: HttpResponse(seen.append(request.GET["q"]) or "x")  # type: ignore[func-returns-value]
    )
    site.get("/projekte/?q=%2BADw-%C3%A4", content_type=f"text/plain; charset={charset}")
    assert seen == ["+ADw-ä"]


def test_a_path_cannot_pass_for_another_ones_query(site: Site) -> None:
    site.get("/wiki/%00q=a")
    site.get("/wiki/?q=a")
    assert site.rendered == 2


def test_the_path_that_chooses_the_page_is_the_key(site: Site) -> None:
    """A server may take a root from a header, which then stands in the path, too."""
    request = RequestFactory().get("/")
    request.path = "/wiki/"  # what was sent: /wiki/, with the root /wiki
    poisoned = site.middleware(request)
    assert site.get("/wiki/").content != poisoned.content


def test_very_long_addresses_are_not_stored(site: Site) -> None:
    site.get("/projekte/?q=" + "a" * 600)
    site.get("/projekte/?q=" + "a" * 600)
    assert site.rendered == 2


def test_what_head_was_answered_is_not_stored(site: Site) -> None:
    site.middleware(RequestFactory().head("/wiki/"))
    site.get()
    assert site.rendered == 2
    site.middleware(RequestFactory().head("/wiki/"))
    assert site.rendered == 2


def test_hosts_have_pages_of_their_own(site: Site) -> None:
    site.get(host="a.example")
    site.get(host="b.example")
    assert site.rendered == 2


@pytest.mark.parametrize(
    "path",
    ["/wiki/?unbekannt=1", "/admin/", "/konto/", "/api/v1/search", "/en/suche/?q=a", "/-/live"],
)
def test_what_goes_past_the_store(site: Site, path: str) -> None:
    site.get(path)
    site.get(path)
    assert site.rendered == 2


def test_people_with_a_session_see_their_own_page(site: Site) -> None:
    site.get()
    request = RequestFactory().get("/wiki/")
    request.COOKIES["sessionid"] = "x"
    assert site.middleware(request)["Cache-Control"] == "private"
    assert site.rendered == 2
    site.change = lambda response: response.__setitem__("Cache-Control", "no-store")
    assert site.middleware(request)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.set_cookie("a", "b"),
        lambda response: response.__setitem__("Cache-Control", "private"),
        lambda response: response.__setitem__("Cache-Control", "no-store"),
        lambda response: response.write("x" * 1_000_001),
    ],
    ids=["cookie", "private", "no-store", "too large"],
)
def test_what_is_never_stored(site: Site, change: Callable[[HttpResponse], None]) -> None:
    site.change = change
    site.get()
    site.get()
    assert site.rendered == 2


def test_errors_are_never_stored(site: Site) -> None:
    site.status = 404
    site.get()
    site.get()
    assert site.rendered == 2


def test_headers_travel_with_the_page(site: Site) -> None:
    site.change = lambda response: response.__setitem__("Content-Security-Policy", "x")
    site.get()
    assert site.get()["Content-Security-Policy"] == "x"


def test_a_server_in_front_keeps_what_is_for_everybody_if_it_may(site: Site, settings: Any) -> None:
    assert [site.get()["Cache-Control"], site.get().get("Vary")] == ["no-cache", None]
    settings.SHARED_CACHE_SECONDS = 20
    etag = site.get()["ETag"]
    for answer in (site.get(), site.get(if_none_match=etag), site.get("/termine/")):
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=20"
        assert "Cookie" in answer["Vary"], "who has a session sees another page there"


def test_it_keeps_nothing_else(site: Site, settings: Any) -> None:
    settings.SHARED_CACHE_SECONDS = 20
    own = RequestFactory().get("/wiki/")
    own.COOKIES["sessionid"] = "x"
    assert site.middleware(own)["Cache-Control"] == "private"
    for path in ("/konto/", "/api/v1/search", "/suche/?q=a", "/wiki/?unbekannt=1"):
        assert "public" not in site.get(path).get("Cache-Control", "")
    site.status = 404
    assert "Cache-Control" not in site.get("/wiki/weg/")
    site.status = 200
    site.change = lambda response: response.__setitem__("Cache-Control", "private")
    assert site.get("/wiki/eigen/")["Cache-Control"] == "private"
