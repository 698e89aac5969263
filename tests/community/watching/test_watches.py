"""Following a thing or a search: who may, how often, and how it ends."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import decisions
from community.models import Case, Comment, Happening, Watch
from community.people import erasing
from community.talk import discussion
from community.watching import happenings, stop_links, watches
from districts import entries
from search.models import Entry
from tests import people
from tests.fixtures.town import Town
from tests.wiki.factories import article
from wiki import services
from wiki.addresses import article_url
from wiki.models import Article

pytestmark = pytest.mark.django_db


def edit(thing: Article, by: Any, body: str, **more: Any) -> Any:
    now = Article.objects.get(pk=thing.pk)
    return services.save_edit(
        article=now, base_revision=now.head_number, body=body, author=by, **more
    )


def rows(user: Any) -> set[tuple[str, int]]:
    return set(Watch.objects.active().filter(user=user).values_list("object_kind", "object_pk"))


def test_a_reader_watches_hears_in_another_rhythm_and_stops(client: Client) -> None:
    thing, reader = article(), people.person()
    url = article_url(thing)
    client.force_login(reader)
    assert 'action="beobachten/"' in client.get(url).content.decode()
    answer = client.post(f"{url}beobachten/", follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert "Sie beobachten das" in answer.content.decode()
    assert Watch.objects.get(user=reader).rhythm == "digest"
    client.post(f"{url}beobachten/", {"rhythm": "weekly"})
    assert Watch.objects.get(user=reader).rhythm == "weekly"
    client.post(f"{url}beobachten/", {"stop": "1"})
    assert not Watch.objects.active().filter(user=reader).exists()


def test_a_guest_is_led_to_the_sign_in_and_back(client: Client) -> None:
    url = article_url(article())
    page = client.get(url).content.decode()
    assert 'href="beobachten/"' in page
    assert "csrfmiddlewaretoken" not in page
    for answer in (client.get(f"{url}beobachten/"), client.post(f"{url}beobachten/")):
        assert answer.status_code == 302
        assert answer["Location"] == f"/konto/login/?next={url}beobachten/"
    client.force_login(people.person())
    assert client.get(f"{url}beobachten/").status_code == 200


@pytest.mark.parametrize("kind", [one.key for one in entries.kinds() if one.shape])
def test_every_entry_with_a_history_can_be_watched(kind: str, town: Town, client: Client) -> None:
    thing = town.date if kind == "event" else getattr(town, kind)
    client.force_login(reader := people.person())
    url = thing.get_absolute_url()
    assert f'action="{url}beobachten/"' in client.get(url).content.decode()
    client.post(f"{url}beobachten/", {"rhythm": "at_once"})
    assert rows(reader) == {(kind, thing.pk)}


def test_what_nobody_may_read_nobody_may_watch(town: Town, client: Client) -> None:
    client.force_login(people.person())
    type(town.project).objects.filter(pk=town.project.pk).update(state="hidden")
    assert client.post(f"/projekte/{town.project.slug}/beobachten/").status_code == 404
    assert client.post(f"/beobachten/project/{town.project.pk}/").status_code == 404
    assert client.get(f"/beobachten/person/{people.person().pk}/").status_code == 404
    assert client.get("/beobachten/unsinn/1/").status_code == 404
    assert not Watch.objects.exists()


def test_a_search_is_watched_once_however_it_is_written(client: Client, town: Town) -> None:
    client.force_login(reader := people.person())
    shown = client.get("/suche/?q=Bank&district=west").content.decode()
    assert "/beobachten/suche/?q=Bank&amp;district=west" in shown
    page = client.get("/beobachten/suche/?q=Bank&district=west").content.decode()
    assert "„Bank“ · West" in page
    assert "at_once" not in page
    for query in ("q=Bank&district=west", "district=west&q=++Bank&page=3&sort=date"):
        client.post(f"/beobachten/suche/?{query}", {"rhythm": "weekly"})
    assert Watch.objects.get(user=reader).parameters == "q=Bank&district=west"
    assert client.post("/beobachten/suche/?q=x", {"rhythm": "at_once"}).status_code == 400
    for nothing in ("", "?district=nirgends", "?sort=date"):
        assert client.get(f"/beobachten/suche/{nothing}")["Location"] == "/suche/"


def test_the_pages_of_a_district_and_a_topic_lead_there(client: Client, town: Town) -> None:
    client.force_login(people.person())
    for url, query in (
        (town.west.get_absolute_url(), "district=west"),
        (town.child.get_absolute_url(), "topic=einsamkeit"),
    ):
        assert f"/beobachten/suche/?{query}" in client.get(url).content.decode()
        assert client.post(f"/beobachten/suche/?{query}").status_code == 302
    assert Watch.objects.count() == 2


@pytest.mark.parametrize("where", ["west", "child"])
def test_who_watches_a_place_comes_back_to_it(where: str, client: Client, town: Town) -> None:
    url = getattr(town, where).get_absolute_url()
    found = re.search(r'href="(/beobachten/suche/[^"]*)"', client.get(url).content.decode())
    assert found
    address = unescape(found[1])
    first = client.get(address)["Location"]
    assert parse_qs(urlsplit(first).query)["next"] == [address]
    client.force_login(people.person())
    form = client.get(address).content.decode()
    assert f'href="{url}"' in form
    answer = client.post(address, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert "Sie beobachten das jetzt" in answer.content.decode()
    assert client.post(address, {"stop": "1"})["Location"] == url


@pytest.mark.parametrize(
    "foreign", ["//example.org/", "https://example.org/", "/\\example.org", "x"]
)
def test_nobody_is_led_away_from_the_site(foreign: str, client: Client, town: Town) -> None:
    client.force_login(people.person())
    address = f"/beobachten/suche/?{urlencode({'district': 'west', 'zurueck': foreign})}"
    assert 'href="/suche/?district=west"' in client.get(address).content.decode()
    assert client.post(address)["Location"] == "/suche/?district=west"


def test_a_watch_is_of_a_thing_or_of_a_search_and_there_once() -> None:
    user = people.person()
    thing = {"object_kind": "article", "object_pk": 1}
    for wrong in ({}, {**thing, "search": "x"}, {"object_kind": "article"}, {"parameters": "q=1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Watch.objects.create(user=user, **wrong)
    for right in (thing, {"search": "x", "parameters": "q=1"}):
        Watch.objects.create(user=user, **right)
        with pytest.raises(IntegrityError), transaction.atomic():
            Watch.objects.create(user=user, **right)


class TestAllOfThem:
    """`/konto/beobachtet/`."""

    def test_they_are_listed_with_what_everybody_may_read(self, client: Client) -> None:
        thing = article("Bänke im Park")
        client.force_login(reader := people.person())
        assert "Sie beobachten noch nichts" in client.get("/konto/beobachtet/").content.decode()
        watches.watch_thing(user=reader, kind="article", pk=thing.pk)
        assert "Bänke im Park" in client.get("/konto/beobachtet/").content.decode()
        services.delete_article(article=thing, by=people.moderator(), reason="weg")
        page = client.get("/konto/beobachtet/").content.decode()
        assert "Bänke im Park" not in page
        assert "Zurzeit nicht zu lesen" in page

    def test_what_is_just_being_hidden_has_no_name(self, client: Client) -> None:
        """It is hidden at once, and only later does search forget what it was called."""
        thing = article("Bänke im Park")
        client.force_login(reader := people.person())
        watches.watch_thing(user=reader, kind="article", pk=thing.pk)
        Entry.objects.filter(kind="article", object_id=thing.pk).update(hidden=True)
        assert "Bänke im Park" not in client.get("/konto/beobachtet/").content.decode()

    def test_nobody_changes_the_watch_of_somebody_else(self, client: Client) -> None:
        row = watches.watch_thing(user=people.person(), kind="article", pk=article().pk)
        client.force_login(people.person())
        for sent in ({"rhythm": "site"}, {"stop": "1"}):
            assert client.post(f"/konto/beobachtet/{row.pk}/", sent).status_code == 404
        client.post("/konto/beobachtet/", {"stop_all": "1"})
        assert Watch.objects.get(pk=row.pk).rhythm == "digest"

    def test_they_change_and_end(self, client: Client) -> None:
        client.force_login(reader := people.person())
        one = watches.watch_thing(user=reader, kind="article", pk=article().pk)
        two = watches.watch_search(user=reader, parameters="q=Bank")
        client.post(f"/konto/beobachtet/{one.pk}/", {"rhythm": "site"})
        client.post(f"/konto/beobachtet/{two.pk}/", {"rhythm": "at_once"})
        client.post(f"/konto/beobachtet/{two.pk}/", {"rhythm": "unsinn"})
        mine = Watch.objects.active().filter(user=reader).order_by("pk")
        assert list(mine.values_list("rhythm", flat=True)) == ["site", "digest"]
        client.post(f"/konto/beobachtet/{one.pk}/", {"stop": "1"})
        assert mine.get() == two
        client.post("/konto/beobachtet/", {"stop_all": "1"})
        assert not mine.exists()

    def test_nobody_fills_the_table(self, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
        monkeypatch.setattr(watches, "MOST", 1)
        client.force_login(people.person(name="Vielleserin"))
        one, two = article("Eins"), article("Zwei")
        client.post(f"{article_url(one)}beobachten/")
        assert client.post(f"{article_url(two)}beobachten/").status_code == 400
        # What is there already takes no more room in another rhythm.
        answer = client.post(f"{article_url(one)}beobachten/", {"rhythm": "weekly"})
        rhythm = Watch.objects.get(user__name="Vielleserin").rhythm
        assert (answer.status_code, rhythm) == (302, "weekly")
        client.post(f"{article_url(one)}beobachten/", {"stop": "1"})
        client.post(f"{article_url(two)}beobachten/")
        assert client.post(f"{article_url(one)}beobachten/").status_code == 400


class TestWhatIsWritten:
    """Whoever writes somewhere follows it."""

    def test_its_author_watches_it_and_having_stopped_does_not_begin_again(self) -> None:
        writer = people.person()
        thing = article(author=writer)
        assert rows(writer) == {("article", thing.pk)}
        watches.stop_all(user=writer)
        edit(thing, writer, "Neu.\n")
        assert not rows(writer)

    def test_so_does_whoever_changes_it_but_not_by_a_small_change(self) -> None:
        thing, writer, typist = article(), people.person(), people.person()
        edit(thing, typist, "Rutschen gibt es!\n", minor=True)
        edit(thing, writer, "Rutschen und Wippen gibt es.\n")
        assert rows(writer) == {("article", thing.pk)}
        assert not rows(typist)

    def test_a_held_text_is_watched_when_it_is_public(self, client: Client) -> None:
        thing, newcomer = article(), people.newcomer()
        held = edit(thing, newcomer, "Wippen gibt es.\n")
        assert held.status == "pending"
        assert not rows(newcomer)
        case = Case.objects.get(object_kind="article", object_pk=thing.pk)
        decisions.accept(case=case, by=people.moderator())
        assert rows(newcomer) == {("article", thing.pk)}

    def test_whoever_does_not_want_that_says_so(self, client: Client) -> None:
        client.force_login(writer := people.person())
        client.post("/konto/beobachtet/", {})
        writer.refresh_from_db()
        article(author=writer)
        assert not rows(writer)
        client.post("/konto/beobachtet/", {"watches_own": "on"})
        writer.refresh_from_db()
        article("Noch einer", author=writer)
        assert rows(writer)


class TestHappenings:
    """What becomes public is noted, by references alone."""

    def test_revisions_and_comments_are_noted(self, town: Town) -> None:
        writer = people.person()
        thing = article(author=writer)
        edit(thing, None, "Von einem Gast.\n", author_name="Anke")
        found = Happening.objects.filter(object_kind="article", object_pk=thing.pk)
        assert list(found.values_list("number", "actor")) == [(1, writer.pk)], "held ones are not"
        assert Happening.objects.filter(object_kind="project", object_pk=town.project.pk).exists()

    def test_a_write_that_fails_leaves_none(self) -> None:
        thing = article()
        before = Happening.objects.count()
        with pytest.raises(RuntimeError), transaction.atomic():
            edit(thing, people.person(), "Neu.\n")
            raise RuntimeError
        assert Happening.objects.count() == before

    def test_a_comment_is_noted_when_it_is_public(self, board: Any) -> None:
        said = board.say(state=Comment.State.HELD)
        with transaction.atomic():
            discussion.publish(said)
        row = Happening.objects.get(comment=said.pk)
        assert (row.object_kind, row.object_pk, row.number) == ("note", said.place_pk, 0)

    def test_they_go_after_ninety_days(self) -> None:
        article()
        assert Happening.objects.update(at=timezone.now() - timedelta(days=91)) == 1
        assert happenings.forget() == 1


class TestTheLinkOfAMail:
    """It ends one watch, without signing in."""

    def test_opening_it_changes_nothing_and_pressing_ends_it(self, client: Client) -> None:
        reader = people.person()
        row = watches.watch_thing(user=reader, kind="article", pk=article("Bänke").pk)
        path = re.sub(r"^https?://[^/]+", "", stop_links.url_of(row))
        assert "Bänke" in client.get(path).content.decode()
        assert Watch.objects.exists()
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Watch.objects.active().filter(user=reader).exists()
        assert "beobachten das nicht mehr" in client.get(path).content.decode()

    def test_a_link_for_another_watch_is_none_of_ours(self, client: Client) -> None:
        reader = people.person()
        row = watches.watch_thing(user=reader, kind="article", pk=article().pk)
        token = stop_links.token_of(row.pk, reader.pk)
        for wrong in (f"{row.pk + 1}{token[len(str(row.pk)) :]}", "1.2.3", "x", "1.1.ä"):
            assert client.post(f"/beobachten/ende/{wrong}/").status_code == 404
        assert Watch.objects.filter(user=reader).exists()


def test_who_leaves_takes_it_along_and_leaves_nothing() -> None:
    user = people.person()
    article(author=user)
    assert erasing.copy_of(user)["watches"][0]["object_kind"] == "article"
    watches.forget_person(user=user)
    assert not Watch.objects.filter(user=user).exists()
    assert not Happening.objects.filter(actor=user).exists()


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_button_costs_one_question_and_guests_none(signed_in: bool, client: Client) -> None:
    url = article_url(article())
    if signed_in:
        client.force_login(people.person())
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    asked = [one["sql"] for one in queries if "community_watch" in one["sql"]]
    assert len(asked) == signed_in
