"""Opening a form of the admin and sending it as it stands changes nothing, whatever is stored."""

from itertools import product
from typing import Any
from unicodedata import normalize

import pytest
from django.db.models import Model
from django.test import Client
from wagtail.images.models import AbstractImage

from accounts.models import User
from accounts.services import create_user
from tests.cms.test_lost_updates_of_things import FIELDS, things
from tests.fixtures.conditions import every_day
from tests.untouched import columns_of, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
__all__ = ["things"]  # a fixture

#: What counts how often something was written, not what it says.
NOT_SAID = {"last_login", "updated", "updated_at", "changed"}
TEXTS = {
    "plain": "Ein Satz.",
    "around": "  eingerückt ",
    "two blanks": "Zwei  Leerzeichen",
    "lines": "Eins\nZwei",
    "crlf": "Eins\r\nZwei\r\n",
    "signs": "<b>&amp; \"'</b>",
    "decomposed": "Fu\u0308r Ältere",
    "no-break": "10\u00a0Uhr",
    "empty": "",
}


def state_of(thing: Model) -> dict[str, Any]:
    """Return what a thing says, as the database has it."""
    state = {name: value for name, value in columns_of(thing).items() if name not in NOT_SAID}
    return state | (
        {"tags": sorted(thing.tags.names())} if isinstance(thing, AbstractImage) else {}
    )


def untouched(client: Client, address: str, thing: Model) -> dict[str, Any]:
    """Open a form, send what it shows; return what came of it."""
    page = client.get(address)
    assert page.status_code == 200
    before = state_of(thing)
    answer = client.post(address, sent_by(page.content.decode()))
    if answer.status_code == 302:
        now = state_of(thing)
        return {name: (before[name], now[name]) for name in now if now[name] != before[name]}
    assert state_of(thing) == before
    return {"refused": answer.context["form"].errors if answer.context else answer.status_code}


@pytest.fixture
def member() -> User:
    return create_user(email="e@example.org", name="Edda Sorge", trust=User.Trust.RESIDENT)


@pytest.fixture
def admin(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


#: Put right whenever they are saved: one line, composed, single blanks, none at the ends.
PUT_RIGHT = {"sites": "site_name", "collections": "name", "groups": "name"} | {
    f"snippets/districts/{kind}": "sentence" for kind in ("city", "district")
}
PUT_RIGHT["snippets/search/synonymset"] = "words"


TYPED = every_day(product(FIELDS, TEXTS), one_in=3)


@pytest.mark.parametrize("route", FIELDS)
def test_nothing_changes(admin: Client, things: dict[str, Any], route: str) -> None:
    thing, field = things[route], FIELDS[route]
    for text in (text for where, text in TYPED if where == route):
        type(thing)._default_manager.filter(pk=thing.pk).update(**{field: TEXTS[text]})
        changed = untouched(admin, f"/admin/{route.format(thing.pk)}", thing)
        refused = changed.pop("refused", {})
        assert set(refused) <= {field}, f"{text}: what could not be written is named at its field"
        kind = route.removesuffix("edit/{}/").removesuffix("{}/").removesuffix("/")
        before, now = changed.pop(PUT_RIGHT.get(kind, ""), ("", ""))
        assert written(now) == written(before), f"{text}: of a title nothing but blanks"
        assert changed == {}, text


def test_every_form_and_every_text_is_asked_every_day() -> None:
    assert {route for route, _text in TYPED} == set(FIELDS)
    assert {text for _route, text in TYPED} == set(TEXTS)


def written(text: str) -> str:
    """Return a text without its blanks."""
    return normalize("NFC", "".join(text.split()))


@pytest.mark.parametrize("text", [text for text in TEXTS if text != "empty"])
@pytest.mark.parametrize("column", ["about", "name"])
def test_ones_own_details_stay(client: Client, member: User, column: str, text: str) -> None:
    User.objects.filter(pk=member.pk).update(**{column: TEXTS[text]})
    client.force_login(member)
    page = client.get("/konto/einstellungen/").content.decode()
    before = state_of(member)
    assert client.post("/konto/einstellungen/", sent_by(page)).status_code == 302
    assert state_of(member) == before
