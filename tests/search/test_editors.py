"""What editors change and see of search in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services import create_user
from cms.services import AUTHORS, EDITORS
from search import contract, failed_queries, sync
from search.models import Entry, QueryCount, SynonymSet
from search.request import SearchRequest
from search.synonyms import forget
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource

pytestmark = pytest.mark.django_db

LIST = "/admin/snippets/search/synonymset/"


def person(role: str) -> User:
    user = create_user(email=f"{role}@example.org", name=f"Kim {role[0].upper()}.")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(person(EDITORS))
    forget()
    return client


def found(query: str) -> list[str]:
    return [hit.title for hit in contract.find(SearchRequest(query, facets=False)).hits]


def form(**fields: str) -> dict[str, str]:
    return {"use": "equal", "words": "", "note": "", "active": "on", **fields}


def test_an_editors_synonyms_are_searched_with_at_once_and_no_longer_when_deleted(
    editor: Client, articles: MemorySource
) -> None:
    articles.put(1, title="Dorfladen", text="Einkaufen im Ort.")
    publish(articles, 1)
    assert found("Tante-Emma-Geschäft") == []
    answer = editor.post(f"{LIST}add/", form(words="Dorfladen\r\nTante-Emma-Geschäft"))
    assert answer.status_code == 302
    assert found("Tante-Emma-Geschäft") == ["Dorfladen"]
    SynonymSet.objects.get().delete()
    assert found("Tante-Emma-Geschäft") == []


def test_one_way_words_lead_one_way(articles: MemorySource, editor: Client) -> None:
    articles.put(1, title="Amsel")
    articles.put(2, title="Vogelkunde")
    publish(articles, 1, 2)
    SynonymSet.objects.create(use="one_way", words="Vogelkunde\nAmsel")
    assert set(found("Vogelkunde")) == {"Amsel", "Vogelkunde"}
    assert found("Amsel") == ["Amsel"]


def test_a_set_that_is_not_in_use_changes_nothing(articles: MemorySource, editor: Client) -> None:
    articles.put(1, title="Amsel")
    publish(articles, 1)
    SynonymSet.objects.create(words="Drossel\nAmsel", active=False)
    assert found("Drossel") == []


def test_new_compound_parts_cut_the_texts_that_are_there_already(
    editor: Client, articles: MemorySource
) -> None:
    articles.put(1, title="Ein Wort", text="Der Blubberflink steht am Ufer.")
    articles.put(2, title="Ein anderes", text="Nichts davon.")
    publish(articles, 1, 2)
    assert found("Flink") == []
    assert editor.post(f"{LIST}add/", form(use="parts", words="Flink\nBlubber")).status_code == 302
    # The worker waits until every process knows the new words.
    sync.sync_all()
    assert found("Flink") == []
    _time_passes()
    sync.sync_all()
    assert found("Flink") == ["Ein Wort"]
    assert Entry.objects.get(object_id=2).version == 1
    SynonymSet.objects.get().delete()
    _time_passes()
    sync.sync_all()
    assert found("Flink") == []


def _time_passes() -> None:
    Entry.objects.filter(refresh_at__isnull=False).update(
        refresh_at=timezone.now() - timedelta(seconds=1)
    )


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ("equal", "Kiez"),
        ("equal", "Kiez\nkiez"),
        ("one_way", "Kiez"),
        ("equal", "Kiez\n???"),
        ("parts", "zwei Wörter"),
        ("parts", "ab"),
    ],
)
def test_sets_without_effect_are_refused(editor: Client, use: str, words: str) -> None:
    answer = editor.post(f"{LIST}add/", form(use=use, words=words))
    assert answer.status_code == 200
    assert not SynonymSet.objects.exists()


def test_the_preview_shows_what_questions_become_before_saving(
    editor: Client, articles: MemorySource
) -> None:
    data = form(words="Plauderbank\nSchwätzbänkle")
    assert editor.post(f"{LIST}preview/", data).json()["is_valid"] is True
    page = editor.get(f"{LIST}preview/").content.decode()
    assert "Schwätzbänkle" in page
    assert "Plauderbank" in page
    assert not SynonymSet.objects.exists()


def test_the_preview_of_parts_cuts_words_of_public_texts_only(
    editor: Client, articles: MemorySource
) -> None:
    articles.put(1, title="Offen", text="Der Blubberflink.")
    articles.put(2, title="Verborgen", text="Das Geheimflink.")
    publish(articles, 1, 2)
    Entry.objects.filter(object_id=2).update(hidden=True)
    editor.post(f"{LIST}preview/", form(use="parts", words="Flink\nBlubber"))
    page = editor.get(f"{LIST}preview/").content.decode()
    assert "blubber + flink" in page
    assert "geheimflink" not in page


def test_a_question_can_be_tried(editor: Client, articles: MemorySource) -> None:
    articles.put(1, title="Nachbarschaftshilfe", text="Wir helfen.")
    publish(articles, 1)
    page = editor.get("/admin/suche/fragen/?q=die+Nachbarschaftshilfe+-Hund").content.decode()
    assert "nachbarschaft + hilfe" in page
    assert "hund" in page
    assert 'href="/article/1/"' in page
    assert editor.get("/admin/suche/fragen/").status_code == 200


def test_questions_without_hits_are_shown_from_the_third_time_on(
    editor: Client, articles: MemorySource
) -> None:
    for query, times in (("zauberwald", 3), ("erika mustermann", 2)):
        for _time in range(times):
            contract.find(SearchRequest(query))
    page = editor.get("/admin/suche/ohne-treffer/").content.decode()
    assert "zauberwald" in page
    assert "/wiki/neu/?title=Zauberwald" in page
    assert "mustermann" not in page
    pk = QueryCount.objects.get(query="zauberwald").pk
    assert editor.get(f"/admin/suche/ohne-treffer/{pk}/").status_code == 405
    assert editor.post(f"/admin/suche/ohne-treffer/{pk}/").status_code == 302
    assert "zauberwald" not in editor.get("/admin/suche/ohne-treffer/").content.decode()


def test_rare_questions_cannot_be_taken_off_a_list_that_hides_them(
    editor: Client, articles: MemorySource
) -> None:
    contract.find(SearchRequest("erika mustermann"))
    pk = QueryCount.objects.get().pk
    editor.post(f"/admin/suche/ohne-treffer/{pk}/")
    assert QueryCount.objects.filter(pk=pk).exists()


def test_a_filtered_question_and_a_later_page_are_no_gaps(articles: MemorySource) -> None:
    articles.put(1, title="Garten")
    publish(articles, 1)
    contract.find(SearchRequest("zauberwald", filters={"kind": ("actor",)}))
    contract.find(SearchRequest("zauberwald", page=2))
    contract.find(SearchRequest("???"))
    contract.find(SearchRequest("garten"))
    assert not QueryCount.objects.exists()


@pytest.mark.parametrize(
    ("often", "days", "kept"),
    [
        (5, failed_queries.KEPT_DAYS - 1, True),
        (5, failed_queries.KEPT_DAYS + 1, False),
        (2, failed_queries.RARE_DAYS - 1, True),
        (2, failed_queries.RARE_DAYS + 1, False),
    ],
)
def test_old_questions_are_forgotten_rare_ones_sooner(often: int, days: int, kept: bool) -> None:
    last = timezone.localdate() - timedelta(days=days)
    QueryCount.objects.create(query="bolzplatz", language="de", count=often, last_day=last)
    assert failed_queries.forget_old() == (not kept)
    assert QueryCount.objects.exists() is kept


def test_a_robot_cannot_fill_the_table(
    articles: MemorySource, caplog: pytest.LogCaptureFixture
) -> None:
    """What people ask again is counted on and survives; the robot's questions make room.

    Nothing is to be found here, whatever an earlier test has left behind: what is found is not
    counted.
    """
    caplog.set_level("INFO", logger="pagecache.noting")
    today = timezone.localdate()
    QueryCount.objects.create(query="bolzplatz", language="de", count=2, last_day=today)
    QueryCount.objects.bulk_create(
        QueryCount(query=f"xq{number}", language="de", count=1, last_day=today)
        for number in range(failed_queries.FULL)
    )
    for question in ("zqxneu", "bolzplatz"):
        assert contract.find(SearchRequest(question)).total == 0
    assert "Not noted" not in caplog.text
    assert not QueryCount.objects.filter(query="zqxneu").exists()
    assert QueryCount.objects.get(query="bolzplatz").count == 3
    assert failed_queries.forget_old() == failed_queries.FULL + 1 - failed_queries.MOST
    assert QueryCount.objects.count() == failed_queries.MOST
    assert QueryCount.objects.filter(query="bolzplatz").exists()
    contract.find(SearchRequest("zqxneu"))
    assert QueryCount.objects.filter(query="zqxneu").exists()


@pytest.mark.parametrize(
    "path", [LIST, f"{LIST}add/", "/admin/suche/fragen/", "/admin/suche/ohne-treffer/"]
)
def test_only_editors_see_these_pages(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302
    for role, allowed in ((AUTHORS, False), (EDITORS, True)):
        client.force_login(person(role))
        answer = client.get(path)
        assert (answer.status_code == 200) is allowed, role
    page = client.get("/admin/").content.decode()
    assert "/admin/suche/ohne-treffer/" in page
    assert LIST in page
