"""Cities and districts of one name, their addresses, and outlines that come and go."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from districts import services
from districts.map.foreign_shapes import BadOutline
from districts.models import City, District
from districts.services.places import city_named, district_slug, draw_signs, ensure_city
from districts.services.writing import RESERVED_SLUGS, NotAName
from tests.districts.conftest import Town

RING = [[9.0, 48.0], [9.01, 48.0], [9.01, 48.01], [9.0, 48.01], [9.0, 48.0]]
SQUARE: dict[str, Any] = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize("name", ["Musterstadt", "  musterstadt ", "MUSTERSTADT"])
def test_a_city_is_made_once(town: Town, name: str) -> None:
    assert city_named(name) == town.city
    assert ensure_city(name=name) == town.city
    assert City.objects.count() == 1


def test_a_city_nobody_knows_is_made(town: Town) -> None:
    assert city_named("Mühlstadt") is None
    made = ensure_city(name=" Mühlstadt\n")
    assert (made.name, made.slug) == ("Mühlstadt", "muehlstadt")
    with pytest.raises(NotAName):
        ensure_city(name="\u200b")


def test_of_cities_of_the_same_words_the_one_spelled_alike_comes_first(town: Town) -> None:
    other = City.objects.create(name="MUSTERSTADT", slug="x")
    assert city_named("MUSTERSTADT") == other
    assert city_named("Musterstadt") == town.city


@pytest.mark.parametrize(
    ("name", "wanted", "slug"),
    [
        ("Höhe", "", "hoehe"),
        ("Höhe", "berg", "berg"),
        # Where the address is taken, the town's name tells them apart; then a number does.
        ("West", "", "west-musterstadt"),
        ("Höhe", "west", "hoehe-musterstadt"),
    ],
)
def test_the_address_of_a_district(town: Town, name: str, wanted: str, slug: str) -> None:
    assert district_slug(name, town.city, wanted=wanted) == slug
    services.create_district(city=town.city, name="Anders", slug=slug)
    after = district_slug(name, town.city, wanted=wanted)
    assert after not in {slug, "west", "anders"}
    assert after.startswith(slug.partition("-musterstadt")[0] if not wanted else "hoehe")


def test_no_district_takes_an_address_of_ours(town: Town) -> None:
    reserved = min(RESERVED_SLUGS)
    assert district_slug(reserved, town.city) == f"{reserved}-musterstadt"


def test_two_of_one_name_in_one_city_are_refused_and_leave_nothing(town: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        services.create_district(city=town.city, name="West")
    assert District.objects.filter(name="West").count() == 1


def test_an_outline_comes_and_goes(town: Town) -> None:
    assert town.west.outline is None
    changed = services.update_district(district=town.west, outline=SQUARE)
    assert District.objects.get(pk=changed.pk).outline is not None
    services.update_district(district=town.west, sentence="Am Fluss.")
    assert District.objects.get(pk=changed.pk).outline is not None
    services.update_district(district=town.west, outline=None)
    assert District.objects.get(pk=changed.pk).outline is None


def test_a_bad_outline_changes_nothing_else_either(town: Town) -> None:
    with pytest.raises(BadOutline):
        services.update_district(
            district=town.west, name="Anders", outline={"type": "Point", "coordinates": [9, 48]}
        )
    assert District.objects.get(pk=town.west.pk).name == "West"


def test_a_city_without_any_place_has_no_sign(town: Town) -> None:
    assert town.city.sign_digest
    District.objects.update(latitude=None, longitude=None)
    draw_signs(city=town.city)
    assert City.objects.get(pk=town.city.pk).sign_digest == ""


def test_what_looks_the_same_keeps_its_address(town: Town) -> None:
    before = City.objects.get(pk=town.city.pk).sign_digest
    services.update_district(district=town.west, name="Westen", sentence="Neu")
    assert City.objects.get(pk=town.city.pk).sign_digest == before
    services.update_district(district=town.west, latitude=48.75)
    assert City.objects.get(pk=town.city.pk).sign_digest != before
