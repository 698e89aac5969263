"""A save says "erledigt Frage 3", and the question is settled when the revision becomes public."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from community import decisions
from community.models import Case, Comment
from community.talk.resolving import numbers_in, with_resolved
from tests.community.talk.test_talk_page import say
from tests.fixtures.town import Town
from tests.people import moderator, newcomer, person, signed_in
from tests.wiki.factories import article
from wiki import services as wiki
from wiki.addresses import article_url
from wiki.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(town: Town) -> Article:
    made = article(body="Holz.", author=person(), district=town.west)
    for words in ("Aus welchem Holz?", "Seit wann?", "Wer streicht sie?"):
        say("article", made, words)
    return made


def settled(place: Article) -> list[int]:
    rows = Comment.objects.at("article", place.pk).exclude(resolved_at=None)
    return list(rows.order_by("number").values_list("number", flat=True))


def save(place: Article, summary: str, author: User | None = None) -> str:
    result = wiki.save_edit(
        article=place,
        base_revision=place.head_number,
        body=f"Eiche. {summary}",
        author=author or person(),
        summary=summary,
    )
    return str(result.status)


def test_it_is_settled_by_whoever_wrote_it(text: Article) -> None:
    writer = person()
    assert save(text, "Holzart ergänzt, erledigt Frage 1 und 3", writer) == "saved"
    assert settled(text) == [1, 3]
    row = Comment.objects.get(place_kind="article", number=3)
    text.refresh_from_db()
    assert (row.resolved_by, row.resolved_in) == (writer, text.head_number)


def test_whose_name_is_hidden_is_not_named_as_having_settled_it(text: Article) -> None:
    """Nor where the name is hidden while the edit waits."""
    boss = moderator()
    save(text, "erledigt Frage 1", person(name="Kanarienvogel"))
    text.refresh_from_db()
    number = text.head_number
    save(text, "erledigt Frage 2", newcomer(name="Kanarienvogel Zwei"))
    case = Case.objects.open().get()
    for hidden in (number, case.number):
        wiki.hide_parts(article=text, number=hidden, parts=["author"], reason="Weg", by=boss)
    decisions.accept(case=case, by=boss)
    assert settled(text) == [1, 2]
    for client in (Client(), signed_in(person())):
        page = client.get(f"{article_url(text)}diskussion/").content.decode()
        assert "Erledigt" in page
        assert "Kanarienvogel" not in page


def test_what_waits_settles_nothing_before_it_is_accepted(text: Article) -> None:
    assert save(text, "erledigt Frage 2", newcomer()) == "pending"
    assert settled(text) == []
    decisions.accept(case=Case.objects.open().get(), by=moderator())
    assert settled(text) == [2]


def test_an_edit_that_does_not_come_to_be_settles_nothing(text: Article) -> None:
    before = wiki.save_edit(
        article=text, base_revision=1, body="Holz.", author=person(), summary="erledigt Frage 1"
    )
    assert before.status == "unchanged"
    assert settled(text) == []


def test_other_places_and_answers_are_left_alone(text: Article, town: Town) -> None:
    other = say("project", town.project)
    save(text, "erledigt Frage 1, 99")
    other.refresh_from_db()
    assert other.resolved_at is None
    assert settled(text) == [1]


def test_the_form_offers_the_open_questions_and_keeps_what_is_ticked(text: Article) -> None:
    client = signed_in(person())
    url = f"/wiki/{text.district.slug}/{text.slug}/bearbeiten/"  # type: ignore[union-attr]
    page = client.get(url).content.decode()
    assert "Frage 2: Seit wann?" in page
    fields = {"title": text.title, "body": "Eiche.", "base_revision": "1", "summary": "Neu"}
    fields |= {"summary_settles": ["2", "3", "x"], "action": "preview"}  # type: ignore[dict-item]
    again = client.post(url, fields).content.decode()
    assert 'value="Neu (erledigt Frage 2, 3)"' in again
    assert again.count(" checked>") == 2
    assert settled(text) == []
    assert client.post(url, fields | {"action": "save"}).status_code == 302
    assert settled(text) == [2, 3]
    assert "Seit wann?" not in client.get(url).content.decode()


def test_so_does_the_form_of_an_entry(town: Town) -> None:
    say("actor", town.actor, "Gibt es eine Rampe?")
    page = signed_in(person()).get(f"/akteure/{town.actor.slug}/bearbeiten/").content.decode()
    assert "Frage 1: Gibt es eine Rampe?" in page
    new = Client().get("/akteure/neu/").content.decode()
    assert "note_settles" not in new


@pytest.mark.parametrize(
    ("summary", "numbers"),
    [
        ("erledigt Frage 3", [3]),
        ("Neue Zeiten (Erledigt Fragen 3, 4 und 10)", [3, 4, 10]),
        ("beantwortet die Frage 2", [2]),
        ("resolves question 7 and 8", [7, 8]),
        ("unerledigt Frage 3", []),
        ("Frage 3 bleibt offen", []),
        ("erledigt Frage 99999999", []),
        ("erledigt", []),
    ],
)
def test_what_a_summary_says(summary: str, numbers: list[int]) -> None:
    assert numbers_in(summary) == numbers


def test_a_long_summary_still_says_it() -> None:
    said = with_resolved("x" * 300, [3], 300)
    assert len(said) <= 300
    assert numbers_in(said) == [3]
    assert with_resolved("erledigt Frage 3", [3], 300) == "erledigt Frage 3"
