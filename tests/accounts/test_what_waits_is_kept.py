"""How many things somebody is asked for is not asked anew with each page, and never out of date."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.test import Client

from accounts import awaiting
from tests.people import moderator, newcomer, person, signed_in
from tests.wiki.factories import article
from wiki import services

pytestmark = pytest.mark.django_db(transaction=True)


def shown(client: Client) -> int:
    """Return the number beside the name in the head of a page."""
    page = client.get("/wiki/").content.decode()
    found = re.search(r"(\d+)<span class=.visually-hidden.>\s*warte[nt]+\s+auf\s+Sie", page)
    return int(found[1]) if found else 0


def test_it_is_read_once_and_ends_with_what_comes_and_is_decided() -> None:
    made = article(body="Alt.")
    reader, desk = signed_in(person()), signed_in(moderator())
    with patch.object(awaiting, "_read", wraps=awaiting._read) as read:
        for _page in range(3):
            assert (shown(reader), shown(desk)) == (0, 0)
        assert read.call_count == 2
        services.save_edit(article=made, base_revision=1, body="Neu.", author=newcomer())
        assert (shown(reader), shown(desk)) == (0, 1)
        assert shown(desk) == 1
        assert read.call_count == 4
        services.accept_contribution(article=made, number=2, by=moderator())
        assert shown(desk) == 0
