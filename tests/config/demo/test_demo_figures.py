"""What pages of the demo ask of the database, and how well everyday questions find things there."""

from __future__ import annotations

import importlib.util
import json
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from search.models import Entry
from tests.fixtures.figures import Figure
from tests.people import signed_in
from tests.search.both_engines import settle

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(300),
    pytest.mark.long("loads the whole demo"),
]

#: Statements that a page may send; somebody who is signed in costs some more: who they are, what
#: they may, what waits for them; and where something can be watched, whether they do.
SIGNED_IN = 4
OF_THEIR_OWN = {"article": 3, "article with a picture": 3, "project": 6}
PAGES = {
    "home": ("/", 12),
    # One of each of these is what is said about it.
    "article": ("/wiki/bad-cannstatt/nachbarschaftshilfe/", 9),
    # Pictures are two: which may be seen, and their sizes. An entry asks whether it has any.
    "article with a picture": ("/wiki/bad-cannstatt/repair-cafe/", 11),
    "district": ("/stadtteile/bad-cannstatt/", 10),
    "project": ("/projekte/plauderbank-ostendplatz/", 14),
    "projects": ("/projekte/", 10),
    "projects of a district": ("/projekte/?district=bad-cannstatt", 10),
    "actors": ("/akteure/", 10),
    "actors, none found": ("/akteure/?q=xqzw", 10),
    "dates": ("/termine/", 10),
    "dates of a month": ("/termine/?ansicht=monat", 10),
    "networks": ("/netzwerke/", 10),
}
#: A question that finds nothing is counted when the answer is sent: a transaction of one statement.
#: And where districts lie is forgotten after some seconds.
NOTED = 3 + 1
SEARCHES = {
    "search": ("/suche/?q=Mittagstisch", 6),
    "search of a district": ("/suche/?q=Mittagstisch&district=vaihingen", 6),
    "search, none found": ("/suche/?q=xqzwv", 6 + NOTED),
    "search of a district, none found": ("/suche/?q=xqzwv&district=vaihingen", 6 + NOTED),
}


def forget_pages(client: Client) -> None:
    """What is kept of pages goes; what Wagtail keeps of its sites is asked for again."""
    for cache in caches.all():
        cache.clear()
    client.get("/datenschutz/")


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200, path
    return len(caught)


def ask(figure: Figure, member: Client, rows: dict[str, tuple[str, int]], told: str) -> None:
    guest = Client()
    for name, (path, bound) in rows.items():
        own = OF_THEIR_OWN.get(name, SIGNED_IN)
        for client, who, more in ((guest, "guest", 0), (member, "signed in", own)):
            client.get(path)  # what a process asks once only
            forget_pages(client)
            for visit in ("first", "second"):
                row = f"statements: {name}, {who}, {visit} visit, {told}"
                figure(row, statements(client, path), at_most=bound + more)


@pytest.fixture
def member(demo: dict[str, int]) -> Client:
    return signed_in(User.objects.get(slug="rosemarie-kueblein"))


def test_pages_keep_their_budgets(member: Client, figure: Figure) -> None:
    ask(figure, member, PAGES, connection.vendor)


def test_searches_keep_their_budgets(member: Client, figure: Figure, engine: str) -> None:
    if engine == "elasticsearch":
        Entry.objects.update(synced_version=0)
        settle()
    ask(figure, member, SEARCHES, connection.vendor if engine == "database" else engine)


#: Floors: gain of the first ten hits, questions whose first hit is relevant; and bad hits at most.
EVERYDAY = {"database": (0.53, 0.66, 18), "elasticsearch": (0.55, 0.66, 17)}


def scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("everyday_score", folder / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_everyday_questions_are_answered(
    demo: dict[str, int], client: Client, figure: Figure, engine: str, shared_data: Path
) -> None:
    if engine == "elasticsearch":
        Entry.objects.update(synced_version=0)
        settle()
    score = scorer(shared_data / "everyday")

    def get(base: str, path: str, params: Any = (), lang: str = "de", timeout: float = 0) -> Any:
        return client.get(path, dict(params), headers={"accept-language": lang}).json()

    score.get = get
    lines = (shared_data / "everyday/questions.jsonl").read_text("utf-8").splitlines()
    now, events = datetime.now(score.BERLIN), score.all_events("", 0)
    rows = [score.score(json.loads(line), "", events, now, 0) for line in lines]
    assert {row["engine"] for row in rows if "engine" in row} == {engine}
    found = score.summed(rows)
    gain, first, bad = EVERYDAY[engine]
    told = connection.vendor if engine == "database" else engine
    asked = f"{found['questions'] - found['skipped']} everyday questions, {told}"
    figure(f"nDCG@10, {asked}", found["ndcg@10"], at_least=gain)
    figure(f"first hit relevant, {asked}", found["first"], at_least=first)
    figure(f"bad hits among the first three, {asked}", found["bad"], at_most=bad)
