"""Which address speaks for an actor: never one that a stranger has just entered."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from districts.models import Actor
from districts.services.addresses import SETTLING, changed_address, forget_earlier, speaking_address
from tests.districts.conftest import Town

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("mail", "earlier", "ago", "speaks"),
    [
        ("", "", None, ""),
        ("new@example.org", "", None, "new@example.org"),
        ("new@example.org", "old@example.org", timedelta(), "old@example.org"),
        ("new@example.org", "old@example.org", SETTLING - SECOND, "old@example.org"),
        ("new@example.org", "old@example.org", SETTLING, "new@example.org"),
        # The first address of all, entered by a stranger: nobody speaks yet.
        ("new@example.org", "", timedelta(days=1), ""),
        # It was taken back a moment ago: it does not speak any more, nor does an older one.
        ("", "", timedelta(), ""),
    ],
)
def test_who_speaks(mail: str, earlier: str, ago: timedelta | None, speaks: str) -> None:
    changed = None if ago is None else NOW - ago
    actor = Actor(mail=mail, earlier_mail=earlier, mail_changed_at=changed)
    with time_machine.travel(NOW, tick=False):
        assert speaking_address(actor) == speaks


SETTLED, NEW = (None, "old@example.org"), (timedelta(days=1), "older@example.org")


@pytest.mark.parametrize(
    ("now", "values", "trusted", "columns"),
    [
        (SETTLED, {}, False, {}),
        (SETTLED, {"mail": "old@example.org"}, False, {}),
        (SETTLED, {"mail": "x@example.org"}, False, {"earlier_mail": "old@example.org"}),
        # Also for those who are trusted: the address that was there hears of it first.
        (SETTLED, {"mail": "x@example.org"}, True, {"earlier_mail": "old@example.org"}),
        (SETTLED, {"mail": ""}, True, {"earlier_mail": ""}),
        # Changed twice within the days it takes: the one from before still speaks ...
        (NEW, {"mail": "x@example.org"}, True, {"earlier_mail": "older@example.org"}),
        # ... and is at once what it was when it comes back.
        (NEW, {"mail": "older@example.org"}, False, {"earlier_mail": "", "mail_changed_at": None}),
    ],
)
def test_what_follows_from_another_address(
    now: Any, values: Any, trusted: bool, columns: dict[str, Any]
) -> None:
    ago, earlier = now
    with time_machine.travel(NOW, tick=False):
        actor = Actor(
            mail="old@example.org",
            earlier_mail=earlier if ago else "",
            mail_changed_at=NOW - ago if ago else None,
        )
        found = changed_address(actor, values, trusted=trusted)
    assert found == ({"mail_changed_at": NOW} | columns if columns else {})


@pytest.mark.parametrize(("trusted", "changed_at"), [(True, None), (False, NOW)])
def test_a_first_address_counts_at_once_where_it_is_trusted(
    trusted: bool, changed_at: datetime | None
) -> None:
    with time_machine.travel(NOW, tick=False):
        found = changed_address(Actor(), {"mail": "x@example.org"}, trusted=trusted)
    assert found == {"earlier_mail": "", "mail_changed_at": changed_at}


def test_addresses_that_speak_for_nobody_are_forgotten(town: Town) -> None:
    with time_machine.travel(NOW, tick=False):
        rows = Actor.objects.filter(pk=town.actor.pk)
        rows.update(earlier_mail="old@example.org", mail_changed_at=NOW - SETTLING + SECOND)
        assert forget_earlier() == 0
        rows.update(mail_changed_at=NOW - SETTLING)
        assert forget_earlier() == 1
        assert rows.get().earlier_mail == ""
        assert forget_earlier() == 0
