"""A page is passed on as a code that leads to it, and to no other site."""

from __future__ import annotations

import re
from html import unescape

import pytest
import segno
from django.test import Client

from districts.models import District
from tests.wiki.factories import article, district
from text.qr_codes import LONGEST, page_address, qr_code, qr_path
from text.site_address import site_address
from wiki.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def bench() -> Article:
    return article("Plauderbank", "Eine Bank.", district=district())


def code_on(client: Client, path: str) -> str:
    html = client.get(path).content.decode()
    [found] = re.findall(r'<img src="(/qr/[^"]+)"', html)
    return unescape(found)


def test_a_page_has_a_code_that_leads_to_it(client: Client, bench: Article) -> None:
    """Without JavaScript, too: the code is a picture in a <details>."""
    path = "/wiki/bad-cannstatt/plauderbank/"
    assert District.objects.get().slug == "bad-cannstatt"
    answer = client.get(code_on(client, path))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "immutable" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    svg = answer.content.decode()
    assert "style=" not in svg
    assert svg == qr_code(f"{site_address()}{path}", ground="#fff")
    size = segno.make(f"{site_address()}{path}", error="m").symbol_size(border=2)[0]
    assert f'viewBox="0 0 {size} {size}"' in svg


@pytest.mark.parametrize(
    "page",
    [
        *("/evil.example", "//evil.example/x", "https://evil.example", "\\\\evil.example"),
        *("@evil.example", "x@evil.example", "../../x", "wiki/ä b", "a?b#c", "%0d%0ax"),
    ],
)
def test_it_leads_to_no_other_site(client: Client, page: str) -> None:
    assert page_address(page).startswith(f"{site_address()}/")
    assert re.fullmatch(r"[!-~]+", page_address(page))
    assert client.get(f"/qr/{page}.svg".replace("?", "%3F").replace("#", "%23")).status_code in (
        200,
        301,
        404,
    )


def test_hostile_addresses_have_none(client: Client) -> None:
    for page in ("a" * LONGEST, "%00" * 300, "ä" * 200):
        assert client.get(f"/qr/{page}.svg").status_code == 404, page
    assert client.post("/qr/wiki.svg").status_code == 405


def test_the_first_page_has_none_and_others_are_named_by_their_path() -> None:
    assert qr_path("https://x.example/") == ""
    assert qr_path("https://x.example/wiki/west/b%C3%A4nke/") == "/qr/wiki/west/b%C3%A4nke.svg"


def test_what_only_scripts_do_is_hidden_without_them(client: Client, bench: Article) -> None:
    html = client.get("/wiki/bad-cannstatt/plauderbank/").content.decode()
    share = html.partition('<nav class="share"')[2].partition("</nav>")[0]
    address = "http://testserver/wiki/bad-cannstatt/plauderbank/"
    assert f'data-share="{address}" data-share-title="Plauderbank" hidden' in share
    assert f"<code data-copy-text>{address}</code>" in share
    assert "mailto:?subject=Plauderbank" in share
