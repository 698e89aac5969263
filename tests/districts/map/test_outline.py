"""The window around a district: what it holds, and where there is none."""

import pytest

from districts.map import outline
from districts.map.outline import ROOM, SMALLEST, outline_of
from districts.models import City, CitySign, District

pytestmark = pytest.mark.django_db
SVG = (
    '<svg><symbol id="d-west"><path d="M10 20L30 20L30 40Z"/></symbol>'
    '<symbol id="d-west-end"><path d="M0 0L1 1Z"/></symbol>'
    '<symbol id="d-ost"><path d="M30 20L50 20L50.5 40Z"/></symbol>'
    '<symbol id="d-dot"><circle cx="-5" cy="90.5" r="2"/></symbol>'
    '<symbol id="d-klein"><path d="M5 5L6 5L6 6Z"/></symbol></svg>'
)


@pytest.fixture
def city() -> City:
    made = City.objects.create(name="Musterstadt", slug="musterstadt", sign_digest="abc")
    CitySign.objects.create(city=made, svg=SVG)
    return made


def district(city: City, slug: str) -> District:
    return District(city=city, name=slug, slug=slug)


def box_of(city: City, slug: str, *near: str) -> list[float]:
    found = outline_of(district(city, slug), [district(city, name) for name in near])
    assert found is not None
    return [float(part) for part in found.view_box.split()]


def test_alone_with_room_around_it(city: City) -> None:
    size = 20 * (1 + 2 * ROOM)
    assert box_of(city, "west") == pytest.approx(
        [20 - size / 2, 30 - size / 2, size, size], abs=0.1
    )


def test_with_a_neighbour_the_window_holds_both(city: City) -> None:
    left, top, width, height = box_of(city, "west", "ost")
    assert left < 10
    assert left + width > 50.5
    assert width == height
    assert top + height / 2 == pytest.approx(30)


def test_a_neighbour_that_is_only_a_dot_is_in_the_window_below_zero_too(city: City) -> None:
    left, top, _width, height = box_of(city, "west", "dot")
    assert left < -5
    assert top + height > 90.5


def test_a_small_one_is_seen_from_no_closer(city: City) -> None:
    assert box_of(city, "klein")[2:] == [SMALLEST, SMALLEST]


def test_a_line_is_as_wide_on_every_window(city: City) -> None:
    found = outline_of(district(city, "klein"), [])
    assert found is not None
    assert float(found.line) == pytest.approx(outline.LINE * SMALLEST / 100, abs=0.01)
    assert found.sprite.endswith("abc.svg")


def test_a_slug_that_begins_like_another_is_another(city: City) -> None:
    assert box_of(city, "west-end") != box_of(city, "west")


@pytest.mark.parametrize("slug", ["dot", "unbekannt"])
def test_dots_tell_nothing_from_close_by(city: City, slug: str) -> None:
    assert outline_of(district(city, slug), [district(city, "west")]) is None


def test_a_city_without_signs_has_no_window(city: City) -> None:
    city.sign_digest = ""
    assert outline_of(district(city, "west"), []) is None


def test_a_digest_whose_drawing_is_gone_is_no_error(city: City) -> None:
    CitySign.objects.all().delete()
    assert outline_of(district(city, "west"), []) is None


def test_a_neighbour_in_another_city_is_left_out(city: City) -> None:
    other = City.objects.create(name="Nachbarstadt", slug="nachbarstadt")
    found = outline_of(district(city, "west"), [district(other, "ost"), district(city, "klein")])
    assert found is not None
    assert (found.own, found.near) == ("west", ["klein"])
