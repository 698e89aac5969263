"""Which lists say themselves that there is more of them, where what they say is odd."""

from typing import Any

import pytest

from districts.imports.oparl_pages import Pages

RAT = "https://rat.example.org/papers"


def lack(*files: Any) -> bool:
    pages = Pages()
    for raw in files:
        pages.take(raw, raw.get("data", [raw]) if isinstance(raw, dict) else raw)
    return pages.lack_something()


def page(*ids: str, links: Any = None, **pagination: Any) -> dict[str, Any]:
    return {"data": [{"id": each} for each in ids], "pagination": pagination, "links": links or {}}


def test_no_file_lacks_nothing() -> None:
    assert not Pages().lack_something()


@pytest.mark.parametrize(
    ("files", "lacks"),
    [
        # How many objects there are counts before how many pages.
        ([page("a", "b", totalElements=2, totalPages=9)], False),
        ([page("a", totalElements=2, totalPages=1)], True),
        # An object whose id cannot be read is not there.
        ([page("a", "", totalElements=2)], True),
        # Somebody sent one page twice.
        ([page("a", currentPage=1, totalPages=2)] * 2, True),
        ([page("a", currentPage=0, totalPages=2), page("b", currentPage=0, totalPages=2)], False),
        # While it was fetched it has grown: the largest number counts.
        ([page("a", totalElements=1), page("b", totalElements=3)], True),
        ([page(totalElements=0, totalPages=0)], False),
        ([page("a", totalElements=-5)], False),
    ],
)
def test_numbers(files: list[Any], lacks: bool) -> None:
    assert lack(*files) is lacks


@pytest.mark.parametrize(
    ("links", "lacks"),
    [
        ([{"next": f"{RAT}?page=2"}], True),
        ([{"next": f"{RAT}?page=2"}, {}], False),
        ([{"next": f"{RAT}?page=2"}, {"next": f"{RAT}?page=3"}], True),
        ([{"self": f"{RAT}?page=1"}], False),
        ([{"self": f"{RAT}?page=2", "prev": f"{RAT}?page=1"}], True),
        ([{"self": f"{RAT}?page=1", "first": f"{RAT}?page=0"}], False),
        # What was asked for since a day is a part, whoever says so and however it is spelled.
        ([{"last": f"{RAT}?MODIFIED_SINCE=2027-01-01"}], True),
        ([{"self": f"{RAT}?modified=yes"}], False),
        ([{"self": f"{RAT}?not_modified_since=x"}], False),
    ],
)
def test_links(links: list[dict[str, str]], lacks: bool) -> None:
    assert lack(*(page(str(number), links=each) for number, each in enumerate(links))) is lacks
