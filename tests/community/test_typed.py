"""A form that could not be taken comes back with what was typed, and can be sent again."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import antispam
from community.models import Case, KeptText
from tests.community.factories import Board
from tests.people import moderator, newcomer, person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TYPED = "Die <Nummer> & mehr\r\nstimmt nicht."


def typed() -> dict[str, str]:
    return {
        "url": "/stadtteile/",
        "cause": "wrong",
        "words": TYPED,
        "mail": "anke@example.org",
        "started": antispam.stamp(seconds_ago=30),
    }


def fields_of(answer: Any) -> dict[str, str]:
    """What the form of a report on a page would send."""
    html = answer.content.decode()
    form = re.search(r'<form[^>]*action="/melden/".*?</form>', html, re.DOTALL)
    assert form, html
    sent = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form[0]))
    chosen = re.search(r'value="(\w+)"[^>]*checked', form[0])
    area = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form[0], re.DOTALL)
    sent |= {"cause": chosen[1] if chosen else "", "words": unescape(area[1]) if area else ""}
    return sent


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_the_very_form_comes_back_and_can_be_sent() -> None:
    client = strict()
    answer = client.post("/melden/", typed())
    assert answer.status_code == 403
    assert "Bitte noch einmal absenden" in answer.content.decode()
    sent = fields_of(answer)
    assert (sent["words"], sent["cause"], sent["mail"]) == (TYPED, "wrong", "anke@example.org")
    assert not Case.objects.exists()
    assert client.post("/melden/", sent).status_code == 302
    assert Case.objects.get().words.splitlines() == TYPED.splitlines()


def test_who_keeps_no_cookies_is_told_so_and_can_copy() -> None:
    sent = fields_of(strict().post("/melden/", typed()))
    answer = strict().post("/melden/", sent)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Cookies" in html
    assert "&lt;Nummer&gt;" in html
    assert 'action="/melden/"' not in html, "sending it again would never help"


def test_a_form_of_another_page_comes_back_on_that_page(board: Board) -> None:
    client, case = strict(), board.hold()
    client.force_login(moderator())
    page = f"http://testserver/moderation/{case.pk}/"
    answer = client.post(
        f"/moderation/{case.pk}/entscheiden/",
        {"decision": "refuse", "reason": TYPED},
        headers={"referer": page, "origin": "http://testserver"},
    )
    html = answer.content.decode()
    assert answer.status_code == 403
    assert html.count("<h1") == 1
    assert "&lt;Nummer&gt;" in html.partition('name="reason"')[2]
    case.refresh_from_db()
    assert case.state == Case.State.OPEN


def test_a_button_without_a_page_can_be_pressed_again(board: Board) -> None:
    client, user = strict(), newcomer()
    client.force_login(moderator())
    path = f"/moderation/konten/{user.pk}/sperren/"
    answer = client.post(path, {"reason": TYPED})
    html = answer.content.decode()
    assert f'action="{path}"' in html
    user.refresh_from_db()
    assert user.blocked_at is None
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert token
    client.post(path, {"reason": TYPED, "csrfmiddlewaretoken": token[1]})
    user.refresh_from_db()
    assert user.blocked_at is not None


def test_passwords_and_codes_are_never_sent_back() -> None:
    data = {"login": "anke@example.org", "password": "ganz geheim", "code": "QWERTZ"}
    html = strict().post("/konto/login/", data).content.decode()
    assert "anke@example.org" in html
    assert "ganz geheim" not in html
    assert "QWERTZ" not in html


PLAIN = ["0711 123456", "10–18", "2026-05-01", "3,50", "12"]


def numbers(**more: str) -> dict[str, Any]:
    return {f"field{number}": text for number, text in enumerate(PLAIN)} | more


@pytest.mark.parametrize("text", PLAIN)
def test_what_has_no_letter_in_it_is_not_lost_either(text: str) -> None:
    """By its form, by a page that refuses, and while its writer signs in: each alone."""
    path = "/moderation/konten/1/sperren/"
    client = strict()
    client.force_login(moderator())
    html = client.post(path, {"reason": text}).content.decode()
    assert f'value="{text}"' in html
    assert f"\n{text}\n" in html.replace("</textarea>", "\n</textarea>"), "to be copied"

    blocked, user = Client(), person()
    blocked.force_login(user)
    User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    html = blocked.post("/melden/", {"words": text}).content.decode()
    assert f">\n{text}<" in html

    guest = Client()
    back = guest.post(path, {"reason": text})["Location"].partition("next=")[2]
    guest.force_login(moderator())
    assert f'value="{text}"' in guest.get(back).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password1",
        "code",
        "proof_typed_code",
        "otp",
        "pin",
        "api_token",
        "Passwort",
    ],
)
def test_no_secret_is_shown_kept_or_sent_back(name: str) -> None:
    sent = numbers(
        **{name: "4711-hochgeheim", "website": "4711-falle", "started": antispam.stamp()}
    )
    client = strict()
    client.force_login(moderator())
    html = client.post("/moderation/konten/1/sperren/", sent).content.decode()
    assert all(text in html for text in PLAIN)
    assert "4711" not in html
    Client().post("/moderation/konten/1/sperren/", sent)
    kept = KeptText.objects.get()
    assert "4711" not in str(kept.fields)
    assert "0711" in str(kept.fields)


def test_an_own_address_of_a_form_without_a_trap_is_no_secret() -> None:
    client = strict()
    client.force_login(moderator())
    html = client.post("/moderation/konten/1/sperren/", {"website": "https://a.example"}).content
    assert "https://a.example" in html.decode()


def test_who_was_blocked_is_told_which_files_to_choose_again() -> None:
    client, user = Client(), person()
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    for words in ({"words": TYPED}, {}):
        data: dict[str, Any] = {**words, "picture": SimpleUploadedFile("bank.png", b"x")}
        html = client.post("/melden/", data).content.decode()
        assert "Bitte wählen Sie die Datei noch einmal aus: bank.png" in html


def test_files_must_be_chosen_again() -> None:
    data: dict[str, Any] = {"words": TYPED, "picture": SimpleUploadedFile("bank.png", b"x")}
    html = strict().post("/melden/", typed() | data).content.decode()
    assert "Bitte wählen Sie die Datei noch einmal aus: bank.png" in html


def test_a_limit_keeps_the_form(settings: Any) -> None:
    settings.RATE_LIMITS = True
    client = Client()
    for _time in range(20):
        assert client.post("/melden/", typed()).status_code == 302
    answer = client.post("/melden/", typed())
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert fields_of(answer)["words"] == TYPED
    assert "Minuten noch einmal ab" in answer.content.decode()


def test_who_was_blocked_meanwhile_can_copy_the_words() -> None:
    client, user = Client(), person()
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    answer = client.post("/melden/", typed())
    assert answer.status_code == 403
    assert "&lt;Nummer&gt;" in answer.content.decode()


class TestDetour:
    def leave(self, client: Client) -> str:
        """Send a form while signed out; return where it waits."""
        answer = client.post("/moderation/konten/1/sperren/", {"reason": TYPED})
        return str(answer["Location"].partition("next=")[2])

    def test_it_waits_for_this_browser_alone(self) -> None:
        client, other = Client(), Client()
        back = self.leave(client)
        other.force_login(moderator())
        assert other.get(back).status_code == 404
        client.force_login(moderator())
        assert "&lt;Nummer&gt;" in client.get(back).content.decode()

    def test_it_is_forgotten_when_it_was_taken(self) -> None:
        client, user = Client(), newcomer()
        path = f"/moderation/konten/{user.pk}/sperren/"
        answer = client.post(path, {"reason": TYPED})
        client.force_login(moderator())
        html = client.get(answer["Location"].partition("next=")[2]).content.decode()
        mark = re.search(r'name="noch-einmal" value="([^"]+)"', html)
        assert mark
        client.post(path, {"reason": TYPED, "noch-einmal": mark[1]})
        user.refresh_from_db()
        assert user.blocked_at is not None
        assert not KeptText.objects.exists()

    def test_nobody_fills_the_database_with_forms(self, settings: Any) -> None:
        settings.RATE_LIMITS = True
        path = "/moderation/konten/1/sperren/"
        answers = [Client().post(path, {"reason": TYPED}) for _time in range(22)]
        assert KeptText.objects.count() == 20
        assert answers[-1].status_code == 403
        assert "&lt;Nummer&gt;" in answers[-1].content.decode()


def test_a_form_of_the_admin_can_be_sent_again_as_it_was() -> None:
    client = strict()
    client.force_login(person(is_superuser=True, is_staff=True))
    path = "/admin/snippets/cms/glossaryterm/add/"
    html = client.post(path, {"term": "Quartier", "meaning": TYPED}).content.decode()
    assert f'<form class="form" method="post" action="{path}"' in html
    assert 'name="meaning" value="Die &lt;Nummer&gt; &amp; mehr' in html


def test_words_from_an_editor_of_the_admin_can_be_read() -> None:
    client = strict()
    client.force_login(person(is_superuser=True, is_staff=True))
    blocks = '{"blocks":[{"key":"a","text":"Erste Zeile."},{"key":"b","text":"„Zweite“"}]}'
    sent = {
        "body-0-value": blocks,
        "body-0-type": "heading",
        "body-0-id": "fb8abfae-30c9-4f0d-983d-83a83b489729",
        "loaded_revision_created_at": "2026-11-28T13:00:03.816393+00:00",
        "action-publish": "action-publish",
    }
    html = client.post("/admin/pages/add/cms/standardpage/1/", sent).content.decode()
    shown = re.search(r"<textarea[^>]*readonly[^>]*>\n?(.*?)</textarea>", html, re.DOTALL)
    assert shown, html
    assert unescape(shown[1]).strip() == "Erste Zeile.\n„Zweite“"
    assert unescape(html).count(blocks) == 1, "it is sent again as it was"


def test_a_script_gets_a_short_answer() -> None:
    for headers in ({"sec-fetch-mode": "cors"}, {"x-requested-with": "XMLHttpRequest"}):
        answer = strict().post("/melden/", typed(), headers=headers)
        assert answer.status_code == 403
        assert "Nummer" not in answer.content.decode()
