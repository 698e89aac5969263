"""An editor's day in a real browser, from a new part of a series to what search finds of it."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.services import create_user
from cms.models import ArticlePage
from cms.services import AUTHORS, EDITORS, create_page, find_page
from districts.services import projects
from search.sync import sync_once
from tests.wiki.test_browser import sign_in
from text.slugs import slugify
from wiki.services.creating import create_article

TEXT = "# Repair-Café\n\nVorspann.\n\n## Was man braucht\n\nEinen Raum und drei Werkzeuge."


@pytest.fixture
def series(transactional_db: None) -> ArticlePage:
    """A series in German with its English and easy-language versions, and something to embed."""
    writer = create_user(email="w@example.org", name="Wilma", trust=User.Trust.RESIDENT)
    create_article(title="Repair-Café", body=TEXT, author=writer)
    projects.create_project(title="Werkbank auf Rädern", transferable=True)
    german = None
    for locale in ("de", "en", "de-simple"):
        made = create_page(
            type="series",
            parent=find_page(path="beitraege", locale=locale),
            locale=locale,
            slug="werkstatt",
            title={"de": "Werkstatt", "en": "Workshop"}.get(locale, "Werk-Statt"),
            translation_of=german,
        )
        german = german or made
    return german  # type: ignore[return-value]


def until(page: Page, happened: Callable[[], bool]) -> None:
    """Wait for what the server does."""
    for _again in range(150):
        if happened():
            return
        page.wait_for_timeout(200)
    raise AssertionError(page.locator("body").inner_text()[:2000])


def is_live(locale: str) -> bool:
    """Say whether the part is published in a language."""
    parts = ArticlePage.objects.filter(locale__language_code=locale)
    return parts.filter(slug="die-werkbank-reist", live=True).exists()


def add_block(page: Page, label: str) -> None:
    """Choose a block from the list below the last one."""
    page.locator("[data-contentpath=body] button.c-sf-add-button").last.click()
    page.get_by_role("option", name=label, exact=True).first.click()


def button_of_menu(page: Page, name: str) -> None:
    """Press a button of the menu beside "save draft"."""
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name=name).first.click()


def write_the_part(page: Page, series: ArticlePage) -> None:
    """A part with a project list and a passage of the wiki, sent to be reviewed."""
    page.goto(f"/admin/pages/add/cms/articlepage/{series.pk}/")
    page.fill("input[name=title]", "Die Werkbank reist")
    page.fill("textarea[name=intro]", "Sie zieht durch die Bezirke.")
    add_block(page, "Projekte")
    page.locator("input[name$='value-title']").last.fill("Projekte zum Reparieren")
    add_block(page, "Stelle aus dem Wiki")
    page.get_by_role("button", name="Artikel wählen").last.click()
    page.locator("a[data-chooser-modal-choice]", has_text="Repair-Café").click()
    expect(page.locator("[data-chooser-title]", has_text="Repair-Café")).to_be_visible()
    button_of_menu(page, "einreichen")
    until(page, lambda: bool(mail.outbox))


def approve(page: Page, title: str) -> None:
    """Approve what waits on the first page of the administration."""
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/edit/")
    button_of_menu(page, "Freigeben und Veröffentlichen")
    until(page, lambda: is_live("de"))


def translate(page: Page, article: ArticlePage, words: dict[str, str]) -> None:
    """Translate segment by segment, and publish."""
    page.goto(f"/admin/localize/submit/page/{article.pk}/")
    page.get_by_label("Englisch").check()
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url("**/edit/")
    for english in words.values():
        page.get_by_role("button", name="Übersetzen", exact=True).first.click()
        page.locator("textarea").first.fill(english)
        page.get_by_role("button", name="Speichern", exact=True).click()
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Veröffentlichen in Englisch").click()
    until(page, lambda: is_live("en"))


def write_easy(page: Page, article: ArticlePage) -> None:
    """Begin the easy-language version from the German page, write its section, publish."""
    page.goto(f"/admin/leichte-sprache/{article.pk}/")
    page.get_by_role("button", name="Beginnen").click()
    page.wait_for_url("**/edit/")
    page.fill("input[name=title]", "Die Werk-Bank fährt herum")
    page.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    page.keyboard.type("Die Werk-Bank hat Räder.")
    button_of_menu(page, "Veröffentlichen")
    until(page, lambda: is_live("de-simple"))


def found(words: str, prefix: str = "") -> str:
    """Return what a guest finds."""
    sync_once()
    return Client().get(f"{prefix}/suche/", {"q": words}).content.decode()


def test_an_editors_day(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    series: ArticlePage,
    settings: Settings,
) -> None:
    # Whether the form has saved itself before it is sent depends on how quick the machine is.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    context.set_default_timeout(45_000)  # the administration loads a hundred files the first time
    author = create_user(email="a@example.org", name="Anna", groups=(AUTHORS,))
    editor = create_user(email="r@example.org", name="Rita", groups=(EDITORS,))
    sign_in(context, live_server, author)
    write_the_part(page, series)
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert "Die Werkbank reist" not in found("Werkbank reist")

    sign_in(context, live_server, editor)
    approve(page, "Die Werkbank reist")
    article = ArticlePage.objects.get(slug="die-werkbank-reist")
    page.goto("/beitraege/werkstatt/die-werkbank-reist/")
    expect(page.locator(".known")).to_contain_text("Werkbank auf Rädern")
    expect(page.locator(".wiki-passage")).to_contain_text("Geschrieben von Wilma")

    words = {"title": "The workbench travels", "intro": "It moves around.", "block": "Repairing"}
    translate(page, article, words)
    write_easy(page, article)
    page.goto("/de-simple/beitraege/werkstatt/die-werkbank-reist/")
    expect(page.locator("main")).to_contain_text("noch nicht von einer Prüfgruppe gelesen")

    assert "Die Werkbank reist" in found("Werkbank reist")
    assert "The workbench travels" in found("workbench travels", "/en")
    assert "Die Werk-Bank fährt herum" in found("Werk-Bank", "/de-simple")


def test_publishing_after_the_own_autosave_is_no_conflict(
    page: Page, context: BrowserContext, live_server: LiveServer, series: ArticlePage
) -> None:
    """The form names the revision that the browser has saved by itself."""
    context.set_default_timeout(45_000)
    editor = create_user(email="e@example.org", name="Edda", groups=(EDITORS,))
    sign_in(context, live_server, editor)
    page.goto(f"/admin/pages/{series.pk}/edit/")
    loaded = page.locator("input[name=loaded_revision_id]")
    before = loaded.input_value()
    page.wait_for_timeout(3000)  # only then Wagtail's script begins to look for changes
    page.fill("textarea[name=intro]", "Von selbst gespeichert.")
    until(page, lambda: loaded.input_value() != before)
    page.fill("textarea[name=intro]", "Von Hand veröffentlicht.")
    button_of_menu(page, "Veröffentlichen")
    series_of = type(series).objects
    until(page, lambda: series_of.get(pk=series.pk).intro == "Von Hand veröffentlicht.")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_conflict_shows_both_texts_and_ways_to_go_on(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    series: ArticlePage,
    settings: Settings,
    width: int,
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    page.set_viewport_size({"width": width, "height": 900})
    context.set_default_timeout(45_000)
    editor = create_user(email="e@example.org", name="Edda", groups=(EDITORS,))
    sign_in(context, live_server, editor)
    page.goto(f"/admin/pages/{series.pk}/edit/")
    other = series.specific
    other.intro = "Von Rita: Die Werkstatt hat montags auf."
    other.save_revision(user=create_user(email="r@example.org", name="Rita"), log_action=True)
    page.fill("textarea[name=intro]", "Von Edda: Die Werkstatt hat dienstags auf.")
    page.evaluate("document.querySelector('[data-edit-form]').submit()")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inzwischen wurde")
    text = page.locator("main").inner_text()
    assert "Von Rita: Die Werkstatt hat montags auf." in text
    assert "Von Edda: Die Werkstatt hat dienstags auf." in text
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Mit meinem Text weiterschreiben").click()
    expect(page.locator("textarea[name=intro]")).to_have_value(
        "Von Edda: Die Werkstatt hat dienstags auf."
    )


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Für Ältere & Jüngere: Stadt/Land", "fuer-aeltere-und-juengere-stadt-land"),
        ("„Straße“ – O\u0308ffnung (2026)", "strasse-oeffnung-2026"),
        ("Café Ümit's Ort", "cafe-uemits-ort"),
        ("wort " * 20, ("wort-" * 16).strip("-")),
    ],
)
def test_the_address_under_a_title_is_spelled_as_the_server_spells_it(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    series: ArticlePage,
    title: str,
    slug: str,
) -> None:
    assert slugify(title) == slug
    context.set_default_timeout(45_000)
    editor = create_user(email="e@example.org", name="Ede", groups=(EDITORS,))
    sign_in(context, live_server, editor)
    page.goto(f"/admin/pages/add/cms/articlepage/{series.pk}/")
    page.fill("input[name=title]", title)
    page.locator("input[name=title]").blur()
    expect(page.locator("input[name=slug]")).to_have_value(slug)
