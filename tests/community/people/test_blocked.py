"""What somebody reads, on every form, whose account is blocked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from community.people import blocking
from districts.models import Project
from tests import people
from tests.community.factories import Board
from tests.fixtures.kinds import make
from tests.wiki.factories import article, district
from wiki.models import Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
REASON = "Mehrmals <Werbung> eingestellt."
SAID = (
    "Die Moderation hat Ihr Konto gesperrt.",
    "Die Sperre endet von selbst am",
    "Mehrmals &lt;Werbung&gt; eingestellt.",
    "Schreiben Sie uns, dann sehen wir es noch einmal an",
)


@pytest.fixture
def rita(client: Client) -> User:
    user = people.person(name="Rita", slug="rita")
    client.force_login(user)
    blocking.block(user=user, by=people.moderator(), reason=REASON, for_good=False)
    return user


def assert_said(html: str) -> None:
    for words in SAID:
        assert html.count(words) == 1, (words, html.count(words))
    assert "Personen mit Konto" not in html
    assert "darf nicht schreiben" not in html


@pytest.mark.parametrize(
    "path",
    ["/wiki/neu/", "/projekte/neu/", "/akteure/neu/", "/termine/neu/", "/netzwerke/neu/",
     "/melden/"],
)  # fmt: skip
def test_every_form_says_until_when_why_and_whom_to_ask(
    client: Client, rita: User, path: str
) -> None:
    answer = client.get(path)
    assert_said(answer.content.decode())


def test_so_do_the_forms_of_what_is_there(client: Client, rita: User, board: Board) -> None:
    author = people.person()
    article(title="Spielplätze", author=author, district=district())
    actor = make("actor", "Hallo.", author, title="Verein")
    note = board.pin()
    for path in (
        f"/wiki/{district().slug}/spielplaetze/bearbeiten/",
        f"/wiki/{district().slug}/spielplaetze/ergaenzen/",
        f"{actor.get_absolute_url()}bearbeiten/",
        f"/kommentare/note/{note.pk}/",
    ):
        answer = client.get(path)
        assert answer.status_code in (200, 403), path
        assert_said(answer.content.decode())


def test_who_sends_an_edit_reads_the_true_reason_and_keeps_the_text(
    client: Client, rita: User
) -> None:
    article(title="Spielplätze", author=people.person(), district=district())
    answer = client.post(
        f"/wiki/{district().slug}/spielplaetze/bearbeiten/",
        {"title": "Spielplätze", "body": "Meine Sätze.", "base_revision": "1"},
    )
    assert answer.status_code == 403
    html = answer.content.decode()
    assert_said(html)
    assert "Meine Sätze." in html
    assert not Revision.objects.filter(author=rita).exists()


def test_who_is_blocked_for_good_reads_no_day(client: Client) -> None:
    user = people.person()
    client.force_login(user)
    blocking.block(user=user, by=people.moderator(), reason="Werbung.")
    html = client.get("/projekte/neu/").content.decode()
    assert "Grund: Werbung." in html
    assert "endet von selbst" not in html


def test_nobody_else_is_told_that_they_are_blocked(client: Client) -> None:
    client.force_login(people.person())
    assert "gesperrt" not in client.get("/moderation/").content.decode()
    assert "gesperrt" not in Client().get("/projekte/neu/").content.decode()


def test_between_the_words_stand_no_codes(client: Client, rita: User) -> None:
    """What was typed comes back to be copied: what was chosen by its label."""
    place = district()
    sent: dict[str, Any] = {
        "title": "Eine Bank am Bach", "summary": "Wir bauen sie.", "status": "running",
        "districts": [str(place.pk)], "effort": "low", "bedingung-TOTAL_FORMS": "1",
        "bedingung-INITIAL_FORMS": "0", "bedingung-0-kind": "other",
        "bedingung-0-text": "Ein Brett",
    }  # fmt: skip
    answer = client.post("/projekte/neu/", sent)
    assert answer.status_code == 403
    assert not Project.objects.exists()
    html = answer.content.decode()
    assert_said(html)
    words = html[html.index('id="geschrieben"') :].partition("</textarea>")[0]
    for shown in ("Eine Bank am Bach", "Wir bauen sie.", "Läuft", place.name, "Ein Brett"):
        assert shown in words
    for code in ("running", "other", f"\n{place.pk}\n"):
        assert code not in words


def test_a_report_gives_its_cause_back_in_words(client: Client, rita: User) -> None:
    html = client.post(
        "/melden/", {"url": "/stadtteile/", "cause": "wrong", "words": "Falsche Nummer hier."}
    ).content.decode()
    words = html[html.index('id="geschrieben"') :].partition("</textarea>")[0]
    assert "Falsche Nummer hier." in words
    assert "wrong" not in words
