"""To which town does something belong?

One site may serve several; what is asked of a town is asked through here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.contract import Term

if TYPE_CHECKING:
    from districts.models import City, District


def city_of(thing: object) -> City | None:
    """Return the town of a town, a district, an article, a page or an entry; None for none.

    Of an entry it is its own, or that of its first district. What belongs to all has none.
    """
    own: City | None = getattr(thing, "city", None)
    if own is not None:
        return own
    district: District | None = getattr(thing, "district", None)
    if district is None and hasattr(thing, "districts"):
        district = next(iter(thing.districts.all()), None)
    return district.city if district else None


def city_term(thing: object) -> Term | None:
    """Return the town of a thing as a facet value."""
    city = city_of(thing)
    return Term(city.slug, city.name) if city else None
