"""Actors as names and numbers, to be printed and called."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from districts.entries.actors import ACTORS
from districts.entries.listed import NAME
from districts.lists.file_names import filter_words
from districts.lists.filters import ActorFilter
from districts.lists.listing import ordered
from districts.lists.tables import where
from districts.lists.unknown_values import unknown
from districts.models import Actor
from districts.shown import said_by_list
from text.phones import Phone, numbers

#: A printed list is no directory: thirty sheets are enough.
MOST = 1000


@require_safe
def phone_list(request: HttpRequest) -> HttpResponse:
    """Show a list of actors by name: one line for each public number, then who has none."""
    said_by_list(ACTORS.key)
    filters = ActorFilter(request.GET, queryset=ACTORS.listed_for(None))
    found = unknown(request.GET, filters, sorts=[sort.value for sort in ACTORS.lists.sorts])
    actors = list(ACTORS.lists.fetched(ordered(filters, NAME))[: MOST + 1])
    listed = [(actor, _numbers(actor)) for actor in actors[:MOST]]
    context = {
        "rows": [_row(actor, phone) for actor, phones in listed for phone in phones],
        "without": [actor.name for actor, phones in listed if not phones],
        "filters": filter_words(filters),
        "unknown": found,
        "cut": len(actors) > MOST,
        "most": MOST,
        "today": timezone.localdate(),
    }
    return render(request, "districts/phone_list.html", context)


def _numbers(actor: Actor) -> list[Phone]:
    return numbers(actor.phone) if actor.phone_public else []


def _row(actor: Actor, phone: Phone) -> dict[str, Any]:
    return {
        "name": actor.name,
        "phone": phone,
        "place": actor.address,
        "districts": where(actor, actor.districts.all()),
    }
