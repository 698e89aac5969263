"""Links in the editors' texts follow what they lead to."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from cms.body.object_links import pinned, typed
from cms.models import BasePage
from cms.services import EDITORS
from districts.models import Actor, Project, State
from districts.services import actors, projects, writing
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, seen
from wiki.models import Article
from wiki.services.creating import create_article
from wiki.services.editing import save_edit


@pytest.fixture
def writer(db: None) -> User:
    return create_user(
        email="w@example.org", name="Wilma", trust=User.Trust.MODERATOR, groups=(EDITORS,)
    )


@pytest.fixture
def article(writer: User) -> Article:
    return create_article(title="Repair-Café", body="# Repair-Café\n\nText.", author=writer)[0]


@pytest.fixture
def project(db: None) -> Project:
    return projects.create_project(title="Bank am Bach")


@pytest.fixture
def actor(db: None) -> Actor:
    return actors.create_actor(name="Verein am Bach", sector="nonprofit")


def linked(*addresses: str) -> str:
    return "".join(f'<p><a href="{address}">dorthin</a></p>' for address in addresses)


def shown(client: Client, page: BasePage, prefix: str = "") -> str:
    return client.get(f"{prefix}{page.get_url()}?frisch=1").content.decode()


@pytest.fixture
def page(make_page: MakePage, article: Article, project: Project, actor: Actor) -> BasePage:
    """A page whose one text links to one of each."""
    text = (
        "[Café](/wiki/allgemein/repair-cafe/#kosten), [Bank](/projekte/bank-am-bach/), "
        "[Verein](/akteure/verein-am-bach/)"
    )
    return make_page("hier", body=[{"type": "text", "value": text}])


def test_a_link_follows_an_article_that_moves(
    client: Client, page: BasePage, article: Article, writer: User
) -> None:
    assert 'href="/wiki/allgemein/repair-cafe/#kosten"' in shown(client, page)
    save_edit(article=article, base_revision=1, title="Reparieren", author=writer)
    assert 'href="/wiki/allgemein/reparieren/#kosten"' in shown(client, page)


def test_a_link_follows_projects_and_actors_and_speaks_the_readers_language(
    client: Client, page: BasePage, project: Project, actor: Actor
) -> None:
    Project.objects.filter(pk=project.pk).update(slug="andere-bank")
    Actor.objects.filter(pk=actor.pk).update(slug="anderer-verein")
    html = shown(client, page)
    assert 'href="/projekte/andere-bank/"' in html
    assert 'href="/akteure/anderer-verein/"' in html
    assert 'href="/en/projekte/andere-bank/"' in shown(client, page, "/en")


def test_what_is_gone_leaves_its_words_without_a_link(
    client: Client, page: BasePage, project: Project
) -> None:
    writing.set_state(project, State.HIDDEN)
    html = shown(client, page)
    assert "bank-am-bach" not in html
    assert "<a>Bank</a>" in html
    project.delete()
    assert "<a>Bank</a>" in shown(client, page)


def test_the_editor_sees_the_address_of_today_and_saving_keeps_the_thing(
    client: Client, page: Any, project: Project, writer: User
) -> None:
    Project.objects.filter(pk=project.pk).update(slug="andere-bank")
    source = page.body[0].value.source
    assert f'linktype="known" kind="project" id="{project.pk}"' in source
    assert 'href="/projekte/andere-bank/"' in typed(source)
    assert pinned(typed(source)).count('linktype="known"') == 3

    client.force_login(writer)
    form = body_form(page, [("text", linked("/projekte/andere-bank/", "https://example.org/"))])
    address = f"/admin/pages/{page.pk}/edit/"
    form |= seen(client, address) | {"action-publish": "1"}
    answer = client.post(address, form)
    assert answer.status_code == 302
    page.refresh_from_db()
    assert f'id="{project.pk}"' in page.body[0].value.source
    assert 'href="https://example.org/"' in page.body[0].value.source


OTHERS = (
    "/projekte/gibt-es-nicht/",
    "/projekte/bank-am-bach/?a=1",
    "/projekte/",
    "//evil.example/projekte/bank-am-bach/",
    "https://evil.example/projekte/bank-am-bach/",
    "javascript:alert(1)",
    "/wiki/allgemein/repair-cafe/verlauf/",
    "http://[",
    "#anker",
    "",
)


def test_other_addresses_stay_as_they_are(page: BasePage) -> None:
    for address in OTHERS:
        html = linked(address)
        assert pinned(html) == html, address


def test_an_address_with_our_own_host_is_known(page: BasePage, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://quartier.example"
    assert "linktype" in pinned(linked("https://quartier.example/projekte/bank-am-bach/"))


@pytest.mark.parametrize(
    "stored",
    [
        '<a linktype="known" kind="project" id="99999999999999999999" part="" was="">x</a>',
        '<a linktype="known" kind="user" id="1" part="" was="/x/">x</a>',
        '<a linktype="known" kind="project" id="1" part="&quot;&gt;&lt;script&gt;" was="">x</a>',
    ],
)
def test_forged_links_lead_nowhere(client: Client, make_page: MakePage, stored: str) -> None:
    page: Any = make_page("fremd")
    raw = [{"type": "text", "value": stored}]
    page.body = page.body.stream_block.to_python(raw)
    page.save()
    html = shown(client, page)
    assert "<script>" not in html.replace("<script type", "")
    assert "<a>x</a>" in html
    assert "<script>" not in typed(stored)


def test_many_links_cost_one_query_for_each_kind(
    client: Client, page: BasePage, make_page: MakePage, django_assert_max_num_queries: Any
) -> None:
    text = "[a](/projekte/bank-am-bach/) [b](/akteure/verein-am-bach/)"
    many = make_page("viele", body=[{"type": "text", "value": text}] * 8)
    client.get("/")
    with django_assert_max_num_queries(12):
        assert shown(client, many).count('href="/projekte/bank-am-bach/"') == 8
