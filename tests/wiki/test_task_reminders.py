"""Three days before its end a task stands in the mail of the morning; it has no mail of its own."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts.models import User
from community import mail_topics
from community.mails import stops
from community.watching import collecting, watches
from tests.people import moderator, person
from tests.sent_mails import sent_at
from tests.wiki.factories import article
from wiki import services
from wiki.models import Article
from wiki.worklists.items import WorkItem
from wiki.worklists.kinds import LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
#: A Wednesday; the task lasts until the 18th.
NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))
MORNING = NOON.replace(day=15, hour=7)


@pytest.fixture
def ida() -> User:
    return person(name="Ida")


@pytest.fixture
def stub(ida: User) -> Article:
    """An article of which Ida takes care."""
    with time_machine.travel(NOON, tick=False):
        made = article("Stummel", "Da ist einer.")
        short = next(each for each in LISTS if each.slug == "kurz")
        services.take_task(user=ida, worklist=short, item=WorkItem(article=made.pk))
    return made


def sent(moment: datetime, to: User) -> list[Any]:
    return [one for one in sent_at(moment) if one.to == [to.email]]


def test_three_days_before_its_end_and_once(ida: User, stub: Article) -> None:
    assert sent(MORNING - timedelta(days=1), ida) == []
    assert sent(MORNING - timedelta(minutes=1), ida) == []
    (message,) = sent(MORNING, ida)
    assert message.subject == "Sie wollten sich um etwas kümmern"
    assert "bis 18. März 2026" in message.body
    assert "/wiki/allgemein/stummel/" in message.body
    assert "gesagt haben, dass Sie sich darum kümmern" in message.body
    assert sent(MORNING + timedelta(hours=1), ida) == []
    assert sent(MORNING + timedelta(days=1), ida) == []


def test_it_stands_in_the_digest_where_there_is_one(ida: User, stub: Article) -> None:
    with time_machine.travel(MORNING - timedelta(hours=12), tick=False):
        other = article("Fest", "Am Montag.")
        watches.watch_thing(user=ida, kind="article", pk=other.pk)
    with time_machine.travel(MORNING - timedelta(hours=9), tick=False):
        services.save_edit(article=other, base_revision=1, body="Am Dienstag.", author=person())
    (message,) = sent(MORNING, ida)
    assert message.subject == "Neu: Fest"
    assert message.body.index("Am Dienstag") < message.body.index("„Stummel“")


def test_what_is_done_or_hidden_is_told_no_more(ida: User, stub: Article) -> None:
    with time_machine.travel(MORNING, tick=False):
        collecting.make_due()
        services.delete_article(article=stub, reason="Name", by=moderator())
    assert sent(MORNING + timedelta(minutes=1), ida) == []


def test_whoever_wants_no_such_mails_gets_none(ida: User, stub: Article) -> None:
    stops.stop(token=stops.stop_token(ida.email, mail_topics.WATCHING))
    assert sent(MORNING, ida) == []
