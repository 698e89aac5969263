"""Which filters an address asks for: what nobody could have chosen is not applied."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from community.inbox.filters import PAGE, Wanted, group_key, keys, read
from community.models import Case


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Wanted()),
        ("show=&place=&kind=&account=&group=", Wanted()),
        ("x=1", Wanted()),
        ("show=reports", Wanted(show="reports")),
        ("show=report", Wanted(unknown=True)),
        ("group=thing&show=automatic", Wanted(group="thing", show="automatic")),
        ("group=author_id", Wanted(unknown=True)),
        ("kind=article", Wanted(kind="article")),
        ("kind=page", Wanted(kind="page")),
        ("kind=garden&show=reports", Wanted(show="reports", unknown=True)),
        ("account=7", Wanted(account="7")),
        ("account=guest", Wanted(account="guest")),
        ("account=-1", Wanted(unknown=True)),
        ("account=" + "9" * 400, Wanted(unknown=True)),
        ("account=1%20OR%201", Wanted(unknown=True)),
        ("place=district:3", Wanted(place="district:3")),
        ("place=district:", Wanted(unknown=True)),
        ("place=district", Wanted(unknown=True)),
        ("place=garden:3", Wanted(unknown=True)),
        ("place=district:3:4", Wanted(unknown=True)),
        ("place=district:%D9%A3%00", Wanted(unknown=True)),
    ],
)
def test_an_address_is_read(query: str, wanted: Wanted) -> None:
    assert read(QueryDict(query)) == wanted


@pytest.mark.parametrize(
    ("wanted", "changes", "query"),
    [
        (Wanted(), {}, ""),
        (Wanted(unknown=True), {}, ""),
        (Wanted(show="reports", place="district:3"), {}, "show=reports&place=district%3A3"),
        (Wanted(show="reports", account="7"), {"show": ""}, "account=7"),
        (Wanted(), {"account": "guest"}, "account=guest"),
    ],
)
def test_and_written_again(wanted: Wanted, changes: dict[str, str], query: str) -> None:
    assert wanted.query(**changes) == query
    if not changes:
        assert read(QueryDict(query)).query() == query


@pytest.mark.parametrize(
    ("wanted", "narrows", "sort"),
    [
        (Wanted(), False, ""),
        (Wanted(show="reports", group="thing"), False, Case.Sort.REPORT),
        (Wanted(kind="page"), True, ""),
        (Wanted(account="guest"), True, ""),
        (Wanted(place="district:3", show="contributions"), True, Case.Sort.PENDING),
    ],
)
def test_a_sort_and_a_group_leave_nothing_else_out(
    wanted: Wanted, narrows: bool, sort: str
) -> None:
    assert (wanted.narrows, wanted.sort) == (narrows, sort)


def test_keys_of_cases_are_whole_numbers_and_a_page_of_them_at_most() -> None:
    assert keys(QueryDict("case=1&case=x&case=-2&case=&case=3&other=4"), "case") == [1, 3]
    many = "&".join(f"case={number}" for number in range(1, PAGE + 5))
    assert keys(QueryDict(many), "case") == list(range(1, PAGE + 1))
    assert keys(QueryDict(""), "case") == []


def test_cases_of_one_account_or_of_one_thing_are_one_group() -> None:
    case = Case(author_id=7, object_kind="article", object_pk=3)
    assert group_key(case, "account") == (7,)
    assert group_key(case, "") == group_key(case, "unknown") == ()
