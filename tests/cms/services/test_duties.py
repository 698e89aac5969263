"""Duty pages: what is missing is made, what is there stays, and gaps are filled in all of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from cms.models import HomePage, SiteSettings, StandardPage
from cms.required_pages import duty_languages, taken_apart
from cms.services import create_page, ensure_site
from cms.services.duties import (
    MAIL_GAP,
    OPERATOR_GAP,
    ensure_duty_pages,
    fill_operator,
    has_duty_pages,
    restore_first_text,
)

pytestmark = pytest.mark.django_db


def homes() -> dict[str, HomePage]:
    rows = HomePage.objects.select_related("locale")
    return {home.locale.language_code: home for home in rows}


def duties() -> list[tuple[str, str]]:
    rows = StandardPage.objects.exclude(duty="")
    return sorted(rows.values_list("duty", "locale__language_code"))


def duty(name: str = "impressum", language: str = "de") -> Any:
    return StandardPage.objects.get(duty=name, locale__language_code=language)


def without(*names: str, language: str = "de") -> None:
    """Lose duty pages, as nobody can but a script."""
    with taken_apart():
        for name in names:
            duty(name, language).delete()


def state() -> list[tuple[Any, ...]]:
    rows = StandardPage.objects.exclude(duty="").order_by("path")
    return list(rows.values_list("pk", "title", "slug", "url_path", "latest_revision"))


def test_where_none_is_missing_nothing_is_made() -> None:
    before = state()
    ensure_duty_pages(homes())
    assert state() == before
    assert has_duty_pages()
    assert duties() == sorted(duty_languages())


def test_what_is_missing_is_made_and_public(client: Client) -> None:
    without("impressum", "kontakt")
    kept = state()
    assert not has_duty_pages()
    assert client.get("/impressum/").status_code == 404
    ensure_duty_pages(homes())
    assert has_duty_pages()
    assert set(kept) < set(state())
    for name in ("impressum", "kontakt"):
        assert client.get(f"/{name}/").status_code == 200
    page = duty()
    assert page.get_parent() == homes()["de"].page_ptr
    assert (OPERATOR_GAP in page.body[0].value.source, page.title) == (True, "Impressum")
    assert Page.find_problems() == ([], [], [], [], [])


def test_versions_in_other_languages_belong_together() -> None:
    german, easy = duty("leichte-sprache"), duty("leichte-sprache", "de-simple")
    assert german.translation_key == easy.translation_key
    for language, other in (("de-simple", german), ("de", easy)):
        without("leichte-sprache", language=language)
        ensure_duty_pages(homes())
        made = duty("leichte-sprache", language)
        assert made.translation_key == other.translation_key
        assert made.locale.language_code == language


def test_a_site_that_lost_all_gets_all() -> None:
    with taken_apart():
        for page in StandardPage.objects.exclude(duty=""):
            page.delete()
    assert duties() == []
    ensure_site()
    assert duties() == sorted(duty_languages())
    assert len({page.translation_key for page in StandardPage.objects.filter(duty="kontakt")}) == 1


def test_an_address_that_is_taken_is_named_and_nothing_is_half_made() -> None:
    without("regeln", "kontakt")
    own = create_page(
        type="standard", parent=homes()["de"], locale="de", slug="regeln", title="Unsere Regeln"
    )
    before = state()
    with pytest.raises(ValidationError, match="regeln"):
        ensure_site()
    assert state() == before
    with taken_apart():
        own.delete()
    ensure_site()
    assert has_duty_pages()


def test_the_operator_is_named_in_every_gap_and_nothing_else(client: Client) -> None:
    fill_operator(operator="<b>Mühle & Co.</b>", mail="post@example.org")
    for page in StandardPage.objects.exclude(duty=""):
        said = page.body[0].value.source
        assert OPERATOR_GAP not in said
        assert MAIL_GAP not in said
    assert "&lt;b&gt;Mühle &amp; Co.&lt;/b&gt;" in duty().body[0].value.source
    shown = client.get("/impressum/").content.decode()
    assert "<b>Mühle" not in shown
    assert set(SiteSettings.objects.values_list("operator_mail")) == {("post@example.org",)}


def test_the_first_text_comes_back_with_its_gaps() -> None:
    fill_operator(operator="Mühle e. V.", mail="post@example.org")
    page = duty()
    page.title = "Wer wir sind"
    page.save_revision().publish()
    restore_first_text(duty())
    page = duty()
    assert (page.title, page.draft_title) == ("Impressum", "Impressum")
    assert OPERATOR_GAP in page.body[0].value.source
    assert page.latest_revision is None
    assert not page.revisions.exists()
