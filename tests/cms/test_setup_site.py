"""`setup_site`: a real town's site."""

import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from cms.checks import duty_pages_are_filled
from cms.models import DistrictPage, SiteSettings, StandardPage
from districts.models import City, District, Topic

ARGUMENTS = ("--city", "Musterstadt", "--operator", "Mühle e. V.", "--admin", "post@example.org")


def square(name: str, left: float) -> dict[str, object]:
    corners = [[left, 48.0], [left + 0.1, 48.0], [left + 0.1, 48.1], [left, 48.1], [left, 48.0]]
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


@pytest.fixture
def outlines(tmp_path: Path) -> Path:
    file = tmp_path / "districts.geojson"
    features = [square("Ost", 9.1), square("West", 9.0)]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("setup_site", *arguments, stdout=out)
    return out.getvalue()


def test_a_town_is_set_up_in_one_go(db: None, outlines: Path, client: Client) -> None:
    said = run(*ARGUMENTS, "--districts", str(outlines), "--term", "Ortsteil")

    city = City.objects.get(name="Musterstadt")
    assert (city.district_term, city.district_term_plural) == ("Ortsteil", "Ortsteile")
    assert {district.name for district in District.objects.all()} == {"Ost", "West"}
    assert DistrictPage.objects.count() == 2
    assert 20 <= Topic.objects.count() <= 35
    assert not Topic.objects.filter(is_demo=True).exists()
    assert User.objects.get(email="post@example.org").is_superuser
    assert "Mühle e. V." in StandardPage.objects.get(duty="impressum").body[0].value.source
    assert "Quartierswissen Musterstadt" in client.get("/").content.decode()
    assert "/konto/login/" in said


def test_again_changes_nothing_that_people_have_made(db: None, outlines: Path) -> None:
    run(*ARGUMENTS, "--districts", str(outlines))
    SiteSettings.objects.filter(locale__language_code="de").update(name="Unser Wissen")
    page = StandardPage.objects.get(duty="kontakt")
    page.body = [("text", "<p>Kommen Sie vorbei.</p>")]
    page.save()
    counts = [model.objects.count() for model in (District, Topic, User, StandardPage)]

    run(*ARGUMENTS, "--districts", str(outlines))

    assert [model.objects.count() for model in (District, Topic, User, StandardPage)] == counts
    assert SiteSettings.objects.get(locale__language_code="de").name == "Unser Wissen"
    assert "Kommen Sie vorbei" in StandardPage.objects.get(duty="kontakt").body[0].value.source


def test_it_says_how_one_takes_part_as_long_as_editors_want_it(db: None, client: Client) -> None:
    said = run(*ARGUMENTS)
    assert "4 pages made at /mitmachen/" in said
    link = '<a href="/mitmachen/">Mitmachen</a>'
    assert link in client.get("/impressum/").content.decode().partition("<footer")[2]
    page = client.get("/mitmachen/").content.decode()
    for sector in ("lokale-wirtschaft", "vereine-und-gruppen", "stadt-und-bezirk"):
        address = f"/mitmachen/{sector}/"
        assert f'href="{address}"' in page
        text = client.get(address).content.decode()
        assert "Was Sie geben" in text
        assert "Was Sie bekommen" in text
        for found in set(re.findall(r'href="(/(?:akteure|projekte)/[^"]*)"', text)):
            assert client.get(unescape(found)).status_code == 200, found

    Page.objects.get(slug="vereine-und-gruppen").delete()
    assert "/mitmachen/" not in run(*ARGUMENTS)
    assert not Page.objects.filter(slug="vereine-und-gruppen").exists()


def test_a_word_of_ones_own_needs_its_plural(db: None) -> None:
    with pytest.raises(CommandError, match="singular/plural"):
        run(*ARGUMENTS, "--term", "Klübchen")
    run(*ARGUMENTS, "--term", "Klübchen/Klübchen")
    assert City.objects.get().district_term_plural == "Klübchen"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--admin", "keine-adresse"), "keine-adresse"),
        (("--districts", "/gibt/es/nicht.geojson"), "Es gibt keine Datei"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_made(
    db: None, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(*ARGUMENTS, *arguments)
    assert not City.objects.exists()


def test_the_deploy_check_names_the_gaps(db: None) -> None:
    run(*ARGUMENTS)
    found = duty_pages_are_filled(None)
    assert {error.id for error in found} == {"cms.E001"}
    assert any("/impressum/" in error.msg for error in found)
    assert not any("leichte-sprache" in error.msg for error in found)
    assert all(error.level == checks.ERROR for error in found)
    for page in StandardPage.objects.exclude(duty=""):
        page.body = [("text", "<p>Geschrieben.</p>")]
        page.save()
    assert duty_pages_are_filled(None) == []
