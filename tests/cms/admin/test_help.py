"""Help in the admin: our own guide, in German, and nothing that leads away."""

import re

import pytest
from django.conf import settings
from django.test import Client
from wagtail.admin.menu import help_menu

from accounts.models import User
from accounts.services import create_user
from cms.services import AUTHORS, EDITORS
from tests.cms.conftest import MakePage
from tests.cms.shown_words import in_html

pytestmark = pytest.mark.any_database


@pytest.fixture(params=[AUTHORS, EDITORS])
def writer(client: Client, db: None, request: pytest.FixtureRequest) -> User:
    user = create_user(email="w@example.org", name="Wilma", groups=(request.param,))
    client.force_login(user)
    return user


def test_the_guide_has_a_section_for_everything_and_its_pictures(
    client: Client, writer: User
) -> None:
    html = client.get("/admin/hilfe/").content.decode()
    for title in ("Eine Seite anlegen", "Bilder", "Sprachen", "Moderation"):
        assert f">{title}</h2>" in html
    assert "Leichte Sprache" in html
    assert "<table>" in html
    anchors = set(re.findall(r'href="#([\w-]+)"', html.split('class="nice-padding guide"')[1]))
    assert {"sprachen", "eine-seite-anlegen"} <= anchors <= set(re.findall(r' id="([\w-]+)"', html))
    pictures = set(re.findall(r'src="(/admin/hilfe/bild/[^"]+)"', html))
    assert len(pictures) == len(list((settings.BASE_DIR / "docs/img").glob("redaktion-*")))
    for address in pictures:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/webp"
    assert client.get("/admin/hilfe/bild/home.png").status_code == 404


def test_the_menu_leads_to_the_guide_and_not_to_other_hosts(client: Client, writer: User) -> None:
    html = client.get("/admin/").content.decode()
    assert "/admin/hilfe/" in html
    request = client.get("/admin/").wsgi_request
    items = help_menu.menu_items_for_request(request)
    assert items[0].name == "guide"
    assert [item.name for item in items if item.url.startswith("http")] == []
    assert "wagtail.org" not in html


def test_the_panel_of_checks_leads_to_the_guide_too(
    admin_client: Client, make_page: MakePage
) -> None:
    page = make_page("seite")
    html = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "/admin/hilfe/#ansehen-einreichen-veroeffentlichen" in html
    assert "guide.wagtail.org" not in html
    assert "fuer-aeltere" in " ".join(in_html(html))


def test_tabs_name_the_page_and_the_place_not_its_maker(
    client: Client, writer: User, make_page: MakePage
) -> None:
    page = make_page("garten", title="Garten")
    for address in ("", "account/", "images/", "pages/", f"pages/{page.pk}/edit/", "nirgends/"):
        html = client.get(f"/admin/{address}", follow=True).content.decode()
        title = " ".join(re.findall("<title>([^<]*)</title>", html)[0].split())
        assert re.fullmatch(r".+ - Verwaltung", title), (address, title)
        assert not [words for words in in_html(html) if "Wagtail" in words], address
