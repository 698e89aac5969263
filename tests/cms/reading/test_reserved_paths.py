"""No page may stand where a route of the site is."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import path
from django.urls.resolvers import URLResolver, get_resolver

from cms.models import StandardPage
from cms.reading.reserved_paths import reserved_segments
from cms.services import find_page
from tests.cms.conftest import MakePage


@pytest.mark.parametrize(
    "slug", ["de", "en", "de-simple", "admin", "static", "media", "documents", "-"]
)
def test_routes_and_languages_are_reserved(slug: str) -> None:
    assert slug in reserved_segments()


def test_a_new_route_protects_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver: URLResolver = get_resolver()
    more = [*resolver.url_patterns, path("tauschen/<slug:slug>/", lambda request: None)]
    monkeypatch.setitem(resolver.__dict__, "url_patterns", more)
    reserved_segments.cache_clear()
    try:
        assert "tauschen" in reserved_segments()
    finally:
        reserved_segments.cache_clear()


def test_a_page_at_a_reserved_address_is_refused(make_page: MakePage) -> None:
    with pytest.raises(ValidationError, match=r"Adresse|address"):
        make_page("admin")


def test_the_same_address_further_down_is_fine(make_page: MakePage, client: Client) -> None:
    make_page("hilfe")
    make_page("hilfe/admin")
    assert client.get("/hilfe/admin/").status_code == 200


def test_drafts_are_refused_too(db: None) -> None:
    home = find_page(path="", locale="de")
    assert home is not None
    with pytest.raises(ValidationError):
        home.add_child(instance=StandardPage(title="Admin", slug="admin", live=False))


def test_a_made_up_address_avoids_reserved_ones_and_spells_umlauts_out(db: None) -> None:
    home = find_page(path="", locale="de")
    assert home is not None
    admin = home.add_child(instance=StandardPage(title="Admin"))
    street = home.add_child(instance=StandardPage(title="Bücher auf der Straße"))
    assert (admin.slug, street.slug) == ("admin-2", "buecher-auf-der-strasse")
