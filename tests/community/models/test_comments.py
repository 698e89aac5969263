"""Comments below an article: from a guest's form to the page, to search, and to those who wait."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.models import ArticlePage, SiteSettings
from cms.services import create_page, find_page
from community import antispam, decisions, mail
from community.models import Case, Comment, Mail
from community.people import forgetting
from community.talk import discussion, threads
from search.models import EntryText
from tests import people

pytestmark = pytest.mark.django_db
ADDRESS = "/beitraege/nachbarn/bank/"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7|add:7 }}'


@pytest.fixture
def article() -> ArticlePage:
    """A published part of a series."""
    above = find_page(path="beitraege", locale="de")
    for kind, slug in (("series", "nachbarn"), ("article", "bank")):
        above = create_page(
            type=kind, parent=above, locale="de", slug=slug, title=slug.capitalize()
        )
    assert isinstance(above, ArticlePage)
    return above


def typed(words: str = "Wir haben auch eine Bank.", **fields: str) -> dict[str, str]:
    """What a guest sends who has looked at the form for a while."""
    given = {"words": words, "name": "Gerda Gast", "mail": "", "answer": " Sieben. "}
    return given | {"started": antispam.stamp(30), "website": ""} | fields


def form_url(article: ArticlePage) -> str:
    return f"/kommentare/page/{article.pk}/"


def send(client: Client, article: ArticlePage, **fields: str) -> Comment:
    """Send a comment as a guest and return it."""
    answer = client.post(form_url(article), typed(**fields))
    assert answer.status_code == 302, answer.content.decode()
    return Comment.objects.latest("pk")


@pytest.mark.parametrize(
    ("trust", "note"),
    [
        ("", "Er steht unter dem Namen, den Sie angeben."),
        ("new", "Er steht unter dem Namen Ihres Kontos: Otto &amp; Söhne."),
        ("resident", "sofort für alle zu sehen, unter dem Namen Ihres Kontos: Otto &amp; Söhne."),
    ],
)
def test_the_form_says_under_which_name_and_when(
    client: Client, article: ArticlePage, trust: str, note: str
) -> None:
    if trust:
        client.force_login(people.person(trust, name="Otto & Söhne"))
    html = client.get(form_url(article)).content.decode()
    assert note in html
    assert ("Wir lesen jeden Kommentar" in html) == (trust != "resident")
    for words in ("den Sie angeben", 'name="name"', "Sie brauchen kein Konto"):
        assert (words in html) == (not trust), words


def said(article: ArticlePage, words: str, user: User | None = None, **more: Any) -> Comment:
    """Something that is public."""
    writer = discussion.CommentWriter(user=user or people.person())
    comment, case = discussion.write_comment(
        kind="page", pk=article.pk, words=words, writer=writer, **more
    )
    assert case is None
    return comment


def page(client: Client) -> str:
    return client.get(f"{ADDRESS}?frisch=1").content.decode()


def found(article: ArticlePage) -> str:
    """What search knows of the article."""
    rows = EntryText.objects.filter(entry__kind="page", entry__object_id=article.pk)
    return "".join(rows.values_list("text", flat=True))


def decide(comment: Comment, *, accept: bool = True) -> Case:
    case = Case.objects.open().about("comment", comment.pk).get()
    if accept:
        return decisions.accept(case=case, by=people.moderator())
    return decisions.refuse(case=case, by=people.moderator(), reason="Werbung")


def test_a_comment_is_read_by_nobody_until_somebody_accepts_it(
    client: Client, article: ArticlePage
) -> None:
    assert form_url(article) in page(client)
    comment = send(client, article, words="Unsere Sitzbank steht am Bach.")
    assert "Sitzbank" not in page(client)
    assert "Sitzbank" not in found(article)

    decide(comment)
    assert "Unsere Sitzbank steht am Bach." in page(client)
    assert "Gerda Gast" in page(client)
    assert "Sitzbank" in found(article)


def test_a_refused_comment_stays_unread(client: Client, article: ArticlePage) -> None:
    comment = send(client, article, mail="gerda@example.org", wants_answers="on")
    decide(comment, accept=False)
    comment.refresh_from_db()
    assert comment.words not in page(client)
    assert comment.state == "refused"


def test_the_address_beside_a_refused_comment_goes_once_that_stands(
    client: Client, article: ArticlePage
) -> None:
    comment = send(client, article, mail="gerda@example.org", wants_answers="on")
    waiting = send(client, article, mail="otto@example.org", wants_answers="on")
    decide(comment, accept=False)
    forgetting.forget_all()
    comment.refresh_from_db()
    assert comment.mail == "gerda@example.org", "it can be undone, and then she wants to hear"
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        forgetting.forget_all()
    for one in (comment, waiting):
        one.refresh_from_db()
    assert (comment.mail, comment.wants_answers) == ("", False)
    assert waiting.mail == "otto@example.org"


def test_who_was_refused_by_mistake_hears_of_answers(client: Client, article: ArticlePage) -> None:
    comment = send(client, article, mail="gerda@example.org", wants_answers="on")
    letter = Mail.objects.get(to="gerda@example.org")
    case, desk = Case.objects.get(), Client()
    desk.force_login(people.moderator())
    address = f"/moderation/{case.pk}/entscheiden/"
    desk.post(address, {"decision": "refuse", "reason": "Verklickt."})
    forgetting.forget_all()
    desk.post("/moderation/zuruecknehmen/", {"case": case.pk})
    desk.post(address, {"decision": "accept"})
    link = next(word for word in letter.body.split() if "/kommentare/antworten/" in word)
    assert client.post(link[link.index("/kommentare") :]).status_code in (200, 302)
    said(article, "Eine Antwort", parent=comment)
    assert Mail.objects.filter(to="gerda@example.org").exclude(pk=letter.pk).count() == 1


def test_what_is_hidden_leaves_page_and_search_at_once_with_its_answers(
    client: Client, article: ArticlePage
) -> None:
    first = said(article, "Ein böses Wort")
    said(article, "Eine Antwort darauf", parent=first)
    assert "böses" in found(article)
    client.post(
        "/melden/",
        {"url": f"/kommentare/{first.pk}/", "cause": "rude", "started": antispam.stamp(30)},
    )
    case = Case.objects.open().about("comment", first.pk).get()
    moderator = people.moderator()
    decisions.answer_report(case=case, by=moderator, outcome="hidden", reason="Beleidigung")
    assert "böses" not in page(client)
    assert "Antwort darauf" not in page(client)
    assert "böses" not in found(article)
    decisions.undo(case=case, by=moderator)
    assert "böses" in page(client)


def test_an_answer_to_an_answer_stays_in_its_thread(article: ArticlePage) -> None:
    first = said(article, "Erstens")
    second = said(article, "Zweitens", parent=first)
    third = said(article, "Drittens", parent=second)
    assert [thread.answers for thread in threads.talk("page", article.pk)] == [[second, third]]


def test_an_answer_cannot_be_public_below_what_is_not(article: ArticlePage) -> None:
    first = said(article, "Erstens")
    writer = discussion.CommentWriter(name="Gast")
    answer, _case = discussion.write_comment(
        kind="page", pk=article.pk, words="Zweitens", writer=writer, parent=first
    )
    discussion.move(first, Comment.State.HIDDEN)
    with pytest.raises(Exception, match=r"not public|nicht öffentlich"):
        decide(answer)
    answer.refresh_from_db()
    assert answer.state == "held"


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"answer": "acht"}, "answer"),
    ({"answer": ""}, "answer"),
    ({"name": ""}, "name"),
    ({"name": "A\x00B"}, "name"),
    ({"words": " \n "}, "words"),
    ({"words": "x" * 4001}, "words"),
    ({"mail": "keine"}, "mail"),
    ({"wants_answers": "on"}, "mail"),
    ({"website": "http://spam.example"}, "__all__"),
    ({"started": ""}, "__all__"),
]


def test_what_is_refused_is_said_at_its_field_and_keeps_the_words(
    client: Client, article: ArticlePage
) -> None:
    for fields, field in REFUSED:
        answer = client.post(form_url(article), typed() | fields)
        assert answer.status_code == 400, fields
        assert list(answer.context["form"].errors) == [field], fields
        assert not Comment.objects.exists(), fields
        if "words" not in fields:
            assert "Wir haben auch eine Bank." in answer.content.decode(), fields


def test_a_form_that_comes_back_too_quickly_is_shown_again(
    client: Client, article: ArticlePage
) -> None:
    assert client.post(form_url(article), typed(started=antispam.stamp())).status_code == 400
    assert client.post(form_url(article), typed(started=antispam.stamp(4))).status_code == 302


def test_the_editors_ask_their_own_question(client: Client, article: ArticlePage) -> None:
    SiteSettings.objects.filter(locale__language_code="de").update(
        comment_question="Wie heißt unser Bach?", comment_answers="Nesenbach, der Nesenbach"
    )
    html = client.get(form_url(article)).content.decode()
    assert "Wie heißt unser Bach?" in html
    assert client.post(form_url(article), typed()).status_code == 400
    assert client.post(form_url(article), typed(answer="nesenbach")).status_code == 302


def test_residents_are_asked_for_words_only_and_newcomers_are_held(
    client: Client, article: ArticlePage
) -> None:
    client.force_login(people.person(name="Rosa"))
    fields = {"words": "Von Rosa.", "started": antispam.stamp(9)}
    assert client.post(form_url(article), fields)["Location"].startswith(ADDRESS)
    assert Comment.objects.get().state == "live"
    client.force_login(people.newcomer())
    client.post(form_url(article), fields)
    assert Comment.objects.latest("pk").state == "held"
    client.force_login(people.moderator())
    html = client.get("/moderation/").content.decode()
    assert re.search(r"</span>\s*Von Rosa\.\s*</p>", html)


def test_who_is_blocked_may_not_comment(client: Client, article: ArticlePage) -> None:
    client.force_login(people.person(blocked_at=timezone.now()))
    assert client.get(form_url(article)).status_code == 403
    assert client.post(form_url(article), {"words": "Doch"}).status_code == 403


def test_comments_close_after_their_day(client: Client, article: ArticlePage) -> None:
    said(article, "Noch rechtzeitig")
    article.comments_until = timezone.localdate()
    article.save()
    assert client.get(form_url(article)).context["form"]
    article.comments_until -= timedelta(days=1)
    article.save()
    assert form_url(article) not in page(client)
    assert "Noch rechtzeitig" in page(client)
    assert client.post(form_url(article), typed()).status_code == 200
    with pytest.raises(discussion.Closed):
        said(article, "Zu spät")
    assert Comment.objects.count() == 1


def test_an_article_without_comments_does_not_speak_of_them(
    client: Client, article: ArticlePage
) -> None:
    article.comments_allowed = False
    article.save()
    assert 'id="kommentare"' not in page(client)


def test_a_draft_or_private_article_has_no_form(client: Client, article: ArticlePage) -> None:
    article.view_restrictions.create(restriction_type="login")
    assert client.get(form_url(article)).status_code == 404
    article.view_restrictions.all().delete()
    article.unpublish()
    assert client.get(form_url(article)).status_code == 404
    for address in ("/kommentare/page/99999999999999999999/", "/kommentare/nichts/1/"):
        assert client.get(address).status_code == 404


def test_a_guest_hears_of_answers_only_after_agreeing(client: Client, article: ArticlePage) -> None:
    comment = send(client, article, mail="gerda@example.org", wants_answers="on")
    decide(comment)
    asked = Mail.objects.get(to="gerda@example.org")
    assert comment.words not in asked.body

    said(article, "Vor der Zusage", parent=comment)
    assert Mail.objects.filter(to="gerda@example.org").count() == 1

    link = next(word for word in asked.body.split() if "/kommentare/antworten/" in word)
    path = link[link.index("/kommentare") :]
    assert client.get(path).status_code == 200  # mail programs open links
    said(article, "Immer noch davor", parent=comment)
    assert Mail.objects.filter(to="gerda@example.org").count() == 1
    client.post(path)
    said(article, "Danach", parent=comment)
    assert Mail.objects.filter(to="gerda@example.org").latest("pk").stop_url
    mail.send_due()
    told = next(one for one in outbox.outbox[::-1] if one.to == ["gerda@example.org"])
    assert f"{ADDRESS}#kommentar-{comment.pk + 3}" in str(told.body)
    assert "Danach" not in str(told.body)


def test_nobody_hears_of_their_own_answer(article: ArticlePage) -> None:
    rosa = people.person()
    writer = discussion.CommentWriter(user=rosa, wants_answers=True)
    first, _case = discussion.write_comment(
        kind="page", pk=article.pk, words="Erstens", writer=writer
    )
    said(article, "Nachtrag", user=rosa, parent=first)
    assert not Mail.objects.filter(to=rosa.email).exists()
    said(article, "Antwort", parent=first)
    assert Mail.objects.filter(to=rosa.email).count() == 1


def test_an_address_is_shown_nowhere_and_forgotten(client: Client, article: ArticlePage) -> None:
    comment = send(client, article, mail="gerda@example.org", wants_answers="on")
    case = decide(comment)
    moderator = people.moderator()
    assert "gerda@" not in page(client)
    client.force_login(moderator)
    assert "gerda@" not in client.get(f"/moderation/{case.pk}/").content.decode()
    Comment.objects.update(created=timezone.now() - timedelta(days=15))
    forgetting.forget_all()
    comment.refresh_from_db()
    assert (comment.mail, comment.wants_answers) == ("", False)


def test_hostile_words_stay_words(client: Client, article: ArticlePage) -> None:
    comment = send(client, article, words=HOSTILE, name=HOSTILE[:79])
    case = Case.objects.get(object_pk=comment.pk)
    reviewer = Client()
    reviewer.force_login(people.moderator())
    inbox = reviewer.get(f"/moderation/{case.pk}/").content.decode()
    decide(comment)
    form = client.get(f"{form_url(article)}?antwort={comment.pk}").content.decode()
    for html in (inbox, page(client), form):
        assert "<script>alert(1)" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert "{{ 7|add:7 }}" in html


def test_a_guest_takes_a_comment_back(client: Client, article: ArticlePage) -> None:
    comment = send(client, article)
    case = Case.objects.get(object_pk=comment.pk)
    client.post(f"/konto/beleg/{case.receipt}/zuruecknehmen/")
    comment.refresh_from_db()
    assert comment.state == "withdrawn"


def test_a_deleted_article_takes_its_talk_along(article: ArticlePage) -> None:
    said(article, "Schade")
    article.delete()
    assert not Comment.objects.exists()


def test_the_talk_costs_one_query_however_long_it_is(
    article: ArticlePage, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        said(article, "Antwort", parent=said(article, f"Nummer {number}"))
    with django_assert_num_queries(1):
        assert sum(len(thread.answers) for thread in threads.talk("page", article.pk)) == 4


def test_a_comment_shows_at_once_on_a_stored_page(
    client: Client, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Ganz neu" not in client.get(ADDRESS).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        said(article, "Ganz neu")
    assert "Ganz neu" in client.get(ADDRESS).content.decode()
