"""What a question and its answer say of themselves."""

from __future__ import annotations

import pytest

from search.request import MAX_WINDOW, Hit, SearchRequest, SearchResult


@pytest.mark.parametrize(
    ("page", "size", "start"), [(1, 20, 0), (2, 20, 20), (3, 1, 2), (20, 50, 950)]
)
def test_a_page_starts_behind_the_pages_before_it(page: int, size: int, start: int) -> None:
    assert SearchRequest(page=page, size=size).start == start


@pytest.mark.parametrize(
    ("chosen", "own", "home"),
    [
        ((), "", ""),
        ((), "west", "west"),
        (("ost",), "", "ost"),
        (("ost",), "west", "ost"),
        # Who chose several is at home where the account says.
        (("ost", "nord"), "west", "west"),
        (("ost", "nord"), "", ""),
    ],
)
def test_home_is_the_only_chosen_district_or_ones_own(
    chosen: tuple[str, ...], own: str, home: str
) -> None:
    assert SearchRequest(filters={"district": chosen}, district=own).home == home


def test_empty_choices_are_no_filter() -> None:
    assert not SearchRequest().filtered
    assert not SearchRequest(filters={"kind": (), "topic": ()}).filtered
    assert SearchRequest(filters={"kind": (), "topic": ("x",)}).filtered


@pytest.mark.parametrize(
    ("total", "size", "pages"),
    [
        (0, 20, 1),
        (1, 20, 1),
        (20, 20, 1),
        (21, 20, 2),
        (MAX_WINDOW, 20, MAX_WINDOW // 20),
        (MAX_WINDOW + 1, 20, MAX_WINDOW // 20),
        (10**9, 50, MAX_WINDOW // 50),
        (3, 1, 3),
    ],
)
def test_pages_end_where_nobody_reads_any_more(total: int, size: int, pages: int) -> None:
    assert SearchResult(SearchRequest(size=size), "x", total).num_pages == pages


def test_a_hit_is_named_by_kind_and_number() -> None:
    hit = Hit("article", 7, "T", "/t/", "de", "", "", 1.0, None)
    assert hit.key == "article:7"
