"""Which whole number has somebody sent?"""

import pytest
from django.urls import resolve

from districts.models import City
from text.whole_numbers import LARGEST_KEY, whole_number


@pytest.mark.parametrize(
    ("sent", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)]
)
def test_digits_are_a_number(sent: str, number: int) -> None:
    assert whole_number(sent) == number


@pytest.mark.parametrize(
    "sent", ["", " 7", "7\n", "-1", "+1", "1.5", "1_000", "²", "٣", "①", "0x1", "x", "9" * 19]
)
def test_anything_else_is_none(sent: str) -> None:
    assert whole_number(sent) is None


def test_an_address_takes_no_longer_number_than_any_key() -> None:
    longest, longer = resolve(f"/moderation/{'9' * 18}/"), resolve(f"/moderation/{'9' * 19}/")
    assert (longest.view_name, longest.kwargs) == ("community:case", {"pk": 10**18 - 1})
    assert longer.view_name != "community:case"


def test_nothing_was_sent() -> None:
    assert whole_number(None) is None


@pytest.mark.django_db
def test_no_row_has_a_key_that_its_column_cannot_hold() -> None:
    here, there = (City.objects.create(name=name, slug=name.lower()) for name in ("Hier", "Dort"))
    wide = [LARGEST_KEY + 1, -LARGEST_KEY - 2, 10**30]
    assert [*City.objects.filter(pk__in=[*wide, here.pk])] == [here]
    assert [*City.objects.exclude(pk__in=[*wide, here.pk])] == [there]
    assert not City.objects.filter(pk__in=wide).exists()
    assert City.objects.exclude(pk__in=wide).count() == 2
    assert City.objects.filter(pk__in=City.objects.filter(pk=here.pk)).count() == 1
    assert City.objects.filter(pk__in=[LARGEST_KEY, here.pk]).get() == here
