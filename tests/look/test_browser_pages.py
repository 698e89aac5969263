"""Every kind of page in a real browser: axe, narrow and enlarged, by keyboard, on paper."""

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from districts import services
from districts.models import Topic
from tests.look import small_site

#: Asked by axe: 25 addresses. The rest are near twins of these.
LEFT_OUT = {
    "home, easy",
    "wiki of a district",
    "article, English frame",
    "comparison",
    "search, nothing found",
    "projects, filtered",
    "council papers",
    "series, all",
    "recent changes",
    "not understood",
    "topics",
    "notice board",
}
AXED = {kind: path for kind, path in small_site.ADDRESSES.items() if kind not in LEFT_OUT}
GRID = [(scheme, width) for scheme in ("light", "dark") for width in (360, 1280)]
#: Where names stand in forms, in filters and beside nothing at all.
LONG_LISTS = {
    "filtered, nothing found": "/projekte/?district=west&status=failed",
    "new project": "/projekte/neu/",
    "new date": "/termine/neu/",
    "new article": "/wiki/neu/",
    "calendar": "/termine/?ansicht=monat",
    "home": "/",
    "district": "/stadtteile/west/",
    "date": "/termine/mittagstisch/",
}
WIDTH = "document.documentElement.scrollWidth"
SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 200);
})"""
FOCUS = """() => {
  const place = document.activeElement.getBoundingClientRect();
  const style = getComputedStyle(document.activeElement);
  return {
    name: document.activeElement.outerHTML.slice(0, 80),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: place.width > 0 && place.bottom > 0 && place.top < innerHeight &&
          place.right > 0 && place.left < innerWidth,
  };
}"""

#: What a click in the middle of a link or a button does not reach, and what lies there instead
#: (nothing does where a link is off the page until it is focused: those that jump over the header).
COVERED = """() => {
  const reaches = (one) => {
    one.scrollIntoView({block: "center", behavior: "instant"});
    const {left, top, width, height} = one.getClientRects()[0];
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return !hit || one.contains(hit) || [...one.labels ?? []].some(label => label.contains(hit))
      ? null : [one.outerHTML.slice(0, 90), hit.outerHTML.slice(0, 90)];
  };
  return [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects()[0])
    .filter(one => one.getClientRects()[0].width > 1)
    .map(reaches).filter(Boolean);
}"""


@pytest.fixture
def site(committed_site: None) -> None:
    """Each test commits."""


Looks = list[tuple[str, str, int]]


def test_axe_finds_nothing(
    site: None, page: Page, proof_size: Callable[[Looks, Looks], Looks]
) -> None:
    """Every fourth address, schemes and widths in turn; with --full all in all four."""
    assert len(AXED) == 32
    some = list(AXED.values())[::4]
    in_turn = [(path, *look) for path, look in zip(some, cycle(GRID), strict=False)]
    everything = [(path, *look) for look in GRID for path in AXED.values()]
    found = []
    for path, scheme, width in proof_size(in_turn, everything):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        violations = Axe().run(page).response["violations"]
        found += [(path, scheme, width, v["id"], v["nodes"][0]["html"]) for v in violations]
    assert found == []


def test_nothing_sticks_out(site: None, page: Page, proof_size: Callable[[int, int], int]) -> None:
    """However long names are, on a phone and with letters twice as large only tables scroll."""
    small_site.name_at_length()
    too_wide = []
    asked = list(small_site.ADDRESSES.items())[:: proof_size(4, 1)] + list(LONG_LISTS.items())
    for kind, path in asked:
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(path)
        widths = [page.evaluate(WIDTH)]
        page.set_viewport_size({"width": 320, "height": 800})
        widths.append(page.evaluate(WIDTH))
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        widths.append(page.evaluate(WIDTH))
        if any(found > wanted for found, wanted in zip(widths, (360, 320, 1280), strict=True)):
            too_wide.append((kind, widths))
    assert too_wide == []


def test_nothing_lies_over_what_can_be_clicked(site: None, page: Page) -> None:
    """A title that opens its whole card opens no more than that, and leaves other links free."""
    services.create_topic(name="Schatten", parent=Topic.objects.get())
    page.set_viewport_size({"width": 360, "height": 800})
    covered = {}
    for path in [*small_site.ADDRESSES.values(), "/styleguide/"]:
        page.goto(path)
        if found := page.evaluate(COVERED):
            covered[path] = found
    assert covered == {}, "\n".join(str(c) for c in covered.items())


def test_nothing_moves_while_a_page_loads(site: None, page: Page) -> None:
    for kind in ("home", "theme page", "projects", "article"):
        page.goto(small_site.ADDRESSES[kind])
        assert page.evaluate(SHIFTS) < 0.01, kind


@pytest.mark.parametrize("width", [360, 1280])
def test_the_focus_is_always_seen(site: None, page: Page, width: int) -> None:
    """The whole way through the home page and a list, key by key."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/projekte/"):
        page.goto(path)
        for step in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                assert step > 20
                break
            focus = page.evaluate(FOCUS)
            assert focus["ring"], focus
            assert focus["seen"], focus


def test_suggestions_by_keyboard(site: None, page: Page) -> None:
    page.goto("/")
    box = page.locator("#start-q")
    box.press_sequentially("Bank")
    listed = page.get_by_role("listbox").get_by_role("option")
    expect(listed.first).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "vorschlaege-1-0")
    box.press("Escape")
    expect(listed.first).to_be_hidden()
    expect(box).to_have_value("Bank")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/suche/\?q=Bank"))


def test_filters_by_keyboard(site: None, page: Page) -> None:
    """A choice renews the list, keeps the focus, and its chip takes it away again."""
    page.goto("/projekte/")
    choice = page.locator("input[name=district][value=west]")
    choice.focus()
    page.keyboard.press("Space")
    chip = page.locator(".chip")
    expect(chip).to_have_count(1)
    expect(choice).to_be_focused()
    expect(page).to_have_url(re.compile("district=west"))
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(0)


def test_filters_fill_a_phone_until_their_hits_are_shown(site: None, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/projekte/")
    panel, opener = page.locator("[data-filters]"), page.locator("[data-filters] > summary")
    opener.click()
    box = panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}
    show = panel.get_by_role("button", name="2 Treffer zeigen")
    expect(show).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(show).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    panel.get_by_label("West").check()
    expect(page).to_have_url(re.compile("district=west"))
    expect(panel.get_by_label("West")).to_be_focused()
    panel.get_by_role("button", name="1 Treffer zeigen").click()
    expect(panel.get_by_label("West")).to_be_hidden()
    expect(page.locator(".card-title").first).to_be_in_viewport()
    expect(page.locator("[data-results]")).to_be_focused()


def test_every_kind_of_page_prints_without_its_frame(
    site: None, page: Page, proof_size: Callable[[int, int], int]
) -> None:
    page.emulate_media(media="print")
    for kind, path in list(AXED.items())[:: proof_size(3, 1)]:
        page.goto(path)  # its style sheet for print comes when it may
        for gone in (".site-search", ".site-menu", ".filters", "main .button", ".breadcrumb"):
            expect(page.locator(gone).locator("visible=true"), f"{kind} {gone}").to_have_count(0)
        assert page.locator("h1").is_visible(), kind
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)", kind


def test_more_contrast_and_less_motion_are_followed(site: None, page: Page) -> None:
    page.emulate_media(contrast="more", reduced_motion="reduce", forced_colors="active")
    page.goto("/")
    style = "getComputedStyle(document.documentElement).getPropertyValue"
    assert page.evaluate(f"{style}('--ink')") == "#000"
    assert page.evaluate(f"{style}('--motion')") == "0s"
    violations = Axe().run(page).response["violations"]
    assert [v["id"] for v in violations] == []
