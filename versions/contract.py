"""What an app tells `versions` about a kind of thing that consists of revisions.

Registered from `AppConfig.ready()`; history, comparing, reverting, lists of contributions and
their tests then work for the kind without knowing the app. The app resolves the address and hands
the thing to the views::

    path("<slug:slug>/verlauf/", entry_view(versions.views.history))
    path("<slug:slug>/vergleich/", entry_view(versions.views.compare))
    path("<slug:slug>/version/<number:number>/", entry_view(versions.views.version))
    path("<slug:slug>/stand/<str:day>/", entry_view(versions.day_view.on_day))
    path("<slug:slug>/wer-schrieb-was/", entry_view(versions.authors_view.who_wrote))
    path("<slug:slug>/zuruecksetzen/<number:number>/", entry_view(versions.views.revert))
    path("<slug:slug>/rueckgaengig/<number:number>/", entry_view(versions.views.undo))

where `entry_view(view)` calls `view(request, thing, **kwargs)` or raises 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from versions.models import AbstractRevision, Versioned


class CannotGoBack(Exception):
    """A revision cannot be reverted or undone; the message says why, in the reader's words."""


def _nowhere(thing: object) -> str:
    return ""


def _nobody(user: object, action: str, thing: object) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    `title(thing)`, `url(thing)`       how it is called and where it is read
    `text(revision)`                   its content as lines, for comparing; `is_markdown`: what is
                                       different is shown as readers see it
    `body`                             the column of revisions with the text of which is told who
                                       wrote which words; "" where that is not told
    `place(thing)`, `related`          where it belongs, if one place; what to select along for both

    For the pages, all needed if the kind has them:

    `visible(thing, user)`             the revisions somebody may know of, authors selected
    `may(user, action, thing)`         asks `community.trust` ("edit", "see_hidden", "hide")
    `show(revision)`                   template and context that show an old version
    `steps(thing, *last)`              the breadcrumb to it, and to its page named by `last`
    `revert(request, thing, number, summary)`   make the content what it was in that revision
    `undo(request, thing, number, summary)`     take one revision's change back, keep later ones;
                                       both raise `CannotGoBack` where it cannot be done
    `actions(request, thing, revision)`   what else the reader may do with a revision: title, url,
                                       and post=True for a button
    """

    name: str
    model: type[Versioned]
    revisions: type[AbstractRevision]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    text: Callable[[Any], str]
    is_markdown: bool = False
    body: str = ""
    place: Callable[[Any], str] = _nowhere
    related: tuple[str, ...] = ()
    visible: Callable[[Any, Any], QuerySet[Any]] | None = None
    may: Callable[[Any, str, Any], bool] = _nobody
    show: Callable[[Any], tuple[str, dict[str, Any]]] | None = None
    steps: Callable[..., list[dict[str, str]]] | None = None
    revert: Callable[[HttpRequest, Any, int, str], HttpResponse] | None = None
    undo: Callable[[HttpRequest, Any, int, str], HttpResponse] | None = None
    actions: Callable[[HttpRequest, Any, Any], list[dict[str, Any]]] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Called once per kind."""
    _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """Return a registered kind; `KeyError` when there is none of this name."""
    return _kinds[name]


def found(name: str) -> Kind | None:
    """Return a registered kind, None when there is none of this name."""
    return _kinds.get(name)


def kind_of(thing: Versioned) -> Kind:
    """Return the kind of a thing; `KeyError` when its model was not registered."""
    for known in _kinds.values():
        if isinstance(thing, known.model):
            return known
    raise KeyError(type(thing).__name__)


def kinds() -> tuple[Kind, ...]:
    """Return every registered kind, in the order of their registration."""
    return tuple(_kinds.values())
