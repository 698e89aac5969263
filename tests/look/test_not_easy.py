"""Whoever reads easy language is told before ordinary German begins, and where easy texts are."""

import pytest
from django.test import Client

from tests.look import small_site

pytestmark = pytest.mark.django_db
SAID = "Sie sind nicht in Leichter Sprache"
PAGES = ("", "stadtteile/west/", "projekte/", "termine/", "akteure/", "suche/?q=bank")


@pytest.mark.parametrize("path", PAGES)
def test_what_is_not_easy_is_named(client: Client, path: str) -> None:
    small_site.build()
    easy = " ".join(client.get(f"/de-simple/{path}").content.decode().split())
    assert easy.count(SAID) == 1
    assert 'href="/de-simple/leichte-sprache/"' in easy
    assert "Leichter Sprache" not in client.get(f"/{path}").content.decode().partition("<main")[2]
