"""What apps put onto the pages of a district, onto the home page and onto one's account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from districts import entries, panels
from districts.entries import overviews
from districts.models import District
from districts.services.signature import Signature
from tests import people
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


def headings(client: Client) -> list[str]:
    page = client.get("/stadtteile/west/").content.decode()
    return re.findall(r'<section class="section" aria-labelledby="([\w-]+)"', page)


def test_a_panel_stands_in_its_slot(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = headings(client)
    assert "wiki-artikel" not in usual
    line = {"title": "Neu", "url": "/neu/", "updated_at": timezone.now()}
    for slot, before, after in (
        (overviews.KNOWLEDGE, "termine", "projekte"),
        (overviews.TALK, "netzwerke", "papiere"),
    ):
        monkeypatch.setattr(panels, "_panels", {})
        panels.register(
            District, lambda obj, user: {"articles": [line]}, "wiki/panels/articles.html", slot=slot
        )
        found = headings(client)
        assert found.index(before) < found.index("wiki-artikel") < found.index(after)
        assert [one for one in found if one != "wiki-artikel"] == usual


def test_an_empty_panel_vanishes(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = headings(client)
    monkeypatch.setattr(panels, "_panels", {})
    panels.register(District, lambda obj, user: None, "wiki/panels/articles.html")
    assert headings(client) == usual


def test_the_home_page_shows_what_is_open(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Gerade offen" not in client.get("/").content.decode()
    monkeypatch.setattr(panels, "_open", [])
    now = timezone.now()

    def some(most: int) -> list[panels.Open]:
        ends = [None, now + timedelta(days=9), now + timedelta(days=2), now + timedelta(days=5)]
        return [panels.Open(f"Aufruf {n}", f"/a/{n}/", "Aufruf", end) for n, end in enumerate(ends)]

    panels.register_open(some)
    assert [one.title for one in panels.open_now(9)] == [f"Aufruf {n}" for n in (2, 3, 1, 0)]
    page = client.get("/").content.decode()
    assert "Gerade offen" in page
    assert page.index("Aufruf 2") < page.index("Aufruf 3") < page.index("Aufruf 1")
    assert "Aufruf 0" not in page, "three lines"


def test_the_account_shows_what_waits(town: Town, client: Client) -> None:
    def page(user: Any) -> str:
        client.force_login(user)
        return client.get("/konto/").content.decode()

    author, moderator = people.newcomer(), people.moderator()
    assert "Das wartet auf Sie" not in page(moderator)
    by = Signature(author=author)
    for title in ("Eins", "Zwei"):
        entries.by_key("network").create({"title": title, "districts": [town.west]}, signature=by)
    assert "Das wartet auf Sie" not in page(author)
    shown = page(moderator)
    assert "Das wartet auf Sie" in shown
    assert "2 Fälle zu entscheiden" in shown
