"""Adding revisions: the numbers of the thing, and that only one of two writers finds them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from districts import services as directory
from districts.entries.revision_values import shape_of
from districts.models import Actor
from districts.services import entry_revisions
from districts.services.signature import SYSTEM
from tests.wiki.factories import article
from versions.append import SwapLost, append, append_many, demote, promote
from versions.models import AbstractRevision
from wiki.models import Article, Revision

State = AbstractRevision.State


def actor() -> Actor:
    return directory.create_actor(name="Lindwurm", sector="citizens", signature=SYSTEM)


def revision_of(thing: Any, **fields: Any) -> Any:
    """An unsaved revision of a thing, whatever kind it is."""
    if isinstance(thing, Article):
        return Revision(**{"title": "Neu", "body": "Neu.", "topics": [], "size": 4} | fields)
    made = entry_revisions.new_revision(shape_of(thing), {"name": "Neu"}, SYSTEM)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def numbers(thing: Any) -> tuple[int, int, int]:
    """Head, published and last number, in the object and in the database alike."""
    here = (thing.head_number, thing.published_number, thing.last_number)
    row = type(thing).objects.get(pk=thing.pk)
    assert here == (row.head_number, row.published_number, row.last_number)
    return here


def read(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture(params=[article, actor], ids=["article", "actor"])
def thing(request: pytest.FixtureRequest, db: None) -> Any:
    """Something whose head is its first revision."""
    return read(request.param())


class TestAppend:
    def test_a_live_one_is_head_and_published(self, thing: Any) -> None:
        added = append(thing, revision_of(thing))
        assert (added.number, added.pk is not None) == (2, True)
        assert numbers(thing) == (2, 2, 2)

    def test_a_held_one_takes_a_number_alone(self, thing: Any) -> None:
        assert append(thing, revision_of(thing, state=State.HELD)).number == 2
        assert numbers(thing) == (1, 1, 2)
        assert append(thing, revision_of(thing)).number == 3
        assert numbers(thing) == (3, 3, 3)

    def test_further_fields_change_along(self, thing: Any) -> None:
        moment = timezone.now().replace(year=2020)
        append(thing, revision_of(thing), updated_at=moment)
        assert thing.updated_at == read(thing).updated_at == moment

    @pytest.mark.parametrize("other", [State.LIVE, State.HELD])
    @pytest.mark.parametrize("mine", [State.LIVE, State.HELD])
    def test_the_second_of_two_loses_and_changes_nothing(
        self, thing: Any, mine: str, other: str
    ) -> None:
        late = read(thing)
        append(thing, revision_of(thing, state=other))
        before = numbers(thing)
        lost, moment = revision_of(late, state=mine), late.updated_at
        with pytest.raises(SwapLost):
            append(late, lost, updated_at=timezone.now())
        assert (late.head_number, late.last_number, late.updated_at) == (1, 1, moment)
        assert numbers(thing) == before
        assert lost.pk is None
        assert thing.revisions.count() == 2

    def test_one_that_lost_is_added_after_reading_again(self, thing: Any) -> None:
        late = read(thing)
        append(thing, revision_of(thing))
        lost = revision_of(late)
        with pytest.raises(SwapLost):
            append(late, lost)
        late.refresh_from_db()
        assert append(late, lost).number == 3


def test_the_database_itself_keeps_each_number_once(thing: Any) -> None:
    append(thing, revision_of(thing))
    second = revision_of(thing, number=2)
    setattr(second, second.thing_field, thing)
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", [append, lambda thing, one: append_many(thing, [one])])
def test_of_many_who_have_read_the_same_one_writes(write: Callable[[Any, Any], Any]) -> None:
    made = article()
    writers = [read(made) for _number in range(4)]
    barrier = Barrier(len(writers))

    def act(mine: Any) -> str:
        try:
            barrier.wait()
            with transaction.atomic():
                write(mine, revision_of(mine, number=2))
        except SwapLost:
            return "lost"
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(len(writers)) as pool:
        said = sorted(pool.map(act, writers))
    assert said == ["lost", "lost", "lost", "written"]
    assert list(made.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert read(made).last_number == 2


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_added() -> None:
    made = read(article())
    with pytest.raises(transaction.TransactionManagementError):
        append(made, revision_of(made))
    assert numbers(made) == (1, 1, 1)


class TestPromote:
    def test_a_held_one_becomes_the_head(self, thing: Any) -> None:
        held = append(thing, revision_of(thing, state=State.HELD))
        moment = timezone.now().replace(year=2020)
        promote(thing, held, updated_at=moment)
        assert numbers(thing) == (2, 2, 2)
        held.refresh_from_db()
        assert (held.state, held.published_at is not None) == (State.LIVE, True)
        assert read(thing).updated_at == moment

    def test_another_that_waits_is_not_in_the_way(self, thing: Any) -> None:
        held = append(thing, revision_of(thing, state=State.HELD))
        seen = read(thing)
        append(thing, revision_of(thing, state=State.HELD))
        promote(seen, held)
        assert read(thing).head_number == 2

    def test_nothing_happens_when_the_head_has_moved(self, thing: Any) -> None:
        held = append(thing, revision_of(thing, state=State.HELD))
        seen = read(thing)
        append(thing, revision_of(thing))
        with pytest.raises(SwapLost):
            promote(seen, held)
        held.refresh_from_db()
        assert (held.state, held.published_at) == (State.HELD, None)
        assert numbers(thing) == (3, 3, 3)


class TestDemote:
    @pytest.mark.parametrize("before", [0, 1])
    def test_what_was_before_is_the_head_again(self, thing: Any, before: int) -> None:
        held = append(thing, revision_of(thing, state=State.HELD))
        promote(thing, held)
        demote(thing, held, before)
        assert numbers(thing) == (before, before, 2)
        held.refresh_from_db()
        assert (held.state, held.published_at) == (State.HELD, None)

    def test_nothing_happens_when_something_was_built_upon_it(self, thing: Any) -> None:
        held = append(thing, revision_of(thing, state=State.HELD))
        promote(thing, held)
        append(thing, revision_of(thing))
        with pytest.raises(SwapLost):
            demote(thing, held, 1)
        held.refresh_from_db()
        assert (held.state, held.published_at is not None) == (State.LIVE, True)
        assert numbers(thing) == (3, 3, 3)


class TestAppendMany:
    def test_the_last_is_head_and_published(self, thing: Any) -> None:
        moment = timezone.now().replace(year=2020)
        # More than one batch.
        rows = [revision_of(thing, number=number) for number in range(2, 32)]
        append_many(thing, rows, updated_at=moment)
        assert numbers(thing) == (31, 31, 31)
        assert read(thing).updated_at == moment
        found = thing.revisions.order_by("number").values_list("number", flat=True)
        assert list(found) == list(range(1, 32))

    def test_a_thing_that_is_not_stored_is_stored_with_them(self, db: None) -> None:
        moment = timezone.now().replace(year=2020)
        new = Article(title="Neu", title_words="neu", slug="neues", created_at=moment)
        new.content_changed_at = moment
        rows = [revision_of(new, number=number) for number in (2, 5)]
        append_many(new, rows, updated_at=moment)
        assert numbers(new) == (5, 5, 5)
        assert read(new).updated_at == moment
        assert sorted(new.revisions.values_list("number", flat=True)) == [2, 5]

    def test_nothing_is_added_when_somebody_was_quicker(self, thing: Any) -> None:
        late = read(thing)
        append(thing, revision_of(thing))
        with pytest.raises(SwapLost):
            append_many(late, [revision_of(late, number=2), revision_of(late, number=3)])
        assert numbers(thing) == (2, 2, 2)
        assert thing.revisions.count() == 2
