"""What other apps show on the pages of this one: articles, minutes, the editorial text.

The apps above register in `AppConfig.ready()`; this app never imports them. What a kind of entry
has on the pages of others stands in its description (`districts.entries.OnEntry`).

    districts.panels.register(District, loader, "wiki/panels/district.html")
    districts.panels.register_district_page(loader)
    districts.panels.register_figure("article", counter, count)
    districts.panels.register_open(loader)

A panel of a district whose context has `articles` (each with title, url, updated_at) adds them to
what changed last there and to the sheet for the notice board. Where one has the number of a picture
(`picture`), its template gets the pictures of the district (`pictures`, by number).

On the page of a district or topic each panel is kept by itself, so its loader says what it shows
(`districts.shown.said_by_kind`, `pagecache.shows_only`). One that does not is made anew after each
change of anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models
from django.http import HttpRequest

from accounts.person import Person
from districts.entries.overviews import KNOWLEDGE
from districts.models import District

if TYPE_CHECKING:
    from districts.entries import EntryKind

END = datetime.max.replace(tzinfo=UTC)


class Loader(Protocol):
    """Fetches what a panel shows. Costs one query, at most two."""

    def __call__(self, obj: Any, user: Person) -> Mapping[str, Any] | None:
        """Return the context of the panel's template, or None when there is nothing to show."""
        ...


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled panel: the template to include and what it shows, as `panel` in the context.

    `slot` is where it stands on a district's page, see `districts.entries.overviews`.
    """

    template: str
    context: Mapping[str, Any]
    slot: int = KNOWLEDGE


@dataclass(frozen=True, slots=True)
class Registered:
    """A panel as it was registered."""

    load: Loader
    template: str
    slot: int

    def filled(self, obj: models.Model, user: Person) -> Panel | None:
        """Return the panel of an object; None where it has nothing to show."""
        context = self.load(obj, user)
        return None if context is None else Panel(self.template, context, self.slot)


@dataclass(frozen=True, slots=True)
class EditorialText:
    """The editorial text of a district in the best language there is.

    `page` is the object `template` shows (as `page`); `language` is the code of its text, so that
    a German text below `/en/` is marked and announced. `url` is where editors change it.
    """

    page: Any
    language: str
    template: str
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is open at the moment, for the home page: until when, what it is, and where.

    Without an end (None) it stands behind what has one.
    """

    title: str
    url: str
    label: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of a kind are public in each district.

    `counter()` maps primary keys of districts to numbers, in one query; `count(n)` says a number.
    """

    counter: Callable[[], Mapping[int, int]]
    count: Callable[[int], str]


DistrictPageLoader = Callable[[HttpRequest, District, str], EditorialText | None]

_panels: dict[type[models.Model], list[Registered]] = {}
_open: list[Callable[[int], Iterable[Open]]] = []
_figures: dict[str, Figure] = {}
_district_page: list[DistrictPageLoader] = []


def register(
    model: type[models.Model], loader: Loader, template: str, *, slot: int = KNOWLEDGE
) -> None:
    """Show a panel on the pages of a model: District, Topic, Project …; `Entry` is every kind.

    `slot` says where on a district's page; what a slot has of panels stands before its entries.
    """
    registered, new = _panels.setdefault(model, []), Registered(loader, template, slot)
    if new not in registered:
        registered.append(new)


def of_kind(kind: EntryKind) -> None:
    """Show what a kind has on the pages of other entries."""
    for panel in kind.on_entries:
        register(panel.model, panel.load, panel.template)


def registered_for(obj: models.Model) -> list[Registered]:
    """Return what is registered for an object, in the order of its registration."""
    return [each for model in type(obj).__mro__ for each in _panels.get(model, ())]


def panels_for(obj: models.Model, user: Person) -> list[Panel]:
    """Return the filled panels of an object, in the order of their registration."""
    filled = (each.filled(obj, user) for each in registered_for(obj))
    return [panel for panel in filled if panel is not None]


def register_open(loader: Callable[[int], Iterable[Open]]) -> None:
    """Say what is open at the moment, the most pressing first, at most so many as are asked for."""
    _open.append(loader)


def open_now(most: int) -> list[Open]:
    """Return what is open for everybody to see at the moment, what ends first before all others."""
    found = [one for loader in _open for one in loader(most)]
    return sorted(found, key=lambda one: (one.until is None, one.until or END))[:most]


def register_figure(
    kind: str, counter: Callable[[], Mapping[int, int]], count: Callable[[int], str]
) -> None:
    """Count a further kind on the page of all districts."""
    _figures[kind] = Figure(counter, count)


def figures() -> Mapping[str, Figure]:
    """Return how all registered kinds are counted, by key."""
    return _figures


def register_district_page(loader: DistrictPageLoader) -> None:
    """Say where the editorial text of a district comes from: `(request, district, language)`."""
    _district_page[:] = [loader]


def district_page(request: HttpRequest, district: District, language: str) -> EditorialText | None:
    """Return the district's text in this language, else the German one, else None."""
    return _district_page[0](request, district, language) if _district_page else None
