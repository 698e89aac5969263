"""How did a thing stand at the end of a day? The same for every kind that has a history."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.fixtures.kinds import WITH_HISTORY, change, make
from tests.people import moderator, person
from versions import contract

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OLD, NEW = "Alter Satz.", "Neuer Satz."
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
#: On 25 October clocks went back: that day had 25 hours, and ended at 23 o'clock of UTC.
WRITTEN = {
    1: datetime(2020, 5, 20, 8, tzinfo=UTC),
    2: datetime(2020, 10, 25, 22, 59, 59, tzinfo=UTC),
}
READ = {"2020-05-20": OLD, "2020-10-24": OLD, "2020-10-25": NEW, "2026-11-30": NEW}
MISSED = {
    "2020-05-19": "noch keine Fassung",
    "0001-01-01": "noch keine Fassung",
    "2026-12-01": "liegt noch vor uns",
    "9999-12-31": "liegt noch vor uns",
} | dict.fromkeys(("2026-02-30", "gestern", "2020-5-20", "x"), "gibt es im Kalender nicht")


@pytest.fixture(params=WITH_HISTORY)
def url(request: pytest.FixtureRequest) -> Any:
    """The address of a thing that said OLD from 20 May 2020 on, NEW from 25 October 2020 on."""
    with time_machine.travel(NOW, tick=False):
        author = person()
        thing = make(request.param, OLD, author)
        change(thing, NEW, author)
        for number, moment in WRITTEN.items():
            thing.revisions.filter(number=number).update(created=moment)
        yield contract.kind(request.param).url(thing)


def page(client: Client, url: str, day: str) -> tuple[int, str]:
    answer = client.get(f"{url}stand/{day}/")
    return answer.status_code, answer.content.decode()


def test_it_says_what_was_read_at_the_end_of_the_day(client: Client, url: str) -> None:
    for day, said in READ.items():
        status, text = page(client, url, day)
        assert status == 200
        shown = [words in text for words in (OLD, NEW)]
        assert shown == [words == said for words in (OLD, NEW)], day
        assert ("manches kann veraltet sein" in text) == (said == OLD)
        assert f'href="{url}"' in text, "it leads to what is read now"
        assert 'content="noindex"' in text


def test_a_day_of_which_nothing_can_be_told_says_why(client: Client, url: str) -> None:
    for day, says in MISSED.items():
        status, text = page(client, url, day)
        assert (status, says in text) == (404, True), day
        assert OLD not in text
        assert 'type="date"' in text, "another day can be asked for"


def test_the_history_asks_for_a_day(client: Client, url: str) -> None:
    answer = client.get(f"{url}verlauf/", {"stand": "2020-06-01"})
    assert answer["Location"] == f"{url}stand/2020-06-01/"
    told = client.get(f"{url}verlauf/", {"stand": "2020-06-31"}).content.decode()
    assert "gibt es im Kalender nicht" in told


def test_what_was_hidden_since_is_not_shown_nor_another_in_its_place(
    client: Client, url: str
) -> None:
    kind = next(k for k in contract.kinds() if url.startswith(_start(k)))
    kind.revisions.objects.filter(number=2).update(text_hidden=True)  # type: ignore[attr-defined]
    status, text = page(client, url, "2021-01-01")
    assert (status, OLD in text, NEW in text) == (200, False, False)
    assert "ist inzwischen verborgen" in text
    client.force_login(moderator())
    assert NEW in page(client, url, "2021-01-01")[1]


def _start(kind: contract.Kind) -> str:
    return str(kind.url(kind.model.objects.first()) if kind.model.objects.exists() else "-")  # type: ignore[attr-defined]
