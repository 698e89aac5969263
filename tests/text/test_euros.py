"""Amounts of money are read as they are printed."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from tests.text.vectors import shared
from text.euros import Ambiguous, euros


def test_the_given_cases() -> None:
    for case in json.loads(shared("cases/costs.json").read_text()):
        if case["euros"] is None:
            with pytest.raises(Ambiguous):
                euros(case["typed"])
        else:
            assert float(euros(case["typed"])) == case["euros"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *(("0", 0), ("1500", 1500), ("1.500", 1500), ("1 500 €", 1500), ("1'500", 1500)),
        *(("1\u00a0500,00 EUR", 1500), ("1.500.000 Euro", 1_500_000), ("€ 20", 20)),
        *(("3,-", 3), ("3,– €", 3), ("12,5", 12.5), ("12.50", 12.5), ("etwa 20 Euro", 20)),
        *(("1500.-", 1500), ("1500.– €", 1500), ("1.500.-", 1500), ("1.500 €.", 1500), ("0,00", 0)),
        *(("1500.", 1500), ("12,50 Euro.", 12.5), ("0,000", 0), ("0.50", 0.5), ("0,5", 0.5)),
        *(("rund 1.500 €", 1500), ("1,500.00", 1500), ("1,500,000", 1_500_000), ("~ 80", 80)),
    ],
)
def test_amounts_as_people_write_them(typed: str, amount: float) -> None:
    assert float(euros(typed)) == amount


@pytest.mark.parametrize(
    "typed", ["1,500", "12,000 €", "ca. 1,500", "150,000", "0.500", "0,500 €."]
)
def test_what_can_be_read_in_two_ways_is_asked(typed: str) -> None:
    with pytest.raises(Ambiguous):
        euros(typed)


def test_both_readings_are_told() -> None:
    for typed, readings in (
        *(("1,500", ("1500", "1,5")), ("2,000", ("2000", "2"))),
        *(("0,500", ("500", "0,5")), ("0.500", ("500", "0,5")), ("012.500", ("12500", "12,5"))),
    ):
        with pytest.raises(Ambiguous) as error:
            euros(typed)
        assert (error.value.thousands, error.value.fraction) == readings


@pytest.mark.parametrize(
    "typed",
    [
        "-3",
        "viel",
        "1.50.0",
        "1..5",
        "1,5,5",
        "10-20",
        "1.5000",
        "zwei Euro",
        "²",
        "NaN",
        "0.500.000",
        "10.-20",
    ],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        euros(typed)


@given(st.text(alphabet="0123456789.,-€ Euroca'", max_size=20) | st.text(max_size=20))
@laws
def test_nothing_else_happens(typed: str) -> None:
    with suppress(ValueError):
        assert euros(typed) >= Decimal(0)
