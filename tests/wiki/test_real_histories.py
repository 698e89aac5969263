"""Real histories of real documents, up to 255 kB: compared in time, shown as they were."""

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.fixtures.standing import around_the_tests
from text.markdown import render
from versions.comparing import difference
from wiki.addresses import article_url
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SECONDS = 1.0


def seconds_for(old: str, new: str) -> float:
    began = time.perf_counter()
    difference(old, new, old_label="a", new_label="b")
    return time.perf_counter() - began


@pytest.fixture(scope="module")
def standing_import(
    shared_data: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with around_the_tests(django_db_blocker):
        call_command("wiki_import", str(shared_data / "revisions/articles.jsonl"), verbosity=0)
        yield


def test_every_difference_of_neighbours_takes_less_than_a_second(
    standing_import: None, proof_size: Callable[[int, int], int]
) -> None:
    slow = {}
    for article in Article.objects.all():
        bodies = list(article.revisions.order_by("number").values_list("number", "body"))
        pairs = list(itertools.pairwise(bodies))
        for (first, old), (second, new) in pairs[:: proof_size(2, 1)]:
            seconds = seconds_for(old, new)
            if seconds >= SECONDS and (seconds := seconds_for(old, new)) >= SECONDS:
                slow[article.title, first, second] = seconds
    assert slow == {}


def test_every_old_version_is_shown_exactly(
    standing_import: None, client: Client, proof_size: Callable[[int, int], int]
) -> None:
    revisions = Revision.objects.select_related("article__district").order_by("pk")
    for revision in revisions[:: proof_size(9, 1)]:
        url = article_url(revision.article, f"version/{revision.number}/")
        page = client.get(url).content.decode()
        stored = Revision.objects.get(pk=revision.pk)
        html = render(revision.body, nofollow=True).html
        assert stored.html == html, url
        assert html in page, url
        api = f"/api/v1/wiki/articles/{revision.article_id}/revisions/{revision.number}"
        assert client.get(api).json()["body"] == revision.body, url
