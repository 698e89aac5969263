"""What moderators read as the title of a reported page of a district or topic."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from community.inbox.page_titles import AddressedPage, of_view
from districts.models import District, Topic

VIEWS: dict[str, type[Any]] = {"districts:district": District, "districts:topic": Topic}


def titles(places: Mapping[str, AddressedPage]) -> dict[str, str]:
    """Return the names of the districts and topics whose pages these are."""
    found = {}
    for view_name, model in VIEWS.items():
        found.update(of_view(places, view_name, partial(_names, model)))
    return found


def _names(model: type[Any], slugs: Collection[str]) -> dict[str, str]:
    return {thing.slug: str(thing) for thing in model.objects.filter(slug__in=slugs)}
