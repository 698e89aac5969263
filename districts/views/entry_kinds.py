"""What differs between the kinds where they are written and looked back upon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts import services
from districts.facets import Rows
from districts.forms.actors import ActorForm
from districts.forms.base import EntryForm
from districts.forms.dates import DateForm
from districts.forms.networks import NetworkForm
from districts.forms.projects import ProjectForm
from districts.models import Actor, Date, Network, Project
from districts.revisions import ACTOR, DATE, NETWORK, PROJECT, Shape


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One kind: its routes, words, form and services. `route` is the name of its page's address."""

    route: str
    shape: Shape
    form: type[EntryForm]
    create: Callable[..., Any]
    update: Callable[..., Any]
    list_title: str | Promise
    new_title: str | Promise
    new_lead: str | Promise
    licence: str | Promise

    @property
    def list_url(self) -> str:
        """Return where the list is."""
        return reverse(f"districts:{self.route}s")

    def rows(self, user: Any) -> Rows:
        """Return what this reader may see of the kind."""
        found: Rows = self.shape.model.objects.visible_to(user)
        return found.select_related("city")

    def get(self, user: Any, slug: str) -> Any:
        """Return the entry of an address; raises 404 for what this reader may not see."""
        found = self.rows(user).filter(slug=slug).first()
        if found is None:
            raise Http404
        return found


_TEXTS = gettext_lazy(
    "By sending you agree that your text is published under CC BY-SA 4.0: others may use and "
    "improve it if they name its authors."
)
_FACTS = gettext_lazy(
    "By sending you give these facts away under CC0: everybody may reuse them without conditions."
)
PROJECTS = EntryKind(
    "project",
    PROJECT,
    ProjectForm,
    services.create_project,
    lambda entry, **values: services.update_project(project=entry, **values),
    gettext_lazy("Projects"),
    gettext_lazy("Tell of a project"),
    gettext_lazy("Title, two sentences and the place are enough. What you learned helps most."),
    _TEXTS,
)
ACTORS = EntryKind(
    "actor",
    ACTOR,
    ActorForm,
    services.create_actor,
    lambda entry, **values: services.update_actor(actor=entry, **values),
    gettext_lazy("Actors"),
    gettext_lazy("Enter an actor"),
    gettext_lazy("Who you are, what you do, and how people reach you."),
    _FACTS,
)
DATES = EntryKind(
    "date",
    DATE,
    DateForm,
    services.create_date,
    lambda entry, **values: services.update_date(entry=entry, **values),
    gettext_lazy("Dates"),
    gettext_lazy("Enter a date"),
    gettext_lazy("When, where, what for. Regular offers repeat by themselves."),
    _FACTS,
)
NETWORKS = EntryKind(
    "network",
    NETWORK,
    NetworkForm,
    services.create_network,
    lambda entry, **values: services.update_network(network=entry, **values),
    gettext_lazy("Networks"),
    gettext_lazy("Enter a network"),
    gettext_lazy("Who has joined forces for what, and how far it reaches."),
    _TEXTS,
)
KINDS = {kind.route: kind for kind in (PROJECTS, ACTORS, DATES, NETWORKS)}


def kind_of(entry: Any) -> EntryKind:
    """Return the kind of an entry."""
    model = {Project: PROJECTS, Actor: ACTORS, Date: DATES, Network: NETWORKS}
    return model[type(entry)]


def entry_view(kind: EntryKind, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view of `versions` run on the entry of an address."""

    def shown(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        return view(request, kind.get(request.user, slug), **kwargs)

    return shown


def crumbs(kind: EntryKind, *last: tuple[str, str]) -> list[dict[str, str]]:
    """Return where a page about an entry stands."""
    steps = [
        (_("Home"), reverse("wagtail_serve", args=[""])),
        (str(kind.list_title), kind.list_url),
    ]
    return [{"title": title, "url": url} for title, url in (*steps, *last)]


def tabs(entry: Any, current: str) -> list[dict[str, Any]]:
    """Return the views of an entry, as `components/tabs.html` takes them."""
    views = [
        ("", _("Read"), "book"),
        ("bearbeiten/", _("Edit"), "edit"),
        ("verlauf/", _("History"), "history"),
    ]
    base = entry.get_absolute_url()
    return [
        {"title": title, "url": f"{base}{view}", "icon": icon, "current": view == current}
        for view, title, icon in views
    ]
