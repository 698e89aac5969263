"""Icon, manifest and `security.txt`: where browsers and others look for them."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from PIL import Image

from cms.models import SiteSettings
from cms.services import ensure_site
from districts.modules import Usage
from districts.modules.own import ARTICLES
from districts.services.modules import set_state
from tests.wiki.factories import district

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SECURITY = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def site() -> None:
    ensure_site()


def fields(client: Client, path: str = SECURITY) -> dict[str, str]:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_whoever_finds_a_hole_learns_whom_to_tell(client: Client) -> None:
    SiteSettings.objects.update(operator_mail="")
    assert fields(client)["Contact"] == f"{settings.WAGTAILADMIN_BASE_URL}/kontakt/"
    SiteSettings.objects.update(operator_mail="a+b@example.org")
    found = fields(client, f"{SECURITY}?neu=1")
    assert found["Contact"] == "mailto:a%2Bb@example.org"
    assert found["Canonical"].endswith(SECURITY)
    assert found["Preferred-Languages"] == "de, en"
    assert fields(client, "/security.txt?neu=1") == found
    assert client.get("/kontakt/").status_code == 200


@pytest.mark.parametrize("month", range(1, 13))
def test_it_never_runs_out_and_never_promises_more_than_a_year(client: Client, month: int) -> None:
    for day in (1, 28):
        now = datetime(2026, month, day, 23, 30, tzinfo=UTC)
        with time_machine.travel(now, tick=False):
            until = fields(client, f"{SECURITY}?{month}-{day}")["Expires"]
        assert re.fullmatch(r"\d{4}-\d\d-01T00:00:00Z", until)
        left = datetime.fromisoformat(until) - now
        assert timedelta(days=180) < left < timedelta(days=365)


def test_a_phone_can_put_the_site_on_its_first_screen(client: Client) -> None:
    SiteSettings.objects.update(name="Unser „Kiez“ & mehr", tagline="Was wir wissen.")
    html = client.get("/projekte/").content.decode()
    [address] = re.findall(r'<link rel="manifest" href="([^"]+)">', html)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    found = answer.json()
    assert (found["name"], found["description"]) == ("Unser „Kiez“ & mehr", "Was wir wissen.")
    assert found["start_url"] == found["scope"] == "/"
    for icon in found["icons"]:
        _is_there(client, icon["src"], icon["sizes"], icon["type"])
    assert {icon.get("purpose") for icon in found["icons"]} == {None, "maskable"}
    for rel, path, sizes in re.findall(
        r'<link rel="(icon|apple-touch-icon)" href="([^"]+)"(?:[^>]* sizes="([^"]+)")?', html
    ):
        _is_there(client, path, sizes or "180x180", rel)


def test_a_long_press_on_its_icon_leads_to_what_people_come_for(client: Client) -> None:
    found = client.get("/manifest.webmanifest").json()["shortcuts"]
    assert [(shortcut["name"], shortcut["url"]) for shortcut in found] == [
        ("Suchen", "/suche/"),
        ("Stadtbezirke", "/stadtteile/"),
        ("Ich weiß etwas", "/wiki/neu/"),
    ]
    for shortcut in found:
        assert client.get(shortcut["url"], follow=True).status_code == 200, shortcut


def test_nobody_is_led_to_write_where_no_town_takes_articles(client: Client) -> None:
    town = district().city
    set_state(city=town, module=ARTICLES, state=Usage.RESTING, seen=Usage.ON)
    names = [row["name"] for row in client.get("/manifest.webmanifest?x=1").json()["shortcuts"]]
    assert names == ["Suchen", "Stadtbezirke"]


def test_guests_get_the_manifest_as_kept_and_browsers_may_read_it(client: Client) -> None:
    ensure_site()
    answer = client.get("/manifest.webmanifest")
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]
    again = client.get("/manifest.webmanifest", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def _is_there(client: Client, path: str, sizes: str, kind: str) -> None:
    assert not urlsplit(path).netloc
    answer = client.get(path)
    assert answer.status_code == 200, path
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if path.endswith(".svg"):
        assert (sizes, body[:4]) == ("any", b"<svg")
        return
    width, height = Image.open(io.BytesIO(body)).size
    assert f"{width}x{height}" == sizes, path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        ("/apple-touch-icon-precomposed.png", "image/png"),
    ],
)
def test_icons_are_where_browsers_look_unasked(client: Client, path: str, kind: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert Image.open(io.BytesIO(answer.content)).format in ("ICO", "PNG")
