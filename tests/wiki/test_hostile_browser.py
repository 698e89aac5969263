"""Hostile strings in title, text, summary and name, looked at by a real browser.

500 of the shared vectors with FULL_PROOFS=1, else 60, evenly from all lists. The browser refuses
inline scripts by its policy, and each refusal fails the test (see the `context` fixture); besides,
the page that the browser has built is asked for anything that could run.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from community import cases
from community.models import Case
from tests.people import moderator
from tests.text.vectors import vectors
from tests.wiki.factories import article
from tests.wiki.test_browser import sign_in
from tests.wiki.test_hostile_words import as_line, made_of, usable
from wiki import services
from wiki.models import Article

# Everything in a built page that could run, send something away or lie over the page.
ASK = """() => {
  const found = [];
  const schemes = /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data|livescript|mocha)\\s*:/i;
  const addresses = ["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "applet", "frame", "math"].includes(name)) {
      found.push(name);
    }
    // What is told to search engines is data, which no browser runs; it must be whole.
    if (name === "script" && element.type === "application/ld+json") {
      try { JSON.parse(element.textContent); } catch { found.push("torn " + element.outerHTML); }
    } else if (name === "script" && !element.src.startsWith(location.origin + "/static/")) {
      found.push("script " + element.outerHTML);
    }
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name) || attribute.name === "style") {
        found.push(name + " " + attribute.name);
      }
      if (addresses.includes(attribute.name) && schemes.test(attribute.value)) {
        found.push(name + " " + attribute.value);
      }
    }
  }
  if (window.__ran) found.push("a script has run");
  return found;
}"""
TELL = """for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = () => { window.__ran = true; };
}"""
AT_ONCE = 20
# Frames that our own pages bring along are none of the visitor's words.
PAGES = ("", "verlauf/", "vergleich/?from=1&to=19", "version/7/", "bearbeiten/")


@pytest.fixture
def batches(proof_size: Callable[[int, int], int]) -> list[list[str]]:
    """The sample, in handfuls that go into one article each."""
    known = [vector for vector in vectors() if isinstance(vector, str) and usable(vector)]
    sample = known[:: max(1, len(known) // proof_size(60, 500))][: proof_size(60, 500)]
    return [sample[start : start + AT_ONCE] for start in range(0, len(sample), AT_ONCE)]


def look(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    assert page.evaluate(ASK) == [], path


def published(batch: list[str], number: int) -> Article:
    """An article whose every version has one vector in text, summary and author's name."""
    texts = [*batch[: AT_ONCE - 1], "\n\n".join(batch)]
    title = f"{number} {as_line(batch[0], 150)}"
    return services.import_article(data=made_of(title, texts)).article


def test_nothing_runs_on_public_pages(
    page: Page, live_server: LiveServer, batches: list[list[str]]
) -> None:
    page.add_init_script(TELL)
    for number, batch in enumerate(batches):
        made = published(batch, number)
        for view in PAGES if len(batch) == AT_ONCE else ("", "verlauf/"):
            look(page, f"/wiki/allgemein/{made.slug}/{view}")
    for path in ("/wiki/", "/wiki/allgemein/", "/wiki/letzte-aenderungen/"):
        look(page, path)


def waiting(batches: list[list[str]]) -> Iterator[Case]:
    """Suggestions and reports of guests whose every word is a vector."""
    made = article(body="Eins.\n")
    for batch in batches:
        services.save_edit(
            article=made,
            base_revision=1,
            body="\n\n".join(batch),
            title=as_line(batch[0], 150),
            summary=as_line(batch[1], 300),
            author_name=as_line(batch[2], 80),
        )
        yield Case.objects.latest("pk")
        yield cases.open_case(
            sort=Case.Sort.REPORT,
            kind="",
            pk=0,
            title=as_line(batch[3], 250),
            url="/wiki/",
            sender=cases.Sender(name=as_line(batch[4], 80)),
            cause="spam",
            words="\n".join(batch)[:2000],
        )


def test_nothing_runs_on_the_pages_of_moderators(
    page: Page, context: BrowserContext, live_server: LiveServer, batches: list[list[str]]
) -> None:
    page.add_init_script(TELL)
    sign_in(context, live_server, moderator())
    for case in waiting([batch for batch in batches if len(batch) == AT_ONCE]):
        look(page, f"/moderation/{case.pk}/")
        look(page, f"/konto/beleg/{case.receipt}/")
    look(page, "/moderation/")


def test_nothing_runs_in_the_live_preview(
    page: Page, context: BrowserContext, live_server: LiveServer, batches: list[list[str]]
) -> None:
    page.add_init_script(TELL)
    article(body="Eins.\n")
    page.goto("/wiki/allgemein/spielplaetze/bearbeiten/")
    page.locator("[data-preview-toggle]").click()
    for number, batch in enumerate(batches):
        text = "\n\n".join([*batch, f"Ende {number} der Probe"])
        page.locator("textarea[name=body]").fill(text)
        expect(page.locator("[data-preview]")).to_contain_text(f"Ende {number} der Probe")
        assert page.evaluate(ASK) == []
    page.on("dialog", lambda dialog: dialog.accept())


def test_the_question_itself_sees_what_is_live(browser: Browser) -> None:
    page = browser.new_page()
    for hostile in (
        '<a href=" jAvascript:alert(1)">x</a>',
        '<p onclick="x()">x</p>',
        "<iframe></iframe>",
        '<form action="javascript:x"></form>',
        '<p style="position: fixed">x</p>',
        "<script>alert(1)</script>",
    ):
        page.set_content(f"<main>{hostile}</main>")
        assert page.evaluate(ASK), hostile
    page.close()
