"""How questions without an answer are counted, shown and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import failed_queries
from search.models import QueryCount

pytestmark = pytest.mark.django_db


def counted() -> dict[tuple[str, str], int]:
    rows = QueryCount.objects.values_list("query", "language", "count")
    return {(query, language): count for query, language, count in rows}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", {}),
        (" \n\t", {}),
        ("  Wo  ist\nder BOLZPLATZ ", {("wo ist der bolzplatz", "de"): 1}),
        ("ÄRGER", {("ärger", "de"): 1}),
        ("'); DROP TABLE x; --", {("'); drop table x; --", "de"): 1}),
        ("100 %s", {("100 %s", "de"): 1}),
        ("x" * 500, {("x" * failed_queries.MAX_LETTERS, "de"): 1}),
    ],
)
def test_a_question_is_counted_in_one_spelling(
    asked: str, kept: dict[tuple[str, str], int]
) -> None:
    failed_queries.count(asked, "de")
    assert counted() == kept


def test_the_same_question_is_counted_on_another_language_apart() -> None:
    for asked, language in (("Bus", "de"), ("bus ", "de"), ("bus", "en")):
        failed_queries.count(asked, language)
    assert counted() == {("bus", "de"): 2, ("bus", "en"): 1}


def test_being_asked_again_makes_a_question_young() -> None:
    old = timezone.localdate() - timedelta(days=400)
    QueryCount.objects.create(query="bus", language="de", count=1, last_day=old)
    failed_queries.count("Bus", "de")
    assert failed_queries.forget_old() == 0
    assert counted() == {("bus", "de"): 2}


def test_editors_see_the_most_frequent_first_equals_by_name() -> None:
    today = timezone.localdate()
    for query, count in (("b", 3), ("a", 3), ("c", 9), ("selten", 2)):
        QueryCount.objects.create(query=query, language="de", count=count, last_day=today)
    assert [row.query for row in failed_queries.shown()] == ["c", "a", "b"]


def test_only_what_is_shown_can_be_settled_and_only_once() -> None:
    today = timezone.localdate()
    seen = QueryCount.objects.create(query="a", language="de", count=3, last_day=today)
    rare = QueryCount.objects.create(query="b", language="de", count=2, last_day=today)
    assert failed_queries.settle(seen.pk)
    assert not failed_queries.settle(seen.pk)
    assert not failed_queries.settle(rare.pk)
    assert counted() == {("b", "de"): 2}


def test_of_too_many_the_rarest_and_then_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failed_queries, "MOST", 2)
    today = timezone.localdate()
    for query, count, days in (("a", 5, 9), ("b", 1, 1), ("c", 1, 0)):
        day = today - timedelta(days=days)
        QueryCount.objects.create(query=query, language="de", count=count, last_day=day)
    assert failed_queries.forget_old() == 1
    assert {query for query, _language in counted()} == {"a", "c"}
    assert failed_queries.forget_old() == 0
