"""No address of the whole site sends a visitor elsewhere, whatever a request says about "where to".

The addresses come from the table of URLs, as in `test_every_form`.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import reverse

from tests.config.test_every_form import World, board, routes, walk, world  # noqa: F401
from tests.config.test_redirects import HERE, browser_goes_to
from tests.fixtures.conditions import every_day
from tests.people import moderator

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
EVIL = "evil.example"
#: Every name that some program somewhere takes for "where to".
NAMES = (
    *("next", "weiter", "zurueck", "back", "url", "u", "to", "target", "ziel", "dest", "goto"),
    *("return", "returnto", "return_to", "return_url", "redirect", "redirect_to", "redirect_uri"),
    *("continue", "von", "referrer", "REDIRECT_FIELD_NAME", "cancel_url", "success_url", "path"),
)
WANTED = (
    *(f"//{EVIL}/", f"/\\{EVIL}/", f"\\\\{EVIL}/", f"https://{EVIL}/", f"https:{EVIL}"),
    *(f"/\t/{EVIL}/", f"\t//{EVIL}/", f"///{EVIL}/", f"https://testserver@{EVIL}/", f"//{EVIL}"),
)
HEADERS = {
    "referer": f"https://{EVIL}/x",
    "origin": "http://testserver",
    "x-forwarded-host": EVIL,
    "x-forwarded-server": EVIL,
    "x-host": EVIL,
    "x-original-url": f"//{EVIL}/",
    "x-rewrite-url": f"//{EVIL}/",
    "x-forwarded-port": "81",
    "x-forwarded-prefix": f"//{EVIL}",
    "x-http-method-override": "PUT",
    "script-name": "/evil",
    "forwarded": f"host={EVIL}",
    "x-wap-profile": f"https://{EVIL}/",
    "true-client-ip": EVIL,
}
#: What a browser follows by itself or by one click: an address at the start of an attribute.
LINK = re.compile(
    rf'(?:href|action|src|content|formaction|data-url)="\s*(?:https?:)?[/\\]*(?:[^"/]*@)?{EVIL}'
)


def trouble(answer: Any) -> str:
    """Where an answer leads that is not here, if anywhere."""
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    for name in ("Location", "Refresh", "Content-Location", "Link"):
        if EVIL in answer.get(name, "") and browser_goes_to(answer[name]) != HERE:
            return f"{name}: {answer[name]}"
    if answer.has_header("Location") and browser_goes_to(answer["Location"]) != HERE:
        return f"Location: {answer['Location']}"
    if answer.streaming or "html" not in answer.get("Content-Type", ""):
        return ""
    found = LINK.search(answer.content.decode())
    return found[0] if found else ""


@pytest.mark.walk
@pytest.mark.long("asks every address of the site")
@pytest.mark.parametrize("role", ["guest", "moderator"])
def test_no_address_of_the_site_leads_elsewhere(world: World, role: str) -> None:  # noqa: F811
    wishes, asked = cycle(WANTED), []

    def check(name: str, path: str) -> str:
        client, wish = Client(), next(wishes)
        if role == "moderator":
            client.force_login(moderator())
        sent = dict.fromkeys(NAMES, wish)
        found = trouble(client.get(path, sent, headers=HEADERS))
        answer = client.post(path, sent, query_params=sent, headers=HEADERS)
        asked.append(answer.status_code)
        return found or trouble(answer)

    # Nearly all that leads somewhere does so for somebody who is signed in.
    names = routes() if role == "moderator" else every_day(routes(), one_in=3)
    walk(world, check, names)
    assert len(asked) > 30
    assert 302 in asked


def test_the_walk_sees_what_would_lead_elsewhere() -> None:
    # Django writes backslashes as %5C, which makes them harmless.
    for wish in (each.replace("\t", "") for each in WANTED if "\\" not in each):
        assert trouble(HttpResponseRedirect(wish)), wish
    for page in (f'<a href="//{EVIL}/">', f'<form action="https://{EVIL}">'):
        assert trouble(HttpResponse(page))
    assert not trouble(HttpResponse(f'<input value="//{EVIL}/">'))


HOSTS = ["TESTSERVER", "testserver:80", "testserver.", "testserver:8000", "[::1]", "[::1]:80"]
FOREIGN = [
    *(EVIL, f"testserver@{EVIL}", f"testserver:80@{EVIL}", f"testserver,{EVIL}", f"{EVIL}:80"),
    *(f"testserver {EVIL}", f"testserver/{EVIL}", f"testserver#{EVIL}", "", "testserver:x"),
    *(f"testserver.{EVIL}", f"{EVIL}.", "[::1", f"[{EVIL}]", "testserver\\"),
]


@pytest.mark.parametrize("path", ["/", "/wiki", "/de/wiki/", "/konto/", "/admin", "/suche/"])
def test_a_host_is_ours_in_every_spelling_or_refused(path: str) -> None:
    for host in HOSTS:
        answer = Client().get(path, headers={"host": host})
        assert answer.status_code in {200, 301, 302}, host
        location = answer.get("Location", "/")
        assert browser_goes_to(location, f"http://{host}/") == f"http://{host}/", location
    for host in FOREIGN:
        answer = Client().get(path, headers={"host": host})
        # A page that asks for no host (a redirect to a path) may answer; it must not name one.
        assert answer.status_code == 400 or EVIL not in str(dict(answer.items())), (host, answer)
        assert EVIL not in answer.content.decode()


def test_a_plain_address_is_not_changed_by_what_came_before() -> None:
    """What is stored for one is what all the others read."""
    path = reverse("wiki:start")
    for number, (name, value) in enumerate(HEADERS.items()):
        address = f"{path}?q={number}"
        Client().get(address, headers={name: value})
        assert EVIL not in Client().get(address).content.decode(), name
