"""Whatever happens between opening a form and sending it: what was typed comes back."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.always]
HOME = "/wiki/allgemein/spielplaetze/"
EDIT = f"{HOME}bearbeiten/"
TYPED = "Mein langer, lange überlegter Text."


def form(body: str = TYPED, base: int = 1, **more: object) -> dict[str, object]:
    return {"title": "Spielplätze", "body": body, "base_revision": base, "action": "save", **more}


def fields_of(answer: Any) -> dict[str, str]:
    """What the form on a page would send: hidden fields, title and text."""
    words = answer.content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', words))
    title = re.search(r'name="title" value="([^"]*)"', words)
    body = re.search(r'<textarea name="(body|words)"[^>]*>\n?(.*?)</textarea>', words, re.DOTALL)
    if title:
        sent["title"] = unescape(title[1])
    if body:
        sent[body[1]] = unescape(body[2])
    return sent


def opened(client: Client, url: str = EDIT) -> dict[str, str]:
    return fields_of(client.get(url))


def signed_in(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or person())
    return client


def test_who_was_signed_out_does_not_become_a_guest_unnoticed() -> None:
    article()
    client = signed_in()
    sent = {**opened(client), "body": TYPED, "action": "save"}
    client.logout()
    answer = client.post(EDIT, sent)
    assert answer.status_code == 403
    assert fields_of(answer)["body"] == TYPED
    assert Revision.objects.count() == 1
    # The form that came back is a guest's: it can be sent as it is.
    again = client.post(EDIT, {**fields_of(answer), "action": "save"})
    assert again.status_code == 302
    assert Revision.objects.get(number=2).body == TYPED


def test_nobody_saves_in_the_name_of_who_signed_in_meanwhile() -> None:
    article()
    client = signed_in()
    sent = {**opened(client), "body": TYPED, "action": "save"}
    client.force_login(person())
    assert fields_of(client.post(EDIT, sent))["body"] == TYPED
    assert Revision.objects.count() == 1


def test_signing_out_keeps_an_addition_and_a_new_article() -> None:
    article()
    client = signed_in()
    for url, name in ((f"{HOME}ergaenzen/", "words"), ("/wiki/neu/", "body")):
        client.force_login(person())
        sent = {**opened(client, url), name: TYPED, "title": "Neues", "action": "save"}
        client.logout()
        answer = client.post(url, sent)
        assert (answer.status_code, fields_of(answer)[name]) == (403, TYPED), url
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("view", ["bearbeiten/", "ergaenzen/"])
def test_a_guest_shut_out_meanwhile_may_sign_in_with_the_text(client: Client, view: str) -> None:
    article()
    sent = {**opened(client, HOME + view), "words": TYPED, "body": TYPED, "action": "save"}
    Article.objects.update(protection="residents")
    answer = client.post(HOME + view, sent)
    assert answer.status_code == 403
    assert TYPED in fields_of(answer).values()
    assert 'value="sign_in"' in answer.content.decode()
    assert 'value="save"' not in answer.content.decode()
    detour = client.post(HOME + view, {**sent, "action": "sign_in"})
    assert "entwurf" in detour.headers["Location"]


def test_who_was_blocked_meanwhile_can_still_copy_the_text() -> None:
    article()
    user = person()
    client = signed_in(user)
    sent = {**opened(client), "body": TYPED, "action": "save"}
    User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    answer = client.post(EDIT, sent)
    assert answer.status_code == 403
    assert TYPED in answer.content.decode()
    assert 'value="save"' not in answer.content.decode()


@pytest.mark.parametrize("view", ["bearbeiten/", "ergaenzen/"])
def test_an_article_deleted_meanwhile_gives_the_text_back(client: Client, view: str) -> None:
    made = article(district=district(), topics=[topic().pk])
    home = f"/wiki/bad-cannstatt/spielplaetze/{view}"
    sent = {**opened(client, home), "words": TYPED, "body": TYPED, "action": "save"}
    services.delete_article(article=made, reason="geheimer Grund", by=moderator())
    answer = client.post(home, sent)
    words = answer.content.decode()
    assert answer.status_code == 404
    assert fields_of(answer)["body"] == TYPED
    assert "geheimer Grund" not in words
    assert 'action="/wiki/neu/"' in words
    assert '<option value="bad-cannstatt" selected>' in words
    # What an address that never was says is the same: nobody learns what was deleted.
    never = client.post(home.replace("spielplaetze", "nie-gewesen"), sent)
    assert never.status_code == 404
    assert fields_of(never)["body"] == TYPED


def test_an_article_put_back_to_waiting_gives_the_text_back() -> None:
    author = newcomer()
    article(author=author)
    client = signed_in(author)
    answer = client.post(EDIT, form())
    assert (answer.status_code, fields_of(answer)["body"]) == (404, TYPED)
    answer = client.post(f"{HOME}ergaenzen/", {"words": TYPED, "base_revision": 1})
    assert (answer.status_code, fields_of(answer)["body"]) == (404, TYPED)


def test_a_renamed_article_takes_the_edit_all_the_same() -> None:
    made = article(body="Eins.\n\nZwei.\n")
    services.save_edit(article=made, base_revision=1, title="Neuer Name", author=person())
    answer = signed_in().post(EDIT, form("Eins neu.\n\nZwei.\n"))
    assert answer.headers["Location"].startswith("/wiki/allgemein/neuer-name/")
    made.refresh_from_db()
    assert (made.title, made.head_number) == ("Neuer Name", 3)


@pytest.mark.parametrize("state", ["hidden", "held", "unknown", "missing"])
@pytest.mark.parametrize("action", ["save", "preview", "difference"])
def test_a_base_that_cannot_be_read_keeps_the_text_and_shows_nothing(
    client: Client, state: str, action: str
) -> None:
    made = article(body="Geheimnis.\n\n## Eins\n\nGeheim bleibt geheim.\n")
    services.save_edit(article=made, base_revision=1, body="Öffentlich.\n", author=moderator())
    services.save_edit(article=made, base_revision=2, body="Geheimer Vorschlag", author=newcomer())
    Revision.objects.filter(number=1).update(text_hidden=True)
    base = {"hidden": "1", "held": "3", "unknown": "77", "missing": "x"}[state]
    for more in ({}, {"section": "1"}, {"section": "0"}):
        sent = {**form(action=action), "base_revision": base, **more}
        answer = client.post(EDIT, sent)
        words = answer.content.decode()
        assert answer.status_code == 400
        assert "Geheim" not in words
        assert (fields_of(answer)["body"], fields_of(answer)["base_revision"]) == (TYPED, "2")
    assert made.revisions.count() == 3


def test_a_conflict_over_the_title_shows_both_titles() -> None:
    made = article()
    services.save_edit(article=made, base_revision=1, title="Ihr Titel", author=person())
    answer = signed_in().post(EDIT, form("Rutschen gibt es.\n", title="Mein Titel"))
    words = answer.content.decode()
    assert answer.status_code == 409
    card = words.partition('data-clash="0"')[2].partition("</fieldset>")[0]
    assert "<mark>Ihr</mark> Titel" in card
    assert "<mark>Mein</mark> Titel" in card
    assert fields_of(answer)["title"] == "Mein Titel"


def test_settling_a_conflict_keeps_the_title_and_topics_of_others() -> None:
    one, two = topic("Eins", "eins"), topic("Zwei", "zwei")
    made = article(body="Text", topics=[one.pk])
    services.save_edit(
        article=made,
        base_revision=1,
        title="Ihr Titel",
        body="Ihr Text",
        topics=[one.pk, two.pk],
        author=person(),
    )
    client = signed_in()
    answer = client.post(EDIT, form("Mein Text", topics=[one.pk]))
    assert answer.status_code == 409
    assert fields_of(answer)["title"] == "Ihr Titel"
    assert len(re.findall(r'name="topics" value="\d+"', answer.content.decode())) == 2


def test_adding_never_ends_in_a_conflict() -> None:
    made = article(body="Vorwort.\n\n## Eins\n\nA\n\n## Zwei\n\nB\n")
    client = signed_in()
    sent = {**opened(client, f"{HOME}ergaenzen/?abschnitt=1"), "words": "Ein *Stern*."}
    # Meanwhile the section is rewritten, and another one stands before it.
    body = "Vorwort.\n\n## Neu\n\nN\n\n## Eins\n\nA ganz anders\n\n## Zwei\n\nB\n"
    services.save_edit(article=made, base_revision=1, body=body, author=person())
    assert client.post(f"{HOME}ergaenzen/", sent).status_code == 302
    assert Revision.objects.get(number=3).body == body.replace(
        "A ganz anders\n", "A ganz anders\n\nEin \\*Stern\\*.\n"
    )


def test_adding_to_a_section_that_is_gone_puts_it_at_the_end() -> None:
    made = article(body="Vorwort.\n\n## Eins\n\nA\n")
    client = signed_in()
    sent = {**opened(client, f"{HOME}ergaenzen/?abschnitt=1"), "words": "Dazu."}
    services.save_edit(article=made, base_revision=1, body="Nur noch das.\n", author=person())
    client.post(f"{HOME}ergaenzen/", sent)
    assert Revision.objects.get(number=3).body == "Nur noch das.\n\nDazu.\n"


@pytest.mark.parametrize("action", ["preview", "difference"])
def test_looking_at_a_changed_contribution_publishes_nothing(action: str) -> None:
    made = article(body="Eins.\n")
    services.save_edit(article=made, base_revision=1, body="Vorschlag.\n", author=newcomer())
    answer = signed_in(moderator()).post(
        f"{HOME}ausstehend/2/bearbeiten/", form("Vorschlag, **besser**.", action=action)
    )
    made.refresh_from_db()
    assert (answer.status_code, made.head_number) == (200, 1)
    shown = answer.content.decode().split('class="form form-wide"')[0]
    assert "besser" in shown
    assert Revision.objects.get(number=2).state == "held"


def test_a_contribution_decided_meanwhile_keeps_what_the_reviewer_typed() -> None:
    made = article(body="Eins.\n")
    services.save_edit(article=made, base_revision=1, body="Vorschlag.\n", author=newcomer())
    services.refuse_contribution(article=made, number=2, by=moderator(), reason="doppelt")
    answer = signed_in(moderator()).post(f"{HOME}ausstehend/2/bearbeiten/", form())
    assert (answer.status_code, fields_of(answer)["body"]) == (409, TYPED)
    assert f'action="{EDIT}"' in answer.content.decode()


def test_changing_a_contribution_keeps_a_new_title_of_others() -> None:
    made = article(body="Eins.\n\nZwei.\n")
    services.save_edit(
        article=made, base_revision=1, body="Eins.\n\nZwei neu.\n", author=newcomer()
    )
    services.save_edit(article=made, base_revision=1, title="Anders", author=person())
    page = signed_in(moderator()).get("/wiki/allgemein/anders/ausstehend/2/bearbeiten/")
    assert fields_of(page)["title"] == "Anders"
    assert "Zwei neu." in fields_of(page)["body"]
