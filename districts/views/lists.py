"""The lists of the directory, alike for every kind."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.person import Person
from districts import shown
from districts.entries import EntryKind
from districts.entries.actors import ACTORS
from districts.lists.filters import ActorFilter, EntryFilter
from districts.lists.listing import Listing, make_listing, sort_of
from districts.pages import list_parts
from districts.pages.cached_parts import cached_parts
from text.tables import TYPES


def around_rows(
    request: HttpRequest, kind: EntryKind, filters: EntryFilter, audience: str
) -> dict[str, Any]:
    """Return what stands around the rows of a list for this reader and address."""
    listing = make_listing(
        filters,
        path=request.path,
        query=request.GET,
        sorts=kind.lists.sorts,
        audience=f"{kind.key}|{audience}",
    )
    return {
        "listing": listing,
        "downloads": downloads(kind, listing),
        "count_text": kind.lists.count(listing.total),
    }


def downloads(kind: EntryKind, listing: Listing) -> dict[str, Any]:
    """Return how a list leaves as a file: tables for people, and what programs read."""
    query, api = listing.program_query, f"/api/v1/{kind.lists.name}"
    start = f"{query}&" if query else "?"
    forms = (("csv", "CSV"), *((("geojson", "GeoJSON"),) if kind.lists.has_points else ()))
    route = f"districts:{kind.list_route}"
    return {
        "tables": [(form, f"{reverse(f'{route}_{form}')}{listing.file_query}") for form in TYPES],
        "programs": [
            ("JSON", f"{api}{query}"),
            *((label, f"{api}{start}format={form}") for form, label in forms),
        ],
    }


def phones_url(chosen: QueryDict) -> str:
    """Return the numbers of whoever is active where and about what a list is narrowed to.

    `chosen` are the parameters of any list; those that actors do not have are left out. Asked by
    the template, when the frame of the page has seen which modules there are.
    """
    if not ACTORS.is_used:
        return ""
    known = [
        (name, each) for name in ActorFilter.base_filters for each in chosen.getlist(name) if each
    ]
    return f"{reverse('districts:phone_list')}{'?' if known else ''}{urlencode(known)}#drucken"


def list_view(kind: EntryKind) -> Any:
    """Return the view of the list of a kind."""

    @require_safe
    def entry_list(request: HttpRequest) -> HttpResponse:
        def make(user: Person, audience: str) -> dict[str, Any]:
            filters = kind.lists.filters(request.GET, queryset=kind.listed_for(user))
            shown.said_by_rows(kind.key, filters.scope)
            around = list_parts.around(
                request, kind, audience, lambda: around_rows(request, kind, filters, audience)
            )
            sort = sort_of(kind.lists.sorts, request.GET)
            cards = list_parts.cards_on(around.number, filters, sort, kind)
            return {"around": around, "cards": cards}

        parts = cached_parts(request, {"body": "districts/_list_body.html"}, make)
        return render(request, kind.lists.template, {**frame(request, kind), **parts})

    return entry_list


def frame(request: HttpRequest, kind: EntryKind) -> dict[str, Any]:
    """Return what stands above a list: what it is, and the way to a new entry."""
    return {
        "kind": kind,
        "phones_url": partial(phones_url, request.GET),
        "title": kind.many,
        "lead": kind.lists.lead,
        "new_url": reverse(f"districts:{kind.route}_new") if kind.writing else "",
        "new_label": kind.writing.new_title if kind.writing else "",
    }
