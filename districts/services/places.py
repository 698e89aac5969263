"""Writing cities and districts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

import pagecache
from districts.entries.by_name import called
from districts.map import lagezeichen
from districts.map.geometry import Geometry, reduced
from districts.models import City, CitySign, District, DistrictOutline
from districts.services.writing import RESERVED_SLUGS, with_names
from districts.signals import district_changed, district_created
from search import outbox
from text import names
from text.slugs import slugify, unique_slug

#: What of a district can be seen in its Lagezeichen.
SHOWN_IN_SIGNS = {"slug", "outline", "schematic", "latitude", "longitude"}


def create_city(
    *,
    name: str,
    slug: str = "",
    district_term: str = "Stadtbezirk",
    district_term_plural: str = "Stadtbezirke",
    sentence: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    is_demo: bool = False,
) -> City:
    """Make a city. Its name must be new; ask `ensure_city` where it may exist."""
    name = with_names({"name": name})["name"]
    with transaction.atomic():
        wanted = slug or slugify(name)
        city = City.objects.create(
            name=name,
            slug=unique_slug(wanted, lambda taken: City.objects.filter(slug=taken).exists()),
            district_term=district_term,
            district_term_plural=district_term_plural,
            sentence=sentence,
            latitude=latitude,
            longitude=longitude,
            is_demo=is_demo,
        )
        pagecache.bump()
    return city


def city_named(name: str) -> City | None:
    """Return the city of this name, the one spelled alike before others of the same words."""
    return called(City.objects.order_by("pk"), [name]).get(name)


def ensure_city(*, name: str) -> City:
    """Return the city of this name, made if need be."""
    return city_named(name) or create_city(name=names.clean(name))


def update_city(*, city: City, **values: Any) -> City:
    """Change what is said of a city. A new term needs no new addresses."""
    values = with_names(values)
    with transaction.atomic():
        City.objects.filter(pk=city.pk).update(**values)
        city.refresh_from_db()
        if "name" in values:
            outbox.changed_term("city", city.slug)
        pagecache.bump()
    return city


def create_district(
    *,
    city: City,
    name: str,
    slug: str = "",
    short: str = "",
    sentence: str = "",
    parent: District | None = None,
    outline: Mapping[str, Any] | None = None,
    schematic: bool = False,
    latitude: float | None = None,
    longitude: float | None = None,
    is_demo: bool = False,
    draw: bool = True,
) -> District:
    """Make a district and tell the apps above, which give it its page.

    The address is the name; where another town has it, or it is reserved, name-city. Whoever makes
    many says `draw=False` and calls `draw_signs` at the end. `outline` may be any GeoJSON of an
    area; raises `BadOutline` where it is none.
    """
    name = with_names({"name": name})["name"]
    area = reduced(outline) if outline else None
    with transaction.atomic():
        district = District.objects.create(
            city=city,
            name=name,
            slug=district_slug(name, city, wanted=slug),
            short=short,
            sentence=sentence,
            parent=parent,
            schematic=schematic,
            latitude=latitude,
            longitude=longitude,
            is_demo=is_demo,
        )
        if area:
            DistrictOutline.objects.create(district=district, geojson=area)
        if draw:
            draw_signs(city=city)
        district_created.send(District, district=district)
        pagecache.bump()
    return district


def district_slug(name: str, city: City, *, wanted: str = "") -> str:
    """Return a free address for a district of this name; a clash gets name-city."""

    def taken(slug: str) -> bool:
        return slug in RESERVED_SLUGS or District.objects.filter(slug=slug).exists()

    slug = wanted or slugify(name)
    if taken(slug):
        slug = slugify(f"{name} {city.name}")
    return unique_slug(slug, taken)


def update_district(*, district: District, draw: bool = True, **values: Any) -> District:
    """Change a district. What carries its name is made findable anew; nothing is reassigned.

    `values` are columns, and `outline`: any GeoJSON of an area, or None to take it away. Raises
    `BadOutline` where it is none.
    """
    slug, values = district.slug, with_names(values)
    if values.get("outline") is not None:
        values["outline"] = reduced(values["outline"])
    with transaction.atomic():
        columns = {name: value for name, value in values.items() if name != "outline"}
        District.objects.filter(pk=district.pk).update(updated_at=timezone.now(), **columns)
        if "outline" in values:
            _set_outline(district, values["outline"])
        district.refresh_from_db()
        if values.keys() & {"name", "slug"}:
            outbox.changed_term("district", slug)
        if draw and values.keys() & SHOWN_IN_SIGNS:
            draw_signs(city=district.city)
        district_changed.send(District, district=district, fields=frozenset(values))
        pagecache.bump()
    return district


def _set_outline(district: District, outline: Geometry | None) -> None:
    if outline is None:
        DistrictOutline.objects.filter(district=district).delete()
    else:
        DistrictOutline.objects.update_or_create(district=district, defaults={"geojson": outline})


def draw_signs(*, city: City) -> None:
    """Draw the Lagezeichen of a city's districts; writes only where something looks different."""
    districts = District.objects.filter(city=city).select_related("area").order_by("slug")
    parents = set(districts.exclude(parent=None).values_list("parent", flat=True))
    places = [
        lagezeichen.MarkedDistrict(
            district.slug,
            district.latitude,
            district.longitude,
            None if district.schematic else district.outline,
            leaf=district.pk not in parents,
        )
        for district in districts
    ]
    sprite = lagezeichen.draw(places)
    # Without any place there is nothing to see, and so no sign.
    digest = sprite.digest if any(p.outline or p.latitude is not None for p in places) else ""
    if digest == city.sign_digest:
        return
    with transaction.atomic():
        CitySign.objects.update_or_create(city=city, defaults={"svg": sprite.svg})
        City.objects.filter(pk=city.pk).update(sign_digest=digest)
        city.sign_digest = digest
        pagecache.bump()


def set_neighbours(*, district: District, neighbours: Iterable[District]) -> None:
    """Say which districts a district touches; the others learn it too."""
    with transaction.atomic():
        district.neighbours.set(neighbours)
        pagecache.bump()
