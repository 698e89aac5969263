"""No page leads to an address that takes nothing but forms: who opens it gets a 405."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from community.cases import Sender
from community.typed.form_pages import readable, takes_forms_only
from tests import people
from tests.cms.reading.test_languages import switch
from tests.community.conftest import board  # noqa: F401
from tests.community.factories import Board
from tests.districts.conftest import Town

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
#: The admin has no language switch, the API no pages.
ELSEWHERE = ("admin/", "api/", "documents/", "-/", "media/", "^")
VALUES = {"int": "1", "number": "1", "slug": "x", "str": "x", "path": "x"}


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False
    settings.ACCOUNT_RATE_LIMITS = False


def _below(resolver: Any, start: str) -> list[str]:
    found = []
    for one in resolver.url_patterns:
        route = start + str(one.pattern)
        if route.startswith(ELSEWHERE) or "(" in route:
            continue
        found += [route] if isinstance(one, URLPattern) else _below(one, route)
    return found


def addresses() -> list[str]:
    """One address of every route; what they are about is not there."""
    routes = _below(get_resolver(), "")
    filled = [re.sub(r"<(\w+):\w+>", lambda part: VALUES[part[1]], route) for route in routes]
    return [f"/{route}" for route in dict.fromkeys(filled)]


def for_forms() -> list[str]:
    return [path for path in addresses() if takes_forms_only(resolve(path).func)]


@pytest.mark.usefixtures("short_pages_where_nothing_is")
def test_which_addresses_take_forms_only_is_known(client: Client) -> None:
    client.force_login(people.moderator())
    found = for_forms()
    assert {"/moderation/1/entscheiden/", "/konto/zugang/", "/wiki/x/x/stimmt-noch/"} <= set(
        found
    ), found
    wrong = [
        path for path in addresses() if (client.get(path).status_code == 405) != (path in found)
    ]
    assert not wrong


def test_each_lies_below_a_page() -> None:
    for path in for_forms():
        page = readable(path)
        assert path.startswith(page)
        assert page != "/", path
    assert readable("/moderation/konten/5/aufgaben/3/beenden/") == "/moderation/konten/5/"
    assert readable("/en/moderation/auswahl/") == "/en/moderation/"
    assert readable("/moderation/") == "/moderation/"
    assert readable("/gibt/es/nicht/") == "/"


def _languages(client: Client, answer: Any) -> dict[str, str]:
    links = switch(answer.content.decode())
    for name, url in links.items():
        assert client.get(url).status_code == 200, (name, url)
    return links


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_languages_of_an_answer_lead_to_the_page_of_the_form(
    client: Client,
    board: Board,  # noqa: F811
    prefix: str,
) -> None:
    case, user = board.hold(Sender(people.newcomer())), people.newcomer()
    client.force_login(people.moderator())
    for address, page, status in (
        (f"{case.pk}/entscheiden/?kind=note", f"{case.pk}/?kind=note", 400),
        ("auswahl/?kind=note", "?kind=note", 400),
        (f"konten/{user.pk}/sperren/", f"konten/{user.pk}/", 400),
        (f"konten/{user.pk}/nirgends/", f"konten/{user.pk}/", 404),
        (f"konten/{user.pk}/aufgaben/", f"konten/{user.pk}/", 400),
    ):
        answer = client.post(f"{prefix}/moderation/{address}", {"decision": "refuse"})
        assert answer.status_code == status, address
        links = _languages(client, answer)
        assert links["Deutsch"] == f"/moderation/{page}"
        assert links["English"] == f"/en/moderation/{page}"


def test_so_do_those_of_a_form_without_token(board: Board) -> None:  # noqa: F811
    case, client = board.hold(), Client(enforce_csrf_checks=True)
    client.force_login(people.moderator())
    answer = client.post(f"/moderation/{case.pk}/entscheiden/", {"reason": "Steht schon da."})
    assert answer.status_code == 403
    assert _languages(client, answer)["English"] == f"/en/moderation/{case.pk}/"


def test_so_do_those_of_the_page_that_says_so(client: Client, board: Board) -> None:  # noqa: F811
    case = board.hold()
    client.force_login(people.moderator())
    answer = client.get(f"/en/moderation/{case.pk}/entscheiden/")
    assert answer.status_code == 405
    assert _languages(client, answer)["Deutsch"] == f"/moderation/{case.pk}/"


def test_a_form_at_an_address_with_a_page_stays_there(client: Client, town: Town) -> None:
    path = f"{town.actor.get_absolute_url()}widerspruch/?von=hier"
    answer = client.post(path, {"words": ""})
    assert answer.status_code == 400
    assert _languages(client, answer)["Deutsch"] == path


def test_whoever_signs_in_first_comes_back_to_the_button(client: Client, town: Town) -> None:
    entry = town.actor.get_absolute_url()
    led = client.post(f"{entry}stimmt-noch/")["Location"]
    assert led == f"/konto/login/?next={entry}"
    user = people.moderator()
    for path in for_forms():
        led = Client().post(path).headers.get("Location", "")
        for back in parse_qs(urlsplit(led).query).get("next", []):
            client.force_login(user)
            assert client.get(back).status_code != 405, path
