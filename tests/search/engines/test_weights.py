"""The promises behind the numbers: what comes first whatever the exact figures are."""

from __future__ import annotations

import pytest

from search.engines import weights


def test_ones_own_before_the_citys_before_others() -> None:
    assert weights.OWN_OF_CHOSEN > 1
    assert weights.OWN_OF_HOME > weights.CITYWIDE_OF_HOME > 1


@pytest.mark.parametrize("name", ["OTHER_FORM", "OTHER_LANGUAGE", "PAST", "MINOR", "AGE_DECAY"])
def test_what_comes_later_is_still_found(name: str) -> None:
    assert 0 < getattr(weights, name) < 1


def test_ones_own_language_then_its_sister_then_others() -> None:
    assert 1 > weights.OTHER_FORM > weights.OTHER_LANGUAGE


def test_rings_grow_and_the_nearest_get_about_two() -> None:
    radii = [float(radius.removesuffix("km")) for radius, _factor in weights.NEAR]
    assert radii == sorted(radii)
    product = 1.0
    for _radius, factor in weights.NEAR:
        assert factor > 1
        product *= factor
    assert product == pytest.approx(2, abs=0.1)


def test_what_was_typed_before_what_stands_for_it() -> None:
    assert weights.STEMS > weights.SYNONYM > weights.CORRECTED
    assert weights.LETTERS >= weights.CORRECTED_LETTERS
