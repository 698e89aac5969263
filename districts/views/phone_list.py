"""Actors as names and numbers, to be printed and called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from districts.entries.actors import ACTORS
from districts.entries.listed import NAME
from districts.lists.file_names import filter_words
from districts.lists.filters import ActorFilter
from districts.lists.listing import ordered
from districts.lists.tables import where_words
from districts.lists.unknown_values import unknown
from districts.models import Actor
from districts.querysets import names_of
from districts.shown import said_by_rows
from text.phones import numbers

#: A printed list is no directory: thirty sheets are enough.
MOST = 1000


class Row(NamedTuple):
    """The columns of an actor that are on the list."""

    pk: int
    name: str
    phone: str
    phone_public: bool
    address: str
    city_wide: bool
    city__name: str | None


@require_safe
def phone_list(request: HttpRequest) -> HttpResponse:
    """Show a list of actors by name: one line for each public number, then who has none."""
    filters = ActorFilter(request.GET, queryset=ACTORS.listed_for(None))
    said_by_rows(ACTORS.key, filters.scope)
    found = unknown(request.GET, filters, sorts=[sort.value for sort in ACTORS.lists.sorts])
    actors = list(ordered(filters, NAME).values_list(*Row._fields)[: MOST + 1])
    listed = [
        (row, numbers(row.phone) if row.phone_public else [])
        for row in map(Row._make, actors[:MOST])
    ]
    districts = names_of(Actor, "districts", [row.pk for row, _phones in listed])
    context = {
        "rows": [
            (row.name, phone, phone.url, row.address, _where(row, districts))
            for row, phones in listed
            for phone in phones
        ],
        "without": [row.name for row, phones in listed if not phones],
        "filters": filter_words(filters),
        "unknown": found,
        "cut": len(actors) > MOST,
        "most": MOST,
        "today": timezone.localdate(),
    }
    return render(request, "districts/phone_list.html", context)


def _where(row: Row, districts: Mapping[int, list[str]]) -> str:
    return where_words(districts.get(row.pk, ()), row.city__name if row.city_wide else "")
