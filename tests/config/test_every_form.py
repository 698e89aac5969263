"""Every address that takes a form gives back what was typed, whatever happens to the form.

The addresses come from the table of URLs: a new one fails here until it is named, and a new form
that loses its text fails for that.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from community.models import KeptText
from tests.community import test_permissions as of_community
from tests.community.conftest import board  # noqa: F401
from tests.community.factories import Board
from tests.districts import test_permissions as of_districts
from tests.districts.conftest import Town
from tests.fixtures.conditions import full_proofs
from tests.people import moderator
from tests.pictures.sharing import given_picture
from tests.wiki import test_permissions as of_wiki
from text.form_filling import Form, Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.long("sends every form of the site"),
]
CANARY = "Kanarienvogel & <Söhne>"
#: Not pages for people, or Wagtail's own (see below).
ELSEWHERE = {
    *("api", "admin", "documents", "-", "media", "robots.txt", "static"),
    *("qr", "vorschau"),  # pictures
}
#: Addresses of one thing only, by the name of their route.
STATIC = {
    "accounts:settings": "/konto/einstellungen/",
    "accounts:new-token": "/konto/zugang/",
    "accounts:revoke-token": "/konto/zugang/1/widerrufen/",
    "accounts:another-address": "/konto/andere-adresse/",
    "account_login": "/konto/login/",
    "account_request_login_code": "/konto/login/code/",
    "account_confirm_login_code": "/konto/login/code/eingeben/",
    "account_logout": "/konto/logout/",
    "account_inactive": "/konto/gesperrt/",
    "account_signup": "/konto/anmelden/",
    "account_reauthenticate": "/konto/bestaetigen/",
    "account_email": "/konto/mail/",
    "account_email_verification_sent": "/konto/mail/bestaetigen/",
    "account_change_password": "/konto/passwort/aendern/",
    "account_set_password": "/konto/passwort/setzen/",
    "account_reset_password": "/konto/passwort/vergessen/",
    "account_confirm_password_reset_code": "/konto/passwort/vergessen/code/",
    "account_complete_password_reset": "/konto/passwort/vergessen/neu/",
    "account_password_reset_completed": "/konto/passwort/vergessen/fertig/",
    "search:results": "/suche/",
    "search:suggestions": "/suche/vorschlaege/",
    "search:feed": "/suche/feed.atom",
    "pictures:gallery": "/bilder/",
    "pictures:share": "/bilder/neu/",
    "pictures:choices": "/bilder/auswahl/",
    "wiki:start": "/wiki/",
    "wiki:new": "/wiki/neu/",
    "wiki:new-preview": "/wiki/neu/vorschau/",
    "wiki:new-links": "/wiki/neu/verweise/",
    "wiki:new-blocks": "/wiki/neu/bloecke/",
    "wiki:recent": "/wiki/letzte-aenderungen/",
    "wiki:recent-feed": "/wiki/letzte-aenderungen/feed.atom",
    "wiki:worklists": "/wiki/seiten/",
    "wiki:worklist": "/wiki/seiten/kurz/",
    "wiki:task": "/wiki/seiten/kurz/aufgabe/",
    "wiki:district": "/wiki/west/",
    "wiki:district-feed": "/wiki/west/feed.atom",
    "person": "/mitwirkende/niemand/",
    "styleguide": "/styleguide/",
    "cms-series-feed": "/beitraege/x/feed.atom",
    "wagtail_serve": "/impressum/",
}


def routes() -> list[str]:
    """Return the name of every address that people open."""
    found = {name for name in _walk(get_resolver().url_patterns, "", "") if name}
    return sorted(found - {"districts:signs"})  # pictures of districts


def _walk(patterns: Any, space: str, start: str) -> Iterator[str]:
    for one in patterns:
        where = start + re.sub(r"[\^$]", "", str(one.pattern))
        if where.split("/")[0] in ELSEWHERE or where.startswith(("sitemap", "de/", "_util")):
            continue
        if isinstance(one, URLResolver):
            own = f"{one.namespace}:" if one.namespace else ""
            yield from _walk(one.url_patterns, space + own, where)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name


class World:
    """One of everything, and where it is."""

    def __init__(self, board: Board, town: Town) -> None:  # noqa: F811
        self.board = board
        self.standing = of_districts.Standing(town, "live")
        _made, self.number = of_wiki.standing("live")
        self.picture = given_picture()
        self.articles = {name: route for route, _view, name in of_wiki.OF_AN_ARTICLE}

    def address(self, name: str) -> str:
        space, _colon, short = name.rpartition(":")
        if name in STATIC:
            return STATIC[name]
        if space == "community":
            return of_community.address(short, self.board)
        if space == "districts":
            return self.standing.address(short)
        if space == "pictures":
            token = ["geheim"] if short == "picture-objection-confirm" else []
            return reverse(name, args=[self.picture.pk, *token])
        if space == "wiki" and short in self.articles:
            return of_wiki.address(self.articles[short], self.number)
        raise KeyError(f"{name}: say in this test where such a page is")


@pytest.fixture
def world(settings: Any, board: Board, town: Town) -> World:  # noqa: F811
    settings.RATE_LIMITS = False
    settings.ACCOUNT_RATE_LIMITS = False
    return World(board, town)


def everything() -> dict[str, int]:
    """How many rows there are of what people write; a form that was refused adds none."""
    kept = {"KeptText", "Attempt", "Session"}
    models = [model for model in apps.get_models() if model.__name__ not in kept]
    return {model._meta.label: model._base_manager.count() for model in models}


def forms_to(html: str, page: str, action: str) -> list[Form]:
    """The forms of a page that send to an address."""
    return [
        form
        for form in Reader(html).forms
        if form.tag.get("method").lower() == "post"
        and urlsplit(urljoin(page, form.tag.get("action"))).path == action
    ]


TEXTS = {"", "text", "search", "url", "tel"}


def typed_into(client: Client, path: str) -> dict[str, Any]:
    """Type into every field of the first form of an address; guess where it has no page."""
    answer = client.get(path)
    is_page = answer.status_code == 200 and "html" in answer["Content-Type"]
    found = forms_to(answer.content.decode() if is_page else "", path, path)
    if not found:
        return {"reason": CANARY, "words": CANARY, "text": CANARY}
    sent: dict[str, Any] = {}
    for tag in found[0].fields:
        name, kind = tag.get("name"), tag.get("type").lower()
        if not name or name == "csrfmiddlewaretoken" or tag.get("tabindex") == "-1":
            continue
        if tag.name == "textarea" or (tag.name == "input" and kind in TEXTS):
            sent[name] = f"{CANARY} {name}"
        elif kind == "email":
            sent[name] = "kanarienvogel@example.org"
        elif kind == "hidden":
            sent[name] = unescape(tag.get("value"))
    return sent


def words_of(sent: dict[str, Any]) -> list[str]:
    """What was typed; nothing where a form asks for passwords alone."""
    return [value for value in sent.values() if "anarienvogel" in str(value)]


def lost(answer: Any, sent: dict[str, Any]) -> list[str]:
    """What of the typed words the answer lacks."""
    html = answer.content.decode()
    return [word for word in words_of(sent) if escape(word) not in html]


def some(names: list[str], fourth: int) -> list[str]:
    """Every fourth address in the everyday run, another fourth for each test; all with --full."""
    return names if full_proofs() else names[fourth::4]


def strict(role: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    if role == "moderator":
        client.force_login(moderator())
    return client


def test_there_are_routes() -> None:
    assert len(routes()) > 100


def back_from(answer: Any, client: Client) -> Any:
    """Sign in where an answer leads to, with the same browser, and return what stands there."""
    assert answer["Location"].startswith("/konto/login/?next=/konto/entwurf/"), answer["Location"]
    client.force_login(moderator())
    return client.get(answer["Location"].partition("next=")[2])


def walk(world: World, check: Callable[[str, str], str], names: Iterable[str]) -> None:
    """Check every address on its own; what one form does is not the next one's start."""
    found = {}
    for name in names:
        before = transaction.savepoint()
        problem = check(name, world.address(name))
        transaction.savepoint_rollback(before)
        if problem:
            found[name] = problem
    assert found == {}


@pytest.mark.parametrize("role", ["guest", pytest.param("moderator", marks=pytest.mark.full)])
def test_a_stale_token_loses_nothing_and_writes_nothing(world: World, role: str) -> None:
    def check(name: str, path: str) -> str:
        client = strict(role)
        sent = typed_into(client, path)
        before = everything()
        answer = client.post(path, sent)
        if everything() != before:
            return "something was written"
        if answer.status_code == 302:
            answer = back_from(answer, client)
        elif answer.status_code != 403:
            return f"answered {answer.status_code}"
        if lost(answer, sent):
            return f"lost {lost(answer, sent)}"
        if "<Söhne>" in answer.content.decode():
            return "not escaped"
        return "" if "no-store" in answer["Cache-Control"] else "may be kept"

    # Mail programs stop mails for their owner: there is no token, and nothing is typed.
    stopping = {"community:stop-mail", "community:stop-watch"}
    names = [name for name in routes() if name not in stopping]
    walk(world, check, names if role == "moderator" else some(names, 3))


def test_another_site_gets_nothing_shown(world: World) -> None:
    foreign = (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/x"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    )

    def check(name: str, path: str) -> str:
        client, kept = strict("moderator"), KeptText.objects.count()
        for headers in foreign:
            answer = client.post(path, {"words": CANARY, "reason": CANARY}, headers=headers)
            if "Kanarienvogel" in answer.content.decode():
                return f"shown to {headers}"
        return "" if KeptText.objects.count() == kept else "kept"

    walk(world, check, some(routes(), 2))


def test_who_was_signed_out_finds_it_again_after_signing_in(world: World) -> None:
    led = []

    def check(name: str, path: str) -> str:
        client = Client()
        client.force_login(moderator())
        sent = typed_into(client, path)
        if not words_of(sent):
            return ""
        client.logout()
        answer = client.post(path, sent)
        if answer.status_code == 302 and answer["Location"].startswith("/konto/login/?"):
            led.append(name)
            answer = back_from(answer, client)
            if answer.status_code != 200 or 'name="noch-einmal"' not in answer.content.decode():
                return f"not shown again: {answer.status_code}"
            return f"lost {lost(answer, sent)}" if lost(answer, sent) else ""
        refused = answer.status_code >= 400 and answer.status_code != 405
        return f"lost {lost(answer, sent)}" if refused and lost(answer, sent) else ""

    names = some([name for name in routes() if name != "account_logout"], 0)
    walk(world, check, names)
    assert len(led) > len(names) // 10


def test_who_was_blocked_can_copy_it(world: World) -> None:
    def check(name: str, path: str) -> str:
        client, user = Client(), moderator()
        client.force_login(user)
        sent = typed_into(client, path)
        User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
        answer = client.post(path, sent)
        refused = answer.status_code >= 400 and answer.status_code != 405
        return f"lost {lost(answer, sent)}" if refused and lost(answer, sent) else ""

    walk(world, check, some([name for name in routes() if not name.startswith("account")], 1))
