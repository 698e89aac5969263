"""Documents that arrive twice, too late or in the wrong order change nothing."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping

import pytest
from django.db import connection, transaction
from elasticsearch import ConflictError

from districts.models import TargetGroup, Topic
from search import check, outbox, sync
from search.contract import Record
from search.engines.elasticsearch import client, index
from search.models import Entry
from tests.faults.conftest import texts_in_index, texts_wanted
from tests.search.fake_source import MemorySource, only_sources, record

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def test_any_order_and_any_number_of_times(
    own_index: None, articles: MemorySource, proof_size: Callable[[int, int], int]
) -> None:
    chance = random.Random(7)
    for round_number in range(proof_size(5, 100)):
        deliveries: list[list[index.Write]] = []
        for step in range(6):
            pk = chance.randint(1, 3)
            articles.put(pk, text=f"Runde {round_number} Schritt {step}")
            if chance.random() < 0.3:
                del articles.things[pk]
            outbox.changed("article", pk)
            deliveries.append(sync.documents(list(Entry.objects.all())))
        sync.sync_all()
        again = [*deliveries, *deliveries]
        chance.shuffle(again)
        for writes in again:
            assert all(outcome.done for outcome in index.write(writes))
        assert texts_in_index() == texts_wanted()
    assert check.check().clean


def wait_until_forgotten(name: str, key: str) -> None:
    """Wait until what was really deleted can come back in an older version."""
    deadline = time.monotonic() + 60
    while True:
        try:
            client.for_work().index(
                index=name, id=key, document={"public": True}, version=1, version_type="external"
            )
            return
        except ConflictError:
            assert time.monotonic() < deadline, "the server does not forget"
            time.sleep(0.2)


def test_a_late_write_is_refused_when_the_tombstone_is_old(
    own_index: None, articles: MemorySource, proof_size: Callable[[float, float], float]
) -> None:
    """The server forgets the version of what was *deleted* after a minute; tombstones stay."""
    articles.put(1, text="Kanarienvogel")
    outbox.changed("article", 1)
    sync._targets()
    late = sync.documents(sync._claim())  # a worker that stops here for more than a minute
    Entry.objects.update(lease=None)
    del articles.things[1]
    outbox.changed("article", 1)
    sync.sync_all()
    elastic, name = client.for_work(), index.current()
    elastic.index(
        index=name, id="article:99", document={"public": True}, version=1, version_type="external"
    )
    elastic.delete(index=name, id="article:99", version=2, version_type="external")
    if proof_size(0, 1):
        time.sleep(61)
    else:
        elastic.indices.put_settings(index=name, settings={"index.gc_deletes": "100ms"})
    wait_until_forgotten(name, "article:99")
    elastic.delete(index=name, id="article:99", version=3, version_type="external")
    (outcome,) = index.write(late)
    assert (outcome.done, "version conflict" in outcome.error) == (True, True)
    assert texts_in_index() == {}
    assert check.check().clean


class TwoTables:
    """A record made of two rows that different people change."""

    kind = "article"

    def records(self, pks: Iterable[int]) -> Mapping[int, Record]:
        topic, group = Topic.objects.get(slug="zwei"), TargetGroup.objects.get(slug="zwei")
        return {pk: record("article", pk, title=topic.name, text=group.name) for pk in pks}

    def pks(self) -> Iterable[int]:
        return iter([1])


@pytest.mark.django_db(transaction=True)
def test_two_transactions_change_two_sources_of_one_entry(
    proof_size: Callable[[int, int], int],
) -> None:
    """Whoever commits last has read what the other one committed."""
    Topic.objects.create(slug="zwei", name="")
    TargetGroup.objects.create(slug="zwei", name="")
    problems: list[Exception] = []

    def write(model: type[Topic] | type[TargetGroup], words: str, start: threading.Barrier) -> None:
        try:
            start.wait(10)
            with transaction.atomic():
                model.objects.filter(slug="zwei").update(name=words)
                outbox.changed("article", 1)
                time.sleep(0.01)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    with only_sources(TwoTables()):
        for number in range(proof_size(5, 100)):
            start = threading.Barrier(2)
            threads = [
                threading.Thread(target=write, args=[model, f"{model.__name__} {number}", start])
                for model in (Topic, TargetGroup)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
            assert not problems
            entry = Entry.objects.select_related("words").get(kind="article", object_id=1)
            assert entry.title == f"Topic {number}"
            assert entry.words.text == f"TargetGroup {number}"
