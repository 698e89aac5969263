"""What an editor without markup sends is put into the text, and never lost on the way."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.people import moderator, person
from tests.wiki.factories import article
from text.rich.field import digest
from wiki import services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HOME = "/wiki/allgemein/spielplaetze/"
EDIT = f"{HOME}bearbeiten/"
BLOCKS = "/wiki/neu/bloecke/"
BODY = "# Spielplätze\n\n__Zwei__ gibt es.\n\n* Nord\n* Süd\n\n```\nPlan\n```\n"
NEW = [
    {"keep": 0},
    {
        "node": {"type": "paragraph", "content": [{"type": "text", "text": "Drei *sind* es."}]},
        "was": 1,
    },
    {"keep": 2},
    {"keep": 3},
]
EXPECTED = BODY.replace("__Zwei__ gibt es.", "Drei \\*sind\\* es.")


def blocks(changes: object = NEW, of: str = BODY) -> str:
    return json.dumps({"of": digest(of), "changes": changes})


def sent(changes: object = NEW, **more: object) -> dict[str, object]:
    fields = {"title": "Spielplätze", "body": BODY.replace("\n", "\r\n"), "base_revision": 1}
    return {
        **fields,
        "body_blocks": blocks(changes, str(more.get("body", BODY))),
        "action": "save",
        **more,
    }


def text_of(number: int) -> str:
    return Revision.objects.get(number=number).body


def field(page: Any, name: str) -> str:
    """Return what a text area of a page holds."""
    match = re.search(
        rf'<textarea name="{name}"[^>]*>\n?(.*?)</textarea>', page.content.decode(), re.DOTALL
    )
    assert match, page.content.decode()[:500]
    return unescape(match[1])


def signed_in() -> Client:
    client = Client()
    client.force_login(person())
    return client


@pytest.mark.parametrize("who", [Client, signed_in])
def test_only_what_was_changed_is_saved(who: Any) -> None:
    article(body=BODY)
    assert who().post(EDIT, sent()).status_code == 302
    assert text_of(2) == EXPECTED


def test_nothing_changed_is_no_edit() -> None:
    article(body=BODY)
    signed_in().post(EDIT, sent([{"keep": n} for n in range(4)]))
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        "{",
        "[]",
        blocks([{"keep": 9}]),
        blocks([{"node": {"type": "iframe"}}]),
        blocks(of="x"),
        "[" * 5_000,
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_kept(changed: str) -> None:
    article(body=BODY)
    answer = signed_in().post(EDIT, sent(body_blocks=changed))
    assert answer.status_code == 400
    assert 'href="#id_body"' in answer.content.decode()
    assert field(answer, "body").replace("\r\n", "\n") == BODY
    assert field(answer, "body_blocks") == changed
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("action", ["preview", "difference"])
def test_looking_first_shows_the_change_and_keeps_it(action: str) -> None:
    article(body=BODY)
    client = signed_in()
    answer = client.post(EDIT, sent(action=action))
    assert "Drei" in answer.content.decode().split("<form")[1] or "Drei" in answer.content.decode()
    again = sent(body=field(answer, "body"), body_blocks=field(answer, "body_blocks"))
    assert client.post(EDIT, again).status_code == 302
    assert text_of(2) == EXPECTED


def test_the_live_preview_shows_it() -> None:
    article(body=BODY)
    answer = Client().post(f"{EDIT}vorschau/", sent())
    assert "<p>Drei *sind* es.</p>" in answer.content.decode()
    assert Client().post(f"{EDIT}vorschau/", sent(body_blocks="{")).status_code == 400


def test_one_section_alone() -> None:
    article(body="# A\n\neins\n\n# B\n\nzwei\n")
    changes = [{"keep": 0}, {"node": NEW[1]["node"], "was": 1}]
    answer = signed_in().post(EDIT, sent(changes, body="# B\r\n\r\nzwei\r\n", section=2))
    assert answer.status_code == 302
    assert text_of(2) == "# A\n\neins\n\n# B\n\nDrei \\*sind\\* es.\n"


def test_line_ends_of_the_text_stay() -> None:
    article(body=BODY.replace("\n", "\r\n"))
    signed_in().post(EDIT, sent())
    assert text_of(2) == EXPECTED.replace("\n", "\r\n")


def test_edits_in_other_places_are_joined() -> None:
    article(body=BODY)
    other = Article.objects.get()
    services.save_edit(
        article=other, base_revision=1, body=BODY.replace("Süd", "West"), author=person()
    )
    assert signed_in().post(EDIT, sent()).status_code == 302
    assert text_of(3) == EXPECTED.replace("Süd", "West")


def test_a_conflict_shows_both_and_goes_on_from_the_written_text() -> None:
    article(body=BODY)
    other = Article.objects.get()
    body = BODY.replace("__Zwei__ gibt es.", "Vier gibt es.")
    services.save_edit(article=other, base_revision=1, body=body, author=person())
    answer = signed_in().post(EDIT, sent())
    assert answer.status_code == 409
    assert re.search("<mark>Vier.*</mark>", answer.content.decode())
    assert re.search(r"<mark>Drei \*sind\*", answer.content.decode())
    assert field(answer, "body").replace("\r\n", "\n") == EXPECTED
    assert 'name="body_blocks"' not in answer.content.decode()


def test_a_new_article_from_an_empty_page() -> None:
    data = {"title": "Neues", "body": "", "body_blocks": blocks([NEW[1] | {"was": None}], "")}
    assert signed_in().post("/wiki/neu/", {**data, "action": "save"}).status_code == 302
    assert text_of(1) == "Drei \\*sind\\* es."


def test_an_empty_page_stays_a_fault_of_its_field() -> None:
    answer = signed_in().post(
        "/wiki/neu/",
        {"title": "Neues", "body": "", "body_blocks": blocks([], ""), "action": "save"},
    )
    assert answer.status_code == 400
    assert 'href="#id_body"' in answer.content.decode()


def test_a_title_that_is_taken_puts_the_text_at_the_end_of_the_other() -> None:
    article(body=BODY)
    data = {
        "title": "Spielplätze",
        "body": "",
        "body_blocks": blocks([{"node": NEW[1]["node"]}], ""),
    }
    answer = signed_in().post("/wiki/neu/", {**data, "action": "save"})
    assert answer.status_code == 409
    assert field(answer, "body") == f"{BODY.rstrip()}\n\nDrei \\*sind\\* es."
    assert field(answer, "body_blocks") == ""


def test_an_article_that_is_gone_gives_the_text_back() -> None:
    article(body=BODY)
    services.delete_article(article=Article.objects.get(), by=moderator(), reason="Werbung")
    answer = signed_in().post(EDIT, sent())
    assert answer.status_code == 404
    assert field(answer, "body").replace("\r\n", "\n") == EXPECTED
    assert field(answer, "body_blocks") == ""


def test_signing_in_on_the_way_keeps_the_change() -> None:
    article(body=BODY)
    client = Client()
    there = client.post(EDIT, sent(action="sign_in"))
    client.force_login(person())
    secret = re.search(r"next=([^&]+)", there["Location"])
    assert secret
    from urllib.parse import unquote

    back = client.get(unquote(secret[1]))
    assert json.loads(field(back, "body_blocks"))["changes"] == NEW
    data = sent(body=field(back, "body"), body_blocks=field(back, "body_blocks"))
    assert client.post(EDIT, data).status_code == 302
    assert text_of(2) == EXPECTED


def test_blocks_of_a_text() -> None:
    answer = Client().post(BLOCKS, {"body": BODY.replace("\n", "\r\n")})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found = answer.json()
    assert found["body"] == BODY
    assert [list(block) for block in found["blocks"]] == [
        ["node"],
        ["node"],
        ["node"],
        ["raw", "html"],
    ]
    changed = Client().post(BLOCKS, {"body": BODY, "body_blocks": blocks()}).json()
    assert changed["body"] == EXPECTED


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"body": BODY, "body_blocks": "{"}, 400),
        ({"body": "a\x00b"}, 400),
        ({"body": "a" * 600_000}, 413),
        ({"body": "[" * 60_000}, 200),
        ({}, 200),
    ],
)
def test_hostile_texts_get_an_answer(data: dict[str, str], status: int) -> None:
    answer = Client().post(BLOCKS, data)
    assert answer.status_code == status
    assert "error" in answer.json() if status != 200 else "blocks" in answer.json()


def test_markup_of_others_is_shown_harmless() -> None:
    body = "<script>alert(1)</script>\n\n```\n<img src=x onerror=alert(1)>\n```\n\n"
    body += "- [ ] [x](javascript:alert(1))"
    answer = Client().post(BLOCKS, {"body": body})
    html = "".join(block.get("html", "") for block in answer.json()["blocks"])
    assert html
    assert not re.search(r"<(script|img)|href=.javascript:", html)


def test_the_address_takes_posts_only() -> None:
    assert Client().get(BLOCKS).status_code == 405
    assert Client(enforce_csrf_checks=True).post(BLOCKS, {"body": "a"}).status_code == 403


def test_an_emptied_section_is_a_fault_and_removes_nothing() -> None:
    body = "# A\n\neins\n\n# B\n\nzwei\n"
    article(body=body)
    section = "# B\n\nzwei\n"
    answer = signed_in().post(EDIT, sent([], body=section, section=2))
    assert answer.status_code == 400
    assert Revision.objects.count() == 1


def test_half_a_character_is_no_error() -> None:
    article(body=BODY)
    changes = [{"raw": "a\ud800b"}, *({"keep": n} for n in range(4))]
    answer = signed_in().post(EDIT, sent(changes, action="difference"))
    assert answer.status_code == 200
    assert "a\ufffdb" in answer.content.decode()


def test_a_part_typed_as_markdown_keeps_its_footnote() -> None:
    body = "Alt[^1].\n\n[^1]: Note\n"
    article(body=body)
    signed_in().post(EDIT, sent([{"raw": "Neu[^1].", "was": 0}, {"keep": 1}], body=body))
    assert text_of(2) == "Neu[^1].\n\n[^1]: Note\n"
