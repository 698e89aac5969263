"""What are pages called that belong to no kind? Asked when a case about one is shown.

Such a case keeps the address alone, which may be a person's: a title is read anew each time, so
that it follows who is called otherwise. An app says once, from `AppConfig.ready()`, how its pages
are called; of pages that not everybody may read it says nothing::

    page_titles.register(lambda found: {path: title for path, place in found.items() …})
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import ResolverMatch
from django.utils.translation import get_language

from accounts.at_address import page_at
from community.models import Case


@dataclass(frozen=True, slots=True)
class AddressedPage:
    """What is at an address, and in which language it is read there."""

    match: ResolverMatch
    language: str


#: Gets places by their path; returns titles by path, in a fixed number of queries.
Finder = Callable[[Mapping[str, AddressedPage]], Mapping[str, str]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Name pages of one app, once."""
    _finders.append(finder)


def titles(paths: Iterable[str]) -> dict[str, str]:
    """Return what the pages at these paths are called; those that nobody knows are left out."""
    places = {}
    for path in set(paths):
        with page_at(path) as match:
            if match is not None:
                places[path] = AddressedPage(match, get_language() or "")
    found: dict[str, str] = {}
    for finder in _finders if places else ():
        found.update(finder(places))
    return found


def read_for(cases: Collection[Case]) -> None:
    """Let cases about pages of no kind be called as these are today; in a few queries for all."""
    about_pages = [case for case in cases if not case.object_kind]
    known = titles(case.url for case in about_pages)
    for case in about_pages:
        case.page_title = known.get(case.url, "")


def of_view(
    places: Mapping[str, AddressedPage],
    view_name: str,
    names: Callable[[Collection[str]], Mapping[str, str]],
) -> dict[str, str]:
    """Return titles of the places of one view, by path; `names` returns them by slug."""
    slugs = {
        path: str(place.match.kwargs.get("slug", ""))
        for path, place in places.items()
        if place.match.view_name == view_name
    }
    known = names(slugs.values()) if slugs else {}
    return {path: known[slug] for path, slug in slugs.items() if slug in known}
