"""Questions about words of a text: found again, or "Stelle geändert", and never gone."""

from __future__ import annotations

from time import process_time

import pytest
from django.test import Client

from community.antispam import stamp
from community.models import Comment
from community.talk import passages
from community.talk.places import PresentText
from tests.fixtures.town import Town
from tests.people import moderator, person, signed_in
from tests.wiki.factories import article
from wiki import services as wiki
from wiki.models import Article

pytestmark = pytest.mark.django_db
BODY = "## Zeiten\n\nDienstags ist **von drei** bis fünf offen.\n\n## Ort\n\nHinter der Kirche.\n"


@pytest.fixture
def text(town: Town) -> Article:
    return article(body=BODY, author=person(), district=town.west)


def ask(text: Article, client: Client | None = None, **fields: str) -> tuple[int, str]:
    client = client or signed_in(person())
    answer = client.post(
        f"/kommentare/article/{text.pk}/",
        {"words": "Seit wann?", "subject": "", "started": stamp(seconds_ago=30), **fields},
    )
    return answer.status_code, answer.content.decode()


def talk(text: Article, client: Client | None = None) -> str:
    url = f"/wiki/{text.district.slug}/{text.slug}/diskussion/"  # type: ignore[union-attr]
    return " ".join((client or Client()).get(url).content.decode().split())


def save(text: Article, body: str) -> None:
    text.refresh_from_db()
    wiki.save_edit(
        article=text, base_revision=text.head_number, body=body, author=person(), summary=""
    )


def test_words_are_kept_with_what_stands_around_and_their_revision(text: Article) -> None:
    assert ask(text, passage="dienstags  ist von drei\nbis fünf")[0] == 302
    row = Comment.objects.get()
    assert row.passage == "Dienstags ist von drei bis fünf"
    assert row.passage_before.endswith("Zeiten ")
    assert row.passage_after.startswith(" offen.")
    assert row.passage_number == 1
    page = talk(text)
    assert "„Dienstags ist von drei bis fünf“" in page or "Dienstags ist von drei bis fünf" in page
    assert "#:~:text=Dienstags%20ist%20von%20drei%20bis%20f%C3%BCnf" in page


def test_words_that_are_not_there_are_refused_and_kept(text: Article) -> None:
    status, page = ask(text, passage="Mittwochs ist offen", words="Stimmt das?")
    assert status == 400
    assert "Mittwochs ist offen" in page
    assert "Stimmt das?" in page
    assert not Comment.objects.exists()


def test_without_marking_a_section_is_chosen(text: Article) -> None:
    assert ask(text, section="Ort")[0] == 302
    assert Comment.objects.get().passage == "Ort"
    status, _page = ask(text, section="Nirgends")
    assert status == 400


def test_marked_words_fill_the_form(text: Article) -> None:
    url = f"/kommentare/article/{text.pk}/?stelle=von+drei"
    page = Client().get(url).content.decode()
    assert ">\nvon drei</textarea>" in page
    assert 'value="Stimmt das noch?"' in page


def test_lost_words_stay_as_a_changed_passage(text: Article) -> None:
    ask(text, passage="Dienstags ist von drei bis fünf")
    save(text, BODY.replace("Dienstags", "Mittwochs"))
    page = talk(text)
    assert "Stelle geändert" in page
    assert "dort stand „Dienstags ist von drei bis fünf“" in page
    save(text, f"{BODY}\nMit Tee.")
    # A page for guests that was kept would be made anew after the commit.
    assert "Stelle geändert" not in talk(text, signed_in(person()))


def test_old_words_of_a_hidden_revision_are_shown_to_nobody_else(text: Article) -> None:
    ask(text, passage="Dienstags ist von drei bis fünf")
    save(text, BODY.replace("Dienstags", "Mittwochs"))
    boss = moderator()
    wiki.hide_parts(article=text, number=1, parts=["text"], reason="Privates", by=boss)
    for client in (Client(), signed_in(person())):
        page = talk(text, client)
        assert "Stelle geändert" in page
        assert "Dienstags" not in page
        assert "Seit wann?" in page


def test_an_answer_asks_about_no_words(text: Article) -> None:
    ask(text, passage="Hinter der Kirche")
    first = Comment.objects.get()
    page = Client().get(f"/kommentare/article/{text.pk}/?antwort={first.pk}&stelle=Ort")
    assert 'name="passage"' not in page.content.decode()


WORDS = "Offen ist montags. Zu ist montags. Auch montags nie."


@pytest.mark.parametrize(
    ("before", "after", "at"),
    [("Offen ist ", ". Zu ist", 10), ("Zu ist ", ". Auch", 26), ("Auch ", " nie.", 40)],
)
def test_of_several_places_the_one_that_reads_alike_around_is_meant(
    before: str, after: str, at: int
) -> None:
    row = Comment(passage="montags", passage_before=before, passage_after=after)
    assert passages._place(row, WORDS.lower()) == at


@pytest.mark.parametrize("typed", ["„Na gut“ – ja", '"na gut" - JA', "»Na gut« — ja"])
def test_signs_that_mean_the_same_are_the_same(typed: str) -> None:
    found = passages.find(typed, PresentText(1, "Sie sagte “Na gut” – ja, gern."))
    assert found is not None
    assert found.words == "“Na gut” – ja"


def test_of_very_many_places_in_a_changed_text_a_few_are_compared() -> None:
    """Anybody may ask about one letter of a long text, and everybody else waits for the page."""
    row = Comment(passage="e", passage_before="x" * 60, passage_after="y" * 60)
    begun = process_time()
    for _number in range(20):
        passages._place(row, "aber " * 80_000)
    assert process_time() - begun < 2
    far = "e" * passages.PLACES + "nur hier e da"
    row = Comment(passage="e", passage_before="nur hier ", passage_after=" da")
    assert passages._place(row, far) == len(far) - 4, "what has not changed is found anywhere"


@pytest.mark.parametrize(
    "copied", ["um 10\u00a0Uhr", "um 10\tUhr", "um\u202810 Uhr", "um 10 Uhr\u00ad", "UM 10 UHR"]
)
def test_words_are_found_as_they_come_from_the_clipboard(town: Town, copied: str) -> None:
    body = "Im İstanbul beginnt es um 10\u00a0Uhr."
    text = article(body=body, author=person(), district=town.west)
    assert ask(text, passage=copied)[0] == 302
    assert Comment.objects.get().passage == "um 10 Uhr"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Um 10\u00a0Uhr\tda", "Um 10 Uhr da"),
        ("eins\rzwei\u2028drei", "eins\nzwei\ndrei"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 da", "👩\u200d👧 da"),
        ("a\u202eb\u200bc\x08d", "abcd"),
    ],
)
def test_what_is_said_keeps_its_words_apart(text: Article, typed: str, kept: str) -> None:
    assert ask(text, words=typed)[0] == 302
    assert Comment.objects.get().words == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Stufen\u202e nach\u200b oben", "Stufen nach oben"),
        ("a\x08b", "ab"),
        ("\u200b", ""),
        ("\u0958" * 120, "\u0915\u093c" * 60),
    ],
)
def test_what_it_is_about_is_one_sayable_line(text: Article, typed: str, kept: str) -> None:
    """It stands in lists, feeds and the titles of cases, beside the words of others."""
    assert ask(text, subject=typed)[0] == 302
    assert Comment.objects.get().subject == kept
