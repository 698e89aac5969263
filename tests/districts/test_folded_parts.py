"""Folded parts of the forms of entries: open where something was typed or is wrong, else closed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.districts.conftest import Town
from tests.districts.services.test_writing import editing, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def opened(answer: Any) -> set[str]:
    """Return the headings of the folded parts of the form that stand open."""
    form = answer.content.decode().partition('<form class="form"')[2]
    return set(re.findall(r'<details class="stack" open>\s*<summary>([^<]*)</summary>', form))


@pytest.mark.parametrize("kind", ["projekte", "akteure", "termine", "netzwerke"])
def test_an_error_elsewhere_opens_nothing(client: Client, town: Town, kind: str) -> None:
    signed_in(client, "resident")
    address = f"/{kind}/neu/"
    answer = client.post(address, editing(client, address))
    assert answer.status_code == 400
    assert opened(answer) == set()


@pytest.mark.parametrize(
    ("kind", "typed", "part"),
    [
        ("akteure", {"website": "http://["}, "Wie man Sie erreicht"),
        ("netzwerke", {"text": "Wir treffen uns."}, "Mehr dazu"),
        ("termine", {"costs": "frei"}, "Was und für wen"),
    ],
)
def test_what_was_typed_or_is_wrong_can_be_seen(
    client: Client, town: Town, kind: str, typed: dict[str, str], part: str
) -> None:
    signed_in(client, "resident")
    address = f"/{kind}/neu/"
    answer = client.post(address, editing(client, address, **typed))
    assert answer.status_code == 400
    assert opened(answer) == {part}


def test_what_is_stored_stays_as_it_was_shown(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    for entry in (town.project, town.actor, town.date, town.network):
        address = f"{entry.get_absolute_url()}bearbeiten/"
        before = opened(client.get(address))
        answer = client.post(address, editing(client, address, title="", name=""))
        assert answer.status_code == 400, address
        assert opened(answer) == before, address
