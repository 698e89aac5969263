"""Where is the Lagezeichen of a district? In the form `components/lagezeichen.html` takes."""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from districts.models import City, District, Entry


def sign_of(district: District | None) -> dict[str, str]:
    """Return the sign of a district whose city was fetched along; empty without one."""
    if district is None or not district.city.sign_digest:
        return {}
    return {"sprite": sprite_url(district.city), "slug": district.slug}


def sign_of_city(city: City | None) -> dict[str, str]:
    """Return the sign of a whole city: all its districts pale."""
    if city is None or not city.sign_digest:
        return {}
    return {"sprite": sprite_url(city), "slug": ""}


def sign_at(places: Sequence[District], entry: Entry) -> dict[str, str]:
    """Return the sign of an entry in these districts: that of the first, else that of its city.

    Its city is read only where it is needed: lists fetch that of the districts alone.
    """
    return sign_of(places[0]) if places else sign_of_city(entry.city)


def sprite_url(city: City) -> str:
    """Return the address of a city's sprite; it changes with the drawing, so it can be kept."""
    return sprite_url_of(city.slug, city.sign_digest)


def sprite_url_of(slug: str, digest: str) -> str:
    """Return the address of the sprite of a city known by these two values."""
    return _url(slug, digest)


@lru_cache(maxsize=512)
def _url(slug: str, digest: str) -> str:
    # One address for all languages, or the same picture would be fetched for each.
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("districts:signs", args=[slug, digest])
