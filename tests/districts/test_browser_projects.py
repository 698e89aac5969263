"""Projects and lists in a real browser: by keyboard alone, and asked by axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from districts import services
from districts.models import Adoption, Project
from tests.districts.conftest import Town, person
from tests.wiki.factories import article
from tests.wiki.test_browser import retype, sign_in, tab_to


@pytest.fixture
def settled(committed_town: Town) -> Town:
    """The small town, committed, with a shop in the other district."""
    town = committed_town
    services.create_actor(name="Kiosk", sector="business", districts=[town.east])
    services.update_project(
        project=town.project,
        conditions=[
            {"kind": "partner_sector", "text": "Ein Laden (lokale Wirtschaft)"},
            {"kind": "hours", "text": "Sechs Freiwillige"},
        ],
    )
    return town


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_taking_a_project_over_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer, settled: Town
) -> None:
    sign_in(context, live_server, person("resident"))
    page.goto(settled.project.get_absolute_url())
    accessible(page)
    tab_to(page, "a[href$='uebernehmen/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uebernehmen/")
    tab_to(page, "select[name=district]")
    page.keyboard.type("Ost")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uebernehmen/?district=ost")
    accessible(page)
    expect(page.locator("main")).to_contain_text("Kiosk")
    tab_to(page, "input[name=title]")
    retype(page, "Bank im Osten")
    tab_to(page, "textarea[name=adapted]")
    page.keyboard.type("Am Abend statt am Mittag.")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projekte/bank-im-osten/")
    adoption = Adoption.objects.get(project__title="Bank im Osten")
    assert (adoption.source, adoption.source_revision) == (settled.project, 2)
    expect(page.locator("main")).to_contain_text("1 erfüllt, 0 fehlen, 1 unbekannt")

    tab_to(page, "a[href$='bedingungen/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bedingungen/")
    accessible(page)
    unknown = adoption.answers.get(answer="unknown")
    tab_to(page, f"input[name=want_{unknown.pk}]")
    page.keyboard.press("Space")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Veröffentlicht als gesucht")
    unknown.refresh_from_db()
    assert unknown.answer == "missing"


@pytest.mark.parametrize("width", [360, 1280])
def test_failing_asks_why_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer, settled: Town, width: int
) -> None:
    services.update_project(project=settled.project, actors=[])
    user = person("resident")
    services.take_charge(settled.project, user)
    sign_in(context, live_server, user)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{settled.project.get_absolute_url()}bearbeiten/")
    asked, told = page.get_by_role("group", name="Woran lag es?"), page.locator("#id_told")
    expect(asked).to_be_hidden()
    expect(told).to_be_hidden()
    page.locator("input[name=status][value=running]").focus()
    for _step in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=status][value=failed]")).to_be_checked()
    expect(asked).to_be_visible()
    expect(told).to_be_visible()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_failed_because_0")).to_be_focused()
    page.keyboard.press("Space")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Woran es lag")
    settled.project.refresh_from_db()
    assert settled.project.failed_because == "money"


def test_filtering_a_list_by_keyboard(page: Page, settled: Town) -> None:
    services.create_project(title="Lastenrad", status="failed", districts=[settled.east])
    page.goto("/projekte/")
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 800})
    tab_to(page, "details.filters > summary")
    page.keyboard.press("Enter")
    tab_to(page, "input[name=status][value=failed]")
    page.keyboard.press("Space")
    page.wait_for_url("**/projekte/?status=failed")
    expect(page.locator("[data-results]")).to_contain_text("Lastenrad")
    expect(page.locator("[data-results]")).not_to_contain_text("Plauderbank")
    # The focus stays where it was, so that a second choice is one key away.
    assert page.evaluate("document.activeElement.value") == "failed"
    accessible(page)
    tab_to(page, "[data-results] a[href='/projekte/']")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results]")).to_contain_text("Plauderbank")


def test_a_list_is_filtered_without_scripts(
    browser: Browser, live_server: LiveServer, settled: Town
) -> None:
    services.create_project(title="Stuhl am Bach", status="idea", districts=[settled.east])
    plain = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = plain.new_page()
    page.goto("/projekte/")
    page.locator("input[name=status][value=running]").check()
    page.locator(".filters button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/projekte/\?status=running$"))
    plain.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_districts_are_accessible_and_fit(page: Page, settled: Town, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    looked_at = {360: ("/stadtteile/west/", "/projekte/neu/"), 1280: ("/stadtteile/",)}
    for address in ("/stadtteile/ost/", "/stadtteile/west/aushang/", *looked_at[width]):
        page.goto(address)
        if address in looked_at[width]:  # asking axe takes seconds
            accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sheet_is_one_side_of_a4(page: Page, settled: Town) -> None:
    for number in range(8):
        services.create_date(
            title=f"Sprechstunde mit einem langen Namen, Folge {number}",
            start=settled.date.start,
            end=settled.date.end,
            place="Begegnungsstätte am Kelterplatz, Saal im Erdgeschoss",
            districts=[settled.west],
        )
        services.create_need(title=f"Gesucht wird Hilfe {number}", districts=[settled.west])
        article(f"Ein Artikel über den Westen, Teil {number}", district=settled.west)
    services.create_actor(
        name="Bürgerbüro West",
        sector="municipal",
        phone="0711 90009 1",
        phone_public=True,
        districts=[settled.west],
    )
    page.goto("/stadtteile/west/aushang/")
    page.emulate_media(media="print")
    sheet = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert page.locator(".strip:visible", has_text="0711 90009 1").count() == 7
    size = "e => parseFloat(getComputedStyle(e).fontSize) * 72 / 96"
    assert page.locator("h1").evaluate(size) >= 40
    assert page.locator(".sheet-dates li").first.evaluate(size) >= 16
    cut = """() => [...document.querySelectorAll(".sheet-dates ul, .sheet-side")]
      .flatMap((list) => {
      const { right, bottom } = list.getBoundingClientRect();
      return [...list.children].map((one) => one.getBoundingClientRect())
        .filter((one) => one.left < right && one.bottom > bottom + 1);
    })"""
    assert page.evaluate(cut) == []


def test_the_leaflet_is_both_sides_of_a4(page: Page, settled: Town) -> None:
    for number in range(9):
        services.create_date(
            title=f"Sprechstunde mit einem langen Namen, Folge {number}",
            start=settled.date.start,
            end=settled.date.end,
            place="Begegnungsstätte am Kelterplatz, Saal im Erdgeschoss",
            districts=[settled.west],
        )
        services.create_actor(
            name=f"Verein zur Förderung der guten Nachbarschaft im Westen {number}",
            sector="civil",
            phone=f"0711 90009 {number}",
            phone_public=number != 1,
            districts=[settled.west],
        )
        services.create_need(title=f"Gesucht wird Hilfe {number}", districts=[settled.west])
        article(f"Ein Artikel über den Westen, Teil {number}", district=settled.west)
    page.goto("/stadtteile/west/")
    page.get_by_role("link", name="Faltblatt zum Verteilen").click()
    accessible(page)
    assert "90009 1" not in page.content()
    page.emulate_media(media="print")
    plain = page.pdf(format="A4", landscape=True)
    for sheet in (plain, page.pdf(prefer_css_page_size=True)):
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 2
    # The first page is the right half of the outside, so that it lies in front when it is folded.
    places = page.locator(".leaf").evaluate_all(
        "all => all.map((e) => [e.offsetLeft > 300, e.offsetTop > 300])"
    )
    assert places == [
        [True, False],
        [False, True],
        [True, True],
        [False, False],
    ]


def test_what_others_know_comes_while_one_types(page: Page, settled: Town) -> None:
    page.goto(f"/projekte/neu/?district={settled.east.slug}")
    page.locator("input[name=title]").press_sequentially("Plauderbank am See")
    found = page.locator("[data-similar-found]")
    expect(found.get_by_role("link", name="Plauderbank")).to_be_visible()
    assert not Project.objects.filter(title__contains="See").exists()


def test_whoever_asks_what_others_know_reads_it_at_once(page: Page, settled: Town) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.route("**/similar*.js", lambda route: route.abort())
    page.goto(f"/projekte/neu/?district={settled.east.slug}")
    page.fill("input[name=title]", "Plauderbank am See")
    page.get_by_role("button", name="Gibt es das auch anderswo?").click()
    found = page.locator("[data-similar-found]").get_by_role("link", name="Plauderbank")
    expect(found).to_be_in_viewport()
    expect(page.locator("input[name=title]")).to_have_value("Plauderbank am See")


def test_forty_actors_are_two_sheets_however_long_their_names(page: Page, settled: Town) -> None:
    name = "Arbeitsgemeinschaft der Bürgerinnen und Bürger für ein lebenswertes Wohnumfeld"
    for number in range(40):
        services.create_actor(
            name=f"{name} rund um den Wilhelmsplatz und die angrenzenden Straßen, Nummer {number}",
            sector="nonprofit",
            districts=[settled.west, settled.east],
            address="Wilhelmsplatz 12, Hinterhaus, 3. Stock links, 70372 Musterstadt am Fluss",
            phone=f"+49 711 216-100{number:02}, Frau Mustermann, Mo\u2013Fr von 9 bis 12",
            phone_public=True,
        )
    page.goto("/akteure/telefonliste/?sector=nonprofit&district=west")
    page.emulate_media(media="print")
    expect(page.get_by_text("Nur: West, ")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(40)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 2
    wide = "cells => Math.max(...cells.map(cell => cell.scrollWidth - cell.clientWidth))"
    assert page.locator("td, th").evaluate_all(wide) <= 1, "nothing runs into the next column"
    cut = "cells => cells.filter(cell => cell.scrollHeight > cell.clientHeight + 1).length"
    for number, what in ((2, "phone"), (3, "place")):
        cells = page.locator(f"tbody td:nth-child({number}) span")
        assert cells.evaluate_all(cut) == 0, f"no {what} ends halfway"


def test_files_follow_filters_that_were_set_without_a_reload(page: Page, settled: Town) -> None:
    services.create_date(
        title="Im Osten", kind="offer", start=settled.date.start, districts=[settled.east]
    )
    page.goto("/termine/")
    page.evaluate("window.stays = true")
    page.get_by_role("checkbox", name="West").check()
    page.wait_for_url("**/termine/?district=west")
    assert page.evaluate("window.stays")
    for words, address in (
        ("Tabelle (CSV)", "/termine/tabelle.csv?district=west"),
        ("JSON", "/api/v1/events?district=west"),
        ("Im eigenen Kalender abonnieren (iCalendar)", "/termine/kalender.ics?district=west"),
        ("Archiv", "?district=west&view=archive"),
    ):
        link = page.get_by_role("link", name=words, exact=True)
        expect(link).to_have_attribute("href", address)
