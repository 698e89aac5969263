"""Parts of an editorial page are made once for many, and are never older than what they show."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from accounts.services import create_user
from cms.models import ArticlePage
from cms.services import EDITORS, create_page, find_page
from community.models import Comment
from community.talk import discussion
from tests.cms.conftest import page_at
from tests.people import moderator, person, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/nachbarn/"
ARTICLE = "/beitraege/nachbarn/bank/"
SECRET = "Nur für uns"
MODERATORS_LINE = "Verbergen oder sperren"


def read(client: Client, address: str = PAGE) -> str:
    return str(client.get(address).content.decode())


def page() -> Page:
    return page_at("nachbarn", title="Nachbarn", intro="Wer nebenan wohnt.")


def article() -> ArticlePage:
    above = find_page(path="beitraege", locale="de")
    for kind, slug in (("series", "nachbarn"), ("article", "bank")):
        above = create_page(type=kind, parent=above, locale="de", slug=slug, title=slug)
    assert isinstance(above, ArticlePage)
    return above


def test_the_next_reader_costs_little_and_reads_their_own_name() -> None:
    page()
    first, second = signed_in(person(name="Erna")), signed_in(person(name="Otto"))
    assert "Erna" in read(first)
    with CaptureQueriesContext(connection) as caught:
        shown = read(second)
    assert "Otto" in shown
    assert "Erna" not in shown
    assert "Wer nebenan wohnt." in shown
    # Session, account, what waits for them (read and kept), and whether page and surroundings have
    # changed.
    assert len(caught) <= 6
    with CaptureQueriesContext(connection) as caught:
        read(second)
    assert len(caught) <= 5


@pytest.mark.parametrize("address", [PAGE, f"/en{PAGE}", f"/de-simple{PAGE}"])
def test_a_kept_page_is_the_page_that_is_made(address: str) -> None:
    page()
    client = signed_in(person())
    made, kept = client.get(address), client.get(address)
    assert made.content == kept.content
    assert made.headers == kept.headers
    assert ("X-Robots-Tag" in kept.headers) == (address != PAGE)


def test_what_is_published_shows_at_once_and_a_draft_to_nobody_else() -> None:
    one = page()
    reader = signed_in(person())
    editor = signed_in(create_user(email="r@example.org", name="Rita", groups=(EDITORS,)))
    read(reader)
    one.intro = "Wer gegenüber wohnt."
    draft = one.save_revision()
    view = f"/admin/pages/{one.pk}/revisions/{draft.pk}/view/"
    assert "gegenüber" in read(editor, view)
    assert "gegenüber" not in read(reader)
    assert "gegenüber" not in read(editor)
    draft.publish()
    assert "gegenüber" in read(reader)
    one.unpublish()
    assert reader.get(PAGE).status_code == 404


def test_what_becomes_private_is_gone_at_once_for_all_but_those_it_is_for() -> None:
    one = page_at("nachbarn", title="Nachbarn", intro=SECRET)
    readers = {"guest": Client(), "resident": signed_in(person()), "told": signed_in(person())}
    for client in readers.values():
        assert SECRET in read(client)
    rule = PageViewRestriction.objects.create(page=one, restriction_type="password", password="w")
    assert not [who for who, client in readers.items() if SECRET in read(client)]
    session = readers["told"].session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [rule.pk]
    session.save()
    for order in permutations(readers):
        cache.clear()
        assert [who for who in order if SECRET in read(readers[who])] == ["told"], order
    rule.delete()
    assert SECRET in read(readers["guest"])


def test_moderators_find_a_line_of_their_own_below_comments_and_nobody_else() -> None:
    one = article()
    readers = {
        "guest": Client(),
        "resident": signed_in(person()),
        "moderator": signed_in(moderator()),
        "blocked": signed_in(person(blocked_at=one.first_published_at)),
    }
    said = Comment.objects.create(
        place_kind="page",
        place_pk=one.pk,
        words="Wir haben auch eine.",
        state="live",
        author_name="Gerda",
    )
    for order in permutations(readers):
        cache.clear()
        pages = {who: read(readers[who], ARTICLE) for who in order}
        assert all("Wir haben auch eine." in shown for shown in pages.values())
        assert [who for who in order if MODERATORS_LINE in pages[who]] == ["moderator"], order
    discussion.move(said, "hidden")
    assert not [who for who in readers if "Wir haben auch eine." in read(readers[who], ARTICLE)]


def test_who_may_settle_what_somebody_asked_finds_a_button_there() -> None:
    one = article()
    began, other = person(name="Gerda"), person(name="Uwe")
    readers = {
        "guest": Client(),
        "resident": signed_in(other),
        "who began": signed_in(began),
        "moderator": signed_in(moderator()),
        "editor": signed_in(create_user(email="r@example.org", name="Rita", groups=(EDITORS,))),
        "blocked": signed_in(person(blocked_at=one.first_published_at)),
    }
    said = Comment.objects.create(
        place_kind="page", place_pk=one.pk, words="Wo ist sie?", state="live", author=began
    )
    url = f"/kommentare/{said.pk}/erledigt/"
    may = ["who began", "moderator", "editor"]
    for order in (list(readers), list(reversed(readers))):
        cache.clear()
        pages = {who: read(readers[who], ARTICLE) for who in order}
        assert sorted(who for who in order if f'action="{url}"' in pages[who]) == sorted(may), order
    refused = {who: readers[who].post(url, {"to": "resolved"}) for who in readers if who not in may}
    assert {answer.status_code for answer in refused.values()} == {403}
    said.refresh_from_db()
    assert said.resolved_at is None
    for number, who in enumerate(may):
        wanted = "open" if number % 2 else "resolved"
        answer = readers[who].post(url, {"to": wanted})
        assert answer["Location"].startswith(ARTICLE), who
        said.refresh_from_db()
        assert (said.resolved_at is None) == (wanted == "open"), who
    assert "Erledigt" in read(readers["guest"], ARTICLE)


def test_no_part_has_a_form_with_a_token() -> None:
    page()
    shown = read(signed_in(person()))
    assert not re.search("csrfmiddlewaretoken", shown)


def test_what_is_no_reading_is_refused() -> None:
    page()
    client = signed_in(person())
    read(client)
    assert client.post(PAGE).status_code == 405
    assert client.head(PAGE).status_code == 200
