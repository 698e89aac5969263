"""The field for money: nothing, nought, cents, the most, and what can be read in two ways."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from districts.forms.euros import MOST, EurosField

FIELD = EurosField(required=False)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("  ", None),
        (None, None),
        ("0", Decimal(0)),
        ("0,01", Decimal("0.01")),
        ("1.500,50 €", Decimal("1500.50")),
        (str(MOST), Decimal(MOST)),
    ],
)
def test_amounts(typed: str | None, amount: Decimal | None) -> None:
    assert FIELD.clean(typed) == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1,500", "ambiguous"),
        ("viel", "invalid"),
        ("-5", "invalid"),
        ("1e3", "invalid"),
        ("NaN", "invalid"),
        (f"{MOST},01", "invalid"),
        ("9" * 60, "invalid"),
        ("9" * 61, "max_length"),
    ],
)
def test_what_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean(typed)
    assert refusal.value.error_list[0].code == code


def test_both_readings_are_offered_and_can_be_typed() -> None:
    with translation.override("de"), pytest.raises(ValidationError) as refusal:
        FIELD.clean("1,500")
    params: Any = refusal.value.error_list[0].params
    assert (params["thousands"], params["fraction"]) == ("1500", "1,5")
    assert FIELD.clean(params["thousands"]) == 1500
    assert FIELD.clean(params["fraction"]) == Decimal("1.5")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        ("", ""),
        ("1,5oo", "1,5oo"),  # what somebody typed comes back as it was
        (0, "0"),
        (1500, "1500"),
        (12.5, "12,50"),
        (Decimal("120.00"), "120"),
        (Decimal("0.05"), "0,05"),
    ],
)
def test_an_amount_as_it_is_typed(value: Any, shown: Any) -> None:
    assert FIELD.prepare_value(value) == shown


@given(st.integers(0, MOST * 100))
def test_what_is_shown_and_sent_as_it_stands_is_the_same_amount(cents: int) -> None:
    amount = Decimal(cents) / 100
    shown = FIELD.prepare_value(amount)
    assert FIELD.clean(shown) == amount
    assert not FIELD.has_changed(amount, shown)


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (None, "", False),
        (None, "0", True),
        (0, "", True),
        (0, "0", False),
        (Decimal("120.00"), "120", False),
        (12.5, "12,50", False),
        (12.5, "12,51", True),
    ],
)
def test_whether_another_amount_was_typed(initial: Any, typed: str, changed: bool) -> None:
    assert FIELD.has_changed(initial, typed) is changed
