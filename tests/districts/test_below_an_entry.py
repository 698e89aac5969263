"""Every page below an entry knows which entry it is about; moderators hide it from there."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from community import contract
from community.inbox import reports
from community.models import Case
from districts import entries, services
from districts.urls import urlpatterns
from tests.districts.conftest import Town
from tests.districts.test_permissions import Standing
from tests.fixtures.conditions import full_proofs
from tests.fixtures.standing import around_the_tests

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HERE = re.compile(r'href="/moderation/hier/\?url=([^"]+)"')
BELOW = sorted(
    route.name or ""
    for route in urlpatterns
    if any(str(route.pattern).startswith(f"{kind.start}/<slug:slug>") for kind in entries.kinds())
)
#: What a reader opens; each is a page of its own template.
PAGES = [
    *("project", "take_over", "project_history"),
    *("actor", "relay", "care", "objection", "actor_history"),
    *("date", "date_cancel", "single_time", "network", "network_edit"),
    *("paper", "paper_link", "need", "need_relay"),
]
#: Pages of the entries themselves, and of a version.
OWN = ("project", "actor", "date", "network", "paper", "need", "single_time")


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


@pytest.fixture(scope="module")
def standing_live(standing_town: Town, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    with around_the_tests(django_db_blocker):
        yield Standing(deepcopy(standing_town), "live")


@pytest.fixture
def standing(standing_live: Standing, db: None) -> Standing:
    return deepcopy(standing_live)


def test_there_are_such_pages() -> None:
    assert {"care", "objection", "single_time", "relay", "take_over"} <= set(BELOW)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_address_below_an_entry_is_about_it(
    standing: Standing, moderator: User, prefix: str
) -> None:
    numbered = []
    for route in BELOW:
        path = standing.address(route)
        found = reports.find(f"{prefix}{path}", moderator)
        assert found, route
        assert path.startswith(found[1].get_absolute_url().rstrip("/")), route
        numbered += [route] if found[2] else []
    assert {route.rpartition("_")[2] for route in numbered} == {"version", "pending"}


@pytest.mark.parametrize("route", PAGES)
def test_moderators_hide_it_from_there(
    client: Client, standing: Standing, moderator: User, route: str
) -> None:
    path = standing.address(route)
    assert not HERE.search(client.get(path).content.decode()), "that is for moderators"
    client.force_login(moderator)
    answer = client.get(path)
    assert answer.status_code == 200
    led = HERE.search(answer.content.decode())
    assert led
    here = f"/moderation/hier/?url={led[1]}"
    found = client.get(here).context["found"]
    assert path.startswith(found["url"])
    if route not in OWN and not full_proofs():
        return  # it leads to the same as from the page of the entry
    assert client.get(found["url"]).status_code == 200, "“Open the page” opens one"
    client.post(here, {"action": "hide", "reason": "Nennt eine Person."})
    case = Case.objects.get(outcome="hidden")
    hidden = contract.seen(case.object_kind, case.object_pk, moderator)
    assert hidden is not None
    assert hidden[1].get_absolute_url() == found["url"]
    assert Client().get(found["url"]).status_code in (404, 410)


@pytest.mark.parametrize("page", ["widerspruch", "stimmt-noch", "kuemmern"])
def test_the_secret_of_a_mail_goes_nowhere(
    client: Client, town: Town, moderator: User, page: str
) -> None:
    """Who hides from such a page writes its address into a case that others read."""
    services.update_actor(actor=town.actor, mail="kontakt@krumel.example")
    client.force_login(moderator)
    below = f"{town.actor.get_absolute_url()}{page}/"
    html = client.get(f"{below}geheim%2Bes/").content.decode()
    led = HERE.search(html)
    assert led
    assert unquote(led[1]) == below
    here = client.get(f"/moderation/hier/?url={led[1]}").context["found"]
    assert here["url"] == town.actor.get_absolute_url()
