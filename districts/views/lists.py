"""The lists of projects, actors, networks and council papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from districts.cards import cards
from districts.facets import Rows
from districts.filters import (
    ActorFilter,
    EntryFilter,
    NetworkFilter,
    PaperFilter,
    ProjectFilter,
)
from districts.fragments import fragments
from districts.listing import Listing, Sort, make_listing
from districts.models import Actor, CouncilPaper, District, Network, Project
from text.tables import TYPES

NAME = Sort("", _("Name"), ("sort_key", "pk"))
NEWEST = Sort("newest", _("Last changed"), ("-updated_at", "-pk"))
#: Columns no list shows; they may weigh a hundred kilobytes.
LONG = ("text", "files")


def with_places(rows: Rows) -> Rows:
    """Fetch along what cards show: the city, and the districts with theirs."""
    places = District.objects.select_related("city").order_by("name")
    return rows.select_related("city").prefetch_related(Prefetch("districts", places))


def with_hosts(rows: Rows) -> Rows:
    """Fetch along what dates show besides: the districts in which single times take place."""
    hosts = District.objects.select_related("city").order_by("name")
    return with_places(rows).prefetch_related(Prefetch("hosts", hosts))


@dataclass(frozen=True, slots=True)
class ListKind:
    """One kind of list: its words, filters, orders, how its rows are fetched, and the form.

    `places` says that its rows have a place on the map.
    """

    name: str
    title: str | Promise
    lead: str | Promise
    filters: type[EntryFilter]
    rows: Callable[[Any], Rows]
    sorts: tuple[Sort, ...]
    count_words: Callable[[int], str]
    shown: Callable[[Rows], Rows] = with_places
    places: bool = False
    new: str = ""
    new_label: str | Promise = ""


PROJECTS = ListKind(
    "projects",
    _("Projects"),
    _("What the districts try, what works, and what did not hold."),
    ProjectFilter,
    lambda user: Project.objects.visible_to(user),
    (NAME, NEWEST),
    lambda n: ngettext("%(n)s project", "%(n)s projects", n) % {"n": n},
    new="project_new",
    new_label=_("Tell of a project"),
)
ACTORS = ListKind(
    "actors",
    _("Actors"),
    _("Who is active: residents, associations, offices, shops, parishes, foundations."),
    ActorFilter,
    lambda user: Actor.objects.visible_to(user).listed(),
    (NAME, NEWEST),
    lambda n: ngettext("%(n)s actor", "%(n)s actors", n) % {"n": n},
    shown=lambda rows: with_places(rows).select_related("city", "carrier"),
    places=True,
    new="actor_new",
    new_label=_("Enter an actor"),
)
NETWORKS = ListKind(
    "networks",
    _("Networks"),
    _("Who has joined forces for longer than one project."),
    NetworkFilter,
    lambda user: Network.objects.visible_to(user),
    (NAME, NEWEST),
    lambda n: ngettext("%(n)s network", "%(n)s networks", n) % {"n": n},
    new="network_new",
    new_label=_("Enter a network"),
)
PAPERS = ListKind(
    "papers",
    _("Council papers"),
    _("What the council and the district councils deal with, by district."),
    PaperFilter,
    lambda user: CouncilPaper.objects.visible_to(user),
    (
        Sort("", _("Newest first"), (F("date").desc(nulls_last=True), "-pk")),
        Sort("oldest", _("Oldest first"), (F("date").asc(nulls_last=True), "pk")),
    ),
    lambda n: ngettext("%(n)s council paper", "%(n)s council papers", n) % {"n": n},
    shown=lambda rows: with_places(rows).defer(*LONG),
)


def listing_for(request: HttpRequest, kind: ListKind, user: Any, audience: str) -> Listing:
    """Build the list of a kind for this reader and address."""
    filters = kind.filters(request.GET, queryset=kind.rows(user))
    return make_listing(
        filters,
        path=request.path,
        query=request.GET,
        sorts=kind.sorts,
        audience=f"{kind.name}|{audience}",
        shown=kind.shown,
    )


def downloads(name: str, listing: Listing, *, api: str, places: bool = False) -> dict[str, Any]:
    """Return how a list leaves as a file: tables for people, and what programs read.

    `name` is that of its route, `api` that in the API; `places` says whether it can be a map.
    """
    query, api = listing.program_query, f"/api/v1/{api}"
    start = f"{query}&" if query else "?"
    forms = (("csv", "CSV"), *((("geojson", "GeoJSON"),) if places else ()))
    return {
        "tables": [
            (form, f"{reverse(f'districts:{name}_{form}')}{listing.file_query}") for form in TYPES
        ],
        "programs": [
            ("JSON", f"{api}{query}"),
            *((label, f"{api}{start}format={form}") for form, label in forms),
        ],
    }


def entry_list(request: HttpRequest, kind: ListKind) -> HttpResponse:
    """Show a list with its filters."""

    def make(user: Any, audience: str) -> dict[str, Any]:
        listing = listing_for(request, kind, user, audience)
        return {
            "listing": listing,
            "downloads": downloads(kind.name, listing, api=kind.name, places=kind.places),
            "count_text": kind.count_words(listing.total),
            "cards": cards(listing.page.object_list),
        }

    parts = fragments(request, {"body": "districts/_list.html"}, make)
    new_url = reverse(f"districts:{kind.new}") if kind.new else ""
    context = {
        "kind": kind,
        "new_url": new_url,
        "new_label": kind.new_label,
        **parts,
    }
    return render(request, f"districts/{kind.name}.html", context)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """List projects."""
    return entry_list(request, PROJECTS)


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """List actors; council bodies are no actors in this sense."""
    return entry_list(request, ACTORS)


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """List networks."""
    return entry_list(request, NETWORKS)


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """List council papers."""
    return entry_list(request, PAPERS)
