"""Pictures in a text that is written without markup: what an editor is told, and what is saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from pictures import inbox
from pictures.models import Picture
from pictures.services.states import move
from tests.people import moderator, newcomer, person
from tests.pictures.sharing import given_picture
from tests.wiki.factories import article
from text.rich.field import digest
from wiki.models import Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
BLOCKS = "/wiki/neu/bloecke/"
EDIT = "/wiki/allgemein/spielplaetze/bearbeiten/"


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def node(number: object, alt: object = "", caption: object = "") -> dict[str, Any]:
    attrs = {"number": number, "alt": alt, "caption": caption}
    return {"type": "picture", "attrs": attrs}


def changed(body: str, *changes: dict[str, Any]) -> dict[str, str]:
    sent = json.dumps({"of": digest(body), "changes": changes})
    return {"title": "Spielplätze", "body": body, "body_blocks": sent, "base_revision": "1"}


def test_the_editor_is_offered_what_its_writer_may_see(client: Client) -> None:
    resident, new = person(), newcomer()
    public, own = given_picture(resident), given_picture(new, description="Ein [Baum]")
    inbox.hide(given_picture(resident, description="Weg"), 0, resident, "weil")
    writer = signed_in(new)
    offered = writer.get("/bilder/auswahl/").json()
    assert [(choice["number"], choice["line"]) for choice in offered] == [
        (own.pk, f"![Ein (Baum)](/bilder/{own.pk}/)"),
        (public.pk, f"![Kinder am Brunnen](/bilder/{public.pk}/)"),
    ]
    found = writer.get("/bilder/auswahl/?q=baum").json()
    assert [choice["said"]["alt"] for choice in found] == ["Ein [Baum]"]
    assert "<img" in found[0]["said"]["html"]
    (everybodys,) = client.get("/bilder/auswahl/").json()
    assert everybodys["number"] == public.pk


def test_pictures_of_a_text_and_what_is_shown_of_them() -> None:
    picture = given_picture(person())
    body = f'Eins.\n\n![Alt](/bilder/{picture.pk}/ "Unter")\n\n- ![In](/bilder/{picture.pk}/)\n'
    answer = Client().post(BLOCKS, {"body": body}).json()
    assert answer["blocks"][1] == {"node": node(picture.pk, "Alt", "Unter")}
    assert "<figure" in answer["blocks"][2]["html"]
    (said,) = answer["pictures"].values()
    assert (said["alt"], said["caption"]) == ("Kinder am Brunnen", "Einweihung im Mai")
    assert "Mia Muster" in said["html"]
    assert "<a " not in said["html"]


@pytest.mark.parametrize("state", [Picture.State.HIDDEN, Picture.State.DELETED, "held"])
def test_nothing_is_said_of_a_picture_that_the_writer_may_not_see(state: Any) -> None:
    picture = given_picture(newcomer() if state == "held" else person())
    if state != "held":
        move(picture, state)
    body = f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")\n'
    for who in (None, person()):
        answer = signed_in(who).post(BLOCKS, {"body": body}).json()
        assert answer["pictures"] == {}
        shown = json.dumps(answer["blocks"])
        assert shown == json.dumps([{"node": node(picture.pk)}])
    # Kept, it stays to the byte, whatever the editor knows of it.
    sent = changed(body, {"keep": 0})
    assert Client().post(BLOCKS, sent).json()["body"] == body


def test_queries_only_where_there_are_pictures(django_assert_num_queries: Any) -> None:
    picture = given_picture(person())
    client, none = Client(), {"body": "Eins.\n\n- Zwei\n"}
    with CaptureQueriesContext(connection) as before:
        client.post(BLOCKS, none)
    with django_assert_num_queries(len(before) + 2):
        client.post(BLOCKS, {"body": f"![a](/bilder/{picture.pk}/)\n\n" * 5})


@pytest.mark.parametrize("who", ["guest", "resident"])
def test_words_are_changed_and_saved(who: str) -> None:
    writer = person()
    picture = given_picture(writer)
    body = f"Eins.\n\n![Alt](</bilder/{picture.pk}/>)\n\nZwei.\n"
    article(body=body)
    new = node(picture.pk, 'Das "neue" [Haus]', 'Mit "Anführung" \\ und\nUmbruch')
    client = signed_in(writer if who == "resident" else None)
    sent = changed(body, {"keep": 0}, {"node": new, "was": 1}, {"keep": 2})
    for action in ("preview", "difference"):
        assert "Anführung" in client.post(EDIT, {**sent, "action": action}).content.decode()
    assert client.post(EDIT, {**sent, "action": "save"}).status_code == 302
    saved = Revision.objects.get(number=2).body
    line = f'![Das "neue" [Haus]](/bilder/{picture.pk}/ "Mit \\"Anführung\\" \\\\ und Umbruch")'
    assert saved == f"Eins.\n\n{line}\n\nZwei.\n"
    (_first, again, _last) = client.post(BLOCKS, {"body": saved}).json()["blocks"]
    assert again["node"]["attrs"]["caption"] == 'Mit "Anführung" \\ und Umbruch'


@pytest.mark.parametrize(
    "attrs",
    [
        {"number": 5, "alt": "a" * 1_000_000},
        {"number": "javascript:alert(1)"},
        {"number": 10**400},
        {"number": -1},
        {"src": "https://evil.example/a.png"},
        {"number": 5, "caption": {"a": 1}},
    ],
)
def test_what_is_no_picture_is_refused_at_the_field_and_kept(attrs: dict[str, Any]) -> None:
    article(body="Eins.\n")
    sent = changed("Eins.\n", {"keep": 0}, {"node": {"type": "picture", "attrs": attrs}})
    answer = signed_in(person()).post(EDIT, {**sent, "action": "save"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#id_body"' in page
    assert "Eins." in page
    assert not Revision.objects.filter(number=2).exists()


def test_no_picture_comes_into_a_text_that_its_writer_may_not_see() -> None:
    writer, boss = person(), moderator()
    hidden, held = given_picture(person()), given_picture(newcomer())
    public = given_picture(person())
    move(hidden, Picture.State.HIDDEN)
    article(body="Eins.\n")

    def save(who: User | None, *numbers: int) -> int:
        nodes = [{"node": node(number, "Neu")} for number in numbers]
        sent = changed("Eins.\n", {"keep": 0}, *nodes)
        answer = signed_in(who).post(EDIT, {**sent, "action": "preview"})
        status: int = answer.status_code
        if status == 400:
            page = answer.content.decode()
            assert "kann nicht gezeigt werden" in page
            assert "&quot;Neu&quot;" in page
            found = signed_in(who).post(BLOCKS, sent)
            assert found.status_code == 400
            assert "kann nicht gezeigt werden" in found.json()["error"]
            if who is not boss:
                seen = list(found.json()["pictures"])
                assert seen == [str(public.pk)] * (public.pk in numbers)
        return status

    for number in (hidden.pk, held.pk, 99_999):
        assert save(writer, public.pk, number) == 400
        assert save(None, number) == 400
    assert save(boss, hidden.pk) == 400  # whom it is hidden from would see nothing
    assert save(boss, held.pk) == 200
    assert save(held.uploaded_by_user, held.pk) == 200
    assert save(None, public.pk) == 200


def test_thousands_of_pictures_are_asked_of_nobody() -> None:
    nodes = [{"node": node(number)} for number in range(1, 3_000)]
    for sent in (changed("", *nodes), changed("Eins.\n", *nodes) | {"body": ""}):
        answer = Client().post(BLOCKS, sent)
        assert answer.status_code == 400
        assert answer.json()["pictures"] == {}


def test_what_is_there_may_be_changed_although_it_was_hidden_meanwhile() -> None:
    picture = given_picture(person())
    body = f"![Alt](/bilder/{picture.pk}/)\n"
    article(body=body)
    move(picture, Picture.State.HIDDEN)
    sent = changed(body, {"node": node(picture.pk, "Neu"), "was": 0})
    assert signed_in(person()).post(EDIT, {**sent, "action": "save"}).status_code == 302
    assert Revision.objects.get(number=2).body == f"![Neu](/bilder/{picture.pk}/)\n"
