"""The addresses of a list: short, in one order, and with nothing lost."""

import pytest

from districts.lists.facets import FacetChoice
from districts.lists.listing import Address, CountedPaginator, offers_a_choice

FULL = Address(
    "/termine/",
    {"district": ["west", "höhe"], "topic": ["klima"]},
    "title",
    {"month": "2027-03"},
)
BARE = Address("/termine/", {}, "", {})


def choices(*counts: int, selected: bool = False) -> list[FacetChoice]:
    return [FacetChoice(str(n), str(n), count, selected) for n, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("shown", "total", "offers"),
    [
        (choices(3), 3, False),
        (choices(3, 3), 3, False),
        (choices(2), 3, True),  # the third has no value
        (choices(3, 1), 3, True),
        (choices(3, selected=True), 3, True),  # or nobody could take it back
        (choices(), 0, False),
    ],
)
def test_what_fits_all_that_is_left_is_no_choice(
    shown: list[FacetChoice], total: int, offers: bool
) -> None:
    assert offers_a_choice(shown, total) == offers


@pytest.mark.parametrize(
    ("facet", "value", "url"),
    [
        ("topic", "klima", "/termine/?district=west&district=h%C3%B6he&month=2027-03&sort=title"),
        ("district", "west", "/termine/?district=h%C3%B6he&topic=klima&month=2027-03&sort=title"),
        # A value of another facet is not taken along, however it is called.
        (
            *("topic", "west"),
            "/termine/?district=west&district=h%C3%B6he&topic=klima&month=2027-03&sort=title",
        ),
    ],
)
def test_one_value_less(facet: str, value: str, url: str) -> None:
    assert FULL.without(facet, value) == url


def test_in_another_order() -> None:
    start = "/termine/?district=west&district=h%C3%B6he&topic=klima&month=2027-03"
    assert FULL.with_sort("place") == f"{start}&sort=place"
    # The usual order is not named.
    assert FULL.with_sort("") == start


def test_with_no_filter_set_order_and_month_stay() -> None:
    assert FULL.without_filters() == "/termine/?month=2027-03&sort=title"
    assert FULL.rest() == [("month", "2027-03"), ("sort", "title")]


def test_nothing_to_say_leaves_no_question_mark() -> None:
    assert BARE.without_filters() == BARE.with_sort("") == "/termine/"
    assert BARE.without("district", "west") == "/termine/"
    assert Address("", {}, "", {}).with_sort("") == ""


def test_signs_of_addresses_are_values_only() -> None:
    odd = Address("/x/", {"type": ["A & B=C?#"]}, "", {})
    assert odd.with_sort("") == "/x/?type=A+%26+B%3DC%3F%23"


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_pages_of_a_number_that_was_told(total: int, pages: int) -> None:
    assert CountedPaginator([], 20, total).num_pages == pages
