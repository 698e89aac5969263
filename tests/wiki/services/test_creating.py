"""Beginning an article: who may, and what stands in the way."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from community import limits
from community.models import Case
from districts.modules import Usage, own
from districts.services import modules as switching
from tests.people import newcomer, person
from tests.wiki.factories import article, district
from wiki import services
from wiki.errors import AddressTaken, NotAllowed, TooMany
from wiki.models import Article, Revision

pytestmark = pytest.mark.django_db


def begin(**changed: Any) -> Article:
    values: dict[str, Any] = {"title": "Lindwurm", "body": "Feuer.", "author": person()} | changed
    return services.create_article(**values)[0]


def nothing_was_written() -> bool:
    return not (Article.objects.exists() or Revision.objects.exists() or Case.objects.exists())


def test_a_resident_publishes_and_somebody_new_waits() -> None:
    made, result = services.create_article(title="Lindwurm", body="Feuer.", author=person())
    assert (made.state, made.head_number, result.status) == ("live", 1, "saved")
    assert result.head == result.revision
    held, waiting = services.create_article(title="Kobold", body="Gold.", author=newcomer())
    assert (held.state, held.head_number, waiting.status) == ("held", 0, "pending")
    assert waiting.head is None
    assert Case.objects.get().receipt == waiting.receipt


def test_who_is_blocked_begins_nothing() -> None:
    blocked = person()
    User.objects.filter(pk=blocked.pk).update(blocked_at=timezone.now())
    blocked.refresh_from_db()
    with pytest.raises(NotAllowed):
        begin(author=blocked)
    assert nothing_was_written()


def test_where_the_wiki_rests_nobody_begins_anything() -> None:
    place = district()
    switching.set_state(city=place.city, module=own.ARTICLES, state=Usage.RESTING, seen=Usage.ON)
    with pytest.raises(NotAllowed):
        begin(district=place)
    assert nothing_was_written()


def test_too_much_in_a_short_time_says_after_how_long(settings: Any) -> None:
    settings.RATE_LIMITS = True
    for _time in range(limits.PER_CONNECTION):
        limits.count(action="write", user=None, network="here")
    with pytest.raises(TooMany) as raised:
        begin(author=None, network="here")
    assert (raised.value.status, 0 < raised.value.retry_after <= 3601) == (429, True)
    assert nothing_was_written()


@pytest.mark.parametrize("title", ["Lindwurm", "lindwurm", "  Lindwurm! "])
def test_two_articles_of_a_place_have_different_words(title: str) -> None:
    first = begin()
    with pytest.raises(AddressTaken) as raised:
        begin(title=title)
    assert raised.value.article == first
    assert Article.objects.count() == 1
    assert begin(title=title, district=district()).pk != first.pk, "elsewhere they may"


def test_an_article_has_one_translation_into_a_language() -> None:
    original = article("Lindwurm")
    english = begin(title="Dragon", language="en", translation_of=original)
    assert english.translation_key == original.translation_key
    with pytest.raises(AddressTaken) as raised:
        begin(title="Wyvern", language="en", translation_of=original)
    assert raised.value.article == english
