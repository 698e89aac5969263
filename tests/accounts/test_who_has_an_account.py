"""No answer tells whether an address has an account: not its words, nor its mails."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.services import create_user
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
KNOWN, UNKNOWN = "da@example.org", "niemand@example.org"


@pytest.fixture(autouse=True)
def account() -> None:
    cache.clear()
    create_user(email=KNOWN, name="Da", password="ganz geheim 7")


def seen(client: Client, path: str, data: dict[str, str], address: str) -> tuple[Any, ...]:
    """What somebody sees who enters an address: status, way on, words, and how many mails left."""
    mail.outbox.clear()
    first = client.post(path, data)
    answer = client.get(first["Location"]) if first.status_code == 302 else first
    words = re.sub(r'value="[^"]*"', "", answer.content.decode())
    words = re.sub(re.escape(address), "ADRESSE", words, flags=re.IGNORECASE)
    return first.status_code, first.get("Location", ""), words, len(mail.outbox)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/konto/anmelden/", {"name": "Neu", "rules": "on"}),
        ("/konto/login/code/", {}),
        ("/konto/passwort/vergessen/", {}),
        ("/konto/login/", {"password": "falsch geraten"}),
    ],
)
def test_forms_for_guests_answer_alike(path: str, more: dict[str, str]) -> None:
    field = "login" if path.endswith("/login/") else "email"
    known, unknown = (
        [seen(Client(), path, {field: typed, **more}, typed) for typed in (name, name.upper())]
        for name in (KNOWN, UNKNOWN)
    )
    assert known == unknown


def test_changing_ones_address_answers_alike() -> None:
    answers = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        user = person()
        client.force_login(user)
        data = {"email": address, "action_add": ""}
        answers.append(seen(client, "/konto/mail/", data, address)[:2])
    assert answers[0] == answers[1]


def test_a_wrong_password_takes_as_long_as_an_unknown_address(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    create_user(email="zwei@example.org", name="Zwei", password="ganz geheim 8")
    count, encode = [0], PBKDF2PasswordHasher.encode

    def counted(self: Any, *args: Any, **kwargs: Any) -> str:
        count[0] += 1
        return str(encode(self, *args, **kwargs))

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    done = []
    for address in ("zwei@example.org", UNKNOWN):
        count[0] = 0
        Client().post("/konto/login/", {"login": address, "password": "falsch geraten"})
        done.append(count[0])
    assert done[0] == done[1] > 0
