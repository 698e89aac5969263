"""Editorial pages of one address in several languages: what is said at one is about that one."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from cms.models import BasePage
from cms.services import create_page, find_page
from community import antispam
from community.models import Case, Comment
from community.talk import discussion
from search.models import Entry
from tests.cms.conftest import MakePage
from tests.cms.test_search_marks import sync_once
from tests.fixtures.standing import around_the_tests
from tests.people import moderator, person

pytestmark = pytest.mark.any_database

PREFIXES = {"de": "", "en": "/en", "de-simple": "/de-simple"}
LANGUAGES = tuple(PREFIXES)


@pytest.fixture
def pages(make_page: MakePage) -> dict[str, BasePage]:
    german = make_page("treff", title="Treff")
    others = {
        code: make_page("treff", title=f"Treff {code}", locale=code, translation_of=german)
        for code in LANGUAGES[1:]
    }
    return {"de": german, **others}


@pytest.fixture
def parts(standing_parts: dict[str, Any], db: None) -> dict[str, Any]:
    """An article of a series that may be talked about, in each language."""
    return deepcopy(standing_parts)


@pytest.fixture(scope="module")
def standing_parts(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Any]]:
    with around_the_tests(django_db_blocker):
        yield make_parts()


def make_parts() -> dict[str, Any]:
    found: dict[str, Any] = {}
    series = None
    for code in LANGUAGES:
        series = create_page(
            type="series",
            parent=find_page(path="beitraege", locale=code),
            locale=code,
            slug="nachbarn",
            title=f"Nachbarn {code}",
            translation_of=series,
        )
        found[code] = create_page(
            type="article",
            parent=series,
            locale=code,
            slug="tee",
            title=f"Tee {code}",
            translation_of=found.get("de"),
        )
        type(found[code]).objects.filter(pk=found[code].pk).update(comments_allowed=True)
    return found


def report(client: Client, url: str) -> Case:
    values = {"url": url, "cause": "wrong", "words": "Stimmt nicht.", "started": antispam.stamp(30)}
    assert client.post("/melden/", values).status_code == 302
    return Case.objects.latest("pk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_on_a_page_names_its_own_address_and_hides_no_twin(
    client: Client, pages: dict[str, BasePage], language: str
) -> None:
    case = report(client, f"{PREFIXES[language]}/treff/")
    assert (case.object_kind, case.url) == ("", f"{PREFIXES[language]}/treff/")
    client.force_login(moderator())
    assert (
        f'href="{PREFIXES[language]}/treff/"'
        in client.get(f"/moderation/{case.pk}/").content.decode()
    )
    client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "hidden", "reason": "Weg."})
    for page in pages.values():
        page.refresh_from_db()
        assert page.live


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_stay_with_the_page_of_their_language(
    client: Client, parts: dict[str, Any], language: str
) -> None:
    page = parts[language]
    address = f"{PREFIXES[language]}/beitraege/nachbarn/tee/"
    comment, _case = discussion.write_comment(
        kind="page", pk=page.pk, words="Mit Minze!", writer=discussion.CommentWriter(person())
    )
    for code in LANGUAGES:
        shown = client.get(f"{PREFIXES[code]}/beitraege/nachbarn/tee/?frisch={code}")
        assert ("Mit Minze!" in shown.content.decode()) is (code == language)
    for start in PREFIXES.values():
        own = client.get(f"{start}/kommentare/{comment.pk}/")
        assert own["Location"] == f"{address}#{comment.anchor}"
        assert report(client, f"{start}/kommentare/{comment.pk}/").object_pk == comment.pk
    assert Comment.objects.get().place_pk == page.pk


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_search_and_page_are_of_one_language(
    client: Client, parts: dict[str, Any], language: str
) -> None:
    address = f"{PREFIXES[language]}/beitraege/nachbarn/"
    feed = client.get(f"{address}feed.atom").content.decode()
    assert f"Tee {language}" in feed
    assert f"{address}tee/" in feed
    assert f"Tee {language}" in client.get(f"{address}tee/").content.decode()
    sync_once()
    entry = Entry.objects.get(kind="page", object_id=parts[language].pk)
    assert (entry.language, entry.url) == (language, f"{address}tee/")
