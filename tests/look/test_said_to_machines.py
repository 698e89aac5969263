"""What every public page says of itself to search engines and messengers, and to nobody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, TestCase
from django.utils.html import strip_tags
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from cms.models import DistrictIndexPage, DistrictPage, HomePage, StandardPage, ThemePage
from districts.models import Actor, CouncilPaper, Date, District, Need, Network, Project
from districts.services import create_need, create_network
from tests.fixtures.standing import around_the_tests
from tests.look import small_site
from tests.site_walk import routes_without_parameters, unrecorded
from wiki.addresses import article_url
from wiki.models import Article
from wiki.services import create_article

pytestmark = pytest.mark.any_database

LANGUAGES = ("", "/en", "/de-simple")
HOSTILE = "</script><script>alert(1)</script> \"&quot; ' {{ x }}"
TYPED = "HTML: <main> und <nav>, a<b und c>d"
#: What is not for search engines, or no page.
CLOSED = re.compile(
    r"^/(en/|de-simple/)?((admin|konto|moderation|melden|api|-|_util|demo)/|projekte/aehnlich/)"
)
#: Lists of parts of what is in the sitemaps.
NOT_IN_SITEMAPS = re.compile(r"^/((en|de-simple)/)?(wiki/[^/]+|mitwirkende/[^/]+)/$")
#: A page in the frame that every public page has; and one that says what it is about.
BASED = re.compile(r'{% extends "base(?:_tool|_error)?\.html" %}')
#: Bases that keep machines out themselves.
KEPT_OUT = re.compile(r'{% extends "base_(?:tool|error)\.html" %}|content="noindex')
SAYS = re.compile(r"{% block (description|identity) %}")


def build() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        small_site.build()
        west = District.objects.get(slug="west")
        create_network(title="Runder Tisch", summary="Wir treffen uns.", districts=[west])
        create_need(title="Ein Zelt", text="Für das *Fest*.", districts=[west])
        german = Article.objects.get(slug="plauderbank")
        create_article(
            title="Chatting bench",
            body="A bench.",
            language="en",
            district=west,
            translation_of=german,
            author=User.objects.get(slug="mia-muster"),
        )


@pytest.fixture(scope="module")
def standing_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with around_the_tests(django_db_blocker):
        build()
        yield


@pytest.fixture
def site(standing_site: None, db: None) -> None:
    """One of everything; what a test changes is taken back."""


@pytest.fixture(scope="module")
def standing_pages(
    standing_site: None, quiet_settings: None, django_db_blocker: DjangoDbBlocker
) -> dict[str, str]:
    """All pages as a guest is shown them."""
    with django_db_blocker.unblock():
        return pages(Client())


def addresses() -> list[str]:
    paths = [
        *small_site.ADDRESSES.values(),
        *routes_without_parameters(),
        "/netzwerke/runder-tisch/",
        "/gesucht/ein-zelt/",
        CouncilPaper.objects.get().get_absolute_url(),
        "/en/wiki/west/chatting-bench/",
        "/wiki/allgemein/",
        "/mitwirkende/mia-muster/",
    ]
    every = [
        f"{start}{path}"
        for path in paths
        if not path.startswith(LANGUAGES[1:])
        for start in LANGUAGES
    ]
    return [path for path in dict.fromkeys([*paths, *every]) if not CLOSED.search(path)]


def head_of(html: str) -> str:
    return html.partition("</head>")[0]


def said(html: str, name: str) -> list[str]:
    found = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', head_of(html))
    return [unescape(words) for words in found]


def blocks_of(html: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(text) for text in found]


def pages(client: Client) -> dict[str, str]:
    found = {}
    with unrecorded():
        for path in addresses():
            answer = client.get(path)
            if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
                found[path] = answer.content.decode()
    return found


@pytest.mark.walk
def test_every_public_page_says_what_it_is_about(standing_pages: dict[str, str]) -> None:
    wrong = []
    for path, html in standing_pages.items():
        hidden = '<meta name="robots" content="noindex">' in html
        once = ("description", "og:description", "og:title", "og:type", "og:url")
        for name in (*once, "og:image", "og:image:alt", "twitter:card"):
            words = said(html, name)
            if hidden and words:
                wrong.append((path, name, "although it is not for search engines"))
            elif not hidden and (len(words) != 1 or not words[0].strip() or "<" in words[0]):
                wrong.append((path, name, words))
        if hidden and ("ld+json" in html or "hreflang" in head_of(html)):
            wrong.append((path, "data", "although it is not for search engines"))
    assert not wrong, "\n".join(map(str, wrong))
    assert len(standing_pages) > 80


@pytest.mark.walk
def test_versions_name_each_other(
    standing_pages: dict[str, str], site: None, client: Client
) -> None:
    """Each that is named is there, names itself and all others, and so does the sitemap."""
    told = {}
    for path, html in standing_pages.items():
        found = re.findall(
            r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head_of(html)
        )
        if found:
            told[path.partition("?")[0]] = dict(found)
            assert len(found) == len(dict(found)), path
    assert len(told) > 20
    for path, versions in told.items():
        assert f"http://testserver{path}" in versions.values(), path
        assert versions.get("x-default") == versions["de"], path
        for url in versions.values():
            other = url.removeprefix("http://testserver")
            if other not in told:
                answer = client.get(other)
                assert answer.status_code == 200, (path, url)
                html = answer.content.decode()
                told_there = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)">', head_of(html)))
                assert told_there == versions, (path, url)
            else:
                assert told[other] == versions, (path, url)
    assert {"de", "en", "de-simple", "x-default"} == set(told["/projekte/"])
    assert {"de", "de-simple", "x-default"} == set(told["/de-simple/kuehle-orte/"])
    assert {"de", "en", "x-default"} == set(told["/wiki/west/plauderbank/"])
    in_sitemaps = _sitemaps(client)
    assert {path for path in told if not NOT_IN_SITEMAPS.search(path)} <= set(in_sitemaps)
    for path, versions in in_sitemaps.items():
        assert versions == (told.get(path) or _told(client, path)), path
        for url in versions.values():
            assert url.removeprefix("http://testserver") in in_sitemaps, (path, url)
    for path in ("/de-simple/kuehle-orte/", "/en/wiki/west/chatting-bench/", "/en/projekte/"):
        assert in_sitemaps[path] == told[path]
    for path in ("/netzwerke/runder-tisch/", "/gesucht/ein-zelt/", "/projekte/bank-am-bach/"):
        assert in_sitemaps[path] == {}


def _told(client: Client, path: str) -> dict[str, str]:
    html = head_of(client.get(path).content.decode())
    return dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)">', html))


def _sitemaps(client: Client) -> dict[str, dict[str, str]]:
    found = {}
    index = client.get("/sitemap.xml").content.decode()
    for name in re.findall(r"<loc>http://testserver(/sitemap-[^<]+)</loc>", index):
        for where, versions in _entries(client, name).items():
            assert where not in found
            found[where] = versions
            assert client.get(where).status_code == 200, where
    return found


def _entries(client: Client, name: str) -> dict[str, dict[str, str]]:
    found = {}
    for entry in client.get(name).content.decode().split("<url>")[1:]:
        [where] = re.findall(r"<loc>http://testserver([^<]+)</loc>", entry)
        found[where] = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry))
    return found


@pytest.mark.parametrize("languages", [["de"], ["en"], ["de", "en"], ["en", "de-simple"]])
def test_a_district_is_in_the_sitemap_in_each_language_it_is_written_in(
    site: None, client: Client, languages: list[str]
) -> None:
    """And its German address always, which shows what the directory knows."""
    west = District.objects.get(slug="west")
    german = DistrictPage.objects.get(district=west)
    german.intro = "Am Bach." if "de" in languages else ""
    german.save()
    for code in languages:
        if code != "de":
            index = DistrictIndexPage.objects.get(locale__language_code=code)
            page = DistrictPage(title="West", slug="west", district=west, intro="Am Bach.")
            index.add_child(instance=page)
    wanted = {"de": "/stadtteile/west/"} | {
        code: f"{'' if code == 'de' else f'/{code}'}/stadtteile/west/" for code in languages
    }
    in_sitemaps = _entries(client, "/sitemap-stadtteile.xml")
    assert {path for path in in_sitemaps if "/stadtteile/west/" in path} == set(wanted.values())
    for path in wanted.values():
        told = _told(client, f"{path}?neu=1")
        assert told == in_sitemaps[path], path
        assert set(told) == ({*wanted, "x-default"} if len(wanted) > 1 else set()), path


def test_a_district_tells_its_versions_also_from_what_is_kept(site: None, client: Client) -> None:
    """A second reader gets kept parts of the page, and the same head."""
    first = head_of(client.get("/stadtteile/west/").content.decode())
    again = head_of(client.get("/stadtteile/west/?utm_source=x").content.decode())
    member = Client()
    member.force_login(User.objects.get(slug="mia-muster"))
    signed_in = [head_of(member.get("/stadtteile/west/").content.decode()) for _ in range(2)]
    assert (
        len({tuple(re.findall(r"hreflang[^>]+", html)) for html in (first, again, *signed_in)}) == 1
    )


KINDS = {
    "/": "WebSite",
    "/en/": "WebSite",
    "/wiki/west/plauderbank/": "Article",
    "/projekte/bank-am-bach/": "Project",
    "/akteure/baeckerei-kruemel/": "LocalBusiness",
    "/termine/mittagstisch/": "Event",
    "/netzwerke/runder-tisch/": "Organization",
    "/gesucht/ein-zelt/": "Demand",
    "/stadtteile/west/": "AdministrativeArea",
    "/kuehle-orte/": "Article",
}


def test_things_and_where_they_stand_are_said_as_data(site: None, client: Client) -> None:
    paper = CouncilPaper.objects.get().get_absolute_url()
    for path, kind in {**KINDS, paper: "DigitalDocument"}.items():
        html = client.get(path).content.decode()
        found = {block["@type"]: block for block in blocks_of(html)}
        assert all(block["@context"] == "https://schema.org" for block in found.values())
        assert kind in found, path
        assert found[kind].get("name") or found[kind].get("headline"), path
        assert found[kind]["url"].endswith(path)
        assert "nonce" not in html
        if path not in ("/", "/en/"):
            _same_as_shown(html, found["BreadcrumbList"])
    search = blocks_of(client.get("/en/").content.decode())[0]["potentialAction"]
    address = search["target"]["urlTemplate"].replace("{search_term_string}", "bank")
    assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert "/en/suche/" in address


def test_the_language_is_said_as_beside_the_other_versions(site: None, client: Client) -> None:
    """Easy language too, of pages and articles alike."""
    author = User.objects.get(slug="mia-muster")
    west = District.objects.get(slug="west")
    create_article(title="Bank", body="Eine.", language="de-simple", district=west, author=author)
    for path, language in (
        ("/kuehle-orte/", "de"),
        ("/de-simple/kuehle-orte/", "de-simple"),
        ("/en/", "en"),
        ("/de-simple/", "de-simple"),
        ("/de-simple/wiki/west/bank/", "de-simple"),
        ("/wiki/west/plauderbank/", "de"),
    ):
        found = blocks_of(client.get(path).content.decode())
        assert {data["inLanguage"] for data in found if "inLanguage" in data} == {language}, path


def _same_as_shown(html: str, data: dict[str, Any]) -> None:
    nav = html.partition('<nav class="breadcrumb"')[2].partition("</nav>")[0]
    shown = [
        unescape(strip_tags(step)).strip() for step in re.findall(r"<li>(.*?)</li>", nav, re.DOTALL)
    ]
    assert [step["name"] for step in data["itemListElement"]] == shown
    assert [step["position"] for step in data["itemListElement"]] == [*range(1, len(shown) + 1)]
    assert all(step["item"].startswith("http://") for step in data["itemListElement"])


def test_nothing_typed_ends_a_block_or_an_attribute(site: None, client: Client) -> None:
    Article.objects.update(title=HOSTILE)
    Project.objects.update(title=HOSTILE, summary=HOSTILE)
    Network.objects.update(title=HOSTILE, summary=HOSTILE)
    CouncilPaper.objects.update(title=HOSTILE, paper_type=HOSTILE, reference=HOSTILE)
    District.objects.filter(slug="west").update(name=HOSTILE, sentence=HOSTILE)
    HomePage.objects.update(title=HOSTILE, intro=HOSTILE, search_description=HOSTILE)
    paper = CouncilPaper.objects.get().get_absolute_url()
    for path in (*KINDS, paper, "/wiki/west/", "/suche/?q=bank"):
        html = client.get(f"{path}{'&' if '?' in path else '?'}neu=1").content.decode()
        assert "<script>alert" not in html, path
        blocks_of(html)
        for words in said(html, "description"):
            assert "<" not in words.replace("</script>", "").replace("<script>", ""), path
        assert len(said(html, "og:title")) == (0 if "suche" in path else 1), path


def test_what_was_typed_is_told_as_it_was_typed(site: None, client: Client) -> None:
    """Angle brackets are no tags where people typed them, neither in a title nor in a text."""
    Article.objects.update(title=TYPED)
    Project.objects.update(title=TYPED, summary=TYPED)
    ThemePage.objects.update(title=TYPED, seo_title="", intro=TYPED, search_description="")
    for path in ("/wiki/west/plauderbank/", "/projekte/bank-am-bach/", "/kuehle-orte/"):
        html = client.get(f"{path}?neu=1").content.decode()
        assert said(html, "og:title") == [TYPED], path
        if "wiki" not in path:
            assert said(html, "description") == said(html, "og:description") == [TYPED], path
    ThemePage.objects.update(intro="")
    page = ThemePage.objects.get(slug="kuehle-orte", locale__language_code="de")
    page.body = [("text", "<p>Mit &lt;main&gt; und <b>&lt;nav&gt;</b>.</p>")]
    page.save()
    html = client.get("/kuehle-orte/?neu=2").content.decode()
    assert said(html, "description") == ["Mit <main> und <nav>."]


@pytest.mark.parametrize("state", ["hidden", "held"])
def test_what_is_not_public_tells_machines_nothing(site: None, state: str) -> None:
    """Also to those who may see it: their browser's or a service's copy is no secret keeper."""
    moderator = Client()
    moderator.force_login(
        User.objects.create_user("mo@example.org", name="Mo", trust=User.Trust.MODERATOR)
    )
    for model, path in (
        (Project, "/projekte/bank-am-bach/"),
        (Network, "/netzwerke/runder-tisch/"),
        (Actor, "/akteure/baeckerei-kruemel/"),
        (Date, "/termine/mittagstisch/"),
        (Need, "/gesucht/ein-zelt/"),
        (CouncilPaper, CouncilPaper.objects.get().get_absolute_url()),
    ):
        assert not tells_nothing(Client().get(f"{path}?vorher=1"))  # an address that is not kept
        model.objects.update(state=state)
        for reader in (Client(), moderator):
            assert tells_nothing(reader.get(path)), path
        assert Client().get(path).status_code == 404


def tells_nothing(answer: Any) -> bool:
    html = answer.content.decode()
    assert "</head>" in html
    names = ("description", "og:description", "og:title", "og:type", "og:url", "og:site_name")
    told = [name for name in names if said(html, name)]
    return not (told or "ld+json" in html or '<link rel="alternate" hreflang' in html)


def test_an_article_that_waits_tells_machines_nothing(site: None) -> None:
    stranger = User.objects.create_user("neu@example.org", name="Neu")
    article, _result = create_article(
        title="Wartet noch",
        body="Noch nicht gelesen.",
        language="de",
        district=District.objects.get(slug="west"),
        author=stranger,
    )
    client = Client()
    client.force_login(stranger)
    path = article_url(article)
    for address in (path, f"{path}bearbeiten/", f"{path}verlauf/", f"{path}ausstehend/"):
        assert tells_nothing(client.get(address, follow=True)), address


@pytest.mark.parametrize("mode", ["", "hints", "en", "de-simple"])
def test_a_draft_tells_machines_nothing(site: None, mode: str) -> None:
    """Its preview is a page like any other for whoever sends its address on."""
    page = StandardPage.objects.get(slug="impressum", locale__language_code="de")
    client = Client()
    client.force_login(User.objects.create_superuser("chef@example.org", name="Chef"))
    assert not tells_nothing(client.get("/impressum/"))
    page.title = "Noch geheim"
    page.save_revision()
    for address in (
        f"/admin/pages/{page.pk}/view_draft/?mode={mode}",
        f"/admin/pages/{page.pk}/revisions/{page.latest_revision.pk}/view/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert tells_nothing(answer), address


def test_a_page_for_some_tells_machines_nothing(site: None) -> None:
    page = ThemePage.objects.get(slug="kuehle-orte", locale__language_code="de")
    client = Client()
    client.force_login(User.objects.get(slug="mia-muster"))
    assert not tells_nothing(client.get("/kuehle-orte/?vorher=1"))
    page.view_restrictions.create(restriction_type="login")
    answer = client.get("/kuehle-orte/")
    assert answer.status_code == 200
    assert tells_nothing(answer)


def test_every_page_says_what_it_is_about_or_is_kept_out() -> None:
    """Without either a search engine would be told of a form, or of what waits."""
    templates = settings.BASE_DIR / "templates"
    frames = [path for path in templates.rglob("*.html") if BASED.search(path.read_text())]
    assert len(frames) > 80
    silent = {
        str(path.relative_to(templates))
        for path in frames
        if not SAYS.search(text := path.read_text()) and not KEPT_OUT.search(text)
    }
    assert not silent


def test_a_project_without_names_names_nobody_as_data(site: None, client: Client) -> None:
    Project.objects.update(nameless=True, status="failed")
    html = client.get("/projekte/bank-am-bach/").content.decode()
    assert "Krümel" not in json.dumps(blocks_of(html), ensure_ascii=False)
