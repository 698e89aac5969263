"""Writing first, signing in by mail afterwards: on this device, on another, with or without an
account. And what the mails about signing in say."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from accounts import services
from accounts.models import User
from community.models import KeptText
from tests.accounts.test_sign_in import code_from_mail
from tests.people import person
from tests.wiki.factories import article
from wiki.models import Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FORM = "/wiki/allgemein/spielplaetze/bearbeiten/"
WORDS = "Die Wippe ist neu, der Sand auch. <b>Umlaute: äöü</b>"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def resident() -> User:
    return services.create_user(email="da@beispiel.example", name="Da", trust="resident")


def wrote_and_chose_to_sign_in(client: Client) -> str:
    """Write as a guest and press "sign in and save"; return where that leads."""
    data = {"title": "Spielplätze", "body": WORDS, "base_revision": 1, "action": "sign_in"}
    answer = client.post(FORM, data)
    assert answer.status_code == 302
    return answer.headers["Location"]


def next_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]


def links(body: str) -> list[str]:
    base = settings.WAGTAILADMIN_BASE_URL
    return [found.removeprefix(base) for found in re.findall(r"https?://\S+", body)]


def ask_for_code(client: Client, address: str, email: str) -> tuple[str, str]:
    """Ask for a code on the page somebody was led to; return where that leads, and the mail."""
    assert client.get(address).status_code == 200
    answer = client.post("/konto/login/code/", {"email": email, "next": next_of(address)})
    return answer.headers["Location"], str(outbox.outbox[-1].body)


def type_the_code(client: Client, address: str) -> str:
    """Fill in the page that asks for the code, as it is; return where it leads."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    done = client.post(address, {**hidden, "code": code_from_mail(), "action": ""})
    return done.headers["Location"]


def save_from(client: Client, address: str) -> None:
    page = client.get(address, follow=True)
    assert page.context["form"]["body"].value() == WORDS
    secret = page.context["kept"]
    data = {"title": "Spielplätze", "body": WORDS, "base_revision": 1, "entwurf": secret}
    client.post(FORM, {**data, "action": "save"})


def test_back_to_the_text_after_the_code(client: Client) -> None:
    article()
    user = resident()
    asked, _mail = ask_for_code(client, wrote_and_chose_to_sign_in(client), user.email)
    save_from(client, type_the_code(client, asked))
    saved = Revision.objects.get(number=2)
    assert (saved.body, saved.author, saved.state) == (WORDS, user, "live")
    assert not KeptText.objects.exists(), "nothing is kept longer than needed"


def test_on_another_device_the_mail_leads_to_the_text(client: Client) -> None:
    article()
    _asked, body = ask_for_code(client, wrote_and_chose_to_sign_in(client), resident().email)
    link = next(link for link in links(body) if link.startswith("/konto/entwurf/"))
    assert WORDS not in body
    other = Client()
    page = other.get(link, follow=True)
    assert page.context["form"]["body"].value() == WORDS
    other.force_login(person())
    save_from(other, link)
    assert Revision.objects.get(number=2).body == WORDS
    assert Client().get(link).status_code == 404


def test_without_an_account_the_mail_leads_through_making_one(client: Client) -> None:
    article()
    _asked, body = ask_for_code(client, wrote_and_chose_to_sign_in(client), "neu@beispiel.example")
    link = next(link for link in links(body) if link.startswith("/konto/anmelden/"))
    phone = Client()
    page = phone.get(link)
    data = {"email": "neu@beispiel.example", "name": "Neue Nachbarin", "rules": "on"}
    answer = phone.post("/konto/anmelden/", {**data, "next": next_of(link)})
    assert page.status_code == 200
    save_from(phone, type_the_code(phone, answer.headers["Location"]))
    saved = Revision.objects.get(number=2)
    assert (saved.body, saved.state) == (WORDS, "held")
    assert saved.author == User.objects.get(email="neu@beispiel.example")


@pytest.mark.parametrize("email", ["da@beispiel.example", "fremd@beispiel.example"])
def test_each_mail_says_why_it_comes_and_can_be_stopped(client: Client, email: str) -> None:
    resident()
    client.post("/konto/login/code/", {"email": email, "next": "/kaufen?jetzt=billige-uhren"})
    message = outbox.outbox[-1]
    assert "Diese Mail kommt, weil" in message.body
    assert "kaufen" not in message.body, "nobody speaks through us"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = next(link for link in links(str(message.body)) if link.startswith("/abbestellen/"))
    client.post(stop)
    cache.clear()
    Client().post("/konto/login/code/", {"email": email})
    assert len(outbox.outbox) == 1
    client.post(stop, {"again": "1"})
    cache.clear()
    Client().post("/konto/login/code/", {"email": email})
    assert len(outbox.outbox) == 2


@pytest.mark.parametrize(
    ("way", "more"),
    [
        ("/konto/login/code/", {}),
        ("/konto/passwort/vergessen/", {}),
        ("/konto/anmelden/", {"name": "Neu", "rules": "on"}),
    ],
)
def test_a_mail_speaks_of_a_code_only_where_it_has_one(
    client: Client, way: str, more: dict[str, str]
) -> None:
    resident()
    with_code = []
    for email in ("da@beispiel.example", "fremd@beispiel.example"):
        client.post(way, {"email": email} | more)
        body = str(outbox.outbox[-1].body)
        words = " ".join(body.split())
        has_code = re.search(r"^\s*[A-Z0-9][A-Z0-9-]{4,}\s*$", body, re.MULTILINE) is not None
        assert ("Ohne den Code geschieht nichts." in words) == has_code
        assert ("Es geschieht dann auch nichts." in words) != has_code
        with_code.append(has_code)
        client = Client()
    assert sorted(with_code) == [False, True]


def test_the_page_for_a_code_says_what_the_mail_may_say_instead(client: Client) -> None:
    """Whoever has just made an account is not told that the address may have none."""
    for way, words in (
        ("/konto/login/code/", "Hat die Adresse noch kein Konto, sagt das die Mail"),
        ("/konto/anmelden/", "Hat die Adresse schon ein Konto, sagt das die Mail"),
    ):
        fields = {"email": "neu@beispiel.example", "name": "Neu", "rules": "on"}
        html = Client().post(way, fields, follow=True).content.decode()
        assert re.findall("Hat die Adresse [^,]*, sagt das die Mail", html) == [words]


@pytest.mark.parametrize("secret", ["x", "%00", "A" * 32, "..%2F..", "x" * 3000])
def test_a_made_up_secret_leads_nowhere(client: Client, secret: str) -> None:
    assert client.get(f"/konto/entwurf/{secret}/").status_code == 404


def test_too_many_codes_are_a_429_with_the_time_to_wait(client: Client, settings: Settings) -> None:
    data = {"login": "jemand@beispiel.example", "password": "falsch"}
    answers = [client.post("/konto/login/", data) for _number in range(40)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert "site-header" in answers[-1].content.decode()
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    other = client.post("/konto/login/", data, headers={"X-Forwarded-For": "203.0.113.9"})
    assert other.status_code == 200, "behind our proxy each visitor counts alone"


@pytest.mark.parametrize(
    "path",
    ["/konto/login/", "/konto/login/code/", "/konto/anmelden/", "/konto/passwort/vergessen/"],
)
def test_the_pages_are_ours_and_speak_politely(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "site-header" in page
    words = re.sub(r"<[^>]*>", " ", page)
    assert "testserver" not in words, "the frame is our site's, not allauth's"
    assert not re.search(r"\b(du|dein\w*|dir|dich|Du|Dein\w*)\b", words)
