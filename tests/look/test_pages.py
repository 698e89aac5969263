"""The frame, the error pages and the style guide render, with and without anything to show."""

import re
from html.parser import HTMLParser

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from cms.style_guide.page import component_notes, icons, styleguide, tokens
from tests.look.templates import COMPONENTS, ERROR_PAGES, TEMPLATES

pytestmark = pytest.mark.any_database

DUTY_PAGES = (
    "leichte-sprache",
    "kontakt",
    "regeln",
    "barrierefreiheit",
    "datenschutz",
    "impressum",
)
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Outline(HTMLParser):
    """Collects what the tests ask about, and notices tags that are closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.targets: set[str] = set()
        self.labels: set[str] = set()
        self.controls: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID and tag not in ("path", "use", "rect", "circle"):
            self.open.append(tag)
        if tag == "html":
            self.lang = values["lang"] or ""
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a" and (values.get("href") or "").startswith("#"):
            self.targets.add((values["href"] or "")[1:])
        if tag == "label" and values.get("for"):
            self.labels.add(values["for"] or "")
        control = tag in ("input", "select", "textarea") and values.get("type") != "hidden"
        # A control inside its label needs no id.
        if control and "label" not in self.open:
            self.controls.append(values.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "use", "rect", "circle"):
            return
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture
def request_for_a_list(db: None) -> HttpRequest:
    """A request as the context processors get it; these read the site's settings."""
    return RequestFactory().get("/projekte/?q=Essen&page=3")


def show_styleguide(request: HttpRequest) -> str:
    return styleguide(request).content.decode()


@pytest.mark.parametrize("name", ERROR_PAGES)
@pytest.mark.parametrize("language", ["de", "en", "de-simple"])
def test_error_pages_need_no_context(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{name}.html")
    page = outline(html)
    assert page.lang == language[:2]
    assert page.headings.count(1) == 1
    for duty in DUTY_PAGES:
        assert f'href="/{duty}/"' in html
    assert 'name="q"' in html
    assert "csrf" not in html


def test_error_pages_show_the_site_when_they_can() -> None:
    site = {
        "name": "Wissen für Hafenstadt",
        "prefix": "/en",
        "menu": [{"url": "/x/", "title": "X"}],
    }
    html = render_to_string("404.html", {"site": site})
    assert "– Wissen für Hafenstadt</title>" in html
    assert 'href="/en/impressum/"' in html
    assert 'action="/en/suche/"' in html


def test_no_template_names_the_product() -> None:
    for path in [*TEMPLATES.glob("*.html"), *COMPONENTS.glob("*.html")]:
        assert "Quartierswissen" not in path.read_text(), path.name


def test_what_a_site_is_called_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    notice = {"text": evil, "url": '"><img src=x>', "link_text": evil}
    site = {"name": evil, "tagline": evil, "footer": evil, "notices": [notice], "query": '"><b>'}
    html = render_to_string("404.html", {"site": site})
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert '"><b>' not in html


def test_styleguide_is_sound(request_for_a_list: HttpRequest) -> None:
    page = outline(show_styleguide(request_for_a_list))
    assert sorted(set(page.ids)) == sorted(page.ids), "an id stands twice"
    assert page.targets <= set(page.ids) | {""}
    assert set(page.controls) <= page.labels
    steps = [
        after - before for before, after in zip(page.headings, page.headings[1:], strict=False)
    ]
    assert max(steps) <= 1, "a heading level is left out"


def test_styleguide_shows_every_component(request_for_a_list: HttpRequest) -> None:
    used = set(
        re.findall(r'components/([a-z_]+)\.html"', (TEMPLATES / "styleguide.html").read_text())
    )
    frame = {"skip_links", "header", "footer", "identity"}  # base.html shows these on every page
    parts = {"field", "field_notes", "error_summary", "error_links"}
    parts |= {"print_button", "error_help", "draft_notice"}
    parts |= {"not_easy", "read_aloud"}  # nothing outside easy language
    parts |= {"preview_picture"}  # in the head of a page
    assert used | frame | parts == {path.stem for path in COMPONENTS.glob("*.html")}
    html = show_styleguide(request_for_a_list)
    for name in used - {"field"}:
        assert component_notes()[name].split("\n")[0][:20].split("<")[0] in html


def test_styleguide_shows_tokens_and_icons(request_for_a_list: HttpRequest) -> None:
    html = show_styleguide(request_for_a_list)
    assert len(tokens()["colours"]) > 30
    for name, _value in tokens()["colours"]:
        assert f'fill="var(--{name})"' in html
    for name in icons():
        assert f"#{name}" in html


def test_pagination_keeps_the_rest_of_the_address(request_for_a_list: HttpRequest) -> None:
    html = render_to_string(
        "components/pagination.html", {"number": 2, "num_pages": 3}, request=request_for_a_list
    )
    assert 'href="?q=Essen"' in html
    assert 'href="?q=Essen&amp;page=3"' in html


@pytest.mark.parametrize("pages", [0, 1])
def test_a_short_list_has_no_pagination(pages: int) -> None:
    html = render_to_string("components/pagination.html", {"number": 1, "num_pages": pages})
    assert html.strip() == ""
