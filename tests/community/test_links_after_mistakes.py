"""A page that answers a form stands at an address that cannot be read; its links lead elsewhere."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from community.cases import Sender
from tests import people
from tests.community.factories import Board

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OWN = re.compile(r'<a [^>]*href="([?][^"]*|/moderation/[^"]*)"')
# The same address in another language, on every page of the site alike.
LANGUAGES = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)
FILTER = re.compile(r'<form [^>]*method="get"[^>]*>')


def answers(client: Client, answer: Any) -> dict[str, int]:
    """Return what every link of the moderation and every form that reads answers on a page."""
    html = LANGUAGES.sub("", answer.content.decode())
    here = answer.request["PATH_INFO"]
    found = OWN.findall(html)
    for form in FILTER.findall(html):
        found += re.findall(r'action="([^"]*)"', form) or [here]
    return {link: client.get(urljoin(here, unescape(link))).status_code for link in found}


def test_the_list_of_what_waits_leads_on_after_a_mistake(client: Client, board: Board) -> None:
    client.force_login(people.moderator())
    cases = [board.hold() for _number in range(27)]
    wrong = client.post(
        "/moderation/auswahl/?show=contributions&kind=note&page=2",
        {"decision": "refuse", "case": cases[0].pk},
    )
    assert wrong.status_code == 400
    led = answers(client, wrong)
    assert {
        "/moderation/?show=reports&amp;kind=note",  # a tab
        "/moderation/?show=contributions",  # without these filters
        "/moderation/?show=contributions&amp;kind=note&amp;page=2&amp;all=1#bulk",
        "/moderation/?show=contributions&amp;kind=note",  # the page before
        "/moderation/",  # the filters
    } <= led.keys()
    assert {link for link, status in led.items() if status != 200} == set()


def test_so_does_the_page_of_an_account(client: Client, board: Board) -> None:
    client.force_login(people.moderator())
    author = people.person()
    for _number in range(21):
        board.hold(Sender(author))
    address = f"/moderation/konten/{author.pk}/"
    for action in ("sperren", "notiz", "aufgaben"):
        wrong = client.post(f"{address}{action}/", {"reason": ""})
        assert wrong.status_code == 400
        led = answers(client, wrong)
        assert f"{address}?page=2" in led
        assert {link for link, status in led.items() if status != 200} == set()
