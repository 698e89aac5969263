"""Which facet values are there, and in which city is a district?

Looked up among what is findable and remembered for half a minute: nearly every question with a
filter asks for the same few values.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from search.models import EntryTerm

REMEMBER_SECONDS = 30.0
MOST = 2_000

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FacetPlace:
    """What is known of a facet value: its name, and its city if it is a district."""

    label: str
    city: str


_known: dict[Key, tuple[float, FacetPlace]] = {}


def known(values: Iterable[Key]) -> dict[Key, FacetPlace]:
    """Return what is known of each of these (facet, value); what nothing carries is left out.

    One query for all that is not remembered.
    """
    now = time.monotonic()
    wanted = list(dict.fromkeys(values))
    remembered = ((key, _known.get(key)) for key in wanted)
    places = {key: held[1] for key, held in remembered if held and held[0] >= now}
    unknown = [key for key in wanted if key not in places]
    if unknown:
        found = (
            EntryTerm.objects.filter(
                facet__in={facet for facet, _value in unknown},
                value__in={value for _facet, value in unknown},
            )
            .values("facet", "value")
            .annotate(name=Max("label"), city=Max("entry__city"))
            .values_list("facet", "value", "name", "city")
        )
        if len(_known) > MOST:
            _known.clear()
        for facet, value, label, city in found:
            places[facet, value] = FacetPlace(label, city)
            _known[facet, value] = (now + REMEMBER_SECONDS, places[facet, value])
    return {key: places[key] for key in wanted if key in places}


def forget() -> None:
    """Look again at the next question."""
    _known.clear()
