"""Messengers are shown a picture of each page: what everybody may see now, and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client, TestCase
from PIL import Image
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cms.models import PreviewPicture
from cms.previews import drawing, kept
from districts import services
from districts.models import Actor, District, Need, Project
from search.sync import sync_all
from tests.fixtures.standing import around_the_tests
from tests.look import small_site
from tests.people import moderator, newcomer
from wiki import services as wiki
from wiki.models import Article

pytestmark = pytest.mark.any_database
PAGES = (
    *("/", "/en/", "/stadtteile/west/", "/wiki/west/plauderbank/", "/projekte/bank-am-bach/"),
    *("/akteure/baeckerei-kruemel/", "/termine/mittagstisch/", "/netzwerke/runder-tisch/"),
    *("/gesucht/ein-zelt/", "/themen/hitze/", "/kuehle-orte/", "/beitraege/nachbarn/eins/"),
    *("/impressum/", "/de-simple/kuehle-orte/", "/projekte/", "/stadtteile/"),
)


def build() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        small_site.build()
        west = District.objects.get(slug="west")
        services.create_network(title="Runder Tisch", summary="Wir.", districts=[west])
        services.create_need(title="Ein Zelt", text="Für das Fest.", districts=[west])
        sync_all()


@pytest.fixture(scope="module")
def standing_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with around_the_tests(django_db_blocker):
        build()
        yield


@pytest.fixture
def site(standing_site: None, db: None) -> None:
    """One of everything; what a test changes is taken back."""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles that are drawn from now on."""
    titles: list[str] = []
    really = drawing.draw

    def noted(card: drawing.Card) -> bytes:
        titles.append(card.title)
        return really(card)

    monkeypatch.setattr(kept, "draw", noted)
    return titles


def picture_at(client: Client, page: str) -> str:
    """Return the path of the picture that a page names."""
    html = client.get(f"{page}?neu=1").content.decode().partition("</head>")[0]
    [found] = re.findall(r'<meta property="og:image" content="http://[^/"]+(/[^"]+)">', html)
    return str(found)


def size_of(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_page_has_one_at_once(site: None, client: Client, page: str) -> None:
    """No redirect: page and picture agree on what the address stands for."""
    answer = client.get(picture_at(client, page))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert size_of(answer.content) == (1200, 630)
    assert len(answer.content) < 120_000
    assert answer["Cache-Control"] == "no-cache"
    html = client.get(page).content.decode()
    assert '<meta property="og:image:width" content="1200">' in html
    assert '<meta property="og:image:height" content="630">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html


def test_another_title_has_another_address(site: None, client: Client, drawn: list[str]) -> None:
    before = picture_at(client, "/projekte/bank-am-bach/")
    project = Project.objects.get(slug="bank-am-bach")
    services.update_project(project=project, title="Bank am Fluss")
    after = picture_at(client, Project.objects.get(pk=project.pk).get_absolute_url())
    assert after != before
    assert client.get(before)["Location"] == after
    assert client.get(after).status_code == 200
    assert drawn == ["Bank am Fluss"]


def test_another_district_has_another_address(site: None, client: Client) -> None:
    before = picture_at(client, "/projekte/bank-am-bach/")
    east = District.objects.get(slug="ost")
    services.update_project(project=Project.objects.get(slug="bank-am-bach"), districts=[east])
    after = picture_at(client, "/projekte/bank-am-bach/")
    assert after != before
    assert client.get(after).status_code == 200


def test_it_is_drawn_once(site: None, client: Client, drawn: list[str]) -> None:
    path = picture_at(client, "/wiki/west/plauderbank/")
    first = client.get(path)
    assert client.get(path).content == first.content
    assert Client().head(path).status_code == 200
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert drawn == ["Plauderbank"]


def test_what_stands_around_it_is_drawn_anew(site: None, client: Client, drawn: list[str]) -> None:
    """The name of a district is no part of the address; whoever asks again gets the new one."""
    path = picture_at(client, "/themen/hitze/")
    tag = client.get(path)["ETag"]
    kept_name = District.objects.get(slug="west")
    place = picture_at(client, "/projekte/bank-am-bach/")
    old = client.get(place)["ETag"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        services.update_district(district=kept_name, name="Westen")
        kept.make_ahead()
    sync_all()
    assert client.get(place, headers={"if-none-match": old}).status_code == 200
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_nothing_is_drawn_for_made_up_addresses(
    site: None, client: Client, drawn: list[str]
) -> None:
    path = picture_at(client, "/projekte/bank-am-bach/")
    for number in range(20):
        answer = client.get(re.sub(r"-\w+\.png", f"-{number:012x}.png", path))
        assert (answer.status_code, answer.get("Location")) == (302, path)
        assert answer["Cache-Control"] == "no-cache"
    assert drawn == []
    assert not PreviewPicture.objects.exists()


HOSTILE = (
    *("project/0-a", "project/99999999-a", "project/9223372036854775807-a", "site/3-a"),
    *("site/99999999999999999999-a", "nothing/1-a", "place/0-a", "topic/0-a", "project/1-"),
    *("project/-1-a", "project/1-%00", "%00/1-a", "pröjekt/1-a", "a" * 300 + "/1-a", "x/1-..-a"),
    *("picture/1-a", "comment/1-a", "project/1" + "0" * 400 + "-a", "project/1-" + "%22" * 99),
)


def test_hostile_addresses_are_not_found(site: None, client: Client) -> None:
    for path in HOSTILE:
        assert client.get(f"/vorschau/{path}.png").status_code == 404, path
        assert client.post(f"/vorschau/{path}.png").status_code in (404, 405), path


def hide_project() -> None:
    services.hide_entry(entry=Project.objects.get(slug="bank-am-bach"))


def hide_need() -> None:
    services.hide_entry(entry=Need.objects.get(slug="ein-zelt"))


def hide_article() -> None:
    wiki.delete_article(article=Article.objects.get(slug="plauderbank"), by=moderator(), reason="x")


def unpublish_page() -> None:
    Page.objects.get(slug="kuehle-orte", locale__language_code="de").unpublish()


def close_page() -> None:
    page = Page.objects.get(slug="kuehle-orte", locale__language_code="de")
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.parametrize(
    ("page", "hide"),
    [
        ("/projekte/bank-am-bach/", hide_project),
        ("/gesucht/ein-zelt/", hide_need),
        ("/wiki/west/plauderbank/", hide_article),
        ("/kuehle-orte/", unpublish_page),
        ("/kuehle-orte/", close_page),
    ],
)
def test_what_is_hidden_has_none_any_more(
    site: None, client: Client, page: str, hide: Callable[[], None]
) -> None:
    """At once from its address, whoever asks; from what is kept after the worker's next round."""
    path = picture_at(client, page)
    tag = client.get(path)["ETag"]
    assert PreviewPicture.objects.count() == 1
    with TestCase.captureOnCommitCallbacks(execute=True):
        hide()
    staff = Client()
    staff.force_login(moderator())
    for reader in (client, staff):
        assert reader.get(path).status_code == 404
        assert reader.get(path, headers={"if-none-match": tag}).status_code == 404
    kept.make_ahead()
    kind, pk = re.match(r"/vorschau/(\w+)/(\d+)-", path).groups()  # type: ignore[union-attr]
    assert not PreviewPicture.objects.filter(kind=kind, object_id=pk).exists()


def test_what_waits_has_none(site: None, client: Client, drawn: list[str]) -> None:
    west = District.objects.get(slug="west")
    wiki.create_article(title="Wartet", body="x", district=west, author=newcomer())
    held = Article.objects.get(title="Wartet")
    assert held.state == Article.State.HELD
    assert client.get(f"/vorschau/article/{held.pk}-a.png").status_code == 404
    while kept.make_ahead():
        pass
    assert "Wartet" not in drawn
    assert "Plauderbank" in drawn


def test_the_worker_draws_ahead_and_once(site: None, client: Client, drawn: list[str]) -> None:
    while kept.make_ahead():
        pass
    ahead = len(drawn)
    assert ahead == PreviewPicture.objects.count() > len(PAGES) - 4
    for page in PAGES:
        assert client.get(picture_at(client, page)).status_code == 200
    assert len(drawn) == ahead
    actor = Actor.objects.get(slug="baeckerei-kruemel")
    services.update_actor(actor=actor, summary="Nur Brot.")
    assert kept.make_ahead() == 1  # looked at: it says the same
    assert len(drawn) == ahead
    services.update_actor(actor=Actor.objects.get(pk=actor.pk), name="Bäckerei Kante")
    assert kept.make_ahead() == 1
    assert drawn[ahead:] == ["Bäckerei Kante"]
    assert kept.make_ahead() == 0


def test_a_page_that_is_for_no_search_engine_names_none(site: None, client: Client) -> None:
    hide_project()
    client.force_login(User.objects.get(slug="mia-muster"))
    for page in ("/projekte/bank-am-bach/", "/konto/login/", "/wiki/west/plauderbank/verlauf/"):
        assert "og:image" not in client.get(page).content.decode()
