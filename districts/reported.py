"""What moderators read as the title of a reported page of a district or topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from community.page_titles import Place, by_slug
from districts.models import District, Topic

VIEWS: dict[str, type[Any]] = {"districts:district": District, "districts:topic": Topic}


def titles(places: Mapping[str, Place]) -> dict[str, str]:
    """Return the names of the districts and topics whose pages these are."""
    found = {}
    for view_name, model in VIEWS.items():
        slugs = by_slug(places, view_name)
        if slugs:
            rows = {
                thing.slug: str(thing) for thing in model.objects.filter(slug__in=slugs.values())
            }
            found.update({path: rows[slug] for path, slug in slugs.items() if slug in rows})
    return found
