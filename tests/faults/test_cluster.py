"""Three search servers: any one of them may die, and people go on finding and writing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from search import check, outbox, rebuild, sync
from search.engines.elasticsearch import client as search_client
from search.engines.elasticsearch import index
from search.models import Entry
from tests.faults.cluster import PATIENCE, Cluster
from tests.faults.conftest import start_afresh, texts_in_index, texts_wanted
from tests.faults.town import Town
from tests.search.fake_source import MemorySource

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults, pytest.mark.full]

THINGS = 300
#: So many answers of the search server one after the other, and it counts as being back.
CALM = 30


@pytest.fixture
def cluster(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    made = Cluster()
    try:
        for node in made.nodes:
            made.start(node)
        settings.ELASTICSEARCH_URL = [node.url for node in made.nodes]
        settings.SEARCH_INDEX_PREFIX = "cluster"
        # A reader's real patience.
        monkeypatch.setattr(search_client, "SEARCH_SECONDS", 1.0)
        start_afresh()
        made.wait_until_whole()
        yield made
    finally:
        made.close()
        start_afresh()


@dataclass
class Readers:
    """Ask again and again over HTTP; note who answered, and how long the longest wait was."""

    engines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.0

    def ask(self) -> None:
        began = time.monotonic()
        answer = Client().get("/api/v1/search?q=Haus")
        page = Client().get("/suche/?q=Haus")
        self.longest = max(self.longest, time.monotonic() - began)
        if (answer.status_code, page.status_code) != (200, 200):
            self.wrong.append(f"{answer.status_code} {page.status_code}")
            return
        found = answer.json()
        if found["total"] != THINGS:
            self.wrong.append(f"{found['total']} found by {found['engine']}")
        self.engines.append(found["engine"])

    def wait_until_calm(self) -> None:
        """Wait until the search server alone answers."""
        deadline = time.monotonic() + PATIENCE
        start = len(self.engines)
        while time.monotonic() < deadline:
            latest = self.engines[start:][-CALM:]
            if len(latest) == CALM and set(latest) == {"elasticsearch"}:
                return
            time.sleep(0.1)
        pytest.fail(f"The search server does not come back: {self.engines[-CALM:]}")


def everything_arrived(articles: MemorySource) -> None:
    """Wait until nothing is due; then everything that was written has to be findable."""
    deadline = time.monotonic() + PATIENCE
    while Entry.objects.unsynced().exists() or Entry.objects.filter(stale=True).exists():
        assert time.monotonic() < deadline, "the backlog does not drain"
        sync.sync_all()
        time.sleep(0.1)
    index.refresh()
    assert texts_in_index() == texts_wanted()
    assert texts_wanted() == {f"article:{pk}": row.text for pk, row in articles.things.items()}
    assert check.check().clean


@pytest.mark.timeout(1_200)
def test_any_node_may_die(cluster: Cluster, articles: MemorySource) -> None:
    for pk in range(THINGS):
        articles.put(pk, title=f"Haus {pk}", text=f"Nachbarschaft {pk}")
    outbox.changed_many("article", range(THINGS))
    sync.sync_all()
    everything_arrived(articles)
    cluster.wait_until_whole()
    written = 0

    def write() -> None:
        nonlocal written
        written += 1
        articles.put(written % THINGS, text=f"Geändert {written}")
        outbox.changed("article", written % THINGS)

    readers = Readers()
    reading = Town(readers.ask, 0.05)
    reading.start()
    for number, node in enumerate(cluster.nodes):
        master = cluster.master() == node.name
        working = [Town(write, 0.2), Town(sync.sync_once, 0.2)]
        for part in working:
            part.start()
        readers.wait_until_calm()
        before, readers.longest = len(readers.engines), 0.0
        node.kill()
        readers.wait_until_calm()
        if number == 1:
            # With two nodes left a new index can be built as well.
            rebuild.rebuild()
        for part in working:
            part.end()
        everything_arrived(articles)
        died = len(readers.engines)
        cluster.start(node)
        cluster.wait_until_whole()
        everything_arrived(articles)
        print(
            f"{node.name}{' (master)' if master else ''}, {written} writes so far: killed "
            f"{Counter(readers.engines[before:died])}, back {Counter(readers.engines[died:])}, "
            f"longest wait for two answers {readers.longest:.2f} s"
        )
        assert [problem for part in [*working, reading] for problem in part.problems] == []
        assert readers.wrong == []
        if number == 0:
            # And one that was built meanwhile survives the next death.
            rebuild.rebuild()
            cluster.wait_until_whole()
    reading.end()
    assert index.all_names() == [index.current()]
