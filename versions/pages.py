"""What every page about the past of a thing does, whichever it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

import pagecache
from text import thing_keys
from versions.around import name_of, tabs
from versions.contract import Kind, kind_of
from versions.models import AbstractRevision, Versioned


def said(thing: Versioned) -> Kind:
    """Return the kind of a thing; a page of its past shows the thing, and what the app adds."""
    kind = kind_of(thing)
    pagecache.shows_only(thing_keys.key(kind.name, thing.pk))
    return kind


def is_hidden(
    kind: Kind, thing: Versioned, request: HttpRequest, revision: AbstractRevision
) -> bool:
    """Say whether the text of a revision is hidden from the reader."""
    return revision.text_hidden and not kind.may(request.user, "see_hidden", thing)


def not_allowed(request: HttpRequest, kind: Kind, thing: Versioned) -> HttpResponse:
    """Say that signing in comes first, or that this is not theirs to do."""
    return page_of(request, "versions/sign_in.html", kind, thing, "", {}, status=403)


def page_of(
    request: HttpRequest,
    template: str,
    kind: Kind,
    thing: Versioned,
    view: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a page that stands below a thing; `view` is how its address begins there."""
    url, name = kind.url(thing), name_of(view)
    base: dict[str, Any] = {"thing": thing, "title": kind.title(thing), "url": url}
    if kind.steps:
        base["breadcrumb"] = kind.steps(thing, name) if name else kind.steps(thing)
        base["tabs"] = tabs(thing, url, view if view == "verlauf/" else "-")
    return render(request, template, base | context, status=status)
