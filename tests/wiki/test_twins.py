"""Articles of one title in several languages: whatever is done at an address meets that one."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from cms.body.object_links import addressed, pinned, typed
from community import antispam, decisions
from community.models import Case, Mail
from community.people import responsibilities
from districts.services.projects import create_project
from search.models import Entry
from tests.cms.conftest import make_page  # noqa: F401  (a fixture)
from tests.fixtures.standing import around_the_tests
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district, topic
from text.site_address import absolute_url
from wiki import links, services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PREFIXES = {"de": "", "en": "/en", "de-simple": "/de-simple"}
LANGUAGES = tuple(PREFIXES)
WORDS = {"de": "Sandkasten", "en": "Sandpit", "de-simple": "Sand-Kiste"}
Twins = dict[str, Article]


@pytest.fixture(scope="module", params=["bad-cannstatt", "allgemein"])
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def make_twins(place: str) -> Twins:
    where = None if place == "allgemein" else district()
    return {
        code: article("Kita", f"{WORDS[code]} und [[Hort]].", district=where, language=code)
        for code in LANGUAGES
    }


@pytest.fixture(scope="module")
def standing_twins(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, place: str
) -> Iterator[Twins]:
    with around_the_tests(django_db_blocker):
        yield make_twins(place)


@pytest.fixture
def twins(standing_twins: Twins, db: None) -> Twins:
    return deepcopy(standing_twins)


@pytest.fixture
def committed_twins(transactional_db: None, place: str) -> Twins:
    return make_twins(place)


def path(place: str, language: str, rest: str = "") -> str:
    return f"{PREFIXES[language]}/wiki/{place}/kita/{rest}"


def report(client: Client, url: str) -> Case:
    answer = client.post(
        "/melden/",
        {
            "url": url,
            "cause": "wrong",
            "words": "Das stimmt nicht.",
            "mail": "",
            "website": "",
            "started": antispam.stamp(seconds_ago=30),
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.latest("pk")


def as_user(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda url: url,
    "whole": lambda url: f"http://testserver{url}",
    "without scheme": lambda url: f"testserver{url}",
    "with a query": lambda url: f"{url}?von=suche&q=/de-simple/",
    "with a part": lambda url: f"{url}#kosten",
    "without the last slash": lambda url: url.rstrip("/"),
    "encoded": lambda url: url.replace("kita", "k%69ta").replace("-", "%2D"),
    "of a view": lambda url: f"{url}verlauf/",
    "of a form": lambda url: f"{url}bearbeiten/",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_about_the_article_of_its_address(
    client: Client, twins: Twins, place: str, language: str
) -> None:
    for name, spelling in SPELLINGS.items():
        case = report(client, spelling(path(place, language)))
        assert (case.object_kind, case.object_pk) == ("article", twins[language].pk), name


def test_the_prefix_that_german_does_not_have_is_understood(
    client: Client, twins: Twins, place: str
) -> None:
    for start in ("/de", "/de/de", "http://testserver/de"):
        case = report(client, f"{start}{path(place, 'de')}")
        assert case.object_pk == twins["de"].pk, start


@pytest.mark.parametrize("form", ["/melden/", "/en/melden/", "/de-simple/melden/"])
def test_the_language_of_the_form_does_not_matter(
    client: Client, twins: Twins, place: str, form: str
) -> None:
    for language in LANGUAGES:
        url = path(place, language)
        assert f'value="{url}"' in client.get(form, {"url": url}).content.decode()
        values = {"url": url, "cause": "wrong", "words": "x", "started": antispam.stamp(30)}
        client.post(form, values)
        assert Case.objects.latest("pk").object_pk == twins[language].pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hiding_what_was_reported_leaves_its_twins(
    client: Client, committed_twins: Twins, place: str, language: str
) -> None:
    twins = committed_twins
    case = report(client, path(place, language))
    decisions.answer_report(case=case, by=moderator(), outcome="hidden", reason="Werbung.")
    for code, twin in twins.items():
        twin.refresh_from_db()
        hidden = code == language
        assert (twin.state == Article.State.DELETED) is hidden
        assert (WORDS[code] in client.get(path(place, code)).content.decode()) is not hidden
    decisions.undo(case=case, by=case.decided_by)  # type: ignore[arg-type]
    assert WORDS[language] in client.get(path(place, language)).content.decode()


def test_a_report_does_not_fall_through_to_a_twin(client: Client, twins: Twins, place: str) -> None:
    """Somebody has deleted the English one while another reader had the form open."""
    services.delete_article(article=twins["en"], reason="Werbung", by=moderator())
    case = report(client, path(place, "en"))
    assert (case.object_kind, case.object_pk) != ("article", twins["de"].pk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reported_version_is_the_one_of_its_language(
    client: Client, twins: Twins, place: str, language: str
) -> None:
    services.save_edit(
        article=twins[language], base_revision=1, body="Neuer Text.", author=person()
    )
    case = report(client, path(place, language, "version/1/"))
    assert (case.object_pk, case.number) == (twins[language].pk, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_lead_to_the_article_that_was_meant(
    client: Client, twins: Twins, place: str, language: str
) -> None:
    case = report(client, path(place, language))
    decisions.answer_report(case=case, by=moderator(), outcome="kept", reason="Passt.")
    author = Revision.objects.get(article=twins[language], number=1).author
    assert author is not None
    letter = Mail.objects.get(to=author.email)
    assert f"{absolute_url(path(place, language))}\n" in letter.body


def test_a_moderator_looks_after_the_deleted_one_not_after_its_twin(
    twins: Twins, place: str
) -> None:
    keeper = moderator()
    services.delete_article(article=twins["en"], reason="Doppelt.", by=keeper)
    client = as_user(keeper)
    assert WORDS["de"] in client.get(path(place, "en")).content.decode()
    client.post(path(place, "en", "verwalten/"), {"action": "restore", "weg-reason": "Doch."})
    twins["en"].refresh_from_db()
    assert twins["en"].state == Article.State.LIVE
    assert WORDS["en"] in client.get(path(place, "en")).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_write_at_an_address_changes_that_article_alone(
    twins: Twins, place: str, language: str
) -> None:
    client = as_user(moderator())
    client.post(
        path(place, language, "verwalten/"),
        {"action": "protect", "protection": "moderators", "reason": "Streit."},
    )
    client.post(
        path(place, language, "version/1/verbergen/"), {"parts": ["summary"], "reason": "x"}
    )
    changed = {
        code
        for code, twin in twins.items()
        if Article.objects.get(pk=twin.pk).protection == "moderators"
    }
    hidden = {
        code
        for code, twin in twins.items()
        if Revision.objects.filter(article=twin, summary_hidden=True).exists()
    }
    assert changed == hidden == {language}


@pytest.mark.parametrize("view", ["", "quelltext/", "verlauf/", "bearbeiten/"])
def test_an_old_address_leads_to_where_the_article_of_that_language_is_now(
    client: Client, twins: Twins, place: str, view: str
) -> None:
    services.save_edit(article=twins["en"], base_revision=1, title="Nursery", author=person())
    answer = client.get(path(place, "en", view))
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/wiki/{place}/nursery/{view}"
    assert client.get(path(place, "de", view)).status_code == 200
    case = report(client, path(place, "en"))
    assert case.object_pk == twins["en"].pk


def test_one_that_moves_to_another_place_leaves_its_twins(
    client: Client, twins: Twins, place: str
) -> None:
    other = district("Münster", "muenster")
    keeper = as_user(moderator())
    keeper.post(path(place, "de-simple", "umbenennen/"), {"title": "Kita", "district": "muenster"})
    assert Article.objects.filter(district=other).get().language == "de-simple"
    assert client.get(path(place, "de-simple"))["Location"] == "/de-simple/wiki/muenster/kita/"
    assert WORDS["en"] in client.get(path(place, "en")).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_waits_is_shown_to_who_reviews_it_though_a_twin_is_public(language: str) -> None:
    where = district()
    for code in LANGUAGES:
        if code != language:
            article("Kita", WORDS[code], district=where, language=code)
    article("Kita", WORDS[language], district=where, language=language, author=newcomer())
    steward = person()
    responsibilities.grant(user=steward, role="steward", kind="district", pk=where.pk)
    client = as_user(steward)
    page = client.get(path("bad-cannstatt", language, "ausstehend/1/"))
    assert page.status_code == 200
    assert WORDS[language] in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_the_wiki_stay_in_the_language_of_their_text(
    twins: Twins, place: str, language: str
) -> None:
    where = twins["de"].district
    target = article("Hort", "Text.", district=where, language=language)
    body = Revision.objects.get(article=twins[language], number=1)
    page = Client().get(path(place, language)).content.decode()
    assert f'href="{PREFIXES[language]}/wiki/{place}/hort/"' in page
    assert [link.source_id for link in target.backlinks.all()] == [body.article_id]
    found = links.places_of([], district=where, language=language)
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editors_link_is_pinned_to_the_article_of_its_address(
    twins: Twins, place: str, language: str
) -> None:
    address = path(place, language)
    stored = pinned(f'<a href="{address}#kosten">dort</a>')
    assert f'kind="article" id="{twins[language].pk}"' in stored
    assert typed(stored) == f'<a href="{address}#kosten">dort</a>'
    services.save_edit(article=twins[language], base_revision=1, title="Hütte", author=person())
    shown = f'<a data-known="article:{twins[language].pk}" data-part="">dort</a>'
    assert addressed(shown) == f'<a href="{PREFIXES[language]}/wiki/{place}/huette/">dort</a>'


def test_an_editors_link_is_not_pinned_to_what_only_stands_in_for_it() -> None:
    only = article("Kita", WORDS["de"])
    link = '<a href="/en/wiki/allgemein/kita/">dort</a>'
    assert pinned(link) == link
    assert f'id="{only.pk}"' in pinned('<a href="/de/wiki/allgemein/kita/">dort</a>')


@pytest.mark.parametrize("language", LANGUAGES)
def test_previews_lead_where_the_saved_text_would(twins: Twins, place: str, language: str) -> None:
    client = as_user(person())
    expected = f'href="{path(place, language)}"'
    for view in (
        path(place, language, "bearbeiten/vorschau/"),
        f"{PREFIXES[language]}/wiki/neu/vorschau/",
    ):
        where = "" if place == "allgemein" else place
        answer = client.post(view, {"body": "[[Kita]]", "district": where})
        assert expected in answer.content.decode(), view


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggested_links_are_of_the_language_of_the_form(
    twins: Twins, place: str, language: str
) -> None:
    article("Kita am Bach", "x", district=twins[language].district, language=language)
    form = Client().get(path(place, language, "bearbeiten/")).content.decode()
    address = f"{PREFIXES[language]}/wiki/neu/verweise/"
    assert address in form
    found = Client().get(address, {"q": "Kita", "district": place}).content.decode()
    assert found.count("Kita am Bach") >= 1
    others = [code for code in LANGUAGES if code != language]
    for code in others:
        there = Client().get(f"{PREFIXES[code]}/wiki/neu/verweise/", {"q": "Kita"})
        assert "Kita am Bach" not in there.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_api_finds_one_by_slug_and_language(
    client: Client, twins: Twins, place: str, language: str
) -> None:
    query = {"slug": "kita", "language": language, "district": place}
    (found,) = client.get("/api/v1/wiki/articles", query).json()["results"]
    assert (found["id"], found["url"]) == (twins[language].pk, path(place, language))


def test_search_and_feeds_name_each_by_its_own_address(
    client: Client, twins: Twins, place: str
) -> None:
    urls = set(Entry.objects.filter(kind="article").values_list("url", flat=True))
    assert urls == {path(place, code) for code in LANGUAGES}
    for code, twin in twins.items():
        services.save_edit(article=twin, base_revision=1, body=f"Neu {code}", author=person())
        feed = client.get(path(place, code, "feed.atom")).content.decode()
        assert f"{path(place, code)}vergleich/" in feed
        assert all(
            f"testserver{path(place, other)}v" not in feed for other in LANGUAGES if other != code
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_and_panels_show_those_of_the_readers_language(language: str) -> None:
    where, about = district(), topic()
    project = create_project(title="Bank am Bach")
    for code in LANGUAGES:
        body = f"[Bank]({PREFIXES[code]}/projekte/{project.slug}/)"
        article("Kita", body, district=where, topics=[about.pk], language=code)
    own = f'href="{path("bad-cannstatt", language)}"'
    pages = ("/wiki/bad-cannstatt/", f"/projekte/{project.slug}/", "/themen/einsamkeit/")
    for page in (*pages, "/stadtteile/bad-cannstatt/"):
        shown = Client().get(f"{PREFIXES[language]}{page}").content.decode()
        assert own in shown, page
        for code in LANGUAGES:
            other = f'<a href="{path("bad-cannstatt", code)}"'
            assert code == language or other not in shown, page


@pytest.mark.django_db(transaction=True)
def test_signed_in_readers_get_the_text_of_the_address_from_memory_too(
    committed_twins: Twins, place: str
) -> None:
    twins = committed_twins
    reader, other = as_user(person()), as_user(person())
    for client in (reader, other):
        for code in LANGUAGES:
            assert WORDS[code] in client.get(path(place, code)).content.decode()
    services.delete_article(article=twins["en"], reason="x", by=moderator())
    assert WORDS["en"] not in other.get(path(place, "en")).content.decode()
